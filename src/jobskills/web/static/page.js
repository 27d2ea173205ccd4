// The page works without this file. With it, reading doesn't leave the page, the controls act at
// once, a thread runs from a row to its sentences, and the answer can be taken away.
// Nothing here counts characters of the posting: the server has cut it already.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const PATIENCE = 30_000; // milliseconds before a silent server counts as failing
const wide = matchMedia("(min-width: 1024px)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

document.documentElement.classList.add("js");

const thread = document.createElementNS("http://www.w3.org/2000/svg", "svg");
thread.setAttribute("class", "thread");
thread.setAttribute("aria-hidden", "true");
document.body.append(thread);

// ---- Reading -------------------------------------------------------------------------------

async function read(form) {
  const button = $(".primary", form);
  const label = button.textContent;
  form.setAttribute("aria-busy", "true");
  button.textContent = "Reading…";
  tell(form, "");
  try {
    show(await ask(form));
  } catch (error) {
    tell(form, error.name === "TimeoutError"
      ? "The server takes too long. Your text is still here; try again."
      : error.said || "The server can't be reached. Your text is still here; try again.");
  } finally {
    form.removeAttribute("aria-busy");
    button.textContent = label;
  }
}

async function ask(form) {
  const response = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { Accept: "text/html" },
    signal: AbortSignal.timeout(PATIENCE),
  });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (response.ok) return page;
  const said = ($(".alert:not([hidden])", page) ?? $(".plain .lead", page))?.textContent;
  throw Object.assign(new Error("refused"), { said: said && `${said} Your text is still here.` });
}

function show(page) {
  document.title = page.title;
  $("main").replaceWith(document.adoptNode($("main", page)));
  history.replaceState(null, "", "/");
  scrollTo(0, 0);
  $("#answer-heading").focus({ preventScroll: true });
  light();
}

function tell(form, words) {
  const place = $(".alert", form);
  place.textContent = words;
  place.hidden = !words;
}

// ---- Controls ------------------------------------------------------------------------------

function arrange() {
  const threshold = Number($("[name=threshold]").value);
  const words = $("[name=find]").value.trim().toLowerCase();
  const key = $("[name=sort]:checked").value === "apart" ? "d" : "i";
  $("#threshold-value").textContent = `${Math.round(threshold * 100)}\u00a0%`;
  for (const panel of $$(".panel")) {
    const rows = $$(".row", panel);
    rows.sort((a, b) => b.dataset[key] - a.dataset[key]);
    for (const row of rows) {
      row.hidden = row.dataset.p < threshold || !nameOf(row).toLowerCase().includes(words);
      if (row.hidden) row.open = false;
    }
    $(".rows", panel).append(...rows);
    const shown = rows.filter((row) => !row.hidden);
    $(".count b", panel).textContent = shown.length;
    $(".glimpse", panel).textContent = shown.slice(0, 3).map(nameOf).join(", ");
    $(".none", panel).hidden = shown.length > 0;
    if (words) panel.open = shown.length > 0;
  }
  light();
}

const nameOf = (row) => $(".name", row).textContent;

// ---- Evidence ------------------------------------------------------------------------------

const pulls = (row) => row.dataset.e.split(" ").filter(Boolean).map((pair) => pair.split(":")[0]);

/** Light up the sentences of the open row; called whenever anything may have changed. */
function light(scroll = false) {
  const row = $(".row[open]");
  const lit = row ? pulls(row).map((number) => $(`#s-${number}`)).filter(Boolean) : [];
  for (const sentence of $$(".s.lit")) sentence.classList.toggle("lit", lit.includes(sentence));
  for (const sentence of lit) sentence.classList.add("lit");
  $("#text")?.classList.toggle("focus", lit.length > 0);
  if (row) quote($(".quotes", row), lit);
  if (scroll && lit.length && wide.matches) bring(lit);
  drawThread();
}

/** On a phone the sentences come to the row instead of the eye going to the posting. */
function quote(place, lit) {
  if (place.childElementCount) return;
  place.append(...lit.slice(0, 3).map((sentence) => {
    const block = document.createElement("blockquote");
    block.textContent = sentence.textContent.trim();
    return block;
  }));
}

function bring(lit) {
  const box = $(".posting");
  const top = Math.min(...lit.map((sentence) => sentence.getBoundingClientRect().top));
  const by = top - box.getBoundingClientRect().top - box.clientHeight / 4;
  box.scrollBy({ top: by, behavior: calm.matches ? "auto" : "smooth" });
}

