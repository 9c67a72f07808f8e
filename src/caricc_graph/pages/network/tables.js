"use strict";
// The same network as two tables, always of what is visible.
caricc.makeTables = (places, act) => {
  const { make, button } = caricc;
  const MOST = 400;
  let shown = { items: [], edges: [] };
  const table = (caption, heads, rows, count) => {
    const whole = make("table");
    whole.append(make("caption", caption));
    const head = make("tr");
    head.append(...heads.map((text) => { const cell = make("th", text); cell.scope = "col"; return cell; }));
    const body = make("tbody");
    body.append(...rows);
    const top = make("thead");
    top.append(head);
    whole.append(top, body);
    return count > MOST ? [whole, make("p", `${(count - MOST).toLocaleString("en")} more are drawn; narrow the filters to list them.`, "note")] : [whole];
  };
  const row = (...cells) => {
    const line = make("tr");
    line.append(...cells.map((content) => { const cell = make("td"); cell.append(content); return cell; }));
    return line;
  };
  const itemRow = (item) => {
    const chooser = button(item.name || item.label, () => act.choose(item.key, true), "text");
    chooser.addEventListener("keydown", (event) => {
      const name = { e: "expand", h: "hide", f: "near" }[event.key];
      if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act[name](item.key);
    });
    return row(chooser, item.folds ? "Community" : item.kind, String(item.partners.size));
  };
  const edgeRow = (edge) => {
    const name = (item) => item.name || item.label;
    const { link } = edge;
    const text = link ? `${name(edge.from)} ${link.words} ${name(edge.to)}` : `${name(edge.from)} and ${name(edge.to)}: ${edge.links.length} links`;
    const state = link && link.modality !== caricc.SETTLED ? link.modality : link?.inferred ? "inferred" : "attested";
    return row(button(text, () => act.choose(edge.key, true), "text"), link ? caricc.days(link) : "", link ? state : "");
  };
  const fill = (name) => {
    if (places[name].hidden) return;
    const at = [...places[name].querySelectorAll("button")].indexOf(document.activeElement);
    if (name === "items") {
      const items = [...shown.items].sort((a, b) => (a.name || a.label).localeCompare(b.name || b.label, "en"));
      places.items.replaceChildren(...table("Entities that are visible", ["Name", "Kind", "Links"], items.slice(0, MOST).map(itemRow), items.length));
    } else {
      places.edges.replaceChildren(...table("Links that are visible", ["Link", "Days", "State"], shown.edges.slice(0, MOST).map(edgeRow), shown.edges.length));
    }
    if (at >= 0) [...places[name].querySelectorAll("button")].slice(0, at + 1).pop()?.focus();
  };
  return {
    show(visible) { shown = visible; fill("items"); fill("edges"); },
    fill,
  };
};
