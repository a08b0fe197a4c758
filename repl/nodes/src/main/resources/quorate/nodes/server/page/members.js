// The members, as the node sees them, and the ways from them to the node.

import {element} from './diagram.js';
import {since} from './tables.js';

const DELAY = '100ms';

/** A row for each member. Rows stay while their values change, and so does the focus. */
export class Members {
  constructor(app) {
    this.app = app;
    this.host = document.getElementById('members');
    this.all = new Map();
  }

  show(status, cluster, faults) {
    const links = new Map(faults.links.map(it => [it.from, it]));
    for (const member of cluster.members) {
      const row = this.all.get(member.id) ?? this.#add(member, status);
      row.set(member, cluster.leader, links.get(member.id));
    }
    document.getElementById('faults-hint').textContent = status.takes_faults
      ? `A link fails where its messages arrive: these buttons trouble what comes to n${status.id}, and not what it sends. To crash the node: kill -9 ${status.pid}.`
      : 'To cut and delay links here, start the node with --allow-faults.';
  }

  #add(member, status) {
    const row = new Row(member, status, this.app);
    this.all.set(member.id, row);
    this.host.querySelector('tbody').append(row.host);
    if (row.way) document.getElementById('ways').append(row.way);
    return row;
  }
}

/** A member, and the way from it to here. */
class Row {
  constructor(member, status, app) {
    this.app = app;
    this.name = element('th', {scope: 'row'});
    this.address = element('td');
    this.linked = element('td');
    this.heard = element('td');
    this.host = element('tr', {}, this.name, this.address, this.linked, this.heard);
    if (member.self) return;
    this.line = `${member.id}->${status.id}`;
    this.how = element('span');
    this.way = element('li', {}, element('span', {class: 'way'}, `n${member.id} → n${status.id}`), this.how);
    if (status.takes_faults) this.way.append(this.#form(member.id));
  }

  #form(id) {
    const delay = element('input', {value: DELAY, 'aria-label': `delay of what n${id} sends`});
    const form = element('form', {},
      this.#button('cut'),
      this.#button('heal'),
      delay,
      element('button', {type: 'submit', 'aria-label': `delay ${this.line}`}, 'delay'));
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.#run(`delay ${delay.value} ${this.line}`);
    });
    return form;
  }

  #button(word) {
    const button = element('button', {type: 'button', 'aria-label': `${word} ${this.line}`}, word);
    button.addEventListener('click', () => this.#run(`${word} ${this.line}`));
    return button;
  }

  #run(line) {
    return this.app.ask('faults', 'POST', {line}, line);
  }

  set(member, leader, link) {
    const leads = member.id === leader;
    put(this.name, `n${member.id}${leads ? ' leads' : ''}`, leads ? 'leader' : '');
    put(this.address, member.address ?? 'not known');
    if (member.self) {
      put(this.linked, 'this node', 'faint');
      return;
    }
    put(this.linked, member.linked ? 'up' : member.problem ?? 'none', member.linked ? '' : 'problem');
    put(this.heard, member.heard_ms_ago === null ? 'never' : `${since(member.heard_ms_ago)} ago`);
    put(this.how, linkWords(link), `how ${isWell(link) ? 'faint' : 'bad'}`);
  }
}

function put(cell, words, kind = '') {
  if (cell.textContent !== words) cell.textContent = words;
  if (cell.className !== kind) cell.className = kind;
}

function isWell(link) {
  return linkWords(link) === 'well';
}

/** What is wrong with the way from a member to here. */
function linkWords(link) {
  if (!link.up) return 'cut';
  const words = [];
  if (link.loss > 0) words.push(`loses ${percent(link.loss)}`);
  if (link.delay) words.push(`${link.delay} late`);
  if (link.duplicate > 0) words.push(`repeats ${percent(link.duplicate)}`);
  if (link.reorder > 0) words.push(`reorders ${percent(link.reorder)}`);
  words.push(...link.dropped.map(it => `drops ${it}`));
  return words.join(', ') || 'well';
}

function percent(share) {
  return `${Number((share * 100).toPrecision(3))}%`;
}
