"use strict";
// The panel: an entity with its posts and links, a link with its sentences, a community with whom it holds; all text goes in as text.
caricc.make = (tag, text, name) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (name) element.className = name;
  return element;
};
caricc.button = (text, act, name) => {
  const element = caricc.make("button", text, name);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
};
caricc.icon = (item) => {
  const svg = caricc.shape("svg", { width: 16, height: 16, viewBox: "-9 -9 18 18", "aria-hidden": "true", class: "icon" });
  const look = item.folds ? caricc.COMMUNITY : caricc.KINDS[item.kind];
  svg.append(caricc.shape("path", { d: look.path, fill: look.color, stroke: "currentColor", "stroke-width": 1 }));
  return svg;
};
caricc.told = (item) => (item.folds ? `Community of ${item.size}: ${item.label}` : `${item.name}, ${item.kind}, linked with ${item.partners.size}`);

caricc.makePanel = (panel, graph, view, act) => {
  const { make, button } = caricc;
  const site = graph.data.site;
  const counted = (number, one, more) => `${number.toLocaleString("en")} ${number === 1 ? one : more}`;
  const listed = (title, lines) => {
    if (!lines.length) return [];
    const list = make("ul");
    list.append(...lines.map((parts) => { const line = make("li"); line.append(...parts); return line; }));
    return [make("h3", title), list];
  };
  const outside = (address) => {
    const anchor = make("a", address);
    anchor.href = address;
    anchor.rel = "noopener noreferrer";
    anchor.target = "_blank";
    return anchor;
  };
  const page = (pattern, id, text) => {
    const anchor = make("a", text);
    anchor.href = pattern.replace("{}", encodeURIComponent(id));
    return anchor;
  };
  const source = (sentence) => {
    const line = make("p", undefined, "note");
    const title = sentence.title || "untitled";
    line.append(site ? page(site.bulletin, sentence.bulletin, title) : title, ` · ${[sentence.publisher, sentence.date || "undated", sentence.page].filter(Boolean).join(" · ")}`);
    if (/^https?:\/\//i.test(sentence.address)) line.append(make("br"), outside(sentence.address));
    else if (sentence.address) line.append(` · ${sentence.address}`);
    return line;
  };
  const quoted = (sentence) => {
    const block = make("blockquote");
    const text = make("p");
    text.append(sentence.before, make("mark", sentence.quote), sentence.after);
    block.append(text, source(sentence));
    return block;
  };
  const fetched = async (link) => {
    const words = new URLSearchParams({ subject: link.from.id, predicate: link.predicate, object: link.to.id, modality: link.modality });
    const answer = await fetch(`${site.evidence}?${words}`);
    if (!answer.ok) throw new Error(String(answer.status));
    const data = await answer.json();
    return caricc.sentencesOf(data, data.evidence.map((_, row) => row));
  };
  const sentences = async (link, box) => {
    let found = [];
    if (link.rows) found = caricc.sentencesOf(graph.data, link.rows);
    else if (!site?.evidence) {
      box.replaceChildren(make("p", `This page carries the sentences of ${graph.data.carried.toLocaleString("en")} of its ${graph.links.length.toLocaleString("en")} links, and not of this one. A page of the neighbourhood has them: caricc-graph network --focus "${link.from.name}"`, "note"));
      return;
    } else {
      box.replaceChildren(make("p", "Looking up the sentences…", "note"));
      try { found = await fetched(link); } catch { box.replaceChildren(make("p", "The sentences can't be had now: the server does not answer.", "note")); return; }
    }
    const more = found.length < link.stated ? [make("p", `${link.stated} statements say so; the sentences of some of them stand here.`, "note")] : [];
    box.replaceChildren(make("h3", `Sentences (${found.length})`), ...more, ...found.map(quoted));
  };
  const actions = (...made) => {
    const row = make("div", undefined, "actions");
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "Actions");
    row.append(...made.filter(Boolean));
    return row;
  };
  const heading = (text) => { const title = make("h2", text); title.tabIndex = -1; return title; };
  const fill = (...parts) => {
    const inside = panel.contains(document.activeElement);
    panel.replaceChildren(...parts);
    panel.scrollTop = 0;
    if (inside) panel.querySelector("h2")?.focus();
  };
  const end = (item) => button(item.name, () => act.choose(item.key), "text");
  const state = (link) => (link.modality === caricc.SETTLED ? (link.inferred ? "inferred" : "attested") : `only ${link.modality}`);
  const linkLine = (link, node) => {
    const out = link.from === node;
    const other = out ? link.to : link.from;
    const text = out ? `${link.words} → ${other.name}` : `${other.name} ${link.words} →`;
    return [button(text, () => act.chooseLink(link), "text"), make("span", ` ${caricc.days(link)}${state(link) === "attested" ? "" : ` · ${state(link)}`}`, "note")];
  };

  return {
    help() {
      fill(heading("Every link leads to its sentence"),
        make("p", "Select a link to read the sentences that state it, an entity to see its names, posts and links, or a community to open it."),
        make("p", "An arrow leads from who acts. By keyboard: Tab into the network, arrow keys from one entity to the next, Enter to select, E to expand, F for the neighbourhood, H to hide; all that is visible also stands under Entities and Links."),
        make("p", "Days are those on which bulletins attest a link, or on which an event was held. That no link is drawn is no evidence that there is none.", "note"));
    },
    node(node) {
      const mine = node.links.filter((link) => caricc.passes(view.filters, link)).sort((a, b) => a.words.localeCompare(b.words) || (a.first ?? 1e9) - (b.first ?? 1e9));
      const more = view.more(node).length;
      const posts = node.posts.map(([title, body, days, from, until]) => [`${title}, ${body}`, make("span", [from && ` from ${from}`, until && ` until ${until}`, days && ` attested ${days}`].filter(Boolean).join(" "), "note")]);
      const kind = make("p", undefined, "kind");
      kind.append(caricc.icon(node), ` ${node.kind} · ${counted(node.mentions, "mention", "mentions")}`);
      const fold = view.around(node);
      fill(heading(node.name), kind,
        actions(more ? button(`Expand (${more})`, () => act.expand(node.key)) : null, button("Neighbourhood", () => act.near(node.key)), fold ? button("Fold its community", () => act.closeFold(fold)) : null, button("Hide", () => act.hide(node.key))),
        ...(site ? [(() => { const line = make("p"); line.append(page(site.entity, node.id, "All that is known of it"), " · ", page(site.network, node.id, "Its own network")); return line; })()] : []),
        ...listed("Also written", node.names.map((name) => [name])), ...listed("Posts", posts),
        ...listed(`Links (${mine.length})`, mine.slice(0, 300).map((link) => linkLine(link, node))),
        ...(mine.length > 300 ? [make("p", `${mine.length - 300} more; narrow the filters to see them.`, "note")] : []));
    },
    fold(fold) {
      const members = graph.nodes.slice(fold.begin, fold.end).sort((a, b) => b.partners.size - a.partners.size || a.index - b.index);
      fill(heading(fold.label), make("p", `Community of ${fold.size.toLocaleString("en")}, linked more with each other than with others`, "kind"),
        actions(button("Open", () => act.openFold(fold)), button("Hide", () => act.hide(fold.key))),
        ...listed("Best linked", members.slice(0, 40).map((node) => [button(node.name, () => act.near(node.key), "text"), make("span", ` ${node.kind}`, "note")])));
    },
    link(link) {
      const ends = make("p");
      ends.append(end(link.from), ` ${link.words} `, end(link.to));
      const facts = [caricc.days(link), `confidence ${link.confidence}`, state(link), counted(link.publishers, "publisher", "independent publishers")].join(" · ");
      const box = make("div");
      fill(heading(link.words), ends, make("p", facts, "note"), ...(link.modality === caricc.SETTLED ? [] : [make("p", `This is ${link.modality}, not stated as a fact.`, "warning")]), box);
      return sentences(link, box);
    },
    bundle(edge) {
      const name = (item) => item.name || item.label;
      fill(heading(counted(edge.links.length, "link", "links")), make("p", `between ${name(edge.from)} and ${name(edge.to)}`),
        ...listed("The first of them", edge.links.slice(0, 100).map((link) => [button(`${link.from.name} ${link.words} ${link.to.name}`, () => act.chooseLink(link), "text"), make("span", ` ${caricc.days(link)}`, "note")])));
    },
    focus() { panel.querySelector("h2")?.focus(); },
  };
};
