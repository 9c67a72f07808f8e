"use strict";
// What is visible: the reader's filters, and which entities are shown, folded into communities, or hidden.
caricc.makeFilters = (graph) => ({ kinds: new Set(), predicates: new Set(), modalities: new Set([caricc.SETTLED]), confidence: 0, first: graph.first, last: graph.last, undated: true, inferred: true, unlinked: false });

caricc.passes = (filters, link) =>
  filters.modalities.has(link.modality) && !filters.predicates.has(link.predicate) && link.confidence >= filters.confidence && (filters.inferred || !link.inferred) &&
  (link.first === null ? filters.undated : link.last >= filters.first && link.first <= filters.last);

caricc.makeView = (graph, filters) => {
  const MOST = 150;
  const MOST_LINKS = 900;
  const view = { graph, filters, shown: null, open: new Set([0]), latest: 0, hidden: new Set(), center: null, reached: 0 };
  const passes = (link) => caricc.passes(filters, link);
  const partners = (node) => new Set(node.links.filter(passes).map((link) => (link.from === node ? link.to : link.from)).filter((other) => !filters.kinds.has(other.kind)));
  const better = (a, b) => b.partners.size - a.partners.size || a.index - b.index;

  view.overview = () => {
    view.shown = graph.nodes.length <= MOST ? new Set(graph.nodes) : null;
    view.center = null;
    view.open = new Set([0]);
    view.latest = 0;
    view.hidden.clear();
  };
  view.whole = () => !view.hidden.size && (view.shown ? view.shown.size === graph.nodes.length : view.open.size === 1);
  view.near = (node) => {
    const others = [...partners(node)].sort(better);
    view.shown = new Set([node, ...others].slice(0, MOST));
    view.center = node;
    view.reached = others.length + 1;
    view.hidden.clear();
  };
  view.openFold = (fold) => { view.open.add(fold.index); view.latest = fold.index; };
  view.closeFold = (fold) => {
    view.latest = fold.parent;
    for (const index of [...view.open]) if (index === fold.index || (graph.folds[index].begin >= fold.begin && graph.folds[index].end <= fold.end && index > fold.index)) view.open.delete(index);
  };
  view.around = (node) => {
    const opened = [...view.open].filter((index) => index && graph.folds[index].begin <= node.index && node.index < graph.folds[index].end);
    return opened.length && !view.shown ? graph.folds[Math.max(...opened)] : null;
  };
  view.more = (node) => [...partners(node)].filter((other) => view.hidden.has(other.key) || (view.shown && !view.shown.has(other)));
  view.expand = (node) => {
    const others = view.more(node).sort(better).slice(0, MOST);
    for (const other of others) { view.hidden.delete(other.key); view.shown?.add(other); }
    return others.length;
  };
  view.hide = (item) => view.hidden.add(item.key);

  const within = (fold) => {
    const found = [];
    let next = fold.begin;
    for (const child of fold.folds) {
      found.push(...graph.nodes.slice(next, child.begin), ...(view.open.has(child.index) ? within(child) : [child]));
      next = child.end;
    }
    return [...found, ...graph.nodes.slice(next, fold.end)];
  };
  const wanted = () => {
    const base = view.shown ? [...view.shown] : within(graph.folds[0]);
    return base.filter((item) => !view.hidden.has(item.key) && !filters.kinds.has(item.kind));
  };
  const capped = (items) => {
    if (view.shown || items.length <= MOST) return items;
    const newest = graph.folds[view.latest];
    const isNew = (item) => view.latest && (item.folds ? item.begin >= newest.begin && item.end <= newest.end : item.index >= newest.begin && item.index < newest.end);
    return [...items].sort((a, b) => Number(isNew(b)) - Number(isNew(a)) || better(a, b)).slice(0, MOST);
  };
  const owners = (items) => {
    const owner = new Int32Array(graph.nodes.length).fill(-1);
    items.forEach((item, i) => {
      if (!item.folds) owner[item.index] = i;
      else for (let member = item.begin; member < item.end; member += 1) if (!filters.kinds.has(graph.nodes[member].kind)) owner[member] = i;
    });
    return owner;
  };
  const joined = (items, owner) => {
    const edges = [];
    const bundles = new Map();
    for (const link of graph.links) {
      const a = owner[link.from.index];
      const b = owner[link.to.index];
      if (a < 0 || b < 0 || a === b || !passes(link)) continue;
      if (!items[a].folds && !items[b].folds) { edges.push({ key: link.key, link, from: items[a], to: items[b], links: [link] }); continue; }
      const [low, high] = a < b ? [a, b] : [b, a];
      const key = `${items[low].key}-${items[high].key}`;
      if (!bundles.has(key)) bundles.set(key, { key, link: null, from: items[low], to: items[high], links: [] });
      bundles.get(key).links.push(link);
    }
    return [...edges, ...bundles.values()];
  };

  // Returns the items (entities and folded communities), the edges between them, and how many of each are left out.
  view.visible = () => {
    const base = wanted();
    const chosen = capped(base);
    const owner = owners(chosen);
    const all = joined(chosen, owner);
    const edges = all.length > MOST_LINKS ? [...all].sort((a, b) => b.links.length - a.links.length).slice(0, MOST_LINKS) : all;
    const linked = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
    const stays = (item) => filters.unlinked || linked.has(item) || item.focus || item === view.center || item.folds || !item.links.length;
    const owned = new Set(owner);
    const items = chosen.filter((item, i) => stays(item) && owned.has(i));
    return { items, edges, unlinked: chosen.length - items.length, leftOut: base.length - chosen.length, edgesLeftOut: all.length - edges.length };
  };
  view.overview();
  const focus = graph.nodes.find((node) => node.focus);
  if (focus && !view.shown) view.near(focus);
  return view;
};
