"use strict";
// The stage: moves and zooms the drawing by mouse, finger and key, and tells what was chosen.
caricc.makeStage = (frame, drawing, act) => {
  const svg = caricc.shape("svg", { width: "100%", height: "100%", role: "group", "aria-label": "Network; arrow keys go from one to the next, Enter shows what is known of it, E expands, F looks at its neighbourhood, H hides" });
  svg.append(drawing.root);
  frame.prepend(svg);
  const stage = { scale: 1, x: 0, y: 0, places: new Map(), items: [] };
  const shift = () => drawing.root.setAttribute("transform", `translate(${stage.x.toFixed(1)} ${stage.y.toFixed(1)})`);
  const redraw = () => {
    drawing.place(stage.places, stage.scale, [-stage.x, -stage.y, svg.clientWidth - stage.x, svg.clientHeight - stage.y]);
    shift();
  };
  const local = (event) => { const box = svg.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
  const keyOf = (target) => target.closest?.("[data-key]")?.getAttribute("data-key") || null;

  stage.zoom = (factor, point) => {
    const [x, y] = point || [svg.clientWidth / 2, svg.clientHeight / 2];
    const scale = Math.min(12, Math.max(0.05, stage.scale * factor));
    stage.x = x - ((x - stage.x) * scale) / stage.scale;
    stage.y = y - ((y - stage.y) * scale) / stage.scale;
    stage.scale = scale;
    redraw();
  };
  stage.fit = () => {
    const spots = stage.items.map((item) => stage.places.get(item.key));
    const [wide, high] = [svg.clientWidth || 600, svg.clientHeight || 400];
    const range = (axis) => (spots.length ? [spots.reduce((least, p) => Math.min(least, p[axis]), Infinity), spots.reduce((most, p) => Math.max(most, p[axis]), -Infinity)] : [0, 0]);
    const [left, right] = range("x");
    const [top, bottom] = range("y");
    const room = stage.room();
    stage.scale = Math.min(2.5, room[0] / Math.max(right - left, 1), room[1] / Math.max(bottom - top, 1));
    stage.x = wide / 2 - ((left + right) / 2) * stage.scale;
    stage.y = high / 2 + 8 - ((top + bottom) / 2) * stage.scale;
    redraw();
  };
  stage.show = (visible, refit) => {
    const focused = keyOf(document.activeElement || svg);
    stage.items = visible.items;
    drawing.draw(visible);
    if (refit) stage.fit(); else redraw();
    const first = drawing.node(focused) || drawing.node(stage.items[0]?.key);
    first?.setAttribute("tabindex", 0);
    if (focused) first?.focus();
  };
  stage.reveal = (key) => {
    const spot = stage.places.get(key);
    const [x, y] = spot ? [spot.x * stage.scale, spot.y * stage.scale] : drawing.middle(key) || [0, 0];
    if (x + stage.x < 30 || x + stage.x > svg.clientWidth - 30) stage.x = svg.clientWidth / 2 - x;
    if (y + stage.y < 30 || y + stage.y > svg.clientHeight - 30) stage.y = svg.clientHeight / 2 - y;
    shift();
  };
  stage.room = () => {
    const [wide, high] = [svg.clientWidth || 600, svg.clientHeight || 400];
    return [Math.max(60, wide - (wide > 600 ? 170 : 90)), Math.max(60, high - 100)];
  };
  stage.file = (title) => drawing.file(stage.places, stage.scale, title);
  stage.redraw = redraw;

  const touches = new Map();
  let dragged = null;
  let moved = 0;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    touches.set(event.pointerId, local(event));
    dragged = stage.places.has(keyOf(event.target)) ? keyOf(event.target) : null;
    moved = 0;
  });
  svg.addEventListener("pointermove", (event) => {
    const before = touches.get(event.pointerId);
    if (!before) return;
    const now = local(event);
    const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
    moved += Math.abs(dx) + Math.abs(dy);
    if (moved > 4 && !svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
    if (touches.size === 2) {
      const [other] = [...touches].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      const spread = (a) => Math.hypot(a[0] - other[0], a[1] - other[1]) || 1;
      stage.zoom(spread(now) / spread(before), other);
    } else if (moved > 4 && dragged) {
      const place = stage.places.get(dragged);
      place.x += dx / stage.scale;
      place.y += dy / stage.scale;
      redraw();
    } else if (moved > 4) {
      stage.x += dx;
      stage.y += dy;
      shift();
    }
    touches.set(event.pointerId, now);
  });
  const lifted = (event) => {
    if (touches.delete(event.pointerId) && moved > 4) redraw();
    dragged = null;
  };
  svg.addEventListener("pointerup", lifted);
  svg.addEventListener("pointercancel", lifted);
  svg.addEventListener("click", (event) => { if (moved <= 4) act.choose(keyOf(event.target)); });
  svg.addEventListener("dblclick", (event) => { if (keyOf(event.target)) act.expand(keyOf(event.target)); });
  svg.addEventListener("wheel", (event) => { event.preventDefault(); stage.zoom(Math.exp(-event.deltaY * 0.0015), local(event)); }, { passive: false });
  svg.addEventListener("contextmenu", (event) => {
    const key = keyOf(event.target);
    if (!key) return;
    event.preventDefault();
    const box = event.target.getBoundingClientRect();
    act.menu(key, event.clientX || box.right, event.clientY || box.bottom);
  });

  const toward = (key, dx, dy) => {
    const here = stage.places.get(key);
    const ahead = (place) => (place.x - here.x) * dx + (place.y - here.y) * dy;
    const cost = (place) => ahead(place) + 2.5 * Math.abs((place.x - here.x) * dy - (place.y - here.y) * dx);
    const others = stage.items.filter((item) => item.key !== key && ahead(stage.places.get(item.key)) > 0);
    return others.sort((a, b) => cost(stage.places.get(a.key)) - cost(stage.places.get(b.key)))[0];
  };
  const step = (key, dx, dy) => {
    const next = toward(key, dx, dy);
    if (!next) return;
    drawing.node(key).setAttribute("tabindex", -1);
    const mark = drawing.node(next.key);
    mark.setAttribute("tabindex", 0);
    stage.reveal(next.key);
    mark.focus();
  };
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const KEYS = { Enter: "choose", " ": "choose", e: "expand", f: "near", h: "hide" };
  svg.addEventListener("keydown", (event) => {
    const key = keyOf(event.target);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "-") stage.zoom(event.key === "+" ? 1.25 : 0.8);
    else if (key && ARROWS[event.key]) step(key, ...ARROWS[event.key]);
    else if (key && KEYS[event.key]) act[KEYS[event.key]](key, true);
    else return;
    event.preventDefault();
  });
  return stage;
};
