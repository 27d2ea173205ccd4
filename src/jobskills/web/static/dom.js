// Short names for what every other module asks of the document.

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
export const wide = matchMedia("(min-width: 1024px)");
export const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Make an element; text is always text, never HTML. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Open whatever an element is folded into. */
export function reveal(element) {
  for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
}
