// The interpreter's keys. They act only while the box has the focus (WCAG 2.1.4): Enter sends what
// stands there, Shift+Enter begins a line, Alt+1 … Alt+9 put in a term. Buttons do the same.

const insert = (box, words) => {
  box.setRangeText(words, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
};

const boxOf = (node) =>
  node.closest("form")?.querySelector("textarea[data-desk]") ?? document.querySelector("textarea[data-desk]");

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.("textarea[data-desk]");
  if (!box || event.isComposing) return; // Enter may end a word in some keyboards
  if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    if (box.value.trim()) box.form.requestSubmit();
  } else if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
    const term = document.querySelectorAll("[data-insert]")[Number(event.code.slice(5)) - 1];
    if (term) { event.preventDefault(); insert(box, term.dataset.insert); }
  }
});

document.addEventListener("click", (event) => {
  const term = event.target.closest("[data-insert]");
  const box = term && boxOf(term);
  if (box) insert(box, term.dataset.insert);
});

// After an answer or a new piece in the queue the hands stay on the keyboard.
const focusNext = () => {
  if (document.activeElement === document.body) document.querySelector("textarea[data-desk]")?.focus();
};
document.addEventListener("majlis:notice", focusNext);
document.addEventListener("majlis:done", focusNext);
