"use strict";
/* A combobox after the ARIA pattern: what is typed offers names; arrows choose, Enter takes, Escape closes. */
for (const input of document.querySelectorAll("input[data-complete]")) {
  const list = document.createElement("ul");
  const kinds = (input.dataset.kinds ?? "").split(" ").filter(Boolean);
  const told = document.createElement("span");
  let offers = [];
  let chosen = -1;
  let asked = 0;
  let offered = null;
  let timer = 0;
  list.id = `${input.id}-offers`;
  list.className = "offers";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Names");
  told.className = "hidden";
  told.setAttribute("role", "status");
  input.parentElement.append(list, told);
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) {
    input.setAttribute(name, value);
  }
  let meant = input.dataset.chosen ? { id: input.dataset.chosen, name: input.value } : null;

  /* An answer that is still under way must not open the list again. */
  const close = () => {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (number) => {
    chosen = number;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === number)));
    const row = list.children[number];
    if (!row) return;
    input.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  };
  const take = (offer) => {
    if (input.dataset.complete === "open") {
      location.href = window.caricc.address("entity", offer.id);
      return;
    }
    meant = { id: offer.id, name: offer.name };
    input.value = offer.name;
    close();
  };
  const show = () => {
    list.replaceChildren(
      ...offers.map((offer, i) => {
        const row = document.createElement("li");
        const note = document.createElement("span");
        const found = offer.alias === offer.name ? "" : `, found as “${offer.alias}”`;
        row.id = `${list.id}-${i}`;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        note.className = "note";
        note.textContent = `${offer.kind.toLowerCase()}, ${offer.mentions} mention${offer.mentions === 1 ? "" : "s"}${found}`;
        row.append(offer.name, note);
        row.addEventListener("mousedown", (event) => event.preventDefault());
        row.addEventListener("click", () => take(offer));
        return row;
      }),
    );
    chosen = -1;
    list.hidden = offers.length === 0;
    input.setAttribute("aria-expanded", String(offers.length > 0));
    input.removeAttribute("aria-activedescendant");
    told.textContent = input.value.trim() ? `${offers.length || "No"} name${offers.length === 1 ? "" : "s"} found` : "";
  };
  const ask = async () => {
    const number = ++asked;
    const text = input.value.trim();
    const found = text ? await window.caricc.find(text, kinds) : [];
    if (number !== asked || document.activeElement !== input) return;
    offers = found;
    offered = text;
    show();
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 80);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", async (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden && offered === input.value.trim()) show();
      else if (list.hidden) await ask();
      if (offers.length) mark((chosen + (event.key === "ArrowDown" ? 1 : offers.length - (chosen < 0 ? 0 : 1))) % offers.length);
    } else if (event.key === "Enter" && !list.hidden && chosen >= 0) {
      event.preventDefault();
      take(offers[chosen]);
    } else if (event.key === "Enter" && input.dataset.complete === "open" && document.documentElement.dataset.names === "files") {
      event.preventDefault();
      await ask();
      if (offers.length) take(offers[0]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  input.form?.addEventListener("submit", () => {
    if (input.dataset.complete === "fill" && meant && meant.name === input.value) input.value = meant.id;
  });
  if (document.activeElement === input && input.value.trim() && !meant) ask();
}
