"use strict";
// The drawing: one SVG for the screen and for files; sizes are those of the screen, and zooming moves things apart.
caricc.SVG = "http://www.w3.org/2000/svg";
caricc.shape = (tag, attributes, text) => {
  const element = document.createElementNS(caricc.SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
};
caricc.theme = () => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(["ground", "raised", "ink", "soft", "link", "apart", "accent"].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
};
caricc.FONT = 'system-ui, "DejaVu Sans", sans-serif';
caricc.size = (item) => (item.folds ? Math.min(25, 9 + 1.4 * Math.log2(item.size)) : Math.min(17, 6 + 1.7 * Math.sqrt(item.partners.size)));
caricc.lines = (name) => {
  const cut = name.length > 40 ? `${name.slice(0, 38).trimEnd()}…` : name;
  const at = cut.length > 20 ? cut.lastIndexOf(" ", Math.max(20, Math.ceil(cut.length / 2) + 3)) : -1;
  return at > 5 ? [cut.slice(0, at), cut.slice(at + 1)] : [cut];
};

caricc.makeDrawing = () => {
  const { shape } = caricc;
  const root = shape("g", {});
  const edgeLayer = shape("g", { "data-layer": "links" });
  const nodeLayer = shape("g", { "data-layer": "nodes" });
  const labelLayer = shape("g", { "data-layer": "labels", "aria-hidden": "true" });
  const wordLayer = shape("g", { "aria-hidden": "true" });
  const tips = shape("defs", {});
  root.append(tips, edgeLayer, nodeLayer, labelLayer, wordLayer);
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  let shown = { items: [], edges: [] };
  let theme = {};
  let widest = 1;
  const drawn = { nodes: new Map(), edges: new Map() };

  const wide = (text, size, bold) => {
    const font = `${bold ? "600 " : ""}${size}px ${caricc.FONT}`;
    const key = font + text;
    if (!widths.has(key)) {
      pen.font = font;
      widths.set(key, pen.measureText(text).width);
    }
    return widths.get(key);
  };
  const tip = (name, color) => {
    const marker = shape("marker", { id: `tip-${name}`, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto", markerUnits: "userSpaceOnUse" });
    marker.append(shape("path", { d: "M0 .8L8 4 0 7.200z", fill: color }));
    return marker;
  };
  const width = (edge, selected) => {
    if (!edge.link) return 0.8 + (3.2 * Math.log2(edge.links.length)) / widest + (selected ? 1.5 : 0);
    return (selected ? 2.5 : 1.2) + Math.log2(edge.link.publishers) * 0.7;
  };
  const edgeLook = (edge, selected, touched) => {
    const apart = edge.link && edge.link.modality !== caricc.SETTLED;
    const name = selected ? "selected" : apart ? "apart" : touched ? "selected" : "plain";
    const look = { fill: "none", stroke: { selected: theme.accent, apart: theme.apart, plain: theme.link }[name], "stroke-width": width(edge, selected) };
    if (apart) Object.assign(look, { "stroke-dasharray": "1.500 5", "stroke-linecap": "round", "stroke-width": selected ? 3.5 : 2.4 });
    else if (edge.link?.inferred) look["stroke-dasharray"] = "7 5";
    if (edge.link && !caricc.SYMMETRIC.has(edge.link.predicate)) look["marker-end"] = `url(#tip-${name})`;
    return look;
  };
  const color = (item) => (item.folds ? theme.raised : caricc.KINDS[item.kind].color);
  const nodeMark = (item) => {
    const size = caricc.size(item);
    const mark = shape("g", { id: `node-${item.key}`, "data-key": item.key, role: "button", tabindex: -1, "aria-label": caricc.told(item) });
    const look = { transform: `scale(${size / 8})`, fill: color(item), stroke: theme.ink, "stroke-width": ((item.focus ? 3 : 0.9) * 8) / size };
    mark.append(shape("circle", { r: Math.max(size + 3, 12), fill: "transparent" }), shape("path", { d: item.folds ? caricc.COMMUNITY.path : caricc.KINDS[item.kind].path, ...look }));
    if (item.folds) mark.append(shape("text", { "text-anchor": "middle", y: 4, "font-size": 11, "font-family": caricc.FONT, fill: theme.ink }, String(item.size)));
    return mark;
  };
  const label = (item) => {
    const size = item.focus ? 15 : 12;
    const lines = caricc.lines(item.label);
    const text = shape("text", { "font-size": size, "font-family": caricc.FONT, fill: theme.ink, stroke: theme.ground, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke", ...(item.focus ? { "font-weight": 600 } : {}) });
    lines.forEach((line, i) => text.append(shape("tspan", { x: 0, y: size + i * size * 1.1 }, line)));
    const most = Math.max(...lines.map((line) => wide(line, size, item.focus)));
    return { text, wide: most + 6, high: lines.length * size * 1.1 + 3 };
  };

  const curves = (edges) => {
    const pairs = new Map();
    for (const edge of edges) {
      const key = [edge.from.key, edge.to.key].sort().join();
      pairs.set(key, [...(pairs.get(key) || []), edge]);
    }
    return new Map([...pairs.values()].flatMap((same) => same.map((edge, i) => [edge.key, (i - (same.length - 1) / 2) * 26 * (edge.from.key < edge.to.key ? 1 : -1)])));
  };
  let bends = new Map();
  const at = (item, places, scale) => { const place = places.get(item.key); return [place.x * scale, place.y * scale]; };
  const line = (edge, places, scale) => {
    const [x1, y1] = at(edge.from, places, scale);
    const [x2, y2] = at(edge.to, places, scale);
    const long = Math.hypot(x2 - x1, y2 - y1) || 1;
    const bend = bends.get(edge.key) || 0;
    const mx = (x1 + x2) / 2 - ((y2 - y1) / long) * bend;
    const my = (y1 + y2) / 2 + ((x2 - x1) / long) * bend;
    const short = (x, y, size) => { const far = Math.hypot(mx - x, my - y) || 1; return [x + ((mx - x) / far) * Math.min(size, far), y + ((my - y) / far) * Math.min(size, far)]; };
    const [ax, ay] = short(x1, y1, caricc.size(edge.from) + 1);
    const [bx, by] = short(x2, y2, caricc.size(edge.to) + 3);
    const n = (value) => value.toFixed(1);
    return { d: `M${n(ax)} ${n(ay)}Q${n(mx)} ${n(my)} ${n(bx)} ${n(by)}`, middle: [(ax + 2 * mx + bx) / 4, (ay + 2 * my + by) / 4] };
  };
  const rank = (item) => (item.focus ? 1e6 : 0) + (item.folds ? 1e3 + item.size : item.partners.size);
  // A name stands under its mark, else over it or beside it; where there is no room at all, it waits for a closer look.
  const spots = (item, name, x) => {
    const r = caricc.size(item) + 2;
    const beside = [["start", r + 2, -name.high / 2], ["end", -r - 2, -name.high / 2]];
    return [["middle", 0, r], ["middle", 0, -r - name.high], ...(x > 0 ? beside.reverse() : beside)].map(([anchor, dx, dy]) => ({
      anchor, dx, dy, left: dx - { start: 0, middle: name.wide / 2, end: name.wide }[anchor],
    }));
  };
  const overlap = (a, b) => a[4] !== b[4] && a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const within = (box, frame) => box[0] >= frame[0] && box[2] <= frame[2] && box[1] >= frame[1] && box[3] <= frame[3];
  const name = (places, scale, frame) => {
    const taken = shown.items.map((item) => { const [x, y] = at(item, places, scale); const r = caricc.size(item); return [x - r, y - r, x + r, y + r, item]; });
    for (const item of [...shown.items].sort((a, b) => rank(b) - rank(a))) {
      const one = drawn.nodes.get(item.key);
      const [x, y] = at(item, places, scale);
      const boxed = spots(item, one, x).map((spot) => ({ spot, box: [x + spot.left, y + spot.dy, x + spot.left + one.wide, y + spot.dy + one.high, item] }));
      const seen = within([x, y, x, y], frame);
      const free = boxed.find(({ box }) => (!seen || within(box, frame)) && !taken.some((other) => overlap(box, other)));
      const { spot, box } = free || boxed[0];
      one.room = Boolean(free || item.focus);
      one.tag.setAttribute("text-anchor", spot.anchor);
      one.tag.setAttribute("transform", `translate(${(x + spot.dx).toFixed(1)} ${(y + spot.dy).toFixed(1)})`);
      if (one.room) taken.push(box);
    }
  };

  return {
    root,
    // Draws what is visible anew.
    draw(visible) {
      shown = visible;
      widest = Math.max(1, ...visible.edges.map((edge) => Math.log2(edge.links.length)));
      theme = caricc.theme();
      bends = curves(visible.edges);
      drawn.nodes.clear();
      drawn.edges.clear();
      tips.replaceChildren(tip("plain", theme.link), tip("apart", theme.apart), tip("selected", theme.accent));
      const edges = visible.edges.map((edge) => {
        const group = shape("g", { "data-key": edge.key });
        const path = shape("path", edgeLook(edge, false, false));
        const reach = shape("path", { fill: "none", stroke: "transparent", "stroke-width": 12, "data-reach": "" });
        group.append(reach, path);
        drawn.edges.set(edge.key, { edge, group, path, reach });
        return group;
      });
      const labels = [];
      const marks = visible.items.map((item) => {
        const mark = nodeMark(item);
        const { text, wide, high } = label(item);
        drawn.nodes.set(item.key, { item, mark, tag: text, wide, high });
        labels.push(text);
        return mark;
      });
      edgeLayer.replaceChildren(...edges);
      nodeLayer.replaceChildren(...marks);
      labelLayer.replaceChildren(...labels);
      wordLayer.replaceChildren();
    },
    // Puts what is drawn to its places at a scale, and shows the names that have room.
    place(places, scale, frame) {
      for (const { item, mark } of drawn.nodes.values()) mark.setAttribute("transform", `translate(${at(item, places, scale).map((value) => value.toFixed(1)).join(" ")})`);
      for (const one of drawn.edges.values()) {
        const { d, middle } = line(one.edge, places, scale);
        one.path.setAttribute("d", d);
        one.reach.setAttribute("d", d);
        one.middle = middle;
      }
      name(places, scale, frame);
      this.mark(this.marked);
    },
    // Marks a selected item or edge, and what it touches.
    mark(key) {
      this.marked = key;
      wordLayer.replaceChildren();
      const touched = new Set(key ? [key] : []);
      for (const { edge } of drawn.edges.values()) if (edge.from.key === key || edge.to.key === key) for (const end of [edge.from, edge.to]) touched.add(end.key);
      const chosen = drawn.edges.get(key);
      if (chosen) { touched.add(chosen.edge.from.key); touched.add(chosen.edge.to.key); }
      const some = touched.size > (drawn.nodes.has(key) ? 0 : 1);
      for (const { item, mark, tag, room } of drawn.nodes.values()) {
        tag.setAttribute("visibility", room || item.key === key ? "visible" : "hidden");
        mark.setAttribute("opacity", some && !touched.has(item.key) ? 0.5 : 1);
        tag.setAttribute("opacity", some && !touched.has(item.key) ? 0.55 : 1);
        if (item.key === key) mark.setAttribute("data-selected", ""); else mark.removeAttribute("data-selected");
      }
      for (const { edge, group, path } of drawn.edges.values()) {
        const mine = edge.key === key || edge.from.key === key || edge.to.key === key;
        group.setAttribute("opacity", some && !mine ? 0.25 : 1);
        for (const [name, value] of Object.entries(edgeLook(edge, edge.key === key, mine))) path.setAttribute(name, value);
      }
      if (chosen?.link ?? chosen?.edge.link) {
        const [x, y] = chosen.middle;
        wordLayer.append(shape("text", { x, y: y - 5, "text-anchor": "middle", "font-size": 12, "font-style": "italic", "font-family": caricc.FONT, fill: theme.accent, stroke: theme.ground, "stroke-width": 4, "paint-order": "stroke" }, chosen.edge.link.words));
      }
    },
    node: (key) => drawn.nodes.get(key)?.mark,
    middle: (key) => drawn.edges.get(key)?.middle,
    // Returns what is drawn as an SVG file of its own, with a margin around it.
    file(places, scale, title) {
      const boxes = shown.items.map((item) => { const [x, y] = at(item, places, scale); const { wide, high } = drawn.nodes.get(item.key); const r = caricc.size(item); return [x - Math.max(wide / 2, r), y - r, x + Math.max(wide / 2, r), y + r + high]; });
      const edge = (i, pick) => boxes.reduce((found, box) => pick(found, box[i]), i < 2 ? Infinity : -Infinity);
      const [left, top, right, bottom] = [edge(0, Math.min) - 20, edge(1, Math.min) - 20, edge(2, Math.max) + 20, edge(3, Math.max) + 20];
      const svg = shape("svg", { xmlns: caricc.SVG, viewBox: [left, top, right - left, bottom - top].map((value) => value.toFixed(1)).join(" "), width: Math.ceil(right - left), height: Math.ceil(bottom - top) });
      const copy = root.cloneNode(true);
      copy.removeAttribute("transform");
      for (const reach of copy.querySelectorAll("[data-reach], [visibility=hidden]")) reach.remove();
      for (const mark of copy.querySelectorAll("[data-layer=nodes] > g")) {
        const name = shape("title", {}, mark.getAttribute("aria-label"));
        for (const attribute of ["role", "tabindex", "aria-label", "id"]) mark.removeAttribute(attribute);
        mark.prepend(name);
      }
      svg.append(shape("title", {}, title), shape("rect", { x: left, y: top, width: right - left, height: bottom - top, fill: theme.ground }), copy);
      return svg;
    },
  };
};
