// A space-time diagram: a lane for each node, time from left to right, messages as arrows.

import {Ruler} from './ruler.js';
import {Trace} from './trace.js';

const LANE = 54;
const HEAD = 30;
const FOOT = 26;
const LEFT = 64;
const NEAR = 7;
const DOT = 5; // within a dot, it is the dot that is meant
const CROWD = 3000; // so many messages can be told apart on a screen
const MOST_LABELS = 120;
const LONGEST_SILENCE = 6; // times the usual flight of a message
const TICKS_APART = 84;
const KEYS = 'arrow keys move, + and - zoom, 0 shows all, n and p select the next and the previous event';

/** Shows a trace in an element. */
export class Diagram {
  /**
   * Shows the whole trace, or from one time to another.
   *
   * options: {from, to} in nanoseconds
   */
  constructor(host, data, options = {}) {
    this.host = host;
    this.trace = data instanceof Trace ? data : new Trace(data);
    this.heartbeats = false;
    this.cutsSilences = true;
    this.hiddenNames = new Set();
    this.hiddenNodes = new Set();
    this.selected = 0;
    this.lit = new Set();
    this.#build();
    this.#measure();
    if (options.from !== undefined) this.showTimes(options.from, options.to);
    else this.showLatest();
  }

  /** Shows what came after the last fault; if there was none, the last election. */
  showLatest() {
    if (this.trace.faults.length) this.showFault(); else this.showElection();
  }

  /** Shows what happened between two times, in nanoseconds. */
  showTimes(from, to) {
    const begin = this.ruler.place(from);
    const end = this.ruler.place(to);
    const room = Math.max((end - begin) * 0.06, 1e5);
    this.show(begin - room, end + room);
  }

  /** Shows a part of the ruler. */
  show(from, to) {
    const least = 1e3;
    const middle = (from + to) / 2;
    const half = Math.max((to - from) / 2, least / 2);
    this.from = middle - half;
    this.to = middle + half;
    this.draw();
  }

  showAll() {
    const trace = this.trace;
    this.showTimes(trace.length ? trace.at[0] : 0, Math.max(trace.length ? trace.at[trace.length - 1] : 0, trace.now));
  }

  /** Makes the ruler of what is shown now, and stays where it is. */
  #measure() {
    const middle = this.ruler ? this.ruler.time((this.from + this.to) / 2) : 0;
    const flights = this.trace.flights.filter(it => this.#isShown(it));
    const times = new Set(this.trace.faults.map(it => it.at));
    times.add(this.trace.now); // the silence up to now can be cut as any other
    for (const lane of this.trace.lanes.values()) {
      for (const look of lane) if (look.event) times.add(look.from);
    }
    for (const flight of flights) {
      times.add(flight.begin);
      if (flight.end) times.add(flight.until);
    }
    const usual = flights.filter(it => it.end).map(it => it.until - it.begin).sort((a, b) => a - b);
    const longest = LONGEST_SILENCE * Math.max(usual[usual.length >> 1] ?? 1e6, 1e4);
    const before = this.ruler ? this.to - this.from : 0;
    this.ruler = new Ruler([...times].sort((a, b) => a - b), this.cutsSilences ? longest : Infinity);
    for (const flight of this.trace.flights) {
      flight.beginPlace = this.ruler.place(flight.begin);
      flight.untilPlace = this.ruler.place(flight.until);
    }
    if (before) {
      const place = this.ruler.place(middle);
      this.show(place - before / 2, place + before / 2);
    }
  }

  /** Shows another state of the same cluster's trace: what is in view, hidden and selected stays. */
  update(data) {
    const before = this.trace;
    const [from, width] = [this.ruler.time(this.from), this.to - this.from];
    const hidden = new Set([...this.hiddenNames].map(it => before.names[it].name));
    this.trace = new Trace(data);
    this.hiddenNames = new Set([...this.trace.names.keys()].filter(i => hidden.has(this.trace.names[i].name)));
    const names = trace => JSON.stringify([trace.nodes, trace.names]);
    if (names(before) !== names(this.trace)) this.#fillFilters();
    this.#measure();
    this.show(this.ruler.place(from), this.ruler.place(from) + width);
    const known = trace => trace.has(this.selected) && trace.line(this.selected);
    if (this.selected && known(before) !== known(this.trace)) this.select(0);
  }

  // What it is made of

