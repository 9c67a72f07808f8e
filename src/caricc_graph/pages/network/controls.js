"use strict";
// The controls: filters with their legend, the time slider with its histogram, and the search.
caricc.makeControls = (graph, filters, change) => {
  const { make } = caricc;
  const byName = (name) => document.getElementById(name);
  const option = (box, { text, count, checked, value, mark }, act) => {
    const label = make("label", undefined, "option");
    const input = make("input");
    input.type = "checkbox";
    input.checked = checked;
    input.value = value;
    input.addEventListener("change", () => { act(input.checked); change(); });
    label.append(input, ...(mark ? [mark] : []), make("span", text), ...(count === undefined ? [] : [make("span", count.toLocaleString("en"), "count")]));
    box.append(label);
  };
  const flip = (set, value, within) => (within ? set.add(value) : set.delete(value));
  const counted = (values) => [...values.reduce((counts, value) => counts.set(value, (counts.get(value) || 0) + 1), new Map())];
  const dash = (style) => {
    const svg = caricc.shape("svg", { width: 26, height: 10, "aria-hidden": "true", class: `icon dash ${style}` });
    svg.append(caricc.shape("path", { d: "M1 5h24", fill: "none" }));
    return svg;
  };
  const order = Object.keys(caricc.KINDS);
  for (const [kind, count] of counted(graph.nodes.map((node) => node.kind)).sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0])))
    option(byName("kinds"), { text: kind, count, checked: true, value: kind, mark: caricc.icon({ kind }) }, (on) => flip(filters.kinds, kind, !on));
  const words = new Map(graph.links.map((link) => [link.predicate, link.words]));
  for (const [predicate, count] of counted(graph.links.map((link) => link.predicate)).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
    option(byName("predicates"), { text: words.get(predicate), count, checked: true, value: predicate }, (on) => flip(filters.predicates, predicate, !on));
  const states = new Map(counted(graph.links.map((link) => link.modality)));
  const inferred = graph.links.filter((link) => link.inferred && link.modality === caricc.SETTLED).length;
  const box = byName("states");
  option(box, { text: "attested", count: (states.get(caricc.SETTLED) || 0) - inferred, checked: true, value: "asserted", mark: dash("plain") }, (on) => flip(filters.modalities, caricc.SETTLED, on));
  option(box, { text: "inferred", count: inferred, checked: true, value: "inferred", mark: dash("inferred") }, (on) => { filters.inferred = on; });
  for (const modality of graph.data.modalities.filter((one) => one !== caricc.SETTLED))
    option(box, { text: `only ${modality}`, count: states.get(modality) || 0, checked: false, value: modality, mark: dash("apart") }, (on) => flip(filters.modalities, modality, on));
  option(byName("unlinked"), { text: "Keep entities whose links are hidden", checked: false, value: "unlinked" }, (on) => { filters.unlinked = on; });
  byName("confidence").addEventListener("input", (event) => {
    filters.confidence = Number(event.target.value) / 100;
    byName("least").textContent = filters.confidence.toFixed(2);
    change();
  });
  for (const one of document.querySelectorAll("[data-all]")) one.addEventListener("click", () => {
    const boxes = [...one.closest("fieldset").querySelectorAll("input[type=checkbox]")];
    const on = !boxes.every((input) => input.checked);
    for (const input of boxes) if (input.checked !== on) input.click();
  });

  // Months, counted from the first; a handle never passes the other.
  const monthOf = (day) => { const date = new Date(day * 86400000); return date.getUTCFullYear() * 12 + date.getUTCMonth(); };
  const firstDay = (month) => Date.UTC(Math.floor(month / 12), month % 12, 1) / 86400000;
  const said = (month) => new Date(firstDay(month) * 86400000).toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
  const [begin, end] = graph.dated ? [monthOf(graph.first), monthOf(graph.last)] : [0, 0];
  const [from, to] = [byName("from"), byName("to")];
  const tell = () => {
    const [low, high] = [Number(from.value), Number(to.value)];
    from.setAttribute("aria-valuetext", said(low));
    to.setAttribute("aria-valuetext", said(high));
    byName("span").textContent = low === high ? said(low) : `${said(low)} to ${said(high)}`;
    const share = (month) => ((month - begin) / Math.max(1, end - begin)) * 100;
    byName("chosen").style.left = `${share(low)}%`;
    byName("chosen").style.right = `${100 - share(high)}%`;
    for (const bar of byName("years").children) bar.classList.toggle("out", Number(bar.dataset.last) < low || Number(bar.dataset.first) > high);
  };
  for (const handle of [from, to]) {
    Object.assign(handle, { min: begin, max: end, value: handle === from ? begin : end });
    handle.addEventListener("input", () => {
      if (Number(from.value) > Number(to.value)) handle.value = handle === from ? to.value : from.value;
      filters.first = firstDay(Number(from.value));
      filters.last = firstDay(Number(to.value) + 1) - 1;
      tell();
      change();
    });
  }
  byName("undated").addEventListener("change", (event) => { filters.undated = event.target.checked; change(); });
  byName("undated-count").textContent = graph.links.filter((link) => link.first === null).length.toLocaleString("en");
  if (graph.dated) {
    const years = new Map();
    for (const link of graph.links) if (link.first !== null && link.modality === caricc.SETTLED) { const year = Math.floor(monthOf(link.first) / 12); years.set(year, (years.get(year) || 0) + 1); }
    const most = Math.max(1, ...years.values());
    for (let year = Math.floor(begin / 12); year <= Math.floor(end / 12); year += 1) {
      const bar = make("span");
      bar.dataset.first = year * 12;
      bar.dataset.last = year * 12 + 11;
      const [low, high] = [Math.max(begin, year * 12), Math.min(end, year * 12 + 11)];
      bar.style.flexGrow = high - low + 1;
      bar.style.height = `${Math.max(years.get(year) ? 8 : 0, ((years.get(year) || 0) / most) * 100)}%`;
      bar.title = `${year}: ${years.get(year) || 0} links begin`;
      byName("years").append(bar);
    }
    tell();
  } else byName("time").hidden = true;
};

caricc.makeSearch = (graph, act) => {
  const { make, button } = caricc;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const field = document.getElementById("search");
  const found = document.getElementById("found");
  let names = null;
  const index = () => (names ??= graph.nodes.map((node) => [node.label, node.name, ...node.names].map(plain)));
  const search = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const whole = words.join(" ");
    const rank = (node) => Math.min(...names[node.index].map((name) => (name === whole ? 0 : name.startsWith(whole) ? 1 : 2)));
    const fits = words.length ? graph.nodes.filter((node) => index()[node.index].some((name) => words.every((word) => name.includes(word)))) : [];
    fits.sort((a, b) => rank(a) - rank(b) || b.mentions - a.mentions || a.index - b.index);
    found.replaceChildren(...fits.slice(0, 30).map((node) => {
      const line = make("li");
      line.append(button(node.name, () => act.find(node), "text"), make("span", ` ${node.kind}`, "note"));
      return line;
    }));
    if (words.length && !fits.length) found.replaceChildren(make("li", "No entity on this page has that name."));
    return fits;
  };
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { field.value = ""; search(); }
    if (event.key !== "Enter") return;
    const [first] = search();
    if (first) act.find(first);
  });
};
