// Reports of many trials: curves, and the matrix, also while the trials run.

import {element} from './diagram.js';
import {matrixOf} from './matrix.js';
import {patch} from './patch.js';

const APART = 1000; // milliseconds between two readings of a report that grows
const SOON = 400; // what is over by then needs no bar
const MOST_STAGES = 4;
const MOST_BESIDE = 4; // columns of a table beside which there is room for curves

/** The place of the last report, with a bar while it comes about. */
export class Experiment {
  constructor(app) {
    this.app = app;
    this.header = document.getElementById('work');
    this.section = document.getElementById('experiment');
    this.command = document.getElementById('experiment-command');
    this.bar = document.getElementById('experiment-bar');
    this.words = document.getElementById('experiment-words');
    this.report = document.getElementById('experiment-report');
    this.closer = document.getElementById('experiment-close');
    this.stopper = document.getElementById('experiment-stop');
    this.closer.addEventListener('click', () => this.#close());
    this.stopper.addEventListener('click', () => app.interrupt());
    this.section.addEventListener('click', event => {
      const button = event.target.closest('[data-replay]');
      if (button) this.#replay(button.dataset.replay);
    });
  }

  /** Something may run that takes long. */
  follow({busy, work}) {
    this.header.hidden = !(work && work.passed_ms > SOON);
    if (work) Object.assign(this.header, {max: work.all, value: work.done});
    const works = work && work.passed_ms > SOON && /^(trials|runs)$/.test(work.what);
    if (works && !this.works) this.#begin(busy);
    if (works) this.#progress(work);
    if (!works && this.works) this.#end();
    this.works = works;
  }

  #begin(busy) {
    this.command.textContent = busy ?? '';
    this.report.replaceChildren();
    this.#open(true);
    this.#readLater();
  }

  #open(running) {
    this.section.hidden = false;
    this.section.classList.toggle('running', running);
    this.closer.hidden = running;
    this.stopper.hidden = this.bar.hidden = this.words.hidden = !running;
  }

  #close() {
    this.section.hidden = true;
    document.getElementById('line').focus();
  }

  #progress({done, all, what, remark, passed_ms: passed}) {
    this.bar.max = all;
    this.bar.value = done;
    const count = number => number.toLocaleString('en');
    const rest = done && passed > 2000 ? `, ${count(Math.floor(passed * (all - done) / done / 1000) + 1)} s to go` : '';
    this.words.textContent = remark || `${count(done)} of ${count(all)} ${what}${rest}`;
  }

  #end() {
    this.#open(false);
    if (!this.report.firstChild) this.section.hidden = true; // its answer, if any, shows it again
  }

  /** Reads what is known, again and again, while there is more to come. */
  #readLater() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(async () => {
      const soFar = document.hidden ? {} : await this.app.get('work', {});
      if (!this.works) return;
      if (soFar?.report) this.#show(soFar);
      this.#readLater();
    }, APART);
  }

  /** A command was answered; others than these reports have no place here. */
  add(answer) {
    if (!answer.report) return;
    clearTimeout(this.waiting);
    this.works = false;
    this.command.textContent = answer.command;
    this.#open(false);
    this.#show(answer);
  }

  /** Brings a report back that was shown before; not while another comes about. */
  show(answer) {
    if (!this.works) this.add(answer);
    this.section.scrollIntoView({block: 'nearest'});
  }

  #show({report, html, matrix}) {
    const text = element('div', {class: 'report-text'});
    text.innerHTML = html; // the server's own, in which names are escaped
    const columns = text.querySelectorAll('thead th').length;
    text.classList.toggle('beside', columns <= MOST_BESIDE && text.querySelector('figure') !== null);
    text.querySelectorAll('pre').forEach(linkReplays);
    const all = report === 'matrix'
      ? element('div', {}, matrixOf(matrix), element('details', {}, element('summary', {}, 'The same in words'), text))
      : element('div', {}, text);
    patch(this.report, all);
  }

  /** Runs a trial again: its cluster comes to the stage, in the place of another such if there is no room. */
  async #replay(id) {
    const names = this.app.state?.clusters.map(it => it.cluster) ?? [];
    const old = names.find(it => /^replay(-\d+)?$/.test(it));
    const room = names.length >= MOST_STAGES && old ? `stop ${old}; ` : '';
    await this.app.run(`${room}replay ${id}`);
    if (id.includes('/trial=')) document.getElementById('stages').scrollIntoView({block: 'start'}); // others have no cluster
  }
}

/** Makes buttons of the lines that say what to type to see a trial again. */
function linkReplays(pre) {
  const lines = pre.textContent.split('\n');
  if (!lines.some(it => /^\s*replay \S/.test(it)) || pre.children.length) return;
  pre.replaceChildren(...lines.flatMap((line, i) => {
    const [, space, id, rest] = /^(\s*)replay (\S+)(.*)$/.exec(line) ?? [];
    const end = i + 1 < lines.length ? '\n' : '';
    return id ? [space, element('button', {type: 'button', class: 'replay', 'data-replay': id}, `replay ${id}`), rest + end] : [line + end];
  }));
}
