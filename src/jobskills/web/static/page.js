// The pages work without this. With it, reading doesn't leave the page, the controls act at once,
// a thread runs from a row to its sentences, files are dropped, and the answer is taken away.

import { $, reveal, wide } from "./dom.js";
import { closeCard, drawThread, goTo, light, tellMoved } from "./evidence.js";
import { acceptDrops, open } from "./files.js";
import { follow, read, start } from "./reading.js";
import { arrange, fold } from "./rows.js";
import { copy, save } from "./taking.js";

const CONTROLS = "[name=threshold], [name=sort], [name=find], [name=relation]";

document.documentElement.classList.add("js");
start((fresh) => {
  closeCard();
  if (fresh) fold();
  light();
});
fold();
acceptDrops();

// Events are delegated, because reading replaces the whole of <main>.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".reading")) return;
  event.preventDefault();
  const address = event.submitter?.getAttribute("formaction") ?? form.action;
  if (event.submitter?.dataset.take) save(form, address);
  else read(form, address, event.submitter);
});

document.addEventListener("input", (event) => {
  if (event.target.matches(CONTROLS)) {
    arrange();
    light();
  }
});

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type === "file" && input.files[0]) open(input.closest("[data-fields]"), input.files[0]);
});

document.addEventListener("keydown", (event) => {
  // Enter in the search field would read the posting again.
  if (event.key === "Enter" && event.target.matches("[name=find]")) event.preventDefault();
  if (event.key !== "Escape") return;
  if ($(".card")) closeCard(true);
  else if ($(".row[open]")) $(".row[open]").open = false;
});

document.addEventListener("click", (event) => {
  const target = event.target;
  const link = target.closest("a");
  if (link) return follows(event, link);
  const button = target.closest("button");
  if (button?.dataset.copy) copy(button.form ?? $(".reading"), button.dataset.copy);
  else if (button && "print" in button.dataset) print();
  const sentence = target.closest(".s");
  if (sentence && getSelection().isCollapsed) tellMoved(sentence.id.slice(2));
  else if (!target.closest(".card")) closeCard();
});

function follows(event, link) {
  const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  const hash = link.getAttribute("href");
  const target = hash.length > 1 && hash.startsWith("#") ? document.getElementById(hash.slice(1)) : null;
  if (target?.matches(".row")) {
    event.preventDefault();
    closeCard();
    goTo(target);
  } else if (hash.startsWith("#m-")) {
    event.preventDefault();
    tellMoved(hash.slice(3));
  } else if (target) {
    reveal(target);
  } else if (plain && link.search.startsWith("?example=")) {
    event.preventDefault();
    follow(link.href);
  }
}

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".row")) light(event.target.open);
  else drawThread();
}, true);
wide.addEventListener("change", () => {
  closeCard();
  fold();
  light();
});
for (const [target, name] of [[document, "scroll"], [window, "resize"]]) {
  target.addEventListener(name, drawThread, { capture: true, passive: true });
}
