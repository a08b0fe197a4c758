// Clicks, keys and drags on a stage become commands.

import {element} from './diagram.js';

const DRAG = 8; // pixels that make a click a drag

/** The menus of nodes and links. */
export class Menus {
  constructor(app) {
    this.app = app;
    document.addEventListener('pointerdown', event => {
      if (this.menu && !this.menu.contains(event.target)) this.close();
    });
    addEventListener('resize', () => this.close());
  }

  /** Makes the nodes and links of a stage answer. */
  listen(stage) {
    stage.svg.addEventListener('keydown', event => this.#key(stage, event));
    stage.svg.addEventListener('pointerdown', event => this.#press(stage, event));
    stage.svg.addEventListener('click', event => {
      const link = event.target.closest('[data-link]');
      if (link) this.ofLink(stage, ...link.dataset.link.split('-').map(Number), event);
    });
    // What presses buttons without a pointer or a key, as screen readers do
    stage.svg.addEventListener('click', event => {
      const node = nodeOf(event.target);
      if (node && event.detail === 0) this.ofNode(stage, node);
    });
  }

  #key(stage, event) {
    const node = nodeOf(event.target);
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
    const ids = [...stage.nodes.keys()];
    const i = ids.indexOf(node);
    const next = {ArrowRight: i + 1, ArrowDown: i + 1, ArrowLeft: i - 1, ArrowUp: i - 1, Home: 0, End: -1}[event.key];
    if (next !== undefined) {
      event.preventDefault();
      focus(stage, ids[(next + ids.length) % ids.length]);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.ofNode(stage, node);
    }
  }

  // A press on a node: a click opens its menu, a drag to another node cuts the link

  #press(stage, event) {
    const from = nodeOf(event.target);
    if (!from || event.button !== 0) return;
    event.preventDefault();
    focus(stage, from);
    const drag = new AbortController();
    let to = null;
    let moved = false;
    const listen = (name, action) => stage.svg.addEventListener(name, action, {signal: drag.signal});
    stage.svg.setPointerCapture(event.pointerId);
    listen('pointermove', move => {
      moved ||= Math.hypot(move.clientX - event.clientX, move.clientY - event.clientY) > DRAG;
      if (!moved) return;
      const under = nodeOf(document.elementFromPoint(move.clientX, move.clientY));
      to = under !== from && stage.nodes.has(under) && stage.svg.contains(document.elementFromPoint(move.clientX, move.clientY)) ? under : null;
      stretch(stage, from, to, move);
    });
    const end = () => {
      drag.abort();
      stage.rubber.setAttribute('visibility', 'hidden');
    };
    listen('pointercancel', end);
    listen('pointerup', () => {
      end();
      if (to) this.app.runOn(stage.name, `cut ${Math.min(from, to)}-${Math.max(from, to)}`);
      else if (!moved) this.ofNode(stage, from, event);
    });
  }

  // Menus

  /** What can be done to a node. */
  ofNode(stage, id, place) {
    const {state} = stage.nodes.get(id);
    const items = {
      crashed: [['restart', `restart ${id}`], ['restart with an empty disk', `restart ${id} --amnesia`]],
      paused: [['resume', `resume ${id}`], ['crash', `crash ${id}`]],
    }[state.state] ?? this.#ofRunning(id, state);
    const links = {words: 'links', opens: () => this.#ofLinks(stage, id, place)};
    if (stage.nodes.size > 1) items.push(links);
    if (stage.cut.size || stage.bad.size) items.push(['heal all links', 'heal']);
    this.#open(stage, `n${id} of ${stage.name}`, items, place, id);
  }

  #ofRunning(id, state) {
    const items = [['crash', `crash ${id}`], ['pause', `pause ${id}`]];
    if (state.role === 'LEADER') items.push(['resign', `resign ${id}`]);
    for (const timer of state.timers) items.push([`fire its timer ${timer.name}`, `fire ${id} ${timer.name}`]);
    return [...items, ['isolate', `isolate ${id}`], ['deaf: hears nothing', `deaf ${id}`],
      ['mute: is not heard', `mute ${id}`], ['inspect', `inspect ${id}`]];
  }

