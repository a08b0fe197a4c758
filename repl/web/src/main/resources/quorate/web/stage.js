// The stage of one cluster: nodes in a circle, links, and messages under way.

import {arc, Circle, corners, directions, svg} from './circle.js';
import {element} from './diagram.js';
import {Flights} from './flights.js';
import {Gestures} from './gestures.js';
import {Moments} from './moments.js';
import {Tools} from './tools.js';
import {facts, isService, leaderWords, lookOf, nodeName, nodeWords, shortWords, voteWords} from './words.js';

const ALL_LINKS = 12; // with more nodes, only links with which something is wrong are drawn
const SLOWEST = 250; // milliseconds from one state to the next
const SAID = 3;
const NARROW = 330; // pixels
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** Shows a cluster, and moves from each state that the server sends to the next. */
export class Stage {
  constructor(app, cluster) {
    this.app = app;
    this.name = cluster.cluster;
    this.nodes = new Map();
    this.selected = new Set();
    this.recorded = cluster.recorded; // then it can only be looked at
    this.#build(cluster);
    this.gestures = new Gestures(app, this);
    this.resizing = new ResizeObserver(() => {
      if (this.cluster && this.narrow !== this.svg.clientWidth < NARROW) this.draw(this.cluster);
    });
    this.resizing.observe(this.svg);
  }

