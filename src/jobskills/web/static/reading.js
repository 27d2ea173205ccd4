// Reading without leaving the page: what was typed stays, whatever the server does. Back returns
// to the page as it was; nothing of it is ever stored or put into an address.

import { $, make, reveal } from "./dom.js";

const PATIENCE = 30_000; // milliseconds before a silent server counts as failing
const SLOW = 5_000; // before the page says that it still waits
const KEPT = "Your text is still here; try again.";

const kept = new Map(); // history's place -> the page that was there
let place = 0;
let last = 0;
let shown = () => {};

/** Start; `then` is called whenever another page stands in <main>, with whether it is new. */
export function start(then) {
  shown = then;
  history.replaceState({ place }, "");
  addEventListener("popstate", (event) => {
    const to = event.state?.place ?? place; // a step inside a page has no state of ours
    if (to === place) return;
    if (!kept.has(to)) return location.reload();
    keep();
    place = to;
    const page = kept.get(to);
    put(page);
    shown(false);
    scrollTo(0, page.scroll);
  });
}

/** Send a form and show the page that answers it; the pressed button says so meanwhile. */
export async function read(form, address = form.action, pressed = null) {
  if (form.ariaBusy === "true") return;
  const button = pressed ?? $(".primary", form);
  const label = button.textContent;
  const stop = new AbortController();
  const slow = setTimeout(() => tellSlow(form, stop), SLOW);
  form.ariaBusy = "true";
  button.textContent = "Reading…";
  tell(form, "");
  try {
    show(await ask(address, { method: "POST", body: new FormData(form) }, stop.signal), address);
  } catch (error) {
    tell(form, why(error));
  } finally {
    clearTimeout(slow);
    $(".slow", form).replaceChildren();
    form.ariaBusy = null;
    button.textContent = label;
  }
}

/** Follow a link to a page that would otherwise take the typed text with it. */
export async function follow(address) {
  try {
    show(await ask(address, {}), address);
  } catch {
    location.assign(address);
  }
}

async function ask(address, options, signal) {
  const patience = AbortSignal.timeout(PATIENCE);
  const response = await fetch(address, {
    ...options,
    headers: { Accept: "text/html" },
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
  });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (response.ok) return page;
  const said = ($(".alert:not([hidden])", page) ?? $(".plain .lead", page))?.textContent;
  throw Object.assign(new Error("refused"), { said });
}

function why(error) {
  if (error.name === "AbortError") return `Stopped. ${KEPT}`;
  if (error.name === "TimeoutError") return `The server takes too long. ${KEPT}`;
  if (error.said) return `${error.said} Your text is still here.`;
  return `The server can't be reached. ${KEPT}`;
}

function show(page, address) {
  keep();
  place = ++last;
  history.pushState({ place }, "", new URL(address, location).href);
  put({ main: $("main", page), nav: $("nav", page), title: page.title });
  shown(true);
  scrollTo(0, 0);
  $("h1").focus({ preventScroll: true });
}

function keep() {
  kept.set(place, { main: $("main"), nav: $("nav"), title: document.title, scroll: scrollY });
}

function put({ main, nav, title }) {
  document.title = title;
  $("main").replaceWith(document.adoptNode(main));
  $("nav").replaceWith(document.adoptNode(nav));
}

/** Say in a form what went wrong, or, without words, that nothing did. */
export function tell(form, words) {
  const alert = $(".alert", form);
  alert.textContent = words;
  alert.hidden = !words;
  if (!words) return;
  reveal(alert);
  alert.scrollIntoView({ block: "nearest" });
}

function tellSlow(form, stop) {
  reveal(form);
  const button = make("button", { type: "button" }, "Stop");
  button.addEventListener("click", () => stop.abort());
  $(".slow", form).replaceChildren("The server is slow. Still waiting; your text is kept. ", button);
}
