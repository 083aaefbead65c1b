// "Listen": reads an element aloud, only where the device has a voice for its language.
// <button type="button" data-speak="item-title" hidden>…</button>

const voices = () => window.speechSynthesis?.getVoices() ?? [];

const languageOf = (button) =>
  document.getElementById(button.dataset.speak)?.closest("[lang]")?.lang ?? "";

function offer() {
  for (const button of document.querySelectorAll("[data-speak]")) {
    const language = languageOf(button);
    button.hidden = !language || !voices().some((voice) => voice.lang.startsWith(language));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-speak]");
  if (!button) return;
  const words = new SpeechSynthesisUtterance(document.getElementById(button.dataset.speak).textContent);
  words.lang = languageOf(button);
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
});

window.speechSynthesis?.addEventListener("voiceschanged", offer);
document.addEventListener("majlis:notice", offer);
offer();
