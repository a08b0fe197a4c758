// Pointers and keys on a stage: what is pressed, dragged and drawn becomes a command.

import {partition, sides} from './partition.js';
import {nodeId} from './words.js';

const DRAG = 8; // pixels that make a click a drag

/** Makes a stage answer. */
export class Gestures {
  constructor(app, stage) {
    this.app = app;
    this.stage = stage;
    this.ends = new AbortController();
    const {svg} = stage;
    svg.addEventListener('keydown', event => this.#key(event));
    svg.addEventListener('pointerdown', event => this.#press(event));
    svg.addEventListener('click', event => this.#click(event));
    // A finger draws here, and does not scroll; the style touch-action does nothing within an SVG
    svg.addEventListener('touchmove', event => {
      const draws = event.touches.length === 1 && !stage.recorded && event.target.closest('.press, .ground, .link');
      if (draws && event.cancelable) event.preventDefault();
    }, {passive: false});
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape' && !event.target.closest?.('#console')) stage.select(null);
    }, {signal: this.ends.signal});
  }

  remove() {
    this.ends.abort();
  }

  #key(event) {
    const node = nodeOf(event.target);
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
    const ids = [...this.stage.nodes.keys()];
    const i = ids.indexOf(node);
    const next = {ArrowRight: i + 1, ArrowDown: i + 1, ArrowLeft: i - 1, ArrowUp: i - 1, Home: 0, End: -1}[event.key];
    if (next !== undefined) this.#focus(ids[(next + ids.length) % ids.length]);
    else if (event.key === 'Enter') this.app.menus.ofNode(this.stage, node);
    else if (event.key === ' ') this.stage.select(node);
    else return;
    event.preventDefault();
  }

  /** A click, with a pointer or as screen readers do it. */
  #click(event) {
    const {stage, app} = this;
    const node = nodeOf(event.target);
    const link = event.target.closest('[data-link]');
    const place = event.detail ? event : undefined;
    if (node && event.shiftKey) stage.select(node);
    else if (node) app.menus.ofNode(stage, node, place);
    else if (link) app.menus.ofLink(stage, ...link.dataset.link.split('-').map(nodeId), place);
  }

  #focus(id) {
    const {nodes} = this.stage;
    for (const node of nodes.values()) node.host.setAttribute('tabindex', node.id === id ? '0' : '-1');
    nodes.get(id).host.focus();
  }

  // A drag from a node to another cuts the link; any other is a line between two sides

  #press(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    const from = nodeOf(event.target);
    if (from) {
      event.preventDefault();
      this.#focus(from);
    }
    if (this.stage.recorded) return;
    this.#drag(event, from ? move => this.#cutting(from, move) : move => this.#parting(event, move));
  }

  /** Follows a pointer. What is to come of it says each move: a command, or nothing. */
  #drag(event, command) {
    const {stage} = this;
    const drag = new AbortController();
    const listen = (target, name, action) => target.addEventListener(name, action, {signal: drag.signal});
    let moved = false;
    let comes = null;
    const end = () => {
      drag.abort();
      stage.rubber.setAttribute('visibility', 'hidden');
      stage.mark([]);
      stage.tools.draws(null);
    };
    listen(stage.svg, 'pointermove', move => {
      if (move.pointerId !== event.pointerId) return;
      if (!moved && Math.hypot(move.clientX - event.clientX, move.clientY - event.clientY) <= DRAG) return;
      if (!moved) stage.svg.setPointerCapture(event.pointerId); // so that no click comes of it
      moved = true;
      comes = command(move);
      stage.tools.draws(comes);
    });
    listen(stage.svg, 'pointercancel', end);
    listen(document, 'pointerup', () => {
      end();
      if (comes) this.app.runOn(stage.name, comes);
    });
    listen(document, 'keydown', key => {
      if (key.key === 'Escape') end();
    });
  }

  #cutting(from, pointer) {
    const {stage} = this;
    const under = document.elementFromPoint(pointer.clientX, pointer.clientY);
    const node = stage.svg.contains(under) ? nodeOf(under) : null;
    const to = node === from ? null : node;
    stage.stretch(stage.circle.at(from), to ? stage.circle.at(to) : stage.point(pointer), to ? 'rubber meets' : 'rubber');
    return to ? `cut ${Math.min(from, to)}-${Math.max(from, to)}` : null;
  }

  #parting(press, pointer) {
    const {stage} = this;
    const [a, b] = [stage.point(press), stage.point(pointer)];
    const group = sides([...stage.nodes.keys()].map(id => ({id, ...stage.circle.at(id)})), a, b);
    const far = by => ({x: a.x + (b.x - a.x) * by, y: a.y + (b.y - a.y) * by});
    stage.stretch(far(-100), far(100), group.length ? 'rubber meets' : 'rubber');
    stage.mark(group);
    return partition(group, stage.nodes.size);
  }
}

function nodeOf(target) {
  const host = target?.closest?.('[data-node]');
  return host ? nodeId(host.dataset.node) : null;
}
