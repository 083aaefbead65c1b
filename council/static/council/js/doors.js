// The other door: what the line does by HTTP when it has to.
import { parse } from "./parts.js";

const JSON_ONLY = { Accept: "application/json" };
const TELLING = [".refusal .notice-title", ".field-error", ".error-summary", "h1"];

// Loads the page anew, later each time, so that a fault of the server makes no storm of reloads.
export function readAnew(wait) {
  const [last, times] = JSON.parse(sessionStorage.getItem("majlis:anew") ?? "[0, 0]");
  const again = Date.now() - last < 60000 ? times + 1 : 0;
  const pause = again < 2 ? wait : Math.min(60000, wait + 2000 * 2 ** again);
  sessionStorage.setItem("majlis:anew", JSON.stringify([Date.now() + pause, again]));
  setTimeout(() => location.reload(), pause);
}

export async function freshTicket(url) {
  if (!url) return "";
  const answer = await fetch(url, { headers: JSON_ONLY }).catch(() => null);
  return answer?.ok ? (await answer.json()).ticket : "";
}

// Notices after `seq`, for readers whose line does not open (some networks allow no sockets).
// null: the gap is too old, the page has to be read anew.
export async function missedSince(url, seq) {
  const address = new URL(url, location.href);
  address.searchParams.set("since", seq);
  const answer = await fetch(address, { headers: JSON_ONLY }).catch(() => null);
  if (answer?.status === 409) return null;
  if (!answer?.ok) return [];
  const body = await answer.json();
  return body.frames ?? body;
}

// Repeats a command by POST with the same key; the server recognises it and says what happened.
export async function post(form, fields) {
  const headers = { Accept: "application/json, text/html;q=0.8", "X-Majlis-Live": "1" };
  const body = new URLSearchParams(fields);
  const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null);
  if (!answer) return { t: "lost" };
  if (answer.ok) return { t: "ack", ...(isJson(answer) ? await answer.json() : {}) };
  return { t: "no", text: await sentenceOf(answer) };
}

const isJson = (answer) => answer.headers.get("Content-Type")?.includes("json");

async function sentenceOf(answer) {
  if (isJson(answer)) return (await answer.json()).text ?? "";
  const main = (await answer.text()).match(/<main[\s\S]*<\/main>/)?.[0] ?? "<main></main>";
  const page = parse(main); // what is most telling first, wherever it stands
  const told = TELLING.map((each) => page.querySelector(each)).find(Boolean);
  return told?.textContent.trim().replace(/\s+/g, " ") ?? "";
}
