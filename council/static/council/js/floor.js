// The reader's own place on the list of speakers. It is personal, hence never pushed: when a notice
// concerns this member, this page alone reads its own part again.
import { applyPart } from "./parts.js";

const concerns = (facts, member) =>
  [facts.member_id, ...(facts.member_ids ?? []), ...(facts.arrived_ids ?? []), ...(facts.left_ids ?? [])]
    .some((id) => id === member);

async function readOwn(part) {
  const answer = await fetch(part.dataset.url).catch(() => null);
  if (answer?.ok) applyPart({ id: "my-request", html: await answer.text() });
}

// A turn that ended, or gave way to another one, was perhaps mine: those notices name the turn only.
const endsTurn = (kind) => kind === "floor.given" || kind === "floor.ended" || kind === "floor.cleared";

document.addEventListener("majlis:notice", ({ detail: { kind, data } }) => {
  const part = document.getElementById("my-request");
  if (!part || !data) return;
  const hadFloor = endsTurn(kind) && "hasFloor" in part.dataset;
  if (hadFloor || concerns(data, Number(part.dataset.member))) readOwn(part);
});
