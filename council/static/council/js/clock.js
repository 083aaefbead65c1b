// Countdowns by the server's clock: a device's own clock may be minutes wrong.
// <time data-deadline="1764165900000" data-warn="30" data-say="30 seconds left">1:24</time>
// <b data-minutes-since="1764165900000">4</b>, <span data-ring-until="…" data-ring-of="180">{% ring 100 %}</span>

let ahead = 0; // ms by which the server's clock is ahead of this device's

export const setServerTime = (ms) => { if (ms) ahead = ms - Date.now(); };

const spoken = new Set(); // deadlines that were already called out

function write(seconds) {
  const hours = Math.floor(seconds / 3600), rest = `${String(seconds % 60).padStart(2, "0")}`;
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

function warn(node, seconds, announce) {
  const call = `${node.dataset.deadline}:${node.dataset.say}`;
  if (!node.dataset.say || seconds > Number(node.dataset.warn ?? 30) || !seconds || spoken.has(call)) return;
  spoken.add(call);
  announce(node.dataset.say); // once, politely; the changing digits are no live region
}

function drawRing(node, now) {
  const share = (Number(node.dataset.ringUntil) - now) / Number(node.dataset.ringOf) / 10; // of 100
  const drawn = `${Math.min(100, Math.max(0, share)).toFixed(1)} 100`;
  node.querySelector(".ring-bar")?.setAttribute("stroke-dasharray", drawn);
}

export function startClocks(announce) {
  const tick = () => {
    const now = Date.now() + ahead;
    for (const node of document.querySelectorAll("[data-deadline]")) {
      const seconds = Math.max(0, Math.ceil((Number(node.dataset.deadline) - now) / 1000));
      node.textContent = write(seconds);
      node.toggleAttribute("data-late", seconds === 0);
      warn(node, seconds, announce);
    }
    for (const node of document.querySelectorAll("[data-started]")) {
      node.textContent = write(Math.max(0, Math.floor((now - Number(node.dataset.started)) / 1000)));
    }
    for (const node of document.querySelectorAll("[data-minutes-since]")) {
      node.textContent = Math.max(0, Math.floor((now - Number(node.dataset.minutesSince)) / 60000));
    }
    document.querySelectorAll("[data-ring-until]").forEach((node) => drawRing(node, now));
  };
  tick();
  document.addEventListener("majlis:notice", tick);
  setInterval(tick, 1000);
}
