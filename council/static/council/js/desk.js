// The interpreter's desk. Keys act only while the box has the focus (WCAG 2.1.4): Enter sends what
// stands there, Shift+Enter begins a line. Without this file the desk is a page with forms.
import { newKey, tell } from "./commands.js";
import { post } from "./doors.js";
import { dropDraft, keepDraft, setBusy } from "./forms.js";
import { applyPart } from "./parts.js";

const PAUSE = 250; // ms in which further news is awaited before the queue is read again
const RENEWAL = 40000; // ms
const AGAIN = 3000; // ms before something that got lost is sent again
const QUEUE_CHANGES = /^(contribution|text|signal)\./;

const room = document.getElementById("room");
const boxNow = () => document.querySelector("textarea[data-desk]");
const isTouched = (box) => box && box.value !== box.defaultValue;

// After an answer or a new piece in the queue the hands stay on the keyboard.
function focusBox() {
  const isIdle = document.activeElement === document.body || !document.activeElement;
  if (isIdle) boxNow()?.focus({ preventScroll: true });
}

function show(parts) {
  parts?.forEach(applyPart);
  focusBox();
}

// A line in which something is being written stays; else the next one that waits is taken.
let asks = 0; // only the answer to what was asked last counts

async function readQueue(more = {}) {
  const ask = asks += 1;
  const line = document.getElementById("desk-work")?.dataset.line;
  const isKept = line && (isTouched(boxNow()) || location.search.includes(`line=${line}`));
  const asked = new URLSearchParams(isKept ? { line, ...more } : more);
  const url = `${room.dataset.queueUrl}?${asked}`;
  const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
  const parts = answer?.ok ? (await answer.json()).parts : [];
  if (ask === asks) show(parts);
}

let timer = 0;
const readSoon = () => { clearTimeout(timer); timer = setTimeout(readQueue, PAUSE); };
setInterval(readQueue, RENEWAL); // a line is mine for a minute

function settle(form, answer) {
  setBusy(form, false);
  asks += 1;
  if (answer.t === "no") {
    form.elements.key.value = newKey(); // another try is another act
    tell(answer.text);
    readQueue();
    return;
  }
  tell("");
  dropDraft(form);
  if (location.search) history.replaceState(null, "", location.pathname);
  document.activeElement?.blur(); // the old box goes, the next one gets the focus
  show(answer.parts);
}

// A lost line is no reason to lose words: the same form is sent again with the same key.
async function deliver(form, fields) {
  const answer = await post(form, fields);
  if (answer.t === "lost") setTimeout(() => deliver(form, fields), AGAIN);
  else settle(form, answer);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-desk-form]")) return;
  event.preventDefault();
  if (form.hasAttribute("data-busy")) return;
  keepDraft(form);
  setBusy(form, true);
  deliver(form, new FormData(form));
}, { capture: true });

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.("textarea[data-desk]");
  if (!box || event.isComposing || event.key !== "Enter") return; // Enter may end a word in some keyboards
  if (event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (box.value.trim()) box.form.requestSubmit();
});

document.addEventListener("majlis:notice", ({ detail }) => {
  if (QUEUE_CHANGES.test(detail.kind)) readSoon();
});

focusBox();
readQueue({ floor: "1" });
