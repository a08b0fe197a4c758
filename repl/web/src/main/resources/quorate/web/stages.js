// The stages of the clusters that run, side by side.

import {element} from './diagram.js';
import {Stage} from './stage.js';
import {legend} from './legend.js';
import {StartForm} from './start.js';

const MOST = 4;

/** Shows up to four clusters. */
export class Stages {
  constructor(host, app) {
    this.app = app;
    this.host = host;
    this.stages = new Map();
    this.grid = element('div', {class: 'stages'});
    this.more = element('p', {class: 'note', role: 'status'});
    this.start = new StartForm(app);
    host.append(this.grid, this.more, element('div', {class: 'below'}, this.start.host, legend()));
  }

  /** Says on a stage why something did not work. */
  complain(cluster, words) {
    this.stages.get(cluster)?.tools.complain(words);
  }

  show(clusters) {
    const shown = clusters.slice(0, MOST);
    for (const [name, stage] of this.stages) {
      if (shown.some(it => it.cluster === name)) continue;
      stage.remove();
      this.stages.delete(name);
    }
    for (const cluster of shown) {
      let stage = this.stages.get(cluster.cluster);
      if (!stage) {
        stage = new Stage(this.app, cluster);
        this.stages.set(cluster.cluster, stage);
        this.grid.append(stage.host);
      }
      stage.show(cluster);
    }
    const rest = clusters.slice(MOST).map(it => it.cluster).join(', ');
    const words = rest ? `Also running, but there is no room to show them: ${rest}. To see one here, stop another.` : '';
    if (this.more.textContent !== words) this.more.textContent = words;
    this.grid.dataset.count = shown.length;
    this.start.folds(shown.length > 0);
  }
}
