// How times become places.

/**
 * Maps times to places and back. Silences can be cut short: then a place is the time without what
 * was cut.
 */
export class Ruler {
  /** times: of all that is shown, in order; longest: how long a silence may be, in nanoseconds. */
  constructor(times, longest = Infinity) {
    this.times = [];
    this.places = [];
    this.cuts = []; // the places in the middle of silences that were cut
    let place = 0;
    for (const time of times) {
      const before = this.times.length ? this.times[this.times.length - 1] : time;
      if (this.times.length && time === before) continue;
      const silence = time - before;
      place += Math.min(silence, longest);
      if (silence > longest) this.cuts.push(place - longest / 2);
      this.times.push(time);
      this.places.push(place);
    }
  }

  place(time) { return between(time, this.times, this.places); }
  time(place) { return between(place, this.places, this.times); }
}

/** Goes straight from each point to the next, and on beyond the first and the last. */
function between(value, from, to) {
  const last = from.length - 1;
  if (last < 0) return value;
  if (value <= from[0]) return to[0] + (value - from[0]);
  if (value >= from[last]) return to[last] + (value - from[last]);
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (from[middle] <= value) low = middle; else high = middle;
  }
  return to[low] + (value - from[low]) / (from[high] - from[low]) * (to[high] - to[low]);
}
