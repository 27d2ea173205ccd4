// A file that is chosen or dropped becomes text in the form, to be looked at before it is read.

import { $, make } from "./dom.js";

const PATIENCE = 30_000;

export async function open(fields, file) {
  const status = $(".filed", fields);
  status.replaceChildren(`Opening ${file.name}…`);
  fields.ariaBusy = "true";
  try {
    const found = await ask(file);
    const before = values(fields);
    fill(fields, { title: found.title || before.title, description: found.description });
    const notes = (found.warnings ?? []).map((note) => ` ${note}`);
    status.replaceChildren(`Taken from ${file.name}.`, ...notes, " ", ...undo(fields, before));
  } catch (error) {
    status.replaceChildren(error.said ?? "The file couldn't be sent. What you typed is still here; try again.");
  } finally {
    fields.ariaBusy = null;
    $("[type=file]", fields).value = ""; // its text stands in the form now; it isn't sent twice
  }
}

async function ask(file) {
  const body = new FormData();
  body.append("file", file);
  const response = await fetch("/api/v1/read", { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
  const answer = await response.json();
  if (response.ok) return answer;
  throw Object.assign(new Error("refused"), { said: answer.detail });
}

const parts = (fields) => ["title", "description"].map((name) => [name, $(`[name$="${name}"]`, fields)]);
const values = (fields) => Object.fromEntries(parts(fields).map(([name, part]) => [name, part.value]));

function fill(fields, texts) {
  for (const [name, part] of parts(fields)) part.value = texts[name];
}

function undo(fields, before) {
  if (!before.title && !before.description) return [];
  const button = make("button", { type: "button" }, "Put back what was there");
  button.addEventListener("click", () => {
    fill(fields, before);
    $(".filed", fields).replaceChildren("Put back.");
  });
  return [button];
}

/** Let files be dropped on the fields of a posting. */
export function acceptDrops() {
  const over = (event) => event.target.closest?.("[data-fields]");
  const holdsFile = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault(); // a file dropped beside the form must not replace the page
    for (const one of document.querySelectorAll("[data-fields]")) one.classList.toggle("over", one === over(event));
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) $(".over")?.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    $(".over")?.classList.remove("over");
    const fields = over(event);
    if (fields && event.dataTransfer.files[0]) open(fields, event.dataTransfer.files[0]);
  });
}
