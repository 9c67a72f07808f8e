"use strict";
/* What makes pages easier to use, and is missed by nobody without it: copying, opening all, reading a bulletin by its sentences. */
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = button.parentElement.querySelector("[data-text]");
  const words = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
    } catch {
      const range = document.createRange();
      range.selectNodeContents(text);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      button.textContent = "Selected: press Ctrl+C";
    }
    setTimeout(() => {
      button.textContent = words;
    }, 2500);
  });
}

for (const button of document.querySelectorAll("[data-expand]")) {
  const all = () => document.querySelectorAll("details.sentences");
  button.hidden = all().length === 0;
  button.addEventListener("click", () => {
    const open = [...all()].some((one) => !one.open);
    all().forEach((one) => {
      one.open = open;
    });
    button.textContent = open ? "Hide all sentences" : "Show all sentences";
  });
}

for (const form of document.querySelectorAll("form.asked")) {
  form.addEventListener("submit", () => {
    for (const input of form.querySelectorAll("input[name]:not([type=checkbox])")) input.disabled = input.value.trim() === "";
  });
}
addEventListener("pageshow", () => {
  for (const input of document.querySelectorAll("form.asked input:disabled")) input.disabled = input.closest("fieldset:disabled") !== null;
});

const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let box = target && target.closest("details:not([open])"); box; box = box.parentElement.closest("details:not([open])")) box.open = true;
  if (target) target.scrollIntoView();
};
addEventListener("hashchange", unfold);
unfold();

const follow = (start, scroll) => {
  document.querySelectorAll(".on").forEach((one) => one.classList.remove("on"));
  const claims = document.querySelector(`[data-claims="${start}"]`);
  document.querySelector(`[data-sentence="${start}"]`)?.classList.add("on");
  claims?.classList.add("on");
  if (claims && scroll) {
    const column = claims.closest(".stated");
    column.scrollTop += claims.getBoundingClientRect().top - column.getBoundingClientRect().top - 40;
  }
};
for (const sentence of document.querySelectorAll("[data-sentence]")) {
  const start = sentence.dataset.sentence;
  const number = sentence.nextElementSibling;
  for (const part of [sentence, number]) {
    part.addEventListener("mouseenter", () => follow(start, true));
    part.addEventListener("focusin", () => follow(start, true));
  }
  sentence.addEventListener("click", () => follow(start, true));
  number.addEventListener("click", (event) => {
    const claims = document.querySelector(`[data-claims="${start}"]`);
    if (getComputedStyle(claims.closest(".stated")).position !== "sticky") return;
    event.preventDefault();
    follow(start, true);
    claims.focus({ preventScroll: true });
  });
}
for (const claims of document.querySelectorAll("[data-claims]")) {
  claims.addEventListener("mouseenter", () => follow(claims.dataset.claims, false));
}
