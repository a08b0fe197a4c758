// Starts a cluster without typing.

import {element} from './diagram.js';
import {OptionFields} from './options.js';

/** Asks for an algorithm, a size and a world; shows the command and runs it. */
export class StartForm {
  constructor(app) {
    this.app = app;
    this.algorithm = element('select', {id: 'start-algorithm'});
    this.size = element('input', {id: 'start-size', type: 'number', min: '1', max: '99', value: '5'});
    this.world = element('select', {id: 'start-world'},
      element('option', {value: ' --sim'}, 'virtual time'), element('option', {value: ''}, 'TCP'));
    this.command = element('code');
    this.options = new OptionFields(app);
    const form = element('form', {autocomplete: 'off'},
      element('label', {}, 'algorithm ', this.algorithm),
      element('label', {}, 'nodes ', this.size),
      element('label', {}, 'in ', this.world),
      element('button', {type: 'submit', class: 'main'}, 'Start'),
      this.command, this.options.host);
    this.none = element('p', {class: 'none'}, 'No cluster runs yet. Start one here, or several: a fault then hits all of them, side by side.');
    for (const it of ['input', 'change']) form.addEventListener(it, () => this.#say());
    form.addEventListener('submit', event => {
      event.preventDefault();
      app.run(this.#words());
    });
    const hint = element('p', {class: 'hint faint'}, 'Or type a command. Then click a node or a link to do something to it.'
      + ' Drag from a node to another to cut their link, or draw a line across the stage to partition the nodes. Each click'
      + ' shows the command that it runs. To see an election in slow motion, in virtual time: press play, then crash the leader.');
    this.host = element('details', {class: 'start'}, element('summary', {}, 'Start a cluster'), this.none, form, hint);
    this.host.open = true;
    this.host.addEventListener('toggle', () => this.#fill());
    this.#fill();
  }

  /** Opens the form if nothing runs, and closes it when something does. */
  folds(running) {
    if (this.running !== running) this.host.open = !running;
    this.none.hidden = running;
    this.running = running;
  }

  async #fill() {
    if (this.algorithm.options.length) return;
    const found = await this.app.get('complete', {line: 'start ', cursor: 6});
    const names = found?.candidates.map(it => it.word).filter(it => /^[a-z]/.test(it));
    if (!names?.length || this.algorithm.options.length) return;
    this.algorithm.append(...names.map(it => element('option', {}, it)));
    if (names.includes('raft')) this.algorithm.value = 'raft';
    this.#say();
  }

  #words() {
    return this.#plain() + this.options.words;
  }

  #plain() {
    return `start ${this.algorithm.value} ${this.size.value}${this.world.value}`;
  }

  #say() {
    this.options.of(`start ${this.algorithm.value} 5${this.world.value}`); // the same for any size
    this.command.textContent = this.#words();
  }
}
