// Menus and small forms above a stage.

import {element} from './diagram.js';

/** One menu or form at a time; it goes when somebody presses elsewhere. */
export class Popups {
  constructor(app) {
    this.app = app;
    document.addEventListener('pointerdown', event => {
      if (this.host && !this.host.contains(event.target)) this.close();
    });
    let wide = innerWidth; // a keyboard on a screen changes the height alone
    addEventListener('resize', () => {
      if (innerWidth !== wide) this.close();
      wide = innerWidth;
    });
  }

  /**
   * Opens a menu. An entry has words, and a command that it runs, or an action.
   *
   * place: a pointer event, or nothing for the place of the node, where the focus comes back
   */
  menu(stage, title, items, place, node) {
    const buttons = items.map(item => this.#item(stage, item));
    const host = element('div', {class: 'menu', role: 'menu', 'aria-label': title}, ...buttons);
    host.addEventListener('keydown', event => this.#menuKey(event, buttons));
    this.#open(host, stage, place, node);
    buttons[0].focus({preventScroll: true});
  }

  #item(stage, {words, command, opens, does}) {
    const button = element('button', {type: 'button', role: 'menuitem', tabindex: '-1'}, element('span', {}, words));
    if (command) button.append(element('code', {}, this.app.commandOn(stage.name, command)));
    if (opens) button.setAttribute('aria-haspopup', 'true');
    button.addEventListener('click', () => {
      if (opens) return opens();
      this.close(true);
      return command ? this.app.runOn(stage.name, command) : does();
    });
    return button;
  }

  #menuKey(event, buttons) {
    const i = buttons.indexOf(document.activeElement);
    const next = {ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: -1}[event.key];
    if (next !== undefined) {
      event.preventDefault();
      buttons[(next + buttons.length) % buttons.length].focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      this.close(true);
    } else if (event.key.length === 1 && event.key !== ' ') {
      const from = [...buttons.slice(i + 1), ...buttons.slice(0, i + 1)];
      from.find(it => it.textContent.startsWith(event.key.toLowerCase()))?.focus();
    }
  }

  /**
   * Asks for a value, and runs the command that it makes.
   *
   * ask: its words, a value that is usual, a hint; choices, [value, words] each, if there is
   * something to choose; and what command they make
   */
  form(stage, title, ask, place, node) {
    const value = element('input', {type: 'text', value: ask.value, size: '10', spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off'});
    const choice = element('select', {}, ...(ask.choices ?? []).map(([its, words]) => element('option', {value: its}, words)));
    const shown = element('code', {});
    const command = () => ask.command(value.value.trim(), choice.value);
    const form = element('form', {}, element('label', {}, ask.words, ' ', value),
      ...(ask.choices ? [element('label', {}, 'on ', choice)] : []),
      element('p', {class: 'faint'}, ask.hint), shown,
      element('div', {class: 'buttons'}, element('button', {type: 'submit'}, 'Run'), this.#cancel()));
    const say = () => { shown.textContent = this.app.commandOn(stage.name, command()); };
    for (const event of ['input', 'change']) form.addEventListener(event, say);
    form.addEventListener('submit', event => {
      event.preventDefault();
      if (!value.value.trim()) return value.focus();
      this.close(true);
      return this.app.runOn(stage.name, command());
    });
    const host = element('div', {class: 'menu ask', role: 'dialog', 'aria-label': title}, form);
    host.addEventListener('keydown', event => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.close(true);
    });
    say();
    this.#open(host, stage, place, node);
    value.focus({preventScroll: true});
    value.select();
  }

  #cancel() {
    const button = element('button', {type: 'button'}, 'Cancel');
    button.addEventListener('click', () => this.close(true));
    return button;
  }

  /** At the pointer, or at the node; within the window, and it scrolls with the page. */
  #open(host, stage, place, id) {
    this.close();
    this.host = host;
    this.back = () => stage.nodes.get(id)?.host.focus();
    document.querySelector('main').append(host);
    const node = stage.nodes.get(id).host.getBoundingClientRect();
    const x = place?.clientX ?? node.left + node.width / 2;
    const y = place?.clientY ?? node.top + node.height / 2;
    const within = (begin, size, room) => Math.max(4, Math.min(begin + 4, room - size - 4));
    host.style.left = scrollX + within(x, host.offsetWidth, document.documentElement.clientWidth) + 'px';
    host.style.top = scrollY + within(y, host.offsetHeight, innerHeight) + 'px';
  }

  close(returns = false) {
    this.host?.remove();
    this.host = null;
    if (returns) this.back?.();
  }
}
