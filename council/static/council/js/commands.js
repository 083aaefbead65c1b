// Forms with data-command go over the line as commands. Without an answer within three seconds the
// same form is posted with the same key, so that nothing counts twice and nothing typed is lost.
// Without a line, forms with data-post are posted from here; the others by the browser itself.
import { post } from "./doors.js";
import { applyPart } from "./parts.js";
import { dropDraft, keepDraft, setBusy } from "./forms.js";

const PATIENCE = 3000; // ms
const waiting = new Map(); // key → {form, fields, timer}

// crypto.randomUUID is missing where a hall's laptop serves without https.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40; // version 4
  bytes[8] = (bytes[8] & 0x3f) | 0x80; // variant of RFC 9562
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const PRIVATE = new Set(["csrfmiddlewaretoken", "key"]);

function hidden(form, name, value) {
  const field = form.elements[name] ?? form.appendChild(document.createElement("input"));
  Object.assign(field, { type: "hidden", name, value });
}

// Parts pushed to everyone carry neither token nor key: each reader's page adds its own.
function equip(form) {
  const token = document.querySelector("#live-token input[name=csrfmiddlewaretoken]");
  if (token && !form.elements.csrfmiddlewaretoken) hidden(form, token.name, token.value);
  if (!form.elements.key?.value) hidden(form, "key", newKey());
}

function plain(fields) {
  const result = {};
  for (const name of new Set(fields.keys())) {
    if (PRIVATE.has(name)) continue;
    const values = fields.getAll(name);
    result[name] = values.length > 1 ? values : values[0];
  }
  return result;
}

export function tell(text) {
  const region = document.getElementById("refusal"), model = document.getElementById("refusal-form");
  if (!region || !model) return;
  region.replaceChildren();
  if (!text) return;
  const notice = model.content.cloneNode(true);
  notice.querySelector(".notice-title").textContent = text;
  region.append(notice);
  region.focus();
}

function settle(key, answer) {
  const command = waiting.get(key);
  if (!command) return;
  clearTimeout(command.timer);
  waiting.delete(key);
  const { form } = command;
  setBusy(form, false);
  hidden(form, "key", newKey()); // the next act is another act
  if (answer.t === "no") { tell(answer.text); return; }
  tell("");
  answer.parts?.forEach(applyPart); // what is personal is answered to the one who acted
  dropDraft(form);
  if (!form.hasAttribute("data-keep")) form.reset();
  form.dispatchEvent(new CustomEvent("majlis:done", { bubbles: true, detail: answer }));
}

async function repeat(key) {
  const command = waiting.get(key);
  if (!command) return;
  const answer = await post(command.form, command.fields);
  if (answer.t === "lost") { command.timer = setTimeout(() => repeat(key), PATIENCE); return; }
  settle(key, answer);
}

export const answered = (frame) => settle(frame.key, frame);

export function watch(line) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    equip(form);
    const isTold = form.dataset.command && line.isLive;
    const isPosted = form.hasAttribute("data-post"); // secret ballots: this alone, never a command
    if (!form.dataset.command && !isPosted) return;
    if (form.hasAttribute("data-busy")) { event.preventDefault(); return; }
    if (!isTold && !isPosted) return; // the browser posts the form itself
    event.preventDefault();
    keepDraft(form);
    const fields = new FormData(form, event.submitter);
    const key = fields.get("key");
    setBusy(form, true);
    waiting.set(key, { form, fields, timer: isTold ? setTimeout(() => repeat(key), PATIENCE) : 0 });
    if (isTold) line.send({ t: "cmd", key, name: form.dataset.command, fields: plain(fields) });
    else repeat(key);
  }, { capture: true });
}
