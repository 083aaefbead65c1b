// Forms with data-command go over the line as commands. Without an answer within three seconds the
// same form is posted with the same key, so that nothing counts twice and nothing typed is lost.
import { post } from "./doors.js";
import { dropDraft, keepDraft, setBusy } from "./forms.js";

const PATIENCE = 3000; // ms
const waiting = new Map(); // key → {form, fields, timer}

const PRIVATE = new Set(["csrfmiddlewaretoken", "key"]);

function hidden(form, name, value) {
  const field = form.elements[name] ?? form.appendChild(document.createElement("input"));
  Object.assign(field, { type: "hidden", name, value });
}

// Parts pushed to everyone carry neither token nor key: each reader's page adds its own.
function equip(form) {
  const token = document.querySelector("#live-token input[name=csrfmiddlewaretoken]");
  if (token && !form.elements.csrfmiddlewaretoken) hidden(form, token.name, token.value);
  if (!form.elements.key?.value) hidden(form, "key", crypto.randomUUID());
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

function tell(text) {
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
  hidden(form, "key", crypto.randomUUID()); // the next act is another act
  if (answer.t === "no") { tell(answer.text); return; }
  tell("");
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
    if (!form.dataset.command) return;
    if (form.hasAttribute("data-busy")) { event.preventDefault(); return; }
    if (!line.isLive) return; // the browser posts the form itself
    event.preventDefault();
    keepDraft(form);
    const fields = new FormData(form, event.submitter);
    const key = fields.get("key");
    setBusy(form, true);
    waiting.set(key, { form, fields, timer: setTimeout(() => repeat(key), PATIENCE) });
    line.send({ t: "cmd", key, name: form.dataset.command, fields: plain(fields) });
  }, { capture: true });
}
