// Evidence both ways: an open row lights up its sentences, a chosen sentence tells what it moved.
// Nothing here counts characters of the posting: the server has cut it already.

import { $, $$, calm, make, reveal, wide } from "./dom.js";

const pulls = (row) => row.dataset.e.split(" ").filter(Boolean).map((pair) => pair.split(":"));
const sentenceOf = (number) => document.getElementById(`s-${number}`);

const thread = document.createElementNS("http://www.w3.org/2000/svg", "svg");
thread.setAttribute("class", "thread");
thread.setAttribute("aria-hidden", "true");
document.body.append(thread);

// ---- From a row to its sentences -------------------------------------------------------------

/** Light up the sentences of the open row; called whenever anything may have changed. */
export function light(scroll = false) {
  if (!$("#text")) return thread.replaceChildren();
  const row = $(".row[open]");
  if (!row && $(".card")) return drawThread(); // what is lit is the card's sentence
  const lit = row ? pulls(row).map(([number]) => sentenceOf(number)).filter(Boolean) : [];
  if (row) closeCard();
  for (const sentence of $$(".s")) sentence.classList.toggle("lit", lit.includes(sentence));
  $("#text").classList.toggle("focus", lit.length > 0);
  if (row) quote($(".quotes", row), lit);
  if (scroll && lit.length && wide.matches) bring(lit);
  drawThread();
}

/** On a phone the sentences come to the row instead of the eye going to the posting. */
function quote(place, lit) {
  if (place.childElementCount) return;
  place.append(...lit.slice(0, 3).map((sentence) => make("blockquote", {}, sentence.textContent.trim().slice(0, 600))));
}

function bring(lit) {
  const box = $(".posting");
  const top = Math.min(...lit.map((sentence) => sentence.getBoundingClientRect().top));
  const by = top - box.getBoundingClientRect().top - box.clientHeight / 4;
  box.scrollBy({ top: by, behavior: calm.matches ? "auto" : "smooth" });
}

export function goTo(row) {
  row.hidden = false;
  reveal(row);
  row.open = true;
  row.scrollIntoView({ block: "center" });
  $("summary", row).focus({ preventScroll: true });
}

// ---- The thread -------------------------------------------------------------------------------

export function drawThread() {
  thread.replaceChildren();
  const box = $(".posting");
  const end = $(".card") ?? $(".row[open] > summary");
  if (!end || !box || !wide.matches) return;
  const to = end.getBoundingClientRect();
  const y2 = to.top + Math.min(to.height / 2, 24);
  if (y2 < 0 || y2 > innerHeight) return;
  const frame = box.getBoundingClientRect();
  const weights = new Map($(".row[open]") ? pulls($(".row[open]")) : []);
  for (const sentence of $$(".s.lit")) {
    const lines = [...sentence.getClientRects()];
    const line = lines.reduce((a, b) => (b.right > a.right + 1 ? b : a));
    const y1 = line.top + line.height / 2;
    if (y1 < Math.max(frame.top, 0) + 4 || y1 > Math.min(frame.bottom, innerHeight) - 4) continue;
    const weight = Number(weights.get(sentence.id.slice(2)) ?? 0.1);
    const edge = frame.right - 16;
    const from = endsLine(sentence, line) ? line.right + 4 : edge;
    draw(from, edge, y1, to.left - 2, y2, Math.min(1 + 8 * weight, 3));
  }
}

/** Whether nothing follows a sentence on its last line: a thread doesn't run through words. */
function endsLine(sentence, line) {
  const after = document.createRange();
  after.setStartAfter(sentence.nextElementSibling ?? sentence);
  const next = sentence.nextElementSibling?.nextElementSibling;
  if (next) after.setEndAfter(next);
  else after.setEnd($("#text"), $("#text").childNodes.length);
  return ![...after.getClientRects()].some((box) => box.width > 8 && Math.abs(box.bottom - line.bottom) < 8);
}

/** From a sentence along its line to the margin of the posting, and from there to the row. */
function draw(x0, x1, y1, x2, y2, width) {
  const path = document.createElementNS(thread.namespaceURI, "path");
  const from = Math.max(x0, x1);
  const bend = (x2 - from) / 2;
  path.setAttribute("d", `M${x0} ${y1}H${from}C${from + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`);
  path.setAttribute("stroke-width", width.toFixed(1));
  thread.append(path);
}

// ---- From a sentence to what it moved ----------------------------------------------------------

export function tellMoved(number) {
  const told = $(`#m-${number} .pulls`);
  const sentence = sentenceOf(number);
  if (!told || !sentence) return;
  for (const row of $$(".row[open]")) row.open = false;
  closeCard();
  const card = make("div", { class: "card", role: "dialog", "aria-labelledby": "card-heading", tabindex: "-1" });
  const close = make("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  close.addEventListener("click", () => closeCard(true));
  const hint = make("p", { class: "hint" }, "How far each rating would fall without it, in points of its scale:");
  card.dataset.number = number;
  card.append(make("h2", { id: "card-heading" }, `Sentence ${number} moved`), close, hint, told.cloneNode(true));
  $("main").append(card);
  for (const one of $$(".s")) one.classList.toggle("lit", one === sentence);
  $("#text").classList.add("focus");
  stand(card, sentence);
  card.focus({ preventScroll: true });
  drawThread();
}

/** Beside the sentence on a wide screen; on a narrow one the style sheet puts it at the foot. */
function stand(card, sentence) {
  if (!wide.matches) return sentence.scrollIntoView({ block: "start" });
  const main = $("main").getBoundingClientRect();
  const top = sentence.getBoundingClientRect().top - 24;
  const lowest = innerHeight - card.offsetHeight - 16;
  card.style.top = `${Math.max(16, Math.min(top, lowest)) - main.top}px`;
}

/** Close the card; whoever opened it by keyboard gets back to the sentence. */
export function closeCard(back = false) {
  const card = $(".card");
  if (!card) return;
  const held = back || card.contains(document.activeElement);
  const number = card.dataset.number;
  card.remove();
  for (const sentence of $$(".s.lit")) sentence.classList.remove("lit");
  $("#text")?.classList.remove("focus");
  if (held) $(`.note[href="#m-${number}"]`)?.focus({ preventScroll: true });
  drawThread();
}
