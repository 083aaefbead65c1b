// Forms that forgive: no double sending, nothing typed is lost, a word before leaving unsaved work.
// Every form works without this file.

const DRAFT = "majlis:draft:";
const storage = window.sessionStorage;

const draftKey = (form) => form.dataset.draft && `${DRAFT}${location.pathname}:${form.dataset.draft}`;

function typedFields(form) {
  const skip = new Set(["hidden", "password", "file", "submit", "button"]);
  return [...form.elements].filter((e) => e.name && !skip.has(e.type) && e.autocomplete !== "off");
}

const isTick = (field) => field.type === "checkbox" || field.type === "radio";

const fieldChanged = (field) => {
  if (isTick(field)) return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((o) => o.selected !== o.defaultSelected);
  return field.value !== field.defaultValue;
};

export const hasTyped = (form) => typedFields(form).some(fieldChanged);

// Drafts stay on this device, in this tab, until the server has acknowledged them.
export function keepDraft(form) {
  const key = draftKey(form);
  if (!key) return;
  const values = typedFields(form).filter(fieldChanged)
    .map((field) => [field.name, isTick(field) ? field.value : field.value, field.checked ?? null]);
  if (values.length) storage.setItem(key, JSON.stringify(values));
  else storage.removeItem(key);
}

export function dropDraft(form) {
  const key = draftKey(form);
  if (key) storage.removeItem(key);
}

function restoreDraft(form) {
  const key = draftKey(form);
  if (!key || form.querySelector("[aria-invalid]")) return;
  for (const [name, value, checked] of JSON.parse(storage.getItem(key) ?? "[]")) {
    for (const field of typedFields(form).filter((f) => f.name === name)) {
      if (!isTick(field)) field.value = value;
      else if (field.value === value) field.checked = checked;
    }
  }
}

// A page that answered a draft with success says so: <meta name="acknowledged" content="draft name">.
function dropAcknowledged() {
  for (const meta of document.querySelectorAll('meta[name="acknowledged"]')) {
    for (const key of Object.keys(storage)) {
      if (key.startsWith(DRAFT) && key.endsWith(`:${meta.content}`)) storage.removeItem(key);
    }
  }
}

export function setBusy(form, busy) {
  form.toggleAttribute("data-busy", busy);
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    if (busy) button.setAttribute("aria-busy", "true"); else button.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  if (form.hasAttribute("data-busy")) { event.preventDefault(); return; }
  keepDraft(form);
  form.dataset.sent = "";
  setTimeout(() => setBusy(form, true)); // after the browser has read the pressed button
});

document.addEventListener("input", (event) => event.target.form && keepDraft(event.target.form));

addEventListener("pageshow", () => {
  for (const form of document.forms) { setBusy(form, false); delete form.dataset.sent; }
});

addEventListener("beforeunload", (event) => {
  const open = [...document.querySelectorAll("form[data-unsaved]")];
  if (open.some((form) => hasTyped(form) && !("sent" in form.dataset))) event.preventDefault();
});

dropAcknowledged();
for (const form of document.querySelectorAll("form[data-draft]")) restoreDraft(form);
document.getElementById("error-summary")?.focus();
