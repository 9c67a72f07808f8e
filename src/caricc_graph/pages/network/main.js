"use strict";
// The page: what each control does to what is visible.
(() => {
  const byName = (name) => document.getElementById(name);
  const data = JSON.parse(byName("data").textContent);
  const pages = caricc.makePages(data.site);
  const graph = caricc.read(data);
  const filters = caricc.makeFilters(graph);
  const view = caricc.makeView(graph, filters);
  const drawing = caricc.makeDrawing();
  const title = document.title;
  let visible = { items: [], edges: [] };
  let chosen = null;
  const act = {};
  const stage = caricc.makeStage(byName("network"), drawing, act);
  const panel = caricc.makePanel(byName("selection"), graph, view, act);
  const tables = caricc.makeTables({ items: byName("items"), edges: byName("edges") }, act);

  const number = (count) => count.toLocaleString("en");
  const several = (count, one, more) => `${number(count)} ${count === 1 ? one : more}`;
  const left = () => {
    const parts = [];
    if (visible.leftOut) parts.push(`${number(visible.leftOut)} less linked are left out here: open a community or search`);
    if (visible.edgesLeftOut) parts.push(`${several(visible.edgesLeftOut, "weaker tie is", "weaker ties are")} not drawn`);
    if (view.center && view.reached > view.shown.size) parts.push(`${number(view.reached - view.shown.size)} of its neighbours are left out`);
    if (view.shown && graph.nodes.length > view.shown.size) parts.push(`${number(graph.nodes.length - view.shown.size)} further entities stand on this page`);
    if (view.hidden.size) parts.push(`${number(view.hidden.size)} hidden by you`);
    if (visible.unlinked) parts.push(`${number(visible.unlinked)} whose links the filters hide`);
    if (data.left_out) parts.push(`${number(data.left_out)} less linked entities of the graph are not on this page`);
    return parts;
  };
  const refresh = (refit) => {
    visible = view.visible();
    caricc.arrange(visible.items, visible.edges, stage.places, stage.room());
    stage.show(visible, refit);
    tables.show(visible);
    const folds = visible.items.filter((item) => item.folds);
    const folded = folds.reduce((sum, fold) => sum + fold.size, 0);
    const single = visible.items.length - folds.length;
    const shown = [
      ...(folds.length ? [`${several(folds.length, "community", "communities")} that ${folds.length === 1 ? "folds" : "fold"} ${number(folded)} entities`] : []),
      ...(single || !folds.length ? [several(single, "entity", "entities")] : []),
      several(visible.edges.length, folds.length ? "tie" : "link", folds.length ? "ties" : "links"),
    ];
    byName("counts").textContent = `${[`${shown.join(", ")} visible`, ...left()].join("; ")}.`;
    byName("empty").hidden = visible.items.length > 0;
    byName("overview").hidden = view.whole();
    byName("unhide").hidden = !view.hidden.size;
    if (chosen && !drawing.node(chosen) && !drawing.middle(chosen)) chosen = null;
    drawing.mark(chosen);
  };
  const itemOf = (key) => (key?.[0] === "n" ? graph.nodes[Number(key.slice(1))] : key?.[0] === "c" && !key.includes("-") ? graph.folds[Number(key.slice(1))] : null);
  const tab = (name) => {
    for (const one of document.querySelectorAll("[role=tab]")) {
      const on = one.getAttribute("aria-controls") === name;
      one.setAttribute("aria-selected", on);
      one.tabIndex = on ? 0 : -1;
      byName(one.getAttribute("aria-controls")).hidden = !on;
    }
    if (name !== "selection") tables.fill(name);
  };
  const closeMenu = () => { byName("menu").hidden = true; };

  act.choose = (key, jump) => {
    closeMenu();
    chosen = key;
    tab("selection");
    drawing.mark(key);
    const item = itemOf(key);
    const edge = item ? null : visible.edges.find((one) => one.key === key);
    if (item?.folds) panel.fold(item);
    else if (item) panel.node(item);
    else if (edge?.link) panel.link(edge.link);
    else if (edge) panel.bundle(edge);
    else panel.help();
    if (key) stage.reveal(key);
    if (jump) panel.focus();
  };
  act.chooseLink = (link) => {
    chosen = link.key;
    drawing.mark(drawing.middle(link.key) ? link.key : null);
    panel.link(link);
    panel.focus();
  };
  act.near = (key) => {
    const item = itemOf(key);
    if (!item) return;
    if (item.folds) { act.openFold(item); return; }
    view.near(item);
    for (const place of item.partners) stage.places.delete(place.key);
    stage.places.set(item.key, { x: 0, y: 0 });
    chosen = key;
    refresh(true);
    act.choose(key);
  };
  act.find = (node) => {
    if (!visible.items.includes(node)) act.near(node.key);
    else act.choose(node.key);
  };
  act.expand = (key) => {
    const item = itemOf(key);
    if (!item) return;
    if (item.folds) { act.openFold(item); return; }
    view.expand(item);
    refresh(true);
    act.choose(key);
  };
  act.hide = (key) => {
    const item = itemOf(key);
    if (!item) return;
    view.hide(item);
    chosen = null;
    closeMenu();
    refresh(false);
    panel.help();
  };
  act.openFold = (fold) => { view.openFold(fold); chosen = null; closeMenu(); refresh(true); panel.help(); };
  act.closeFold = (fold) => { view.closeFold(fold); refresh(true); act.choose(fold.key); };
  act.menu = (key, x, y) => {
    const item = itemOf(key);
    act.choose(key);
    if (!item) return;
    const menu = byName("menu");
    const entry = (text, run) => { const made = caricc.button(text, () => { closeMenu(); run(key); }); made.setAttribute("role", "menuitem"); return made; };
    menu.replaceChildren(...(item.folds ? [entry("Open", act.expand)] : [entry(`Expand (${view.more(item).length})`, act.expand), entry("Neighbourhood", act.near)]), entry("Hide", act.hide));
    menu.hidden = false;
    const box = byName("stage").getBoundingClientRect();
    menu.style.left = `${Math.max(0, Math.min(x - box.left, box.width - menu.offsetWidth - 4))}px`;
    menu.style.top = `${Math.max(0, Math.min(y - box.top, box.height - menu.offsetHeight - 4))}px`;
    menu.firstChild.focus();
  };
  byName("menu").addEventListener("keydown", (event) => {
    const entries = [...byName("menu").children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { entries[(entries.indexOf(document.activeElement) + step + entries.length) % entries.length].focus(); event.preventDefault(); }
    if (event.key === "Escape" || event.key === "Tab") { closeMenu(); drawing.node(chosen)?.focus(); }
  });
  document.addEventListener("pointerdown", (event) => { if (!byName("menu").contains(event.target)) closeMenu(); });

  for (const one of document.querySelectorAll("[role=tab]")) one.addEventListener("click", () => tab(one.getAttribute("aria-controls")));
  document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    const tabs = [...document.querySelectorAll("[role=tab]")];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    tab(next.getAttribute("aria-controls"));
    next.focus();
  });
  byName("closer").addEventListener("click", () => stage.zoom(1.3));
  byName("farther").addEventListener("click", () => stage.zoom(1 / 1.3));
  byName("fit").addEventListener("click", () => stage.fit());
  byName("overview").addEventListener("click", () => { view.overview(); chosen = null; refresh(true); panel.help(); });
  byName("unhide").addEventListener("click", () => { view.hidden.clear(); refresh(false); });
  const name = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "network";
  const text = (svg) => new XMLSerializer().serializeToString(svg);
  const downloads = {
    png: async () => caricc.save(`${name}.png`, "image/png", await caricc.png(stage.file(title))),
    svg: () => caricc.save(`${name}.svg`, "image/svg+xml", text(stage.file(title))),
    links: () => caricc.save(`${name}-links.csv`, "text/csv", caricc.linksCsv(visible)),
    nodes: () => caricc.save(`${name}-entities.csv`, "text/csv", caricc.nodesCsv(visible)),
    gexf: () => caricc.save(`${name}.gexf`, "application/xml", caricc.gexf(visible, stage.places, title)),
    page: async () => caricc.save(`${name}.html`, "text/html", await pages(caricc.part(graph, visible, (link) => caricc.passes(filters, link)), title)),
  };
  for (const one of document.querySelectorAll("[data-download]")) one.addEventListener("click", () => { byName("downloads").open = false; downloads[one.dataset.download](); });

  caricc.makeControls(graph, filters, () => refresh(false));
  caricc.makeSearch(graph, act);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => refresh(false));
  let wide = window.innerWidth;
  window.addEventListener("resize", () => { if (window.innerWidth !== wide) { wide = window.innerWidth; stage.fit(); } });
  panel.help();
  refresh(true);
  const focus = graph.nodes.filter((node) => node.focus);
  if (focus.length === 1) act.choose(focus[0].key);
  Object.assign(caricc, { graph, view, stage, act, visible: () => visible });
})();