function drawThread() {
  thread.replaceChildren();
  const row = $(".row[open] > summary");
  const box = $(".posting");
  if (!row || !box || !wide.matches) return;
  const to = row.getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  const y2 = to.top + to.height / 2;
  if (y2 < 0 || y2 > innerHeight) return;
  for (const sentence of $$(".s.lit")) {
    const lines = [...sentence.getClientRects()];
    const line = lines.reduce((a, b) => (b.right > a.right ? b : a));
    const y1 = line.top + line.height / 2;
    if (y1 < Math.max(frame.top, 0) + 4 || y1 > Math.min(frame.bottom, innerHeight) - 4) continue;
    const x1 = line.right + 4, x2 = to.left - 10, bend = (x2 - x1) / 2;
    const path = document.createElementNS(thread.namespaceURI, "path");
    path.setAttribute("d", `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`);
    thread.append(path);
  }
}

function goTo(row) {
  row.hidden = false;
  row.closest(".panel").open = true;
  row.open = true;
  row.scrollIntoView({ block: "center" });
  $("summary", row).focus({ preventScroll: true });
}

// ---- Taking away ---------------------------------------------------------------------------

/** Ask the API for the text as it was read: defaultValue is what the server sent back. */
async function prediction() {
  const [title, description] = ["title", "description"].map((id) => document.getElementById(id).defaultValue);
  const response = await fetch("/api/v1/predict", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ title, description }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) throw new Error("refused");
  return response.json();
}

function toCsv(answer) {
  const columns = ["kind", "id", "name", "probability", "importance", "importance_low", "importance_high", "level", "distinctiveness", "mentioned"];
  const rows = [
    ...answer.occupations.map((one) => ({ kind: "occupation", id: one.code, name: one.title, ...one })),
    ...answer.elements.map((one) => ({ kind: one.domain, ...one })),
    ...answer.technologies.map((one) => ({ kind: "technology", ...one })),
    ...answer.tools.map((one) => ({ kind: "tool", ...one })),
  ];
  const cell = (value) => (/[",\n]/.test(value ?? "") ? `"${String(value).replaceAll('"', '""')}"` : value ?? "");
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

function toText(answer) {
  const threshold = Number($("[name=threshold]").value);
  const percent = (share) => `${Math.round(share * 100)} %`;
  const lines = [answer.title || "A posting", "", "Looks like"];
  for (const one of answer.occupations.slice(0, 3)) lines.push(`  ${one.title} (${one.code}) ${percent(one.probability)}`);
  for (const panel of $$(".panel")) {
    lines.push("", $("h3", panel).textContent);
    const kept = answer.elements.filter((one) => one.domain === panel.id && one.probability >= threshold);
    for (const one of kept) lines.push(`  ${one.name} ${one.importance.toFixed(1)}`);
  }
  const named = answer.technologies.filter((one) => one.mentioned).map((one) => one.name);
  if (named.length) lines.push("", `Technologies named: ${named.join(", ")}`);
  lines.push("", `${answer.model.name} ${answer.model.version}, O*NET ${answer.model.onet_release}`);
  return lines.join("\n");
}

function save(name, type, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const TAKE = {
  json: async () => { save("skills.json", "application/json", JSON.stringify(await prediction(), null, 1)); return "Saved as skills.json."; },
  csv: async () => { save("skills.csv", "text/csv", toCsv(await prediction())); return "Saved as skills.csv."; },
  copy: async () => { await navigator.clipboard.writeText(toText(await prediction())); return "Copied."; },
  print: async () => { print(); return ""; },
};

async function take(kind) {
  const place = $("#taken");
  place.textContent = "";
  place.textContent = await TAKE[kind]().catch(() => "That didn't work. The answer is still here; try again.");
}

// ---- Events: delegated, because reading replaces the whole of <main> --------------------------

document.addEventListener("submit", (event) => {
  if (event.target.id !== "reading") return;
  event.preventDefault();
  read(event.target);
});
document.addEventListener("input", (event) => {
  if (event.target.matches("[name=threshold], [name=sort], [name=find]")) arrange();
});
document.addEventListener("keydown", (event) => {
  // Enter in the search field would read the posting again.
  if (event.key === "Enter" && event.target.matches("[name=find]")) event.preventDefault();
  if (event.key === "Escape" && $(".row[open]")) $(".row[open]").open = false;
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (button) take(button.dataset.take);
  const link = event.target.closest("a[href^='#e-']");
  if (!link) return;
  event.preventDefault();
  goTo(document.getElementById(link.hash.slice(1)));
});
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".row")) light(event.target.open);
  else drawThread();
}, true);
for (const [target, name] of [[document, "scroll"], [window, "resize"]]) {
  target.addEventListener(name, drawThread, { capture: true, passive: true });
}
