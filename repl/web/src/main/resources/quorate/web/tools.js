// The buttons of a stage, and the command that is being drawn on it.

import {element} from './diagram.js';
import {align, partition} from './partition.js';
import {nodeName} from './words.js';

/** What can be done to a whole cluster, and to the nodes that are selected. */
export class Tools {
  constructor(app, stage) {
    this.app = app;
    this.stage = stage;
    this.part = this.#button('parts all links between the selected nodes and the others');
    this.clear = element('button', {type: 'button', hidden: ''}, 'select none');
    this.clear.addEventListener('click', () => stage.select(null));
    this.heal = this.#button('makes all links well again', 'heal');
    this.align = this.#button('lets election timers expire at the same moment: a split vote, if there is no leader', 'align');
    this.says = element('span', {class: 'says', role: 'status'});
    this.host = element('div', {class: 'stage-tools', role: 'toolbar', 'aria-label': `what can be done to ${stage.name}`},
      this.part, this.clear, this.heal, this.align, this.says);
    this.part.hidden = true;
  }

  #button(title, words = '') {
    const button = element('button', {type: 'button', title}, words);
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') === 'true') return;
      this.#say('');
      this.app.runOn(this.stage.name, button.dataset.command);
      if (button === this.part) this.stage.select(null);
    });
    return button;
  }

  show(cluster) {
    const broken = cluster.links_down.length || cluster.links_bad.length;
    this.#offer(this.heal, broken ? 'heal' : null);
    this.#offer(this.align, align(cluster));
    this.selected();
  }

  #offer(button, command) {
    if (command) button.dataset.command = command;
    button.setAttribute('aria-disabled', String(!command));
  }

  /** Other nodes were selected. */
  selected() {
    const {selected, nodes} = this.stage;
    const ids = [...selected].sort((a, b) => a - b);
    const command = partition(ids, nodes.size);
    const key = `${ids} of ${nodes.size}`;
    if (this.key === key) return;
    this.key = key;
    this.part.hidden = !command;
    this.clear.hidden = !ids.length;
    this.part.textContent = command ?? '';
    if (command) this.part.dataset.command = command;
    const names = ids.map(nodeName).join(', ');
    this.#say(!ids.length ? '' : command ? `${names} selected` : `${names}: all are selected, so there are no two sides`);
  }

  /** Shows the command that a drag would be, or null. */
  draws(command) {
    this.#say(command ? this.app.commandOn(this.stage.name, command) : '');
    this.says.classList.toggle('draws', command !== null);
  }

  /** Says why something that was asked for on the stage did not work. */
  complain(words) {
    this.#say(words);
    this.says.classList.add('bad');
  }

  #say(words) {
    this.says.classList.remove('bad', 'draws');
    if (this.says.textContent !== words) this.says.textContent = words;
  }
}