  #build(cluster) {
    this.leader = element('p', {class: 'leads', role: 'status'});
    this.facts = element('p', {class: 'facts faint'});
    this.links = svg('g', {class: 'links'});
    this.flights = new Flights();
    this.seats = svg('g', {class: 'nodes'});
    this.rubber = svg('line', {class: 'rubber', visibility: 'hidden'});
    this.svg = svg('svg', {role: 'group',
      'aria-label': `nodes of ${this.name}; arrow keys go around, Enter opens a menu, Space selects for a partition`},
    this.ground = svg('circle', {class: 'ground'}), this.links, this.flights.host, this.seats, this.rubber);
    this.said = element('ol', {class: 'said'});
    this.broken = element('p', {class: 'broken', role: 'alert'});
    this.moments = new Moments(this.app, this);
    const runs = this.name === cluster.algorithm ? '' : cluster.algorithm + ', ';
    this.host = element('section', {class: 'stage', 'aria-label': `cluster ${this.name}`},
      element('header', {}, element('h2', {}, this.name),
        element('span', {class: 'faint'}, runs + worldOf(cluster)),
        this.moments.banner),
      this.leader, this.broken, this.svg);
    this.tools = new Tools(this.app, this);
    if (!this.recorded) this.host.append(this.tools.host);
    this.host.append(this.moments.host, this.facts, this.said);
  }

  remove() {
    cancelAnimationFrame(this.frame);
    this.moments.remove();
    this.resizing.disconnect();
    this.gestures.remove();
    this.host.remove();
  }

  /** Takes how the cluster is now, and shows it unless somebody looks at another moment. */
  show(cluster) {
    if (this.moments.takes(cluster)) this.draw(cluster);
  }

  /** Shows a state. What is still is drawn at once, what moves gets there by the next state. */
  draw(cluster) {
    const now = performance.now();
    this.before = this.cluster;
    this.cluster = cluster;
    this.lasts = this.before ? Math.min(now - this.came, SLOWEST) : 0;
    this.came = now;
    this.#showNodes();
    this.#showLinks();
    this.#showWords();
    this.tools.show(cluster);
    this.flights.show(cluster.messages, this.circle, [...this.nodes.values()].flatMap(it => it.boxes));
    cancelAnimationFrame(this.frame);
    this.#move(now);
  }

  #move(now) {
    const part = still.matches || this.lasts <= 0 ? 1 : Math.min(1, Math.max(0, (now - this.came) / this.lasts));
    this.flights.move(part);
    for (const node of this.nodes.values()) this.#drawTimer(node, part);
    if (part < 1) this.frame = requestAnimationFrame(later => this.#move(later));
  }

  // Words

  #showWords() {
    const {cluster} = this;
    write(this.leader, leaderWords(cluster));
    write(this.facts, facts(cluster) + (cluster.fingerprint ? ` · fingerprint ${cluster.fingerprint}` : ''));
    write(this.broken, cluster.violations.map(it => `broken promise: ${it.description}`).join('; '));
    const said = cluster.said.slice(-SAID);
    const key = JSON.stringify(said);
    if (this.saidKey !== key) {
      this.saidKey = key;
      this.said.replaceChildren(...said.map(it => element('li', {},
        element('span', {class: 'faint'}, `${it.time_ms.toFixed(1)} ms ${it.node === null ? '' : nodeName(it.node)} `), it.text)));
    }
  }

  // Nodes

  #showNodes() {
    const {nodes} = this.cluster;
    const ids = nodes.map(it => it.id);
    this.narrow = this.svg.clientWidth < NARROW;
    const key = `${ids} ${this.narrow}`;
    if (this.seated !== key) this.#seat(ids);
    this.seated = key;
    this.longest = Math.max(this.cluster.election_ms ?? 0, ...nodes.flatMap(it => mainTimer(it)?.of_ms ?? 0));
    for (const state of nodes) {
      const node = this.nodes.get(state.id);
      node.timerBefore = node.timer;
      node.timer = mainTimer(state);
      node.state = state;
      const key = JSON.stringify([state.state, state.role, state.epoch, state.leader, state.vote]);
      if (node.key === key) continue;
      node.key = key;
      this.#drawNode(node);
    }
  }

  #seat(ids) {
    this.circle = new Circle(ids, this.narrow);
    this.linksKey = '';
    this.svg.setAttribute('viewBox', this.circle.viewBox);
    this.svg.style.fontSize = `${this.circle.text}px`;
    this.nodes.clear();
    const {size} = this.circle;
    for (const [name, value] of Object.entries(this.circle.ground)) this.ground.setAttribute(name, value);
    for (const id of ids) {
      const {x, y} = this.circle.at(id);
      const first = this.nodes.size === 0;
      const node = {id, shape: svg('g'), ring: svg('circle', {class: 'ring', r: size + 6}), left: svg('path', {class: 'left'})};
      node.words = svg('text', {class: 'words', 'aria-hidden': 'true'});
      node.host = svg('g', {class: 'press', role: 'button', tabindex: first ? '0' : '-1', 'aria-haspopup': 'menu', 'data-node': id},
        svg('circle', {class: 'focus', r: size + 10}), svg('circle', {class: 'picked', r: size + 11}), node.ring, node.left, node.shape);
      const name = svg('text', {class: 'id', 'aria-hidden': 'true', y: size * 0.26, 'font-size': size * (isService(id) ? 0.44 : 0.72)}, nodeName(id));
      node.all = svg('g', {transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})`}, node.host, name, node.words);
      this.nodes.set(id, node);
    }
    this.seats.replaceChildren(...[...this.nodes.values()].map(it => it.all));
  }

  #drawNode(node) {
    const look = lookOf(node.state);
    node.all.setAttribute('class', `node ${look}`);
    this.#showPicked(node);
    node.shape.replaceChildren(...shapeOf(look, this.circle.size));
    this.#writeWords(node);
  }

  // What is chosen, and what is drawn with a pointer

  /** Selects a node, or takes it out of those that are; null selects none. */
  select(id) {
    if (id === null ? !this.selected.size : this.recorded) return;
    if (id === null) this.selected.clear();
    else if (!this.selected.delete(id)) this.selected.add(id);
    this.mark([]);
    this.tools.selected();
  }

  /** Marks nodes besides those that are selected. */
  mark(ids) {
    this.marked = ids;
    for (const node of this.nodes.values()) this.#showPicked(node);
  }

  #showPicked(node) {
    const selected = this.selected.has(node.id);
    node.all.classList.toggle('is-picked', selected || (this.marked ?? []).includes(node.id));
    node.host.setAttribute('aria-label', nodeWords(this.cluster, node.state) + (selected ? ', selected' : ''));
  }

  /** Where a pointer is, as the circle counts. */
  point(pointer) {
    return new DOMPoint(pointer.clientX, pointer.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
  }

  stretch(from, to, look) {
    const line = {x1: from.x, y1: from.y, x2: to.x, y2: to.y, visibility: 'visible', class: look};
    for (const [name, value] of Object.entries(line)) this.rubber.setAttribute(name, value);
  }

  /** Writes what a node says of itself beside it, and notes which place it takes. */
  #writeWords(node) {
    const {circle} = this;
    const lines = circle.hasWords ? [shortWords(node.state, !circle.isRoomy)] : [];
    if (circle.isRoomy && node.state.state !== 'crashed' && node.state.vote !== null) lines.push(voteWords(this.cluster, node.state));
    const place = circle.at(node.id);
    const first = circle.wordsAt(node.id, lines.length);
    node.words.replaceChildren(...lines.map((it, i) => svg('tspan', {x: first.x, y: first.y + circle.line * i}, it)));
    const wide = Math.max(0, ...lines.map(it => it.length)) * circle.letter;
    node.boxes = [
      {x: place.x + first.x - wide / 2, y: place.y + first.y + circle.line / 2 * (lines.length - 1) - 4, wide, high: circle.line * lines.length},
      {x: place.x - circle.size - 8, y: place.y, wide: 2 * circle.size + 16, high: 2 * circle.size + 16},
    ];
  }

  #drawTimer(node, part) {
    const {timer, timerBefore} = node;
    node.ring.setAttribute('visibility', timer ? 'visible' : 'hidden');
    let left = timer ? timer.left_ms : 0;
    if (timer && timerBefore?.name === timer.name && timerBefore.left_ms > left) {
      left = timerBefore.left_ms + (left - timerBefore.left_ms) * part;
    }
    node.left.setAttribute('d', arc(this.circle.size + 6, this.longest ? left / this.longest : 0));
  }

  // Links

  #showLinks() {
    const {nodes, links_down: down, links_bad: bad} = this.cluster;
    const key = JSON.stringify([nodes.map(it => [it.id, it.state === 'crashed' ? null : it.leader]), down, bad]);
    if (this.linksKey === key) return;
    this.linksKey = key;
    this.cut = directions(down);
    this.bad = directions(bad);
    const links = [];
    const managed = nodes.some(it => it.id === 'manager'); // then members do not talk to each other
    nodes.forEach((a, i) => nodes.slice(i + 1).forEach(b => {
      const wrong = [`${a.id}>${b.id}`, `${b.id}>${a.id}`].some(it => this.cut.has(it) || this.bad.has(it));
      const used = !managed || isService(b.id); // services are the last
      if (used && (nodes.length <= ALL_LINKS || wrong)) links.push(this.#link(a, b));
    }));
    this.links.replaceChildren(...links);
  }

  /** A line in two halves: the half at a node shows how its messages come in. */
  #link(a, b) {
    const [from, to] = [this.circle.at(a.id), this.circle.at(b.id)];
    const at = part => ({x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part});
    const into = [`${b.id}>${a.id}`, `${a.id}>${b.id}`];
    const followed = [[a, b], [b, a]].some(([it, other]) => it.state !== 'crashed' && it.leader === other.id);
    const halves = into.map((direction, i) => {
      const look = this.cut.has(direction) ? 'cut' : this.bad.has(direction) ? 'bad' : followed ? 'followed' : 'well';
      return line(look, at(i), at(0.5));
    });
    const cut = into.map(it => this.cut.has(it));
    const crosses = cut[0] && cut[1] ? [0.5] : [0.27, 0.73].filter((_, i) => cut[i]);
    const title = svg('title', {}, `link ${a.id}-${b.id}`);
    return svg('g', {class: 'link', 'data-link': `${a.id}-${b.id}`}, title, ...halves,
      ...crosses.map(at).map(it => svg('path', {class: 'cross', d: `M${it.x - 6},${it.y - 6}l12,12m0,-12l-12,12`})),
      line('hit', at(0), at(1)));
  }
}

/** The timer that matters most: one that starts something, before one that paces heartbeats. */
function mainTimer(node) {
  return [...node.timers].sort((a, b) => a.heartbeat - b.heartbeat || a.left_ms - b.left_ms)[0];
}

/** What a node looks like, by what it is. */
export function shapeOf(look, size) {
  const round = svg('circle', {class: 'shape', r: size});
  const sign = d => [svg('g', {transform: `translate(${size * 0.8} ${-size * 0.8}) scale(${Math.min(1, size / 18)})`},
    svg('circle', {class: 'badge', r: 9}), svg('path', {class: 'sign', d}))];
  switch (look) {
    case 'service': return [svg('rect', {class: 'shape', x: -size, y: -size * 0.8, width: 2 * size, height: size * 1.6, rx: 4})];
    case 'leader': return [svg('polygon', {class: 'shape', points: corners(6, size * 1.1)})];
    case 'candidate': return [svg('polygon', {class: 'shape', points: corners(4, size * 1.14)})];
    case 'crashed': return [round, ...sign('M-4,-4L4,4M4,-4L-4,4')];
    case 'paused': return [round, ...sign('M-2.5,-4.5V4.5M2.5,-4.5V4.5')];
    default: return [round];
  }
}

/** Where and when a cluster runs. */
function worldOf(cluster) {
  const world = cluster.runtime === 'sim' ? 'virtual time' : cluster.runtime;
  return cluster.recorded ? `recorded, ${world}` : world;
}

function line(look, from, to) {
  return svg('line', {class: look, x1: from.x, y1: from.y, x2: to.x, y2: to.y});
}

/** Writes words where others stood: what stays is not announced again. */
function write(host, words) {
  if (host.textContent !== words) host.textContent = words;
}
