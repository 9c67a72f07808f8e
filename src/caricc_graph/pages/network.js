"use strict";
(() => {
  // All text of bulletins is put in by textContent: nothing of it is ever read as markup.
  const KINDS = {
    Official: { color: "#d55e00", shape: "dot" },
    Agency: { color: "#0072b2", shape: "square" },
    Programme: { color: "#009e73", shape: "diamond" },
    Country: { color: "#7a7a7a", shape: "hexagon" },
    Place: { color: "#b58a00", shape: "triangleDown" },
    Event: { color: "#cc79a7", shape: "triangle" },
    Document: { color: "#56b4e9", shape: "star" },
    Substance: { color: "#8c4a2f", shape: "dot" },
  };
  const ICONS = {
    dot: "M8 2a6 6 0 1 0 .01 0z", square: "M3 3h10v10H3z", diamond: "M8 1l6 7-6 7-6-7z", hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z",
    triangle: "M8 2l6.5 12h-13z", triangleDown: "M8 14L1.500 2h13z", star: "M8 1l2 5h5l-4 3.500 1.500 5.500L8 12l-4.500 3L5 9.500 1 6h5z",
  };
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  const links = new Map(data.links.map((link) => [link.id, link]));
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const hidden = { kinds: new Set(), predicates: new Set() };
  const panel = document.getElementById("panel");

  const make = (tag, text, name) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (name) element.className = name;
    return element;
  };
  const short = (name) => (name.length > 34 ? name.slice(0, 32).trimEnd() + "…" : name).replace(/(.{12,22})\s/g, "$1\n");
  const ink = () => (dark.matches ? "#e8e6e0" : "#1d2429");
  const halo = () => (dark.matches ? "#14191d" : "#fbfaf7");
  const shown = (link) => !hidden.predicates.has(link.predicate);

  const drawnNode = (node) => ({
    id: node.id, label: short(node.label), x: node.x, y: node.y, size: node.size, shape: KINDS[node.kind].shape,
    color: { background: KINDS[node.kind].color, border: node.focus ? ink() : KINDS[node.kind].color, highlight: { background: KINDS[node.kind].color, border: ink() } },
    borderWidth: node.focus ? 4 : 1, hidden: hidden.kinds.has(node.kind),
    font: { color: ink(), size: node.focus ? 20 : Math.round(11 + node.size / 5), strokeWidth: 4, strokeColor: halo(), face: "system-ui, DejaVu Sans, sans-serif" },
  });
  const drawnLink = (link) => ({
    id: link.id, from: link.from, to: link.to, hidden: !shown(link), dashes: link.inferred,
    width: 1 + Math.min(4, link.sentences.length - 1) * 0.6, color: { color: dark.matches ? "#56646d" : "#b9b6ac", highlight: dark.matches ? "#7cc4f0" : "#0b5c8f" },
  });
  const nodes = new vis.DataSet(data.nodes.map(drawnNode));
  const edges = new vis.DataSet(data.links.map(drawnLink));
  const network = new vis.Network(document.getElementById("network"), { nodes, edges }, {
    physics: false, layout: { improvedLayout: false },
    nodes: { labelHighlightBold: false },
    edges: { smooth: false, arrows: { to: { enabled: true, scaleFactor: 0.45 } }, font: { size: 12, strokeWidth: 4 }, hoverWidth: 0, selectionWidth: 1 },
    interaction: { hover: false, multiselect: false, keyboard: { enabled: true, bindToWindow: false } },
  });
  window.caricc = { network, nodes, edges };

  const redraw = () => {
    nodes.update(data.nodes.map(drawnNode));
    edges.update(data.links.map(drawnLink));
    document.getElementById("empty").hidden = data.nodes.some((node) => !hidden.kinds.has(node.kind));
  };

  const say = (link) => {
    edges.update(data.links.map((one) => ({
      id: one.id, label: link && one.id === link.id ? one.words : undefined, font: { color: ink(), strokeColor: halo() },
    })));
  };
  const button = (text, act) => {
    const element = make("button", text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };
  const place = (sentence) => {
    const line = make("p", "", "note");
    const words = [sentence.title, sentence.publisher, sentence.date, sentence.page].filter(Boolean).join(" · ");
    line.append(words);
    if (/^https?:\/\//i.test(sentence.address)) {
      const anchor = make("a", sentence.address);
      anchor.href = sentence.address;
      anchor.rel = "noopener noreferrer";
      anchor.target = "_blank";
      line.append(make("br"), anchor);
    } else if (sentence.address) line.append(" · " + sentence.address);
    return line;
  };
  const quoted = (sentence) => {
    const block = make("blockquote");
    const text = make("p");
    text.append(sentence.before, make("mark", sentence.quote), sentence.after);
    block.append(text, place(sentence));
    return block;
  };
  const days = (link) => (link.first === link.last ? link.first : `${link.first} to ${link.last}`);

  const showLink = (link) => {
    network.selectEdges([link.id]);
    say(link);
    const ends = make("p");
    ends.append(button(byId.get(link.from).name, () => showNode(byId.get(link.from))), ` ${link.words} `, button(byId.get(link.to).name, () => showNode(byId.get(link.to))));
    const notes = [link.first ? days(link) : "undated", `confidence ${link.confidence}`, link.inferred ? "inferred" : "asserted"].join(" · ");
    panel.replaceChildren(make("h2", link.words), ends, make("p", notes, "note"), make("h3", `Sentences (${link.sentences.length})`), ...link.sentences.map(quoted));
    panel.scrollTop = 0;
  };
  const listed = (title, items) => (items.length ? [make("h3", title), (() => {
    const list = make("ul");
    list.append(...items.map((item) => {
      const line = make("li");
      line.append(...[].concat(item));
      return line;
    }));
    return list;
  })()] : []);
  const linkLine = (link, node) => {
    const out = link.from === node.id;
    const other = byId.get(out ? link.to : link.from);
    return [button(out ? `${link.words} → ${other.name}` : `${other.name} ${link.words} →`, () => showLink(link)), link.first ? make("span", " " + days(link), "note") : ""];
  };
  const showNode = (node) => {
    network.selectNodes([node.id]);
    say(null);
    network.focus(node.id, { scale: Math.max(network.getScale(), 0.8), animation: false });
    const mine = data.links.filter((link) => shown(link) && (link.from === node.id || link.to === node.id)).sort((a, b) => a.words.localeCompare(b.words) || a.first.localeCompare(b.first));
    const posts = node.posts.map((post) => [post.title + ", " + post.body, make("span", [post.from && ` from ${post.from}`, post.until && ` until ${post.until}`, post.days && ` attested ${post.days}`].filter(Boolean).join(" "), "note")]);
    panel.replaceChildren(make("h2", node.name), make("p", `${node.kind} · ${node.mentions} mentions`, "kind"), ...listed("Also written", node.names), ...listed("Posts", posts), ...listed(`Links (${mine.length})`, mine.map((link) => linkLine(link, node))));
    panel.scrollTop = 0;
  };
  const showHelp = () => panel.replaceChildren(make("h2", "Every link leads to its sentence"), make("p", "Select a link to read the sentences that state it, or an entity to see its names, posts and links. An arrow leads from who acts; a dashed link is inferred."), make("p", "Days are those on which bulletins attest a link, or on which an event was held. That no link is drawn is no evidence that there is none.", "note"));

  network.on("click", (event) => {
    if (event.nodes.length) showNode(byId.get(event.nodes[0]));
    else if (event.edges.length) showLink(links.get(event.edges[0]));
    else { say(null); showHelp(); }
  });

  const icon = (kind) => {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("width", "16");
    svg.setAttribute("height", "16");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", ICONS[KINDS[kind].shape]);
    path.setAttribute("fill", KINDS[kind].color);
    svg.append(path);
    return svg;
  };
  const option = (box, value, text, count, group, mark) => {
    const label = make("label", undefined, "option");
    const input = make("input");
    input.type = "checkbox";
    input.checked = true;
    input.value = value;
    input.addEventListener("change", () => {
      if (input.checked) group.delete(value);
      else group.add(value);
      redraw();
    });
    label.append(input, ...(mark ? [mark] : []), make("span", text), make("span", String(count), "count"));
    box.append(label);
  };
  const counted = (values) => [...values.reduce((counts, value) => counts.set(value, (counts.get(value) || 0) + 1), new Map())];
  const order = Object.keys(KINDS);
  for (const [kind, count] of counted(data.nodes.map((node) => node.kind)).sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0])))
    option(document.getElementById("kinds"), kind, kind, count, hidden.kinds, icon(kind));
  const said = new Map(data.links.map((link) => [link.predicate, link.words]));
  for (const [predicate, count] of counted(data.links.map((link) => link.predicate)).sort((a, b) => b[1] - a[1]))
    option(document.getElementById("predicates"), predicate, said.get(predicate), count, hidden.predicates);

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const field = document.getElementById("search");
  const found = document.getElementById("found");
  const search = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const whole = words.join(" ");
    const rank = (node) => Math.min(...[node.name, ...node.names].map(plain).map((name) => (name === whole ? 0 : name.startsWith(whole) ? 1 : 2)));
    const fits = data.nodes
      .filter((node) => words.length && [node.name, ...node.names].some((name) => words.every((word) => plain(name).includes(word))))
      .sort((a, b) => rank(a) - rank(b) || b.mentions - a.mentions);
    found.replaceChildren(...fits.slice(0, 30).map((node) => {
      const line = make("li");
      line.append(button(node.name, () => showNode(node)), make("span", " " + node.kind, "note"));
      return line;
    }));
    if (words.length && !fits.length) found.replaceChildren(make("li", "No entity on this page has that name."));
    return fits;
  };
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const [first] = search();
    if (first) showNode(first);
  });
  dark.addEventListener("change", redraw);
  redraw();
  showHelp();
  const focus = data.nodes.filter((node) => node.focus);
  if (focus.length === 1) showNode(focus[0]);
  network.fit({ animation: false });
})();
