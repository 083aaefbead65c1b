// The other door: what the line does by HTTP when it has to.
import { parse } from "./parts.js";

const JSON_ONLY = { Accept: "application/json" };

export async function freshTicket(url) {
  if (!url) return "";
  const answer = await fetch(url, { headers: JSON_ONLY }).catch(() => null);
  return answer?.ok ? (await answer.json()).ticket : "";
}

// Notices after `seq`, for readers whose line does not open (some networks allow no sockets).
// null: the gap is too old, the page has to be read anew.
export async function missedSince(url, seq) {
  const answer = await fetch(`${url}?since=${seq}`, { headers: JSON_ONLY }).catch(() => null);
  if (answer?.status === 409) return null;
  if (!answer?.ok) return [];
  const body = await answer.json();
  return body.frames ?? body;
}

// Repeats a command by POST with the same key; the server recognises it and says what happened.
export async function post(form, fields) {
  const headers = { Accept: "application/json, text/html;q=0.8", "X-Majlis-Live": "1" };
  const answer = await fetch(form.action, { method: "POST", body: fields, headers }).catch(() => null);
  if (!answer) return { t: "lost" };
  if (answer.ok) return { t: "ack", ...(isJson(answer) ? await answer.json() : {}) };
  return { t: "no", text: await sentenceOf(answer) };
}

const isJson = (answer) => answer.headers.get("Content-Type")?.includes("json");

async function sentenceOf(answer) {
  if (isJson(answer)) return (await answer.json()).text ?? "";
  const main = (await answer.text()).match(/<main[\s\S]*<\/main>/)?.[0] ?? "<main></main>";
  const told = parse(main).querySelector(".refusal .notice-title, .field-error, .error-summary, h1");
  return told?.textContent.trim().replace(/\s+/g, " ") ?? "";
}
