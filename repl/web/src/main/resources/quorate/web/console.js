// The command line: completion, history, answers.

import {element} from './diagram.js';

const MOST_ANSWERS = 200;
const MOST_CANDIDATES = 200;
const RECENT = 5;

/** A command line, and the list of commands and answers above it. */
export class Console {
  constructor(app) {
    this.app = app;
    this.log = document.getElementById('log');
    this.input = document.getElementById('line');
    this.list = document.getElementById('candidates');
    this.history = [];
    this.recalled = 0; // steps back in the history
    this.typed = ''; // what was in the line before
    this.chosen = -1;
    this.leaves = false; // whether Tab leaves the line
    this.#listen();
  }

  #listen() {
    document.getElementById('line-form').addEventListener('submit', event => {
      event.preventDefault();
      this.#run();
    });
    this.input.addEventListener('keydown', event => this.#key(event));
    this.input.addEventListener('input', () => { this.#close(); this.recalled = 0; this.leaves = false; });
    this.input.addEventListener('blur', () => { this.#close(); this.leaves = false; });
    this.list.addEventListener('pointerdown', event => {
      event.preventDefault(); // the line keeps the focus
      const option = event.target.closest('[role=option]');
      if (option) this.#take([...this.list.children].indexOf(option));
    });
  }

  #run() {
    const line = this.input.value.trim();
    if (!line) return;
    this.#close();
    this.input.value = '';
    this.app.run(line);
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** Writes a command into the line. */
  write(line) {
    this.input.value = line;
    this.input.focus();
    this.input.setSelectionRange(line.length, line.length);
  }

  // Keys

  #key(event) {
    const open = !this.list.hidden;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === 'Tab' && plain && !event.shiftKey) {
      if (!this.input.value.trim() || this.leaves) return;
      event.preventDefault();
      if (open) this.#choose(this.chosen + 1); else this.#complete();
    } else if (event.key === 'Escape') {
      if (!open) this.leaves = true;
      this.#close();
    } else if (event.key === 'Enter' && open && this.chosen >= 0) {
      event.preventDefault();
      this.#take(this.chosen);
    } else if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && plain) {
      event.preventDefault();
      const by = event.key === 'ArrowUp' ? -1 : 1;
      if (open) this.#choose(this.chosen + by); else this.#recall(-by);
    } else if (event.key === 'c' && event.ctrlKey && this.input.selectionStart === this.input.selectionEnd) {
      this.input.value = '';
      if (this.app.state?.busy) this.app.interrupt();
    }
  }

  // Completion

  async #complete() {
    const line = this.input.value;
    const cursor = this.input.selectionStart;
    const found = await this.app.get('complete', {line, cursor});
    if (!found || this.input.value !== line || document.activeElement !== this.input) return;
    this.from = found.from;
    const words = found.candidates.map(it => it.word);
    if (words.length === 1) {
      this.#insert(words[0] + (found.candidates[0].ends ? ' ' : ''));
    } else if (words.length) {
      const common = commonStart(words);
      if (common.length > cursor - found.from) this.#insert(common);
      this.#open(found.candidates);
    }
  }

  #open(candidates) {
    const options = candidates.slice(0, MOST_CANDIDATES).map((it, i) => element('li',
      {role: 'option', id: 'candidate-' + i, 'aria-selected': 'false', 'data-word': it.word + (it.ends ? ' ' : '')},
      element('b', {}, it.word), ' ', element('span', {class: 'faint'}, it.meaning ?? '')));
    this.list.replaceChildren(...options);
    this.list.hidden = false;
    this.list.scrollTop = 0;
    this.chosen = -1;
    this.input.setAttribute('aria-expanded', 'true');
  }

  #close() {
    this.list.hidden = true;
    this.chosen = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  #choose(index) {
    const options = [...this.list.children];
    this.chosen = (index + options.length) % options.length;
    options.forEach((it, i) => it.setAttribute('aria-selected', String(i === this.chosen)));
    options[this.chosen].scrollIntoView({block: 'nearest'});
    this.input.setAttribute('aria-activedescendant', options[this.chosen].id);
  }

  #take(index) {
    const word = this.list.children[index].dataset.word;
    this.#close();
    this.#insert(word);
  }

  /** Puts a word in the place of the one at the cursor. */
  #insert(word) {
    const after = this.input.value.slice(this.input.selectionStart);
    const before = this.input.value.slice(0, this.from) + word;
    this.input.value = before + (word.endsWith(' ') ? after.trimStart() : after);
    this.input.setSelectionRange(before.length, before.length);
  }

  // History

  remember(line) {
    if (this.history[this.history.length - 1] !== line) this.history.push(line);
    this.recalled = 0;
  }

  #recall(by) {
    const back = Math.min(Math.max(this.recalled + by, 0), this.history.length);
    if (back === this.recalled) return;
    if (this.recalled === 0) this.typed = this.input.value;
    this.recalled = back;
    this.input.value = back ? this.history[this.history.length - back] : this.typed;
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  // Answers

  /** Shows a command and its answer; its html is the server's own, in which names are escaped. */
  add(answer) {
    // What this page sent is there already
    if (!this.history.slice(-RECENT).includes(answer.command)) this.history.push(answer.command);
    const body = element('div', {class: answer.ok ? 'answer' : 'answer failed'});
    if (answer.html) body.innerHTML = answer.html; else body.append(element('pre', {}, answer.text));
    if (answer.report) { // it has a place of its own
      const show = element('button', {type: 'button'}, 'show under Experiment');
      show.addEventListener('click', () => this.app.experiment.show(answer));
      body.replaceChildren(show, element('details', {}, element('summary', {}, 'the report in words'), ...body.childNodes));
    }
    const again = element('button', {type: 'button', class: 'typed', title: 'write it into the line'}, answer.command);
    again.addEventListener('click', () => this.write(answer.command));
    const by = element('span', {class: 'faint by'}, answer.by === 'prompt' ? 'from the prompt' : '');
    this.#append(element('article', {}, element('p', {class: 'command'}, again, ' ', by), body));
  }

  /** Shows that a line waits for the command that runs. */
  waits(line, answered) {
    const article = element('article', {class: 'faint'}, element('p', {}, `${line} (waits for the command that runs)`));
    this.#append(article);
    answered.finally(() => article.remove());
  }

  /** Says why something could not be sent. */
  complain(words) {
    this.#append(element('article', {}, element('p', {class: 'bad'}, words)));
  }

  #append(article) {
    const log = this.log;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    log.append(article);
    while (log.children.length > MOST_ANSWERS) log.firstChild.remove();
    if (atEnd) log.scrollTop = log.scrollHeight;
  }
}

/** With what all words begin. */
function commonStart(words) {
  let length = words[0].length;
  for (const word of words) {
    while (!word.startsWith(words[0].slice(0, length))) length--;
  }
  return words[0].slice(0, length);
}
