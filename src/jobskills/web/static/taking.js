// Taking an answer away: the server writes the file from the text as it was read.

import { $ } from "./dom.js";

const PATIENCE = 30_000;

async function written(form, address) {
  const data = new FormData(form);
  // The fields may have been changed since; defaultValue is what the server sent back.
  for (const field of form.querySelectorAll("[data-fields] [name]")) {
    if (field.type === "file") data.delete(field.name);
    else data.set(field.name, field.defaultValue);
  }
  const response = await fetch(address, { method: "POST", body: data, signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error("refused");
  return response.blob();
}

async function telling(work) {
  const place = $("#taken");
  place.textContent = "";
  place.textContent = await work().catch(() => "That didn't work. The answer is still here; try again.");
}

export const save = (form, address) => telling(async () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await written(form, address));
  link.download = new URL(address, location).pathname.slice(1);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  return `Saved as ${link.download}.`;
});

export const copy = (form, address) => telling(async () => {
  await navigator.clipboard.writeText(await (await written(form, address)).text());
  return "Copied.";
});
