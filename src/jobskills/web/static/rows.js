// The controls act at once: threshold, order and search among the rows of an answer, relation and
// search among those of a comparison.

import { $, $$, wide } from "./dom.js";

export const nameOf = (row) => $(".name", row).textContent;
const words = () => $("[name=find]").value.trim().toLowerCase();

export function arrange() {
  if ($("[name=threshold]")) arrangeAnswer();
  else arrangeComparison();
}

function arrangeAnswer() {
  const threshold = Number($("[name=threshold]").value);
  const rank = $("[name=sort]:checked").value === "apart" ? distinction : (row) => row.dataset.i;
  const sought = words();
  $("#threshold-value").textContent = threshold ? `≥ ${Math.round(threshold * 100)}\u00a0%` : "any";
  for (const panel of $$(".panel")) {
    const rows = $$(".row", panel);
    rows.sort((a, b) => rank(b) - rank(a));
    const shown = filter(rows, (row) => row.dataset.p >= threshold && nameOf(row).toLowerCase().includes(sought));
    $(".rows", panel).append(...rows);
    $(".count b", panel).textContent = shown.length;
    $(".glimpse", panel).textContent = shown.slice(0, 3).map(nameOf).join(", ");
    $(".none", panel).hidden = shown.length > 0;
    if (sought) panel.open = shown.length > 0;
  }
  count();
}

/** What the job doesn't need comes after what it does, however rare it is elsewhere. */
const distinction = (row) => (row.dataset.i >= 50 ? 100 : 0) + Number(row.dataset.d);

function arrangeComparison() {
  const relation = $("[name=relation]:checked").value;
  const sought = words();
  const shown = filter($$(".row"), (row) =>
    (!relation || row.dataset.r === relation) && nameOf(row).toLowerCase().includes(sought));
  $(".none").hidden = shown.length > 0;
  if (relation || sought) $(".rest").open = true;
  count();
}

function filter(rows, keeps) {
  for (const row of rows) {
    row.hidden = !keeps(row);
    if (row.hidden) row.open = false;
  }
  return rows.filter((row) => !row.hidden);
}

function count() {
  const rows = $$(".row");
  $("#shown").textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} shown`;
}

/** On a narrow screen the answer comes first, and what is long is folded. */
export function fold() {
  for (const box of $$(".fold, .panel:first-of-type")) box.open = wide.matches;
}
