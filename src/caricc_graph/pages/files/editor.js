"use strict";
/* The editor: a query, its line numbers, the line of an error, and the answer as a table that leads to pages. */
(() => {
  const form = document.querySelector(".editor");
  const query = document.getElementById("query");
  const numbers = document.getElementById("numbers");
  const told = document.getElementById("told");
  const rows = document.getElementById("rows");
  const example = document.getElementById("example");
  const MOST = 1000;

  const number = (wrong) => {
    const count = query.value.split("\n").length;
    numbers.replaceChildren(
      ...Array.from({ length: count }, (_, i) => {
        const line = document.createElement("span");
        line.textContent = `${i + 1 === wrong ? "▶" : ""}${i + 1}\n`;
        if (i + 1 === wrong) line.className = "wrong";
        return line;
      }),
    );
    numbers.scrollTop = query.scrollTop;
  };
  const say = (text, bad) => {
    told.textContent = text;
    told.className = bad ? "error" : "note";
  };
  const select = (line) => {
    const lines = query.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    query.focus();
    query.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  };
  const send = (accept) =>
    fetch(form.dataset.endpoint, {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: accept },
      body: query.value,
    });
  const cell = (term) => {
    const td = document.createElement("td");
    if (!term) return td;
    const place = ["entity", "bulletin"].find((one) => term.type === "uri" && term.value.startsWith(form.dataset[one]));
    if (place) {
      const link = document.createElement("a");
      link.href = window.caricc.address(place, decodeURIComponent(term.value.slice(form.dataset[place].length)));
      link.textContent = `${place}:${term.value.slice(form.dataset[place].length)}`;
      td.append(link);
    } else td.textContent = term.value;
    return td;
  };
  const table = (names, bindings) => {
    const made = document.createElement("table");
    const head = made.createTHead().insertRow();
    for (const name of names) {
      const th = document.createElement("th");
      th.scope = "col";
      th.textContent = name;
      head.append(th);
    }
    const body = made.createTBody();
    for (const binding of bindings.slice(0, MOST)) body.insertRow().append(...names.map((name) => cell(binding[name])));
    return made;
  };
  const run = async () => {
    say("Running …");
    rows.replaceChildren();
    number(0);
    const begun = performance.now();
    let answer;
    try {
      answer = await send("application/sparql-results+json, text/turtle;q=0.5");
    } catch {
      say("The server does not answer.", true);
      return;
    }
    const text = await answer.text();
    if (!answer.ok) {
      const line = Number(/line (\d+)/.exec(text)?.[1] ?? 0);
      say(text.trim(), true);
      number(line);
      if (line) select(line);
      return;
    }
    const seconds = ((performance.now() - begun) / 1000).toFixed(2);
    if (!answer.headers.get("content-type").includes("json")) {
      const pre = document.createElement("pre");
      pre.textContent = text;
      rows.replaceChildren(pre);
      say(`Triples, in ${seconds} s.`);
      return;
    }
    const found = JSON.parse(text);
    if ("boolean" in found) {
      say(`${found.boolean ? "Yes" : "No"}, in ${seconds} s.`);
      return;
    }
    const count = found.results.bindings.length;
    rows.replaceChildren(table(found.head.vars, found.results.bindings));
    say(`${count} row${count === 1 ? "" : "s"} in ${seconds} s${count > MOST ? `; the first ${MOST} are shown, CSV has all` : ""}.`);
  };
  const save = async (accept, name) => {
    const answer = await send(accept);
    if (!answer.ok) {
      say((await answer.text()).trim(), true);
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };

  query.addEventListener("input", () => number(0));
  query.addEventListener("scroll", () => {
    numbers.scrollTop = query.scrollTop;
  });
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  form.querySelectorAll("[data-form]").forEach((button) => button.addEventListener("click", () => save(button.dataset.form, button.dataset.name)));
  example.addEventListener("change", () => {
    if (example.value) query.value = example.value;
    number(0);
  });
  number(0);
})();
