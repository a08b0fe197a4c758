// The whole run of a cluster as a slider: where it is, what happened, and how it was at any moment.

import {svg} from './circle.js';
import {element} from './diagram.js';
import {copyLink} from './links.js';
import {TimeControls} from './time.js';

const AGAIN = 1000; // milliseconds between two readings of the marks
const KEYS = 400; // milliseconds after which a key was the last one
const ARRIVES = 800; // milliseconds until a state after a command must be there
const FRAME = 40; // milliseconds from one recorded moment to the next
const EARLIER = 1000; // milliseconds before now at which a replay begins, if nothing happened

/** The slider of a stage. While somebody looks at another moment, the stage shows that. */
export class Moments {
  constructor(app, stage) {
    this.app = app;
    this.stage = stage;
    this.name = stage.name;
    this.marksReadAt = -AGAIN;
    this.controls = new TimeControls(app, this.name, this);
    this.banner = element('span', {class: 'past', hidden: ''});
    this.hint = element('p', {class: 'faint', hidden: ''});
    this.#build();
    this.#listen();
  }

  #build() {
    const button = (words, title, action) => {
      const made = element('button', {type: 'button', title}, words);
      made.addEventListener('click', action);
      return made;
    };
    this.slider = element('input', {type: 'range', class: 'moment', min: 0, max: 1, step: 'any', 'aria-label': `moment of ${this.name}`});
    this.marks = svg('svg', {class: 'marks', preserveAspectRatio: 'none', 'aria-hidden': 'true'});
    this.when = element('span', {class: 'when'});
    this.live = button('live', 'show the cluster as it is now', () => this.#now());
    this.fork = button('fork from here', 'keep this run as it is, and go on from this moment in a branch: branch NAME', () => this.#fork());
    this.link = button('link', 'copy an address that opens this run at this moment', () => copyLink(this.app, this.name, this.tools));
    this.branches = element('span', {class: 'branches', role: 'group', 'aria-label': `branches of ${this.name}`});
    this.tools = element('div', {class: 'run-tools'}, this.when, this.live, this.fork, this.link, this.branches);
    this.host = element('div', {class: 'moments'}, element('div', {class: 'rail'}, this.slider, this.marks), this.controls.host, this.tools, this.hint);
  }

  #listen() {
    this.slider.addEventListener('pointerdown', () => { this.held = true; });
    for (const end of ['pointerup', 'pointercancel', 'blur']) {
      this.slider.addEventListener(end, () => { this.held = false; });
    }
    this.slider.addEventListener('input', () => {
      clearTimeout(this.committing);
      this.replays = false;
      this.#look(this.slider.valueAsNumber);
    });
    this.slider.addEventListener('change', () => {
      clearTimeout(this.committing);
      this.committing = setTimeout(() => this.#commit(), this.held ? 0 : KEYS); // one command for many keys
    });
    this.marks.addEventListener('click', event => {
      const mark = event.target.closest('[data-at]');
      if (!mark) return;
      this.slider.value = mark.dataset.at;
      this.replays = false;
      this.#look(Number(mark.dataset.at));
      this.#commit();
    });
  }

  remove() {
    clearTimeout(this.committing);
    clearTimeout(this.frame);
    this.past = false;
  }

  // The present

  /** Takes what the server says; whether the stage is to show it. */
  takes(cluster) {
    this.cluster = cluster;
    this.#arrive();
    this.#showTools();
    this.controls.show(cluster);
    this.#showRange();
    this.#readMarks();
    return !this.past;
  }

  #showTools() {
    const {simulated, recorded, run} = this.cluster;
    this.fork.hidden = !simulated;
    this.link.hidden = !simulated;
    this.live.hidden = simulated;
    this.live.disabled = !this.past;
    if (recorded) this.live.textContent = 'end';
    const key = JSON.stringify(run.branches.map(it => [it.branch, it.present, it.faults]));
    if (this.branchesKey === key) return;
    this.branchesKey = key;
    const several = run.branches.length > 1;
    const focused = this.branches.contains(document.activeElement) ? document.activeElement.textContent : null;
    this.branches.replaceChildren(...(several ? run.branches : []).map(it => this.#branch(it)));
    [...this.branches.children].find(it => it.textContent === focused)?.focus();
  }

  #branch({branch, present, faults}) {
    const title = `${present ? 'the present branch' : `switch ${branch}`}: ${faults.join(', ') || 'no faults'}`;
    const button = element('button', {type: 'button', 'aria-pressed': String(present), title}, branch);
    button.addEventListener('click', () => { if (!present) this.app.runOn(this.name, `switch ${branch}`); });
    return button;
  }

  #showRange() {
    const {begin_ms: begin, end_ms: end} = this.cluster.run;
    if (!this.held && !this.committing) {
      this.slider.min = begin;
      this.slider.max = Math.max(end, begin + 0.001);
      this.marks.setAttribute('viewBox', `${begin} 0 ${Math.max(end - begin, 0.001)} 10`);
      this.slider.value = this.past ? this.at : this.cluster.time_ms;
    }
    this.#say();
  }

