// Light or dark at once, without waiting for a page; the form stays the way that always works.

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const choice = event.submitter;
  if (!form.classList.contains("foot-theme") || choice?.name !== "theme") return;
  event.preventDefault();
  const fields = new FormData(form, choice);
  const answer = await fetch(form.action, { method: "POST", body: fields, redirect: "manual" }).catch(() => null);
  if (answer?.type !== "opaqueredirect") return; // redirected back: the choice is kept
  if (choice.value) document.documentElement.dataset.theme = choice.value;
  else delete document.documentElement.dataset.theme;
  for (const button of form.elements) button.removeAttribute?.("aria-current");
  choice.setAttribute("aria-current", "true");
}, { capture: true });
