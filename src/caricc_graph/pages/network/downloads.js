"use strict";
// What is visible, as files made here: picture, table, network for Gephi, and a page that needs nothing else.
caricc.save = (name, type, content) => {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
};
caricc.escaped = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
caricc.cell = (value) => {
  const text = String(value ?? "");
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};
caricc.csv = (rows) => `\ufeff${rows.map((row) => row.map(caricc.cell).join(",")).join("\r\n")}\r\n`;

caricc.linksCsv = (visible) => caricc.csv([
  ["subject", "subject_kind", "subject_id", "predicate", "object", "object_kind", "object_id", "modality", "inferred", "confidence", "publishers", "first", "last"],
  ...visible.edges.flatMap((edge) => edge.links).map((link) => [link.from.name, link.from.kind, link.from.id, link.predicate, link.to.name, link.to.kind, link.to.id, link.modality, link.inferred ? "yes" : "no", link.confidence, link.publishers, caricc.day(link.first), caricc.day(link.last)]),
]);
caricc.nodesCsv = (visible) => caricc.csv([
  ["name", "kind", "id", "mentions", "linked_with", "names"],
  ...visible.items.map((item) => (item.folds ? [item.label, "Community", item.key, "", item.size, ""] : [item.name, item.kind, item.id, item.mentions, item.partners.size, item.names.join("; ")])),
]);

caricc.gexf = (visible, places, title) => {
  const xml = caricc.escaped;
  const values = (pairs) => `<attvalues>${pairs.map(([name, value]) => `<attvalue for="${name}" value="${xml(value)}"/>`).join("")}</attvalues>`;
  const id = (item) => xml(item.id || item.key);
  const nodes = visible.items.map((item) => {
    const { x, y } = places.get(item.key);
    const look = item.folds ? "#999999" : caricc.KINDS[item.kind].color;
    const [r, g, b] = [1, 3, 5].map((i) => parseInt(look.slice(i, i + 2), 16));
    return `<node id="${id(item)}" label="${xml(item.name || item.label)}">${values([["kind", item.kind || "Community"], ["size", item.folds ? item.size : 1]])}<viz:position x="${x.toFixed(1)}" y="${(-y).toFixed(1)}" z="0"/><viz:color r="${r}" g="${g}" b="${b}"/><viz:size value="${caricc.size(item).toFixed(1)}"/></node>`;
  });
  const edges = visible.edges.map((edge, i) => {
    const { link } = edge;
    const dates = link && link.first !== null ? ` start="${caricc.day(link.first)}" end="${caricc.day(link.last)}"` : "";
    const told = link ? values([["predicate", link.predicate], ["modality", link.modality], ["confidence", link.confidence], ["inferred", link.inferred]]) : values([["predicate", "links"]]);
    return `<edge id="${i}" source="${id(edge.from)}" target="${id(edge.to)}" type="${link && !caricc.SYMMETRIC.has(link.predicate) ? "directed" : "undirected"}" label="${xml(link ? link.words : `${edge.links.length} links`)}" weight="${edge.links.length}"${dates}>${told}</edge>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"><meta><creator>caricc-graph</creator><description>${xml(title)}</description></meta><graph defaultedgetype="directed" mode="dynamic" timeformat="date"><attributes class="node"><attribute id="kind" title="kind" type="string"/><attribute id="size" title="members" type="integer"/></attributes><attributes class="edge"><attribute id="predicate" title="predicate" type="string"/><attribute id="modality" title="modality" type="string"/><attribute id="confidence" title="confidence" type="double"/><attribute id="inferred" title="inferred" type="boolean"/></attributes><nodes>\n${nodes.join("\n")}\n</nodes><edges>\n${edges.join("\n")}\n</edges></graph></gexf>\n`;
};

// The page's data, of the visible entities and links alone; the members of a visible community come with it.
caricc.part = (graph, visible, passes) => {
  const { data } = graph;
  const kept = new Uint8Array(graph.nodes.length);
  for (const item of visible.items) if (item.folds) kept.fill(1, item.begin, item.end); else kept[item.index] = 1;
  const before = new Uint32Array(graph.nodes.length + 1);
  kept.forEach((one, i) => { before[i + 1] = before[i] + one; });
  const nodes = graph.nodes.filter((node) => kept[node.index]);
  const links = graph.links.filter((link) => kept[link.from.index] && kept[link.to.index] && passes(link));
  const pick = (column, chosen) => chosen.map((one) => column[one.index]);
  const picked = (table, chosen) => Object.fromEntries(chosen.map((one, i) => [i, table[one.index]]).filter(([, value]) => value));
  const folds = [];
  const number = new Map([[-1, -1]]);
  graph.folds.forEach((fold) => {
    const [begin, end] = [before[fold.begin], before[fold.end]];
    if (fold.index && (end - begin < 3 || !number.has(fold.parent))) return;
    number.set(fold.index, folds.length);
    folds.push([number.get(fold.parent), begin, end]);
  });
  const told = data.nodes;
  return {
    ...data, folds, site: null, carried: links.filter((link) => link.rows).length, left_out: data.left_out + graph.nodes.length - nodes.length,
    nodes: { id: pick(told.id, nodes), kind: pick(told.kind, nodes), name: pick(told.name, nodes), label: pick(told.label, nodes), mentions: pick(told.mentions, nodes), focus: nodes.map((node, i) => (node.focus ? i : -1)).filter((i) => i >= 0), names: picked(told.names, nodes), posts: picked(told.posts, nodes) },
    links: { ...Object.fromEntries(["predicate", "modality", "first", "last", "confidence", "publishers", "stated"].map((name) => [name, pick(data.links[name], links)])), from: links.map((link) => before[link.from.index]), to: links.map((link) => before[link.to.index]), inferred: links.map((link, i) => (link.inferred ? i : -1)).filter((i) => i >= 0), evidence: picked(data.links.evidence, links) },
  };
};

caricc.png = (svg) => new Promise((done, failed) => {
  const [wide, high] = [Number(svg.getAttribute("width")), Number(svg.getAttribute("height"))];
  const sharp = Math.min(2, 8000 / Math.max(wide, high));
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(wide * sharp);
    canvas.height = Math.ceil(high * sharp);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png");
  };
  image.onerror = failed;
  image.src = address;
});

// Returns the text of a page of its own around such data: this page's own, or the one that a site keeps for it.
caricc.makePages = (site) => {
  const own = site ? null : document.documentElement.cloneNode(true);
  const json = (data) => JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const kept = () => new Promise((done, failed) => {
    if (caricc.template) { done(caricc.template); return; }
    const script = document.createElement("script");
    script.src = site.template;
    script.onload = () => done(caricc.template);
    script.onerror = () => failed(new Error("no template"));
    document.head.append(script);
  });
  return async (data, title) => {
    if (!own) {
      const parts = { title: caricc.escaped(title), data: json(data) };
      return (await kept()).replace(/%%(title|data)%%/g, (_, name) => parts[name]);
    }
    own.querySelector("#data").textContent = json(data);
    for (const place of own.querySelectorAll("title, h1")) place.textContent = title;
    return `<!doctype html>\n${own.outerHTML}\n`;
  };
};