  #say() {
    const {run, simulated, recorded} = this.cluster;
    const at = this.past ? this.at : this.cluster.time_ms;
    const isEnd = run.end_ms - at < 0.001 || !simulated && !this.past;
    const words = isEnd ? millis(at) : `${millis(at)} of ${millis(run.end_ms)}`;
    if (this.when.textContent !== words) {
      this.when.textContent = words;
      this.slider.setAttribute('aria-valuetext', words);
    }
    this.banner.hidden = !this.past;
    this.hint.hidden = !this.past || simulated;
    if (!this.past) return;
    this.banner.textContent = simulated || recorded ? `at ${millis(at)}` : `recorded, ${millis(run.end_ms - at)} ago`;
    this.hint.textContent = recorded ? 'The end button returns to the end of the run.'
      : 'The live button returns to now. What you do acts on the cluster as it is now.';
  }

  async #readMarks() {
    const {run} = this.cluster;
    const key = `${run.marks} ${run.branches.find(it => it.present)?.branch}`;
    if (key === this.marksKey || this.marksReadAt + AGAIN > performance.now()) return;
    this.marksReadAt = performance.now();
    this.marksKey = key;
    const found = await this.app.get('marks', {cluster: this.name});
    if (!found) return;
    this.faults = found.marks.filter(it => it.kind === 'fault');
    this.marks.replaceChildren(...found.marks.map(mark));
  }

  // Other moments

  #look(at) {
    this.past = true;
    this.arrives = undefined;
    this.at = at;
    this.want = at;
    this.#say();
    this.live.disabled = false;
    this.#read();
  }

  /** Reads the moment that is wanted; those that were wanted meanwhile are left out. */
  async #read() {
    if (this.reading) return;
    this.reading = true;
    while (this.past && this.want !== undefined) {
      const at = this.want;
      this.want = undefined;
      const moment = await this.app.get('moment', {cluster: this.name, at_ms: at.toFixed(3), speed: this.controls.chosen});
      if (!moment || !this.past) break;
      this.stage.draw({...this.cluster, ...moment});
      if (!moment.reached) this.want ??= at; // it is a long way
    }
    this.reading = false;
  }

  /** The hand has left the slider: in virtual time the run goes there, with one command. */
  async #commit() {
    this.committing = undefined;
    if (!this.past) return;
    const {at, cluster: {simulated, run}} = this;
    const isEnd = at >= Number(this.slider.max);
    if (!simulated) {
      if (isEnd) this.#now();
      return;
    }
    await this.app.runOn(this.name, `goto ${isEnd ? run.end : `${Number(at.toFixed(3))}ms`}`);
    if (!this.past || this.at !== at) return; // the hand was quicker
    this.arrives = at;
    this.#arrive(); // the state may have come before the answer
    setTimeout(() => { if (this.arrives !== undefined) this.#now(); }, ARRIVES);
  }

  /** Shows the present again when it is the moment that a command went to. */
  #arrive() {
    if (this.arrives !== undefined && Math.abs(this.cluster.time_ms - this.arrives) < 0.01) this.#now();
  }

  #now() {
    clearTimeout(this.frame);
    this.arrives = undefined;
    this.replays = false;
    this.past = false;
    this.want = undefined;
    this.#showTools();
    this.controls.show(this.cluster);
    this.#showRange();
    this.stage.draw(this.cluster);
  }

  /** Shows again what was recorded: from where one looks, or else from the last fault. */
  replay(on) {
    clearTimeout(this.frame);
    this.replays = on;
    if (on) {
      if (!this.past) this.#look(this.#beforeLastFault());
      this.replayedAt = performance.now();
      this.frame = setTimeout(() => this.#goOn(), FRAME);
    }
    this.controls.show(this.cluster);
  }

  #beforeLastFault() {
    const {begin_ms: begin, end_ms: end} = this.cluster.run;
    const last = this.faults?.at(-1)?.at_ms ?? end - EARLIER;
    return Math.max(begin, last - 1);
  }

  #goOn() {
    if (!this.replays) return;
    const now = performance.now();
    if (!this.reading) {
      const at = this.at + (now - this.replayedAt) * this.controls.chosen;
      this.replayedAt = now;
      if (at >= this.cluster.run.end_ms) return this.#now();
      if (!this.held) this.slider.value = at;
      this.#look(at);
    }
    this.frame = setTimeout(() => this.#goOn(), FRAME);
  }

  // Branches

  #fork() {
    const taken = new Set(this.cluster.run.branches.map(it => it.branch));
    let i = 1;
    while (taken.has(`fork-${i}`)) i++;
    return this.app.runOn(this.name, `branch fork-${i}`);
  }
}

/** Faults are long, new leaders thick, elections short. */
function mark({at_ms: at, kind, words}) {
  const line = svg('line', {class: kind, x1: at, x2: at, y1: kind === 'election' ? 5 : 0, y2: 10, 'data-at': at});
  line.append(svg('title', {}, `${millis(at)}: ${words}`));
  return line;
}

function millis(at) {
  return at >= 10_000 ? `${(at / 1000).toFixed(2)} s` : `${at.toFixed(1)} ms`;
}
