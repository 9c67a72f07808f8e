"use strict";
// Moves apart what would be drawn one over the other in this room.
caricc.separate = (items, all, room) => {
  const extent = (axis) => Math.max(1, all.reduce((most, p) => Math.max(most, p[axis]), -Infinity) - all.reduce((least, p) => Math.min(least, p[axis]), Infinity));
  for (let round = 0; round < 25; round += 1) {
    const scale = Math.min(2.5, room[0] / extent("x"), room[1] / extent("y"));
    let moved = false;
    for (let a = 0; a < all.length; a += 1) {
      for (let b = a + 1; b < all.length; b += 1) {
        const need = (caricc.size(items[a]) + caricc.size(items[b]) + 7) / scale;
        const [x, y] = [all[a].x - all[b].x || 0.01, all[a].y - all[b].y || 0.01];
        const far = Math.hypot(x, y);
        if (far >= need) continue;
        const push = (need - far) / far / 2;
        all[a].x += x * push; all[a].y += y * push;
        all[b].x -= x * push; all[b].y -= y * push;
        moved = true;
      }
    }
    if (!moved) return;
  }
};

// Positions: springs along links, repulsion between all, a pull to the middle; the same items in the same state get the same places.
caricc.arrange = (items, edges, places, room) => {
  const aspect = Math.min(1.7, Math.max(0.6, room[0] / room[1]));
  const REACH = 90;
  const fresh = items.filter((item) => !places.has(item.key));
  if (!fresh.length) return;
  const number = new Map(items.map((item, i) => [item.key, i]));
  const pairs = [...new Set(edges.map((edge) => [number.get(edge.from.key), number.get(edge.to.key)]).filter(([a, b]) => a !== undefined && b !== undefined).map(([a, b]) => (a < b ? a * items.length + b : b * items.length + a)))]
    .map((pair) => [Math.floor(pair / items.length), pair % items.length]);
  const seen = items.length - fresh.length;
  const parent = (item) => {
    const near = pairs.filter((pair) => pair.includes(number.get(item.key))).map(([a, b]) => items[a === number.get(item.key) ? b : a]).find((other) => places.has(other.key));
    return near ? places.get(near.key) : { x: 0, y: 0 };
  };
  const wide = seen ? REACH * 0.6 : REACH * Math.sqrt(items.length) * 0.6;
  const started = fresh.map((item, i) => {
    const turn = i * 2.399963;
    const far = wide * Math.sqrt((i + 1) / fresh.length);
    const middle = seen ? parent(item) : { x: 0, y: 0 };
    return [item.key, { x: middle.x + far * Math.cos(turn), y: middle.y + far * Math.sin(turn) }];
  });
  for (const [key, place] of started) places.set(key, place);
  const all = items.map((item) => ({ ...places.get(item.key) }));
  const steps = items.length > 400 ? 60 : 260;
  const degree = new Float64Array(items.length);
  for (const [a, b] of pairs) { degree[a] += 1; degree[b] += 1; }
  let heat = seen > fresh.length ? REACH / 3 : REACH * 1.5;
  const dx = new Float64Array(items.length);
  const dy = new Float64Array(items.length);
  for (let step = 0; step < steps; step += 1) {
    dx.fill(0);
    dy.fill(0);
    for (let a = 0; a < all.length; a += 1) {
      for (let b = a + 1; b < all.length; b += 1) {
        const x = all[a].x - all[b].x || 0.01 * (a - b);
        const y = all[a].y - all[b].y || 0.01;
        const push = (REACH * REACH) / (x * x + y * y);
        dx[a] += x * push; dy[a] += y * push;
        dx[b] -= x * push; dy[b] -= y * push;
      }
      const pull = degree[a] ? 0.9 : 4;
      dx[a] -= (all[a].x * pull) / aspect; dy[a] -= all[a].y * pull * aspect;
    }
    for (const [a, b] of pairs) {
      const x = all[a].x - all[b].x;
      const y = all[a].y - all[b].y;
      const pull = Math.hypot(x, y) / REACH / Math.min(degree[a], degree[b]) ** 0.75;
      dx[a] -= x * pull; dy[a] -= y * pull;
      dx[b] += x * pull; dy[b] += y * pull;
    }
    for (let a = 0; a < all.length; a += 1) {
      const length = Math.hypot(dx[a], dy[a]) || 1;
      const move = Math.min(length, heat) / length;
      all[a].x += dx[a] * move;
      all[a].y += dy[a] * move;
    }
    heat = Math.max(heat * 0.98, 0.5);
  }
  caricc.separate(items, all, room);
  items.forEach((item, i) => places.set(item.key, all[i]));
};