  #ofLinks(stage, id, place) {
    const others = [...stage.nodes.keys()].filter(it => it !== id);
    const items = others.map(it => ({words: `link to n${it}`, opens: () => this.ofLink(stage, Math.min(id, it), Math.max(id, it), place, id)}));
    this.#open(stage, `links of n${id}`, items, place, id);
  }

  /** What can be done to a link. */
  ofLink(stage, a, b, place, focused = a) {
    const [there, back] = [stage.cut.has(`${a}>${b}`), stage.cut.has(`${b}>${a}`)];
    const items = [];
    if (!there || !back) items.push(['cut', `cut ${a}-${b}`]);
    if (!there) items.push([`cut from n${a} to n${b}`, `cut ${a}->${b}`]);
    if (!back) items.push([`cut from n${b} to n${a}`, `cut ${b}->${a}`]);
    if (there || back || stage.bad.has(`${a}>${b}`) || stage.bad.has(`${b}>${a}`)) items.push(['heal', `heal ${a}-${b}`]);
    this.#open(stage, `link ${a}-${b} of ${stage.name}`, items, place, focused);
  }

  #open(stage, title, items, place, id) {
    this.close();
    this.back = () => stage.nodes.get(id)?.host.focus();
    const buttons = items.map(item => this.#item(stage, item));
    this.menu = element('div', {class: 'menu', role: 'menu', 'aria-label': title}, ...buttons);
    this.menu.addEventListener('keydown', event => this.#menuKey(event, buttons));
    document.querySelector('main').append(this.menu);
    this.#place(stage, id, place);
    buttons[0].focus({preventScroll: true});
  }

  #item(stage, item) {
    const [words, command] = Array.isArray(item) ? item : [item.words];
    const button = element('button', {type: 'button', role: 'menuitem', tabindex: '-1'}, element('span', {}, words));
    if (command) button.append(element('code', {}, this.app.commandOn(stage.name, command)));
    else button.setAttribute('aria-haspopup', 'menu');
    button.addEventListener('click', () => {
      if (!command) return item.opens();
      this.close(true);
      return this.app.runOn(stage.name, command);
    });
    return button;
  }

  #menuKey(event, buttons) {
    const i = buttons.indexOf(document.activeElement);
    const next = {ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: -1}[event.key];
    if (next !== undefined) {
      event.preventDefault();
      buttons[(next + buttons.length) % buttons.length].focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      this.close(true);
    } else if (event.key.length === 1 && event.key !== ' ') {
      const from = [...buttons.slice(i + 1), ...buttons.slice(0, i + 1)];
      from.find(it => it.textContent.startsWith(event.key.toLowerCase()))?.focus();
    }
  }

  /** At the pointer, or at the node; within the window, and it scrolls with the page. */
  #place(stage, id, place) {
    const node = stage.nodes.get(id).host.getBoundingClientRect();
    const x = place?.clientX ?? node.left + node.width / 2;
    const y = place?.clientY ?? node.top + node.height / 2;
    const {offsetWidth: wide, offsetHeight: high} = this.menu;
    const within = (begin, size, room) => Math.max(4, Math.min(begin + 4, room - size - 4));
    this.menu.style.left = scrollX + within(x, wide, document.documentElement.clientWidth) + 'px';
    this.menu.style.top = scrollY + within(y, high, innerHeight) + 'px';
  }

  close(returns = false) {
    this.menu?.remove();
    this.menu = null;
    if (returns) this.back?.();
  }
}

function nodeOf(target) {
  const host = target?.closest?.('[data-node]');
  return host ? Number(host.dataset.node) : null;
}

function focus(stage, id) {
  for (const node of stage.nodes.values()) node.host.setAttribute('tabindex', node.id === id ? '0' : '-1');
  stage.nodes.get(id).host.focus();
}

/** A line from a node to where the pointer is. */
function stretch(stage, from, to, pointer) {
  const begin = stage.circle.at(from);
  const matrix = stage.svg.getScreenCTM().inverse();
  const end = to ? stage.circle.at(to) : new DOMPoint(pointer.clientX, pointer.clientY).matrixTransform(matrix);
  const line = {x1: begin.x, y1: begin.y, x2: end.x, y2: end.y, visibility: 'visible', class: to ? 'rubber meets' : 'rubber'};
  for (const [name, value] of Object.entries(line)) stage.rubber.setAttribute(name, value);
}
