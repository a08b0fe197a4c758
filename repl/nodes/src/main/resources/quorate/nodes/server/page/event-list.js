// The last events of a node, the newest first.

import {element} from './diagram.js';

const KINDS = ['fault', 'links', 'starting', 'started', 'crashed', 'disk', 'unsaved', 'paused', 'resumed', 'believes', 'says', 'rejected'];
const MOST = 300;

/** What the trace said last: no messages, no timers, and reasons only if they are wanted. */
export class EventList {
  constructor() {
    this.host = document.querySelector('#events ol');
    this.last = 0;
    this.waiting = [];
    const says = document.getElementById('says');
    says.addEventListener('change', () => this.#showReasons(says.checked));
    this.hold = document.getElementById('hold');
    this.hold.addEventListener('change', () => this.#catchUp());
  }

  /** What is asked of the trace. */
  query() {
    return new URLSearchParams({form: 'words', only: KINDS.join(','), since: this.last}).toString();
  }

  /** A process begins to tell; perhaps another than before. */
  begin(process) {
    if (this.process !== undefined && this.process !== process.pid) {
      this.#put(element('li', {class: 'begin'}, element('time', {}, ''), element('span', {}, 'begins'), element('span', {class: 'text'}, `process ${process.pid}, and its time with it`)));
    }
    this.process = process.pid;
  }

  /** Shows an event; whether it can have changed how the node is. */
  add(event) {
    this.last = event.number;
    const line = element('li', {class: event.kind},
      element('time', {}, `${(event.at_ms / 1000).toFixed(3)} s`),
      element('span', {class: 'kind'}, event.kind),
      element('span', {class: 'text'}, event.text));
    if (this.hold.checked) {
      this.waiting.push(line);
      this.waiting.splice(0, Math.max(0, this.waiting.length - MOST));
    } else {
      this.#put(line);
    }
    return event.kind !== 'says';
  }

  #put(line) {
    this.host.prepend(line);
    while (this.host.children.length > MOST) this.host.lastChild.remove();
  }

  #catchUp() {
    if (this.hold.checked) return;
    this.waiting.splice(0).forEach(it => this.#put(it));
  }

  #showReasons(wanted) {
    document.getElementById('events').classList.toggle('with-reasons', wanted);
  }
}
