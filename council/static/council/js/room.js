// The room: tabs on phones, clocks, the line, what is new. All of it is optional: without scripts
// the page is stacked and complete, and every act is a form.
import { setServerTime, startClocks } from "./clock.js";
import { answered, watch } from "./commands.js";
import { Line } from "./live.js";

const root = document.documentElement;
const room = document.getElementById("room");

function announce(sentence) {
  const line = document.getElementById("announcer");
  if (!line) return;
  line.textContent = "";
  setTimeout(() => { line.textContent = sentence; }, 50); // the same words twice are read twice
}

function showState(state) {
  const pill = document.getElementById("connection");
  if (pill) pill.dataset.state = state;
  root.dataset.line = state;
}

// --- tabs: one pane at a time on phones --------------------------------------------------------

const END = 1e9; // further than any page is long
const places = { talk: END }; // how far each part was read; at its end one stays at its end

function place() {
  const { scrollHeight, scrollTop, clientHeight } = document.scrollingElement;
  return scrollHeight - scrollTop - clientHeight < 80 ? END : scrollTop;
}

function show(view, moveFocus) {
  if (root.dataset.view === "talk") places.talk = place();
  root.dataset.view = view;
  for (const link of document.querySelectorAll("[data-go]")) {
    if (link.closest(".tabbar") && link.dataset.go === view) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (!moveFocus) return;
  const pane = document.querySelector(`[data-pane~="${view}"]`);
  if (pane) { pane.tabIndex = -1; pane.focus({ preventScroll: true }); }
  scrollTo(0, places[view] ?? 0);
}

const paneOf = (hash) => document.querySelector(`[data-pane][id="${CSS.escape(hash.slice(1))}"]`);

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-go]");
  if (!link) return;
  event.preventDefault();
  history.replaceState(null, "", link.hash);
  show(link.dataset.go, true);
});

// --- how many wait, on the tab: counted in the part that tells it -------------------------------

function count() {
  for (const badge of document.querySelectorAll("[data-count]")) {
    const found = document.querySelectorAll(badge.dataset.count).length;
    badge.textContent = found || "";
    badge.hidden = !found;
  }
}

document.addEventListener("majlis:notice", count);
count();

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
  const isAtEnd = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 80;
  if (isAtEnd && "unread" in root.dataset) delete root.dataset.unread;
}, { capture: true, passive: true });

// The newest words stand below: whoever came by no anchor begins there.
function begin() {
  if (location.hash && !paneOf(location.hash)) return;
  if (root.dataset.view === "talk" && document.querySelector("#stream > *")) toEnd();
}

// --- full screen for the wall -------------------------------------------------------------------

document.addEventListener("click", ({ target }) => { if (target.closest("[data-fullscreen]")) root.requestFullscreen?.(); });

if (document.querySelector("[data-pane]")) show(paneOf(location.hash)?.dataset.pane ?? "talk", false);
begin();
addEventListener("load", begin, { once: true }); // fonts have made the lines as long as they are
setServerTime(Number(room?.dataset.now));
startClocks(announce);

if (room?.dataset.wsUrl) {
  const { wsUrl: url, seq, lang, audience, ticket, ticketUrl, sinceUrl } = room.dataset;
  const ways = { announce, onState: showState, onAnswer: answered, onClock: setServerTime };
  watch(new Line({ url, seq: Number(seq), lang, audience, ticket, ticketUrl, sinceUrl }, ways));
}
