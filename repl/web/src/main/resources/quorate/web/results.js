// What became of the clusters, and what they sent, as it changes.

import {element} from './diagram.js';
import {patch, patchHtml} from './patch.js';

const APART = 250; // milliseconds between two readings

/** Shows the tables of the prompt, and bars beside them, while they can be seen. */
export class Results {
  constructor(app) {
    this.app = app;
    this.section = document.getElementById('results');
    this.outcomes = document.getElementById('outcomes');
    this.bars = document.getElementById('bars');
    this.counts = document.getElementById('counts');
    this.newest = '';
    this.readAt = -APART;
    new IntersectionObserver(entries => {
      this.visible = entries[entries.length - 1].isIntersecting;
      this.#readSoon();
    }).observe(this.section);
    document.addEventListener('visibilitychange', () => this.#readSoon());
  }

  /** Something may have happened. */
  follow({clusters, busy}) {
    this.section.hidden = !clusters.length;
    this.newest = JSON.stringify([busy, clusters.map(it => [it.cluster, it.last_event, it.time_ms, it.fingerprint])]);
    this.#readSoon();
  }

  #readSoon() {
    if (this.waiting || !this.visible || document.hidden || this.newest === this.read) return;
    const pause = Math.max(0, this.readAt + APART - performance.now());
    this.waiting = setTimeout(async () => {
      this.readAt = performance.now();
      const newest = this.newest;
      const results = await this.app.get('results', {});
      if (results?.fresh !== false) this.read = newest; // or it is as it was before a command that runs
      if (results) this.#show(results);
      this.waiting = 0;
      this.#readSoon();
    }, pause);
  }

  #show({outcomes, counts, bars}) {
    patchHtml(this.outcomes, outcomes);
    patchHtml(this.counts, counts);
    patch(this.bars, barsOf(bars));
  }
}

/** All bars: those of the last elections beside the theory, and those of each cluster by type. */
function barsOf(clusters) {
  const elections = clusters.filter(it => it.election);
  const types = clusters.flatMap(it => it.types.filter(type => !type.heartbeat));
  const most = Math.max(1, ...types.map(it => it.sent));
  return element('div', {},
    ...(elections.length ? [electionBars(elections)] : []),
    element('div', {class: 'side-by-side'}, ...clusters.filter(it => it.types.length).map(it => typeBars(it, most))));
}

function electionBars(clusters) {
  const figures = clusters.flatMap(({election}) => [election.sent, election.theory ?? 0]);
  const most = Math.max(1, ...figures);
  const rows = clusters.map(({cluster, election}) => row(cluster,
    bar('sent', election.sent, most),
    election.theory === undefined ? element('td', {}, 'no formula') : bar('theory', election.theory, most, election.formula)));
  return barTable('Messages of the last election, excluding heartbeats', ['sent', 'theory'], rows);
}

function typeBars({cluster, types}, most) {
  const rows = types.map(it => row(it.name,
    it.heartbeat ? figure(it.sent) : bar('sent', it.sent, most),
    it.heartbeat ? figure(it.dropped) : bar('dropped', it.dropped, most)));
  const title = `${cluster}: messages since the start`;
  return barTable(types.some(it => it.heartbeat) ? `${title}; heartbeats have no bar` : title, ['sent', 'dropped'], rows);
}

function barTable(caption, columns, rows) {
  return element('table', {class: 'bars'}, element('caption', {}, caption),
    element('thead', {}, element('tr', {}, element('td', {}), ...columns.map(it => element('th', {scope: 'col'}, it)))),
    element('tbody', {}, ...rows));
}

function row(head, ...cells) {
  return element('tr', {}, element('th', {scope: 'row'}, head), ...cells);
}

function figure(number) {
  return element('td', {}, element('div', {class: 'measure'}, element('span', {}, number.toLocaleString('en'))));
}

/** A bar beside its figure. */
function bar(kind, number, most, note = '') {
  const width = `width: ${(100 * number / most).toFixed(2)}%`;
  return element('td', {}, element('div', {class: 'measure'}, element('span', {}, number.toLocaleString('en')),
    element('span', {class: `bar ${kind}`, style: width, 'aria-hidden': 'true'})),
  note ? element('span', {class: 'faint formula'}, `= ${note}`) : '');
}
