// The room: clocks, the line, how many wait. All of it is optional: without scripts the page is
// stacked and complete, and every act is a form.
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

// --- full screen for the wall -------------------------------------------------------------------

document.addEventListener("click", ({ target }) => { if (target.closest("[data-fullscreen]")) root.requestFullscreen?.(); });

setServerTime(Number(room?.dataset.now));
startClocks(announce);

if (room?.dataset.wsUrl) {
  const { wsUrl: url, seq, lang, audience, ticket, ticketUrl, sinceUrl } = room.dataset;
  const ways = { announce, onState: showState, onAnswer: answered, onClock: setServerTime };
  watch(new Line({ url, seq: Number(seq), lang, audience, ticket, ticketUrl, sinceUrl }, ways));
}
