// Keys: / search, j k rows, a take, r reply, x tick, ? list of keys. Everything works without this file.
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
  const row = () => document.activeElement?.closest("tr");
  const keys = {
    a: () => row()?.querySelector("[data-take]")?.click(),
    r: () => row() && location.assign(row().querySelector("a[data-row]").pathname + "/messages/new"),
    x: () => row()?.querySelector("[name=flag]")?.click(),
    "/": () => document.getElementById("search")?.focus(),
    j: () => move(1),
    k: () => move(-1),
    "?": () => document.getElementById("keys")?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = keys[event.key];
    if (!act || (event.key.length === 1 && "axr".includes(event.key) && !row())) return;
    event.preventDefault();
    act();
  });
  // A refresh keeps what was ticked, opened or chosen, and where the keyboard is; after an act the next row has it.
  let kept;
  const every = (what) => [...document.querySelectorAll(what)];
  document.addEventListener("htmx:before:swap", () => {
    const at = document.activeElement;
    kept = {
      ticked: every("[name=flag]:checked").map((el) => el.closest("tr").id),
      open: every("main details[open]").map((el) => el.closest("tr")?.id || el.id),
      chosen: every(".bulk [name]").map((el) => [el.name, el.value]),
      row: row()?.rowIndex,
      at: row()?.id,
      inside: at?.name ? `[name="${at.name}"][value="${at.value}"]` : at?.tagName,
    };
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!kept) return;
    every("[name=flag]").forEach((el) => (el.checked = kept.ticked.includes(el.closest("tr").id)));
    every("main details").forEach((el) => (el.open = kept.open.includes(el.closest("tr")?.id || el.id)));
    kept.chosen.forEach(([name, value]) => every(`.bulk [name=${name}]`).forEach((el) => (el.value = value)));
    if (kept.row && document.activeElement === document.body) {
      const same = document.getElementById(kept.at);
      (same?.querySelector(kept.inside) || (same || every("tbody tr")[Math.min(kept.row, rows().length) - 1])?.querySelector("a[data-row]"))?.focus({ preventScroll: true });
    }
    arm();
    kept = null;
  });
  // After a refused form or a preview, the summary is where reading goes on.
  const first = document.querySelector(".faults, .preview[autofocus]");
  if (first) first.focus();
  // A double click must not send a form twice.
  const arm = () =>
    every("form[method=post]:not([hx-boost])").forEach((form) =>
      form.addEventListener("submit", () => setTimeout(() => form.querySelectorAll("button").forEach((b) => (b.disabled = true)))));
  arm();
  // What a text costs and gives away, while it is being written; without this file the Preview button shows it.
  document.querySelectorAll("[data-preview]").forEach((out) => {
    const form = out.closest("form");
    let waits;
    form.addEventListener("input", () => {
      clearTimeout(waits);
      waits = setTimeout(async () => {
        const answer = await fetch(out.dataset.preview, { method: "POST", body: new FormData(form) });
        if (!answer.ok || answer.redirected) return;
        out.innerHTML = await answer.text();
        out.hidden = false;
      }, 500);
    });
  });
  // A phone begins with the secondary cards closed; an address within the page opens its card.
  const folds = document.querySelectorAll("details.fold");
  const reveal = () => {
    const card = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (card) card.querySelectorAll(":scope > .fold").forEach((fold) => (fold.open = true));
  };
  if (matchMedia("(max-width:700px)").matches) folds.forEach((fold) => (fold.open = false));
  reveal();
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => folds.forEach((fold) => (fold.open = true)));
  // One stop for the keyboard in the calendar: arrows move by a day and a week. Without this file each day is a stop.
  const year = document.querySelector(".year .calendar");
  if (year) {
    const days = [...year.querySelectorAll("a")];
    const stop = (day) => days.forEach((one) => one.setAttribute("tabindex", one === day ? "0" : "-1"));
    stop(days.at(-1));
    const steps = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 };
    year.addEventListener("keydown", (event) => {
      const to = days[days.indexOf(event.target) + steps[event.key]];
      if (!to) return;
      event.preventDefault();
      stop(to);
      to.focus();
    });
  }
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
