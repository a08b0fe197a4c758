// Where the nodes of a stage are, and what lies between them.

import {isService} from './words.js';

const EDGE = 14; // room around a node for its timer and its focus
const RIM = 12; // messages begin and end outside the timer of a node
const APART = 4.5; // messages of the two directions of a link do not meet
const ROOMY = 8; // up to so many nodes have room for all words
const CROWDED = 12; // with more, there is none for words

/** A circle of members, with the services in its middle. A narrow one is smaller, so that its words are not. */
export class Circle {
  constructor(ids, narrow) {
    this.radius = narrow ? 108 : 148;
    this.aside = narrow ? 54 : 72;
    this.text = narrow ? 15 : 13; // the size of words: a narrow circle is drawn smaller
    this.letter = 0.53 * this.text;
    this.line = 1.23 * this.text;
    this.center = {x: 0, y: 0};
    this.size = Math.max(7, Math.min(narrow ? 21 : 25, 0.56 * Math.PI * this.radius / Math.max(ids.length, 1) - 6));
    this.isRoomy = ids.length <= ROOMY && !(narrow && ids.length > 6);
    this.hasWords = ids.length <= CROWDED && !(narrow && ids.length > ROOMY);
    this.places = new Map();
    const members = ids.filter(it => !isService(it));
    members.forEach((id, i) => {
      const angle = 2 * Math.PI * i / members.length - Math.PI / 2;
      const radius = ids.length === 1 ? 0 : this.radius;
      this.places.set(id, {x: this.center.x + radius * Math.cos(angle), y: this.center.y + radius * Math.sin(angle)});
    });
    const services = ids.filter(isService);
    services.forEach((id, i) => this.places.set(id, {x: (2 * i - services.length + 1) * 2 * this.size, y: 0}));
  }

  has(id) { return this.places.has(id); }
  at(id) { return this.places.get(id); }

  /** How far to the left and to the right of the middle one sees: the words of the nodes are within. */
  get reach() {
    if (this.isRoomy) return this.radius + this.aside;
    return this.radius + this.size + (this.hasWords ? 37 + 4 * this.letter : EDGE);
  }

  /** What is seen of the plane. */
  get viewBox() {
    const ys = [...this.places.values()].map(it => it.y);
    const words = this.isRoomy ? 2 * this.line + 12 : this.hasWords ? this.line + 12 : EDGE;
    const high = Math.max(...ys) - Math.min(...ys) + 2 * (this.size + words);
    return [-this.reach, Math.min(...ys) - this.size - words, 2 * this.reach, high].map(it => it.toFixed(0)).join(' ');
  }

  /** What belongs to the stage rather than to the page: there a finger draws, and does not scroll. */
  get ground() {
    return {cx: this.center.x, cy: this.center.y, r: this.radius + this.size};
  }

  /** Where the words of a node begin, seen from the node: away from the middle where there is room. */
  wordsAt(id, lines) {
    const place = this.at(id);
    const [x, y] = [(place.x - this.center.x) / this.radius, (place.y - this.center.y) / this.radius];
    if (isService(id)) return {x: 0, y: this.size + this.line};
    if (!this.isRoomy) return {x: x * (this.size + 37), y: y * (this.size + 18) + 4};
    return {x: 0, y: y < -0.5 ? -this.size - 12 - this.line * (lines - 1) : this.size + 20};
  }

  /** A place on the way between two nodes, from 0 to 1, outside of them, on the right of the way. */
  between(a, b, part) {
    const [from, to] = [this.at(a), this.at(b)];
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
    const along = this.size + RIM + Math.max(0, length - 2 * (this.size + RIM)) * part;
    return {x: from.x + dx * along - dy * APART, y: from.y + dy * along + dx * APART};
  }
}

/** The corners of a shape around the origin, for a polygon. */
export function corners(count, radius) {
  return Array.from({length: count}, (_, i) => {
    const angle = 2 * Math.PI * i / count - Math.PI / 2;
    return `${(radius * Math.cos(angle)).toFixed(2)},${(radius * Math.sin(angle)).toFixed(2)}`;
  }).join(' ');
}

/** An arc around the origin that is a share of a circle, from the top clockwise. */
export function arc(radius, share) {
  if (share <= 0) return '';
  const angle = 2 * Math.PI * Math.min(share, 0.99);
  const [x, y] = [radius * Math.sin(angle), -radius * Math.cos(angle)];
  return `M0,${-radius}A${radius},${radius} 0 ${angle > Math.PI ? 1 : 0} 1 ${x.toFixed(2)},${y.toFixed(2)}`;
}

/** Reads links as the session names them: 1-3, or 2->1 for one direction. */
export function directions(links) {
  const all = new Set();
  for (const link of links) {
    const [, a, way, b] = /^(\w+)(-|->)(\w+)$/.exec(link) ?? [];
    if (!a) continue;
    all.add(`${a}>${b}`);
    if (way === '-') all.add(`${b}>${a}`);
  }
  return all;
}

/** An element of an SVG with attributes and children; texts are only ever texts. */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
