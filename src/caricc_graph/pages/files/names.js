"use strict";
/* Names for what a person types: asked from the server, or read from files beside the pages. */
window.caricc = (() => {
  const root = document.documentElement.dataset.root;
  const shards = new Map();
  let letters = null;

  const load = (name) =>
    new Promise((done) => {
      const script = document.createElement("script");
      script.src = `${root}assets/names/${name}.js`;
      script.onload = () => done(true);
      script.onerror = () => done(false);
      document.head.append(script);
    });

  const fold = (text) =>
    [...text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()]
      .map((letter) => letters[letter] ?? letter)
      .join("")
      .replaceAll("'", "")
      .match(/[a-z0-9_]+/g) ?? [];

  const fromFiles = async (text, kinds) => {
    if (letters === null) {
      await load("letters");
      letters = window.cariccNames?.letters ?? {};
    }
    const words = fold(text);
    if (!words.length) return [];
    const shard = words.reduce((longest, word) => (word.length > longest.length ? word : longest))[0];
    if (!shards.has(shard)) {
      await load(`names-${shard}`);
      shards.set(shard, window.cariccNames?.[shard] ?? []);
    }
    const whole = words.join(" ");
    const best = new Map();
    for (const [id, kind, name, alias, folded, mentions] of shards.get(shard)) {
      if (kinds.length && !kinds.includes(kind)) continue;
      const parts = folded.split(" ");
      const rank = folded === whole ? 0 : folded.startsWith(whole) ? 1 : words.every((word) => parts.some((part) => part.startsWith(word))) ? 2 : 3;
      if (rank < 3 && (!best.has(id) || best.get(id).rank > rank)) best.set(id, { id, kind, name, alias, mentions, rank });
    }
    return [...best.values()].sort((a, b) => a.rank - b.rank || b.mentions - a.mentions || (a.id < b.id ? -1 : 1)).slice(0, 12);
  };

  const fromServer = async (text, kinds) => {
    const query = new URLSearchParams([["q", text], ...kinds.map((kind) => ["kind", kind])]);
    const answer = await fetch(`${root}search.json?${query}`);
    return answer.ok ? (await answer.json()).found : [];
  };

  const find = document.documentElement.dataset.names === "files" ? fromFiles : fromServer;
  const address = (...parts) => root + parts.map(encodeURIComponent).join("/") + document.documentElement.dataset.suffix;
  return { find, address };
})();
