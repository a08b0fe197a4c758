// The space-time diagram of a cluster that runs.

import {Diagram, element} from './diagram.js';

const APART = 1000; // milliseconds between two readings, if they are quick
const BUSY = 0.1; // with slow ones, this share of the time is spent on them

/** Shows one of the clusters, and reads what is new while it can be seen. */
export class LiveDiagram {
  constructor(app) {
    this.app = app;
    this.section = document.getElementById('time-space');
    this.choice = document.getElementById('diagram-of');
    this.host = document.getElementById('diagram');
    this.follows = document.getElementById('follow');
    this.clusters = [];
    this.readAt = -APART;
    this.lasted = 0; // the last reading
    this.follows.addEventListener('change', () => {
      if (!this.follows.checked || !this.diagram) return;
      this.diagram.showLatest();
      this.#noteView();
    });
    new IntersectionObserver(entries => {
      this.visible = entries[entries.length - 1].isIntersecting;
      this.#readSoon();
    }).observe(this.section);
    document.addEventListener('visibilitychange', () => this.#readSoon());
  }

  /** Says which clusters there are now. */
  follow(clusters) {
    this.clusters = clusters;
    this.section.hidden = !clusters.length;
    if (!clusters.some(it => it.cluster === this.name)) this.name = clusters[0]?.cluster;
    this.#offer();
    this.#readSoon();
  }

  #offer() {
    const names = JSON.stringify([this.clusters.map(it => it.cluster), this.name]);
    if (names === this.offered) return;
    this.offered = names;
    this.choice.replaceChildren(...this.clusters.map(it => {
      const shown = String(it.cluster === this.name);
      const button = element('button', {type: 'button', 'aria-pressed': shown}, it.cluster);
      button.addEventListener('click', () => {
        this.name = it.cluster;
        this.follow(this.clusters);
        [...this.choice.children].find(other => other.textContent === it.cluster)?.focus();
      });
      return button;
    }));
  }

  /** What there is to read, as a text that changes with it. */
  #newest() {
    const cluster = this.clusters.find(it => it.cluster === this.name);
    return cluster && `${cluster.cluster} ${cluster.last_event} ${cluster.fingerprint}`;
  }

  #readSoon() {
    if (this.waiting || !this.visible || document.hidden) return;
    if (!this.name || this.#newest() === this.read) return;
    const pause = Math.max(0, this.readAt + Math.max(APART, this.lasted / BUSY) - performance.now());
    this.waiting = setTimeout(async () => {
      this.readAt = performance.now();
      await this.#read();
      this.lasted = performance.now() - this.readAt;
      this.waiting = 0;
      this.#readSoon();
    }, pause);
  }

  async #read() {
    const name = this.name;
    const newest = this.#newest();
    const data = await this.app.get('trace', {cluster: name});
    if (name !== this.name) return;
    this.read = newest; // a reading that failed is not repeated before something happens
    if (!data) return;
    if (this.shown === name) this.#grow(data); else this.#begin(name, data);
  }

  #begin(name, data) {
    this.shown = name;
    this.host.replaceChildren();
    const host = element('div');
    this.host.append(host);
    this.diagram = host.diagram = new Diagram(host, data); // the latter for tests
    this.follows.checked = true;
    this.#noteView();
  }

  /** Shows what is new. Who looks elsewhere is left there. */
  #grow(data) {
    const {diagram} = this;
    if (diagram.from !== this.from || diagram.to !== this.to) this.follows.checked = false;
    diagram.update(data);
    if (this.follows.checked) diagram.showLatest();
    this.#noteView();
  }

  #noteView() {
    this.from = this.diagram.from;
    this.to = this.diagram.to;
  }
}
