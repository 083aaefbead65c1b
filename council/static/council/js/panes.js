// Where the reader is: one part of the room at a time on phones, how far it was read, what is new.
import { isAtEnd } from "./parts.js";

const END = 1e9; // further than any page is long
const root = document.documentElement;
const places = { talk: END }; // how far each part was read; who was at its end stays at its end

function show(view) {
  root.dataset.view = view;
  for (const link of document.querySelectorAll("[data-go]")) {
    if (link.closest(".tabbar") && link.dataset.go === view) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function turnTo(view) {
  const page = document.scrollingElement;
  places[root.dataset.view] = root.dataset.view === "talk" && isAtEnd(page) ? END : page.scrollTop;
  show(view);
  const pane = document.querySelector(`[data-pane~="${view}"]`);
  if (pane) { pane.tabIndex = -1; pane.focus({ preventScroll: true }); }
  scrollTo({ top: places[view] ?? 0, behavior: "instant" });
}

const paneOf = (hash) => document.querySelector(`[data-pane][id="${CSS.escape(hash.slice(1))}"]`);

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-go]");
  if (!link) return;
  event.preventDefault();
  history.replaceState(null, "", link.hash);
  turnTo(link.dataset.go);
});

// --- what is new below --------------------------------------------------------------------------

document.addEventListener("majlis:unread", () => { root.dataset.unread = ""; });

function toEnd() {
  const pane = document.querySelector("[data-scroll]") ?? document.scrollingElement;
  const scrolls = pane.scrollHeight > pane.clientHeight + 8;
  (scrolls ? pane : document.scrollingElement).scrollTop = END;
  delete root.dataset.unread;
}

document.addEventListener("click", (event) => { if (event.target.closest(".unread")) toEnd(); });

addEventListener("scroll", (event) => {
  const pane = event.target === document ? document.scrollingElement : event.target;
  if (isAtEnd(pane) && "unread" in root.dataset) delete root.dataset.unread;
}, { capture: true, passive: true });

// The newest words stand below: whoever came by no anchor begins there.
function begin() {
  if (location.hash && !paneOf(location.hash)) return;
  if (root.dataset.view === "talk" && document.querySelector("#stream > *")) toEnd();
}

if (document.querySelector("[data-pane]")) show(paneOf(location.hash)?.dataset.pane ?? "talk");
begin();
addEventListener("load", begin, { once: true }); // pictures have made the lines as long as they are
