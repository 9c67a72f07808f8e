"use strict";
// The page's data, as objects: entities with their links, links with days, communities with what they fold.
window.caricc = {};
caricc.KINDS = {
  Official: { color: "#d55e00", path: "M0-7a7 7 0 1 0 .01 0z" },
  Agency: { color: "#0072b2", path: "M-6-6h12v12h-12z" },
  Programme: { color: "#009e73", path: "M0-8L7 0 0 8-7 0z" },
  Country: { color: "#8a8a8a", path: "M-4-7h8L8 0 4 7h-8L-8 0z" },
  Place: { color: "#e69f00", path: "M0 7.500L-7.500-6h15z" },
  Event: { color: "#cc79a7", path: "M0-7.500L7.500 6h-15z" },
  Document: { color: "#56b4e9", path: "M0-8L2.300-2.500 8-2.300 3.500 1.300 5 7 0 3.700-5 7-3.500 1.300-8-2.300-2.300-2.500z" },
  Substance: { color: "#f0e442", path: "M-2.500-7.500h5v5h5v5h-5v5h-5v-5h-5v-5h5z" },
};
caricc.COMMUNITY = { color: "#ffffff", path: "M0-8a8 8 0 1 0 .01 0zM0-6.600a6.600 6.600 0 1 0 .01 0z" };
caricc.BODIES = new Set(["Agency", "Programme", "Official", "Country"]);
caricc.SETTLED = "asserted";
caricc.SYMMETRIC = new Set(["meets", "cooperatesWith"]);

caricc.day = (number) => (number === null ? "" : new Date(number * 86400000).toISOString().slice(0, 10));
caricc.days = (link) => {
  if (link.first === null) return "undated";
  return link.first === link.last ? caricc.day(link.first) : `${caricc.day(link.first)} to ${caricc.day(link.last)}`;
};
caricc.sentencesOf = (data, rows) => rows.map((row) => {
  const [sentence, begin, end, bulletin] = data.evidence[row];
  const [title, date, publisher, address, page, id] = data.bulletins[bulletin];
  const text = data.sentences[sentence];
  return { before: text.slice(0, begin), quote: text.slice(begin, end), after: text.slice(end), title, date, publisher, address, page, bulletin: id };
});

caricc.read = (data) => {
  const told = data.nodes;
  const focus = new Set(told.focus);
  const nodes = told.id.map((id, index) => ({
    index, id, key: `n${index}`, kind: data.kinds[told.kind[index]], name: told.name[index], label: told.label[index] || told.name[index],
    mentions: told.mentions[index], names: told.names[index] || [], posts: told.posts[index] || [], focus: focus.has(index), links: [], partners: new Set(),
  }));
  const inferred = new Set(data.links.inferred);
  const links = data.links.from.map((from, index) => {
    const predicate = data.links.predicate[index];
    const link = {
      index, key: `l${index}`, from: nodes[from], to: nodes[data.links.to[index]], predicate: data.predicates[predicate], words: data.words[predicate],
      modality: data.modalities[data.links.modality[index]], first: data.links.first[index], last: data.links.last[index],
      confidence: data.links.confidence[index] / 100, publishers: data.links.publishers[index], stated: data.links.stated[index], inferred: inferred.has(index), rows: data.links.evidence[index],
    };
    for (const node of new Set([link.from, link.to])) node.links.push(link);
    link.from.partners.add(link.to);
    link.to.partners.add(link.from);
    return link;
  });
  const folds = data.folds.map(([parent, begin, end], index) => ({ index, key: `c${index}`, parent, begin, end, folds: [], size: end - begin }));
  for (const fold of folds.slice(1)) folds[fold.parent].folds.push(fold);
  for (const fold of folds.slice(1)) {
    const told = nodes.slice(fold.begin, fold.end).sort((a, b) => Number(caricc.BODIES.has(b.kind)) - Number(caricc.BODIES.has(a.kind)) || b.partners.size - a.partners.size || a.index - b.index);
    const two = told.slice(0, 2).map((node) => node.label).join(", ");
    fold.label = two.length > 28 ? `${told[0].label} + ${fold.size - 1}` : `${two} + ${fold.size - 2}`;
    fold.partners = { size: fold.size };
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const dated = links.filter((link) => link.first !== null);
  const first = dated.reduce((least, link) => Math.min(least, link.first), Infinity);
  const last = dated.reduce((most, link) => Math.max(most, link.last), -Infinity);
  return { data, nodes, links, folds, byId, dated: dated.length > 0, first, last };
};