  #build() {
    this.host.classList.add('diagram');
    this.tools = element('div', {class: 'tools', role: 'toolbar', 'aria-label': 'diagram of ' + this.trace.name});
    this.#button('+', 'zoom in', () => this.zoom(0.5));
    this.#button('−', 'zoom out', () => this.zoom(2));
    this.#button('all', 'show all', () => this.showAll());
    this.#button('fault', 'show what came after the last fault', () => this.showFault());
    this.#button('election', 'show the last election', () => this.showElection());
    this.#check('heartbeats', this.heartbeats, on => { this.heartbeats = on; });
    this.#check('cut silences short', this.cutsSilences, on => { this.cutsSilences = on; });
    this.filters = element('details', {class: 'filters'}, element('summary', {}, 'filter'));
    this.tools.append(this.filters);
    this.#fillFilters();
    this.canvas = element('canvas', {tabindex: '0', role: 'img',
      'aria-label': `space-time diagram of ${this.trace.name}; ${KEYS}`, title: ''});
    this.tip = element('div', {class: 'tip', hidden: ''});
    this.details = element('div', {class: 'chain', 'aria-live': 'polite'},
      element('p', {class: 'faint'}, 'Click an event or a message: its causes are shown here.'));
    this.host.append(this.tools, this.canvas, this.tip, this.details);
    this.#listen();
  }

  #fillFilters() {
    this.filters.replaceChildren(this.filters.firstChild);
    for (const node of this.trace.nodes) {
      this.#check(this.trace.nodeNames[node], !this.hiddenNodes.has(node), on => toggle(this.hiddenNodes, node, !on), this.filters);
    }
    this.trace.names.forEach((it, i) => {
      this.#check(it.name, !this.hiddenNames.has(i), on => toggle(this.hiddenNames, i, !on), this.filters);
    });
  }

  #button(words, title, action) {
    const button = element('button', {type: 'button', title, 'aria-label': title}, words);
    button.addEventListener('click', action);
    this.tools.append(button);
  }

  #check(words, on, action, into = this.tools) {
    const box = element('input', {type: 'checkbox'});
    box.checked = on;
    box.addEventListener('change', () => { action(box.checked); this.#measure(); });
    into.append(element('label', {}, box, ' ' + words));
  }

  #listen() {
    const canvas = this.canvas;
    canvas.addEventListener('wheel', event => {
      event.preventDefault();
      const place = this.#place(event.offsetX);
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        this.pan((event.deltaX || event.deltaY) / this.#scale());
      } else {
        this.zoom(Math.exp(event.deltaY * 0.002), place);
      }
    }, {passive: false});
    let grabbed = null;
    let moved = false;
    canvas.addEventListener('pointerdown', event => {
      grabbed = {x: event.offsetX, from: this.from, to: this.to};
      moved = false;
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', event => {
      if (grabbed && Math.abs(event.offsetX - grabbed.x) > 3) {
        moved = true;
        const by = (grabbed.x - event.offsetX) / this.#scale();
        this.show(grabbed.from + by, grabbed.to + by);
      } else if (!grabbed) {
        this.#hover(event.offsetX, event.offsetY);
      }
    });
    canvas.addEventListener('pointerup', event => {
      grabbed = null;
      if (!moved) this.select(this.at(event.offsetX, event.offsetY));
    });
    canvas.addEventListener('pointerleave', () => { this.tip.hidden = true; });
    canvas.addEventListener('keydown', event => {
      const part = (this.to - this.from) / 8;
      const keys = {
        ArrowLeft: () => this.pan(-part), ArrowRight: () => this.pan(part),
        '+': () => this.zoom(0.7), '=': () => this.zoom(0.7), '-': () => this.zoom(1.4),
        0: () => this.showAll(),
        n: () => this.#selectNext(1), p: () => this.#selectNext(-1), Escape: () => this.select(0),
      };
      if (keys[event.key] && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        keys[event.key]();
      }
    });
    new ResizeObserver(() => this.draw()).observe(this.host);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
  }

  pan(by) { this.show(this.from + by, this.to + by); }

  /** Shows more or less around a place, or the middle. */
  zoom(factor, place = (this.from + this.to) / 2) {
    this.show(place + (this.from - place) * factor, place + (this.to - place) * factor);
  }

  /** Shows what came after the last fault, up to the last change of what a node believes. */
  showFault() {
    const faults = this.trace.faults.filter(it => !it.broken);
    const begin = faults.length ? faults[faults.length - 1].at : this.trace.at[0] ?? 0;
    this.showTimes(begin, Math.max(begin, this.#lastChange()));
  }

  /** Shows the last election, from the first candidate on; all if there was none. */
  showElection() {
    let begin = 0;
    let over = true;
    const changes = [...this.trace.lanes.values()].flat().filter(it => it.event).sort((a, b) => a.event - b.event);
    for (const look of changes) {
      if (over && look.kind === 'candidate') [begin, over] = [look.from, false];
      over ||= look.kind === 'leader';
    }
    if (begin) this.showTimes(begin, this.#lastChange()); else this.showAll();
  }

  #lastChange() {
    return Math.max(...[...this.trace.lanes.values()].map(lane => lane[lane.length - 1].from), 0);
  }

  // Where things are

  #scale() { return (this.width - LEFT) / (this.to - this.from); }
  #x(time) { return LEFT + (this.ruler.place(time) - this.from) * this.#scale(); }
  #place(x) { return this.from + (x - LEFT) / this.#scale(); }
  #y(node) { return HEAD + LANE * (this.shown.indexOf(node) + 0.5); }

  #isShown(flight) {
    return (this.heartbeats || !this.trace.names[flight.name].heartbeat)
      && !this.hiddenNames.has(flight.name)
      && !this.hiddenNodes.has(flight.from) && !this.hiddenNodes.has(flight.to);
  }

  /** The flights that can be seen. */
  #flights() {
    const seen = [];
    const from = this.ruler.time(this.from);
    const to = this.ruler.time(this.to);
    for (let i = this.trace.firstFlight(from); i < this.trace.flights.length; i++) {
      const flight = this.trace.flights[i];
      if (flight.begin > to) break;
      if (flight.until >= from && this.#isShown(flight)) seen.push(flight);
    }
    return seen;
  }

  /** Where a flight is drawn: a lost message stops on its way. */
  #ends(flight) {
    const x1 = LEFT + (flight.beginPlace - this.from) * this.#scale();
    const y1 = this.#y(flight.from);
    const x2 = LEFT + (flight.untilPlace - this.from) * this.#scale();
    const y2 = this.#y(flight.to);
    const part = flight.lost ? 0.6 : flight.end ? 1 : 0.5;
    return [x1, y1, x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];
  }

  /** Where an event is on the canvas: that of a message at the end of what is drawn. */
  where(number) {
    const trace = this.trace;
    const flight = trace.isMessage(number) && trace.flights.find(it => it.end === number || it.sent === number);
    if (flight) {
      const [x1, y1, x2, y2] = this.#ends(flight);
      return {x: (x1 + 3 * x2) / 4, y: (y1 + 3 * y2) / 4};
    }
    return {x: this.#x(trace.timeOf(number)), y: this.#y(trace.nodeOf(number))};
  }

  /** The number of the event at a place; 0 if there is none. */
  at(x, y) {
    let best = 0;
    let nearest = NEAR;
    for (const node of this.shown) {
      for (const look of this.trace.lanes.get(node)) {
        const away = Math.max(0, Math.hypot(this.#x(look.from) - x, this.#y(node) - y) - DOT);
        if (look.event && away < nearest) [best, nearest] = [look.event, away];
      }
    }
    for (const flight of this.#flights()) {
      const away = distance(x, y, ...this.#ends(flight));
      if (away < nearest) [best, nearest] = [flight.end || flight.sent, away];
    }
    for (const fault of this.trace.faults) {
      const away = Math.abs(this.#x(fault.at) - x);
      if (y < HEAD && away < nearest) [best, nearest] = [fault.event, away];
    }
    return best;
  }

  #hover(x, y) {
    const number = this.at(x, y);
    this.tip.hidden = number === 0;
    this.canvas.style.cursor = number ? 'pointer' : 'grab';
    if (!number) return;
    const cause = this.trace.causeOf(number);
    const sent = this.trace.isMessage(number) && this.trace.has(cause) && this.trace.kindOf(cause) === 'sent';
    const lines = [this.trace.line(number)];
    if (sent) lines.push(`sent at ${(this.trace.timeOf(cause) / 1e6).toFixed(3)} ms`);
    for (const said of this.trace.saidDuring(number).reverse()) lines.push(this.trace.textOf(said));
    this.tip.textContent = lines.join('\n');
    const left = Math.min(x + 12, this.width - this.tip.offsetWidth - 4);
    this.tip.style.transform = `translate(${Math.max(left, 0)}px, ${this.canvas.offsetTop + y + 14}px)`;
  }

  /** Lights an event and its chain of causes; 0 for none. */
  select(number) {
    this.selected = number;
    this.lit = new Set(number ? this.trace.chain(number) : []);
    this.details.replaceChildren();
    if (number) {
      const list = element('ol', {class: 'events'});
      for (const it of this.lit) list.append(element('li', {}, this.trace.line(it)));
      this.details.append(element('p', {}, 'Why, newest first:'), list);
    }
    this.host.dispatchEvent(new CustomEvent('selected', {detail: number, bubbles: true}));
    this.draw();
  }

  #selectNext(by) {
    const trace = this.trace;
    let next = this.selected || (by > 0 ? trace.first + trace.indexAt(this.ruler.time(this.from)) - 1 : trace.first + trace.indexAt(this.ruler.time(this.to)));
    do next += by; while (trace.has(next) && (trace.routine[next - trace.first] || trace.kindOf(next) === 'says'));
    if (!trace.has(next)) return;
    this.select(next);
    const place = this.ruler.place(trace.timeOf(next));
    if (place < this.from || place > this.to) this.pan(place - (this.from + this.to) / 2);
  }

  // Drawing

  draw() {
    if (!this.frame) this.frame = requestAnimationFrame(() => { this.frame = 0; this.paint(); });
  }

  /** Draws at once. */
  paint() {
    this.shown = this.trace.nodes.filter(it => !this.hiddenNodes.has(it));
    this.width = Math.max(this.host.clientWidth, 200);
    const height = HEAD + LANE * this.shown.length + FOOT;
    const dots = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(this.width * dots) || this.canvas.height !== Math.round(height * dots)) {
      this.canvas.width = Math.round(this.width * dots);
      this.canvas.height = Math.round(height * dots);
      this.canvas.style.height = height + 'px';
    }
    const style = getComputedStyle(this.host);
    this.color = name => style.getPropertyValue('--' + name).trim();
    const pen = this.canvas.getContext('2d');
    this.pen = pen;
    pen.setTransform(dots, 0, 0, dots, 0, 0);
    pen.clearRect(0, 0, this.width, height);
    pen.font = `${Math.round(0.73 * parseFloat(style.fontSize))}px ${style.fontFamily || 'sans-serif'}`;
    this.#drawAxis(height);
    pen.save();
    pen.beginPath();
    pen.rect(LEFT, 0, this.width - LEFT, height);
    pen.clip();
    const words = this.#drawLanes();
    this.#drawFaults(height);
    this.#drawFlights();
    this.#drawDots();
    for (const [color, text, x, y] of words) {
      pen.fillStyle = color;
      this.#words(text, x, y);
    }
    pen.restore();
    pen.textAlign = 'right';
    pen.fillStyle = this.color('ink');
    for (const node of this.shown) pen.fillText(this.trace.nodeNames[node], LEFT - 8, this.#y(node) + 4);
    pen.textAlign = 'left';
  }

  #drawAxis(height) {
    const pen = this.pen;
    pen.strokeStyle = this.color('rule');
    pen.fillStyle = this.color('faint');
    pen.textAlign = 'center';
    pen.beginPath();
    for (const time of this.#ticks()) {
      const x = this.#x(time);
      pen.moveTo(x, HEAD - 6);
      pen.lineTo(x, height - FOOT + 4);
      const words = `${this.#millis(time)} ms`;
      if (x > LEFT + 10) pen.fillText(words, Math.min(x, this.width - pen.measureText(words).width / 2), height - 8);
    }
    pen.stroke();
    for (const cut of this.ruler.cuts) {
      const x = LEFT + (cut - this.from) * this.#scale();
      if (x > LEFT && x < this.width && this.ruler.cuts.length < 200) pen.fillText('//', x, height - FOOT + 2);
    }
    pen.textAlign = 'left';
  }

  /** Times that stand below: round ones, or, where silences are cut, those at which something happened. */
  #ticks() {
    const ticks = [];
    if (!this.ruler.cuts.length) {
      const step = niceStep((this.to - this.from) / Math.max(2, this.width / TICKS_APART));
      const [from, to] = [this.ruler.time(this.from), this.ruler.time(this.to)];
      for (let time = Math.ceil(from / step) * step; time <= to; time += step) ticks.push(time);
      return ticks;
    }
    let free = this.from;
    const apart = TICKS_APART / this.#scale();
    for (let place = this.from; place <= this.to; place = free) {
      const i = this.ruler.places.findIndex(it => it >= place);
      if (i < 0 || this.ruler.places[i] > this.to) break;
      ticks.push(this.ruler.times[i]);
      free = this.ruler.places[i] + apart;
    }
    return ticks;
  }

  #millis(time) {
    const digits = Math.max(0, Math.min(6, Math.ceil(-Math.log10((this.to - this.from) / 1e6 / 20))));
    return (time / 1e6).toFixed(digits);
  }

  /** Returns the words at the lanes, which are written above all lines. */
  #drawLanes() {
    const pen = this.pen;
    const words = [];
    for (const node of this.shown) {
      const y = this.#y(node);
      const lane = this.trace.lanes.get(node);
      const end = this.#x(Math.max(this.trace.now, this.to));
      let free = LEFT;
      for (let i = 0; i < lane.length; i++) {
        const from = Math.max(this.#x(lane[i].from), LEFT);
        const until = i + 1 < lane.length ? this.#x(lane[i + 1].from) : end;
        if (until < LEFT || from > this.width) continue;
        const kind = lane[i].kind;
        pen.strokeStyle = this.color(kind);
        pen.lineWidth = {leader: 9, candidate: 5, down: 1.5, paused: 3}[kind] ?? 5;
        pen.setLineDash({candidate: [9, 2], down: [2, 5], paused: [5, 5]}[kind] ?? []);
        pen.beginPath();
        pen.moveTo(from, y);
        pen.lineTo(until, y);
        pen.stroke();
        const wide = pen.measureText(lane[i].words).width;
        if (from >= free && until - from > wide + 6) {
          words.push([this.color(kind === 'follower' ? 'ink' : kind), lane[i].words, from + 3, y - 9]);
          free = from + wide + 8;
        }
      }
    }
    pen.setLineDash([]);
    pen.lineWidth = 1;
    return words;
  }

  #drawFaults(height) {
    const pen = this.pen;
    let free = LEFT;
    for (const fault of this.trace.faults) {
      const x = this.#x(fault.at);
      if (x < LEFT - 1 || x > this.width) continue;
      pen.strokeStyle = this.color('bad');
      pen.lineWidth = fault.broken ? 3 : 1;
      pen.setLineDash(fault.broken ? [] : [6, 3]);
      pen.beginPath();
      pen.moveTo(x, 16);
      pen.lineTo(x, height - FOOT);
      pen.stroke();
      const words = fault.broken ? 'broken: ' + fault.words : fault.words;
      if (x >= free) {
        pen.fillStyle = this.color('bad');
        pen.fillText(words, x + 3, 12);
        free = x + pen.measureText(words).width + 10;
      }
    }
    pen.setLineDash([]);
    pen.lineWidth = 1;
  }

  #drawFlights() {
    const flights = this.#flights();
    const drawn = new Set(); // of many in the same place one is enough
    const near = Math.ceil(flights.length / CROWD); // in pixels
    const paths = {message: new Path2D(), lost: new Path2D(), cross: new Path2D(), lit: new Path2D(), head: new Path2D(), litHead: new Path2D()};
    this.drawn = {flights: 0, crosses: 0};
    for (const flight of flights) {
      const lit = this.lit.has(flight.sent) && (!flight.end || this.lit.has(flight.end));
      const [x1, y1, x2, y2] = this.#ends(flight);
      const link = (flight.from * 1024 + flight.to) * 2 + (flight.lost ? 1 : 0);
      const place = (link * 8192 + Math.round(x1 / near) + 1) * 8192 + Math.round((x2 - x1) / near);
      if (!lit && drawn.has(place)) continue;
      drawn.add(place);
      this.drawn.flights++;
      const path = lit ? paths.lit : flight.lost ? paths.lost : paths.message;
      path.moveTo(x1, y1);
      path.lineTo(x2, y2);
      if (flight.lost) {
        this.drawn.crosses++;
        paths.cross.moveTo(x2 - 4, y2 - 4);
        paths.cross.lineTo(x2 + 4, y2 + 4);
        paths.cross.moveTo(x2 - 4, y2 + 4);
        paths.cross.lineTo(x2 + 4, y2 - 4);
      } else if (flight.end && (near === 1 || lit)) {
        head(lit ? paths.litHead : paths.head, x1, y1, x2, y2);
      }
    }
    const dim = this.lit.size > 0 ? 0.25 : 0.75;
    this.#stroke(paths.message, 'ink', 1, dim);
    this.#stroke(paths.lost, 'bad', 1, dim, [4, 3]);
    this.#fill(paths.head, 'ink', dim);
    this.#stroke(paths.cross, 'bad', 2, 1);
    this.#stroke(paths.lit, 'lit', 2.5, 1);
    this.#fill(paths.litHead, 'lit', 1);
    if (flights.length <= MOST_LABELS) this.#drawLabels(flights);
    if (near > 1) this.#words(`${flights.length} messages; zoom in to tell them apart`, LEFT + 4, 24);
  }

  #drawLabels(flights) {
    const pen = this.pen;
    const taken = [];
    pen.fillStyle = this.color('faint');
    for (const flight of flights) {
      const words = this.trace.names[flight.name].name;
      const wide = pen.measureText(words).width;
      const [x1, y1, x2, y2] = this.#ends(flight);
      for (const part of [0.35, 0.5, 0.65]) {
        const x = x1 + (x2 - x1) * part + 5;
        const y = y1 + (y2 - y1) * part;
        const free = taken.every(it => x > it.x + it.wide + 4 || it.x > x + wide + 4 || Math.abs(it.y - y) > 11);
        const below = (y - HEAD) % LANE - LANE / 2; // words of nodes stand above their lanes
        if (free && (below > 9 || below < -22)) {
          this.#words(words, x, y + 3);
          taken.push({x, y, wide});
          break;
        }
      }
    }
  }

  #drawDots() {
    const pen = this.pen;
    for (const node of this.shown) {
      let last = -10;
      for (const look of this.trace.lanes.get(node)) {
        const x = this.#x(look.from);
        const lit = this.lit.has(look.event);
        if (!look.event || x < LEFT || x > this.width || (x - last < 2 && !lit)) continue;
        last = x;
        pen.beginPath();
        pen.arc(x, this.#y(node), lit ? 6 : 4, 0, 7);
        pen.fillStyle = look.kind === 'leader' ? this.color('leader') : this.color('page');
        pen.fill();
        pen.strokeStyle = this.color(lit ? 'lit' : look.kind === 'down' || look.kind === 'paused' ? 'bad' : look.kind);
        pen.lineWidth = lit ? 3 : 2;
        pen.stroke();
      }
    }
    for (const number of this.lit) {
      const kind = this.trace.kindOf(number);
      const node = this.trace.nodeOf(number);
      if (kind !== 'fired' && kind !== 'set' && number !== this.selected || !this.shown.includes(node)) continue;
      pen.beginPath();
      pen.arc(this.#x(this.trace.timeOf(number)), this.#y(node), 5, 0, 7);
      pen.strokeStyle = this.color('lit');
      pen.lineWidth = 3;
      pen.stroke();
    }
    pen.lineWidth = 1;
  }

  /** Words that stand out from lines behind them. */
  #words(words, x, y) {
    this.pen.save();
    this.pen.setLineDash([]);
    this.pen.strokeStyle = this.color('page');
    this.pen.lineWidth = 3;
    this.pen.lineJoin = 'round';
    this.pen.strokeText(words, x, y);
    this.pen.restore();
    this.pen.fillText(words, x, y);
  }

  #stroke(path, color, width, alpha, dash = []) {
    this.pen.globalAlpha = alpha;
    this.pen.strokeStyle = this.color(color);
    this.pen.lineWidth = width;
    this.pen.setLineDash(dash);
    this.pen.stroke(path);
    this.pen.setLineDash([]);
    this.pen.globalAlpha = 1;
    this.pen.lineWidth = 1;
  }

  #fill(path, color, alpha) {
    this.pen.globalAlpha = alpha;
    this.pen.fillStyle = this.color(color);
    this.pen.fill(path);
    this.pen.globalAlpha = 1;
  }
}

/** An element with attributes and children; texts are only ever texts. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function toggle(set, item, into) {
  if (into) set.add(item); else set.delete(item);
}

function head(path, x1, y1, x2, y2) {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const tip = [x2 - 4 * Math.cos(angle), y2 - 4 * Math.sin(angle)];
  path.moveTo(...tip);
  for (const side of [2.75, -2.75]) {
    path.lineTo(tip[0] + 8 * Math.cos(angle + side), tip[1] + 8 * Math.sin(angle + side));
  }
  path.closePath();
}

/** How far a point is from a line that ends. */
function distance(x, y, x1, y1, x2, y2) {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const along = length ? Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length)) : 0;
  return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1));
}

/** 1, 2 or 5 times a power of ten, at least as much as asked. */
function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map(it => it * power).find(it => it >= least);
}
