// Puts what a notice brings into the page: one element by its id, never a whole list.
import { Idiomorph } from "../vendor/idiomorph.esm.js";

const LONGEST_STREAM = 300;
const NEAR_THE_END = 80; // pixels

const isTick = (field) => field.type === "checkbox" || field.type === "radio";

const isTouched = (field) =>
  isTick(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;

// What the reader did on this device wins over the server: words being typed, a ticked choice,
// opened originals.
function keepLocal(old, next) {
  if (old.nodeName === "DETAILS") next.toggleAttribute?.("open", old.open);
  if (old.nodeName === "INPUT" && old.type === "hidden") return true;
  if (!["INPUT", "TEXTAREA", "SELECT"].includes(old.nodeName)) return true;
  if (old !== document.activeElement && !isTouched(old)) return true;
  old.disabled = next.disabled;
  return false;
}

// Token and key are this page's own: a pushed form has none, and its other hidden fields would be
// taken for them. They go before the morph; the next submit puts them in again.
const disarm = (part) =>
  part.querySelectorAll("input[name=key], input[name=csrfmiddlewaretoken]").forEach((field) => field.remove());

export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

export const isAtEnd = (pane) => pane.scrollHeight - pane.scrollTop - pane.clientHeight < NEAR_THE_END;

function append(target, node) {
  const pane = target.closest("[data-scroll]") ?? document.scrollingElement;
  const wasAtEnd = isAtEnd(pane);
  target.append(node);
  while (target.children.length > LONGEST_STREAM) target.firstElementChild.remove();
  if (wasAtEnd) pane.scrollTop = pane.scrollHeight;
  else pane.dispatchEvent(new CustomEvent("majlis:unread", { bubbles: true }));
}

export function applyPart({ id, html, into }) {
  const old = document.getElementById(id);
  if (!html) { old?.remove(); return; }
  const next = parse(html);
  if (old) {
    disarm(old);
    Idiomorph.morph(old, next, { callbacks: { beforeNodeMorphed: keepLocal } });
    return;
  }
  const target = into && document.getElementById(into);
  if (target) append(target, next);
}

// Ticks are numbers that may be lost: presence, turnout, the floor's clock.
// <b data-tick="present">, <b data-tick="turnout.12.3">, <rect data-tick-width="turnout.12.3" data-of="21">
export function applyTick(frame) {
  const read = (path) => path.split(".").reduce((value, key) => value?.[key], frame);
  for (const node of document.querySelectorAll("[data-tick]")) {
    const value = read(node.dataset.tick);
    if (value !== undefined) node.textContent = String(value);
  }
  for (const node of document.querySelectorAll("[data-tick-width]")) {
    const value = read(node.dataset.tickWidth);
    const share = (100 * Number(value)) / (Number(node.dataset.of) || 1);
    if (value !== undefined) node.setAttribute("width", Math.min(100, share).toFixed(2));
  }
}
