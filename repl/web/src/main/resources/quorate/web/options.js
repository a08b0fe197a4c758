// What else one can say when a cluster is started, as fields.

import {element} from './diagram.js';

const NOT_HERE = ['--sim', '--tcp']; // the form asks for the world itself

/** Fields for the options that the prompt offers for a line, so that those of any algorithm are there. */
export class OptionFields {
  constructor(app) {
    this.app = app;
    this.list = element('div', {class: 'options'});
    this.host = element('details', {}, element('summary', {}, 'Timing, variants, name and seed'), this.list);
    this.host.addEventListener('toggle', () => this.#fill());
  }

  /** What is offered for this line; what was chosen for another is forgotten. */
  of(line) {
    if (this.line === line) return;
    this.line = line;
    this.list.replaceChildren();
    this.#fill();
  }

  /** What was chosen, as words of a command, each with a space before it. */
  get words() {
    const chosen = [...this.list.querySelectorAll('[name]')].filter(it => it.value.trim());
    return chosen.map(it => ` ${it.name}${it.value.trim()}`).join('');
  }

  async #fill() {
    const {line} = this;
    if (!this.host.open || !line || this.list.children.length) return;
    const offered = await this.#offered(`${line} `);
    const options = offered.filter(it => /=$|^--/.test(it.word) && !NOT_HERE.includes(it.word));
    const fields = await Promise.all(options.map(it => this.#field(line, it)));
    if (this.line === line && !this.list.children.length) this.list.append(...fields);
  }

  async #offered(line) {
    return (await this.app.get('complete', {line, cursor: line.length}))?.candidates ?? [];
  }

  async #field(line, {word, meaning}) {
    const offered = word.endsWith('=') ? await this.#offered(`${line} ${word}`) : [];
    // A meaning ends in an example, or in the default
    const [, means, example] = /^(.*?)(?:: set \S+ (\S+)|; (\S+) unless typed)?$/.exec(meaning ?? '');
    const name = word.startsWith('--') ? `${word} ` : word;
    const values = offered.map(it => it.word.slice(word.length));
    const placeholder = example ?? values[0];
    const field = values.length && values.every(it => /^\D+$/.test(it))
      ? element('select', {name}, element('option', {value: ''}, 'default'), ...values.map(it => element('option', {}, it)))
      : element('input', {name, type: 'text', placeholder: placeholder ? `such as ${placeholder}` : ''});
    return element('label', {}, element('span', {}, word.replace(/^--|=$/g, '')), field, element('span', {class: 'faint'}, means));
  }
}
