// Keys: / search, j k rows, ? list of keys. Everything works without this file.
(() => {
  "use strict";
  const rows = () => [...document.querySelectorAll("a[data-row]")];
  const typing = (el) => el.closest("input, textarea, select, [contenteditable], dialog[open]");
  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    const to = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    to.focus();
    to.scrollIntoView({ block: "nearest" });
  };
  const keys = {
    "/": () => document.getElementById("search")?.focus(),
    j: () => move(1),
    k: () => move(-1),
    "?": () => document.getElementById("keys")?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  // After a refused form or a preview, the summary is where reading goes on.
  const first = document.querySelector(".faults, .preview[autofocus]");
  if (first) first.focus();
  // A double click must not send a form twice.
  document.querySelectorAll("form[method=post]").forEach((form) =>
    form.addEventListener("submit", () => setTimeout(() => form.querySelectorAll("button").forEach((b) => (b.disabled = true)))));
  // The simulator's phones are read from their newest message; a refresh keeps the place of whoever scrolled up.
  const phones = document.querySelector(".phones");
  if (!phones) return;
  const away = {};
  const settle = () =>
    phones.querySelectorAll(".talk").forEach((talk) => {
      const id = talk.parentElement.id;
      talk.scrollTop = away[id] ?? talk.scrollHeight;
      talk.addEventListener("scroll", () => {
        if (talk.scrollHeight - talk.scrollTop - talk.clientHeight > 40) away[id] = talk.scrollTop;
        else delete away[id];
      });
    });
  settle();
  new MutationObserver(settle).observe(phones, { childList: true, subtree: true });
})();
