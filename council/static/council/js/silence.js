// A line that breaks in a lift or behind a sleeping router does not say so: it only falls silent.
// From one that lives something comes every half minute, if only how many are present.
const LONGEST = 75000; // ms

export class Silence {
  constructor(broken) { this.broken = broken; }

  begin() {
    this.end();
    this.timer = setTimeout(this.broken, LONGEST);
  }

  end() { clearTimeout(this.timer); }
}
