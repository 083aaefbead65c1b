// The line to a meeting (protocol majlis.v1): numbered notices in, commands out.
// Correctness comes from the numbers, never from the line: what is missing is asked for again.
import { freshTicket, missedSince, readAnew } from "./doors.js";
import { applyPart, applyTick } from "./parts.js";
import { Silence } from "./silence.js";

const PROTOCOL = "majlis.v1";
const LONGEST_WAIT = 15000; // ms between two attempts
const [ENDED, NOT_ADMITTED] = [4401, 4403];
const jitter = (ms) => ms * (0.5 + Math.random());

export class Line {
  constructor({ url, seq, lang = "", audience, ticket = "", ticketUrl, sinceUrl }, { announce, onState, onAnswer, onClock }) {
    Object.assign(this, { url, seq, lang, audience, ticket, ticketUrl, sinceUrl, announce, onState, onAnswer, onClock });
    [this.attempts, this.silence] = [0, new Silence(() => this.drop())];
    for (const event of ["online", "pageshow"]) addEventListener(event, () => this.wake());
    addEventListener("pagehide", () => this.socket?.close());
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
    this.open();
  }

  get isLive() { return this.socket?.readyState === WebSocket.OPEN && this.isGreeted; }

  address() {
    const address = new URL(this.url, location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const asked = { since: this.seq, lang: this.lang, ticket: this.ticket };
    for (const name in asked) if (asked[name] !== "") address.searchParams.set(name, asked[name]);
    return address;
  }

  open() {
    clearTimeout(this.timer);
    this.silence.begin();
    this.isGreeted = this.isAsking = this.pause = undefined;
    if (!this.attempts) this.onState("connecting");
    const socket = this.socket = new WebSocket(this.address(), PROTOCOL);
    socket.onmessage = (message) => { this.silence.begin(); this.receive(JSON.parse(message.data)); };
    socket.onclose = (close) => socket === this.socket && this.lost(close.code);
  }

  drop() { this.socket.onclose = null; this.socket.close(); this.lost(); }
  wake() { if (this.socket.readyState > WebSocket.OPEN) this.retry(0); }
  send(frame) { this.socket.send(JSON.stringify(frame)); }

  lost(code) {
    this.onState("offline");
    if (code === ENDED) readAnew(jitter(1500));
    if (code === ENDED || code === NOT_ADMITTED) return this.silence.end();
    this.retry(this.pause ?? jitter(Math.min(LONGEST_WAIT, 500 * 2 ** this.attempts++)));
  }

  retry(wait) {
    clearTimeout(this.timer);
    // By HTTP only when there is no line in sight: a hall that comes back would be as many requests.
    const isCutOff = this.attempts > (this.wasLive ? 6 : 2);
    this.timer = setTimeout(() => isCutOff ? this.readMissed().then(() => this.open()) : this.open(), wait);
  }

  async readMissed() {
    this.ticket = await freshTicket(this.ticketUrl); // of who the reader is by now
    const frames = this.sinceUrl ? await missedSince(this.sinceUrl, this.seq) : [];
    frames ? frames.forEach((frame) => this.receive(frame)) : readAnew(jitter(1500));
  }

  receive(frame) {
    if (frame.t === "n" || frame.t === "b") this.notice(frame);
    else if (frame.t === "tick") applyTick(frame);
    else if (frame.t === "hello") this.greet(frame);
    else if (frame.t === "ack" || frame.t === "no") this.onAnswer(frame);
    else if (frame.t === "resync") readAnew(jitter(3000));
    else if (frame.t === "bye" && frame.retry) this.pause = jitter(frame.retry);
  }

  greet(frame) {
    const isOthers = frame.audience !== (this.audience ?? frame.audience); // by an office, say
    if (frame.resume === "snapshot" || isOthers) return readAnew(jitter(1500));
    [this.attempts, this.isGreeted, this.wasLive] = [0, true, true];
    this.onClock(frame.now);
    this.onState("live");
  }

  notice(frame) {
    if (frame.seq <= this.seq) return; // seen already
    if (frame.seq > this.seq + 1) { this.ask(); return; } // a hole: ask, never guess
    if (this.isAsking) this.onState("live");
    [this.seq, this.isAsking] = [frame.seq, false];
    frame.parts?.forEach(applyPart);
    if (frame.say) this.announce(frame.say);
    document.dispatchEvent(new CustomEvent("majlis:notice", { detail: frame }));
  }

  ask() {
    if (this.isAsking || !this.isLive) return;
    this.isAsking = true;
    this.onState("behind");
    this.send({ t: "since", seq: this.seq });
  }
}
