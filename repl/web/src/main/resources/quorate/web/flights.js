// Messages under way, and those just at their ends.

import {svg} from './circle.js';

const HALFWAY = 0.38; // before the cross of a link that is cut
const DOT = 9;
const CROWD = 16; // with more, only those under way say what they are

/** Draws messages as dots along the links. */
export class Flights {
  constructor() {
    this.host = svg('g', {class: 'flights', 'aria-hidden': 'true'});
    this.all = new Map();
  }

  /** Takes what the server says; move brings the dots there. Labels keep off what is taken. */
  show(messages, circle, taken) {
    this.circle = circle;
    this.taken = taken; // boxes with words of nodes
    const copies = new Map();
    const seen = new Set();
    for (const message of thinned(messages)) {
      const {sent_at: number, from, to} = message;
      if (!circle.has(from) || !circle.has(to) || from === to) continue;
      const name = `${number} ${from} ${to}`;
      copies.set(name, (copies.get(name) ?? 0) + 1);
      const key = `${name} ${copies.get(name)}`;
      seen.add(key);
      const flight = this.all.get(key) ?? this.#begin(key, message);
      flight.from = flight.until;
      flight.until = endOf(message, flight.until);
      if (flight.until < flight.from) flight.from = flight.until; // time was turned back
      if (message.lost && !flight.lost) this.#lose(flight, message);
    }
    for (const [key, flight] of this.all) {
      if (seen.has(key)) continue;
      flight.host.remove();
      this.all.delete(key);
    }
    this.crowded = [...this.all.values()].filter(it => !it.heartbeat).length > CROWD;
  }

  #begin(key, message) {
    const heartbeat = message.purpose === 'HEARTBEAT';
    const dot = message.purpose === 'REPLICATION'
      ? svg('rect', {x: -5, y: -5, width: 10, height: 10}) : svg('circle', {r: heartbeat ? 3.5 : 5.5});
    const label = svg('text', {}, message.type);
    const host = svg('g', {class: `flight ${message.purpose.toLowerCase()}`}, svg('title', {}, message.type), dot, heartbeat ? '' : label);
    const flight = {message, host, label, heartbeat, until: 0, from: 0, wide: message.type.length * this.circle.letter};
    this.host.append(host);
    this.all.set(key, flight);
    return flight;
  }

  #lose(flight, message) {
    flight.lost = true;
    flight.host.classList.add('lost');
    flight.host.firstChild.textContent = `${message.type}, lost: ${message.lost}`;
    flight.host.append(svg('path', {class: 'cross', d: 'M-6,-6L6,6M6,-6L-6,6'}));
  }

  /** Brings all messages a part of the way from the last state to this one. */
  move(part) {
    const labelled = [];
    const taken = [...this.taken];
    for (const flight of this.all.values()) {
      const {from, to} = flight.message;
      const way = flight.from + (flight.until - flight.from) * part;
      const {x, y} = this.circle.between(from, to, way);
      flight.host.setAttribute('transform', `translate(${x.toFixed(2)} ${y.toFixed(2)})`);
      flight.host.classList.toggle('arrived', way === 1);
      if (flight.heartbeat) continue;
      labelled.push([flight, x, y, this.crowded && (way === 1 || flight.lost)]);
      taken.push({x: x - DOT / 2, y, wide: DOT, high: DOT});
    }
    for (const [flight, x, y, silent] of labelled) this.#label(flight, x, y, taken, silent);
  }

  /** Writes what a message is beside its dot, where there is room: where it was before, if possible. */
  #label(flight, x, y, taken, silent) {
    const {wide} = flight;
    const {text: high, reach} = this.circle;
    const sides = [[DOT, 0], [-DOT - wide, 0], [-wide / 2, high + 3], [-wide / 2, -high - 3]];
    const order = [...new Set([flight.side ?? 0, 0, 1, 2, 3])];
    const side = silent ? undefined : order.find(i => {
      const box = {x: x + sides[i][0], y: y + sides[i][1], wide, high};
      return box.x >= -reach && box.x + wide <= reach && taken.every(it => apart(it, box));
    });
    if (side !== undefined) taken.push({x: x + sides[side][0], y: y + sides[side][1], wide, high});
    if (flight.side === side && flight.labelled) return;
    flight.side = side;
    flight.labelled = true;
    flight.label.setAttribute('visibility', side === undefined ? 'hidden' : 'visible');
    if (side === undefined) return;
    flight.label.setAttribute('x', sides[side][0]);
    flight.label.setAttribute('y', sides[side][1] + 4);
  }
}

/** Of messages at their ends that look alike the newest is enough: over TCP, all are there at once. */
function thinned(messages) {
  const look = it => (it.lost || it.progress === 1) && `${it.from} ${it.to} ${it.type} ${it.lost}`;
  const newest = new Map(messages.map(it => [look(it), it.sent_at]));
  return messages.filter(it => !look(it) || newest.get(look(it)) === it.sent_at);
}

/** How far a message gets: a lost one stops on its way, where it was seen last. */
function endOf(message, before) {
  if (!message.lost) return message.progress;
  return before > 0 && before < 1 ? Math.min(Math.max(before, 0.2), 0.8) : HALFWAY;
}

function apart(a, b) {
  return Math.abs(a.y - b.y) > (a.high + b.high) / 2 || a.x > b.x + b.wide || b.x > a.x + a.wide;
}
