// Follows one node: what it says of itself, and its trace as it goes on.

import {EventList} from './event-list.js';
import {Members} from './members.js';
import {rows, number, millis, since} from './tables.js';

const SILENCE = 3000; // in milliseconds; the node says something every second
const AGAIN = 1000;
const SHORTEST = 200; // between two looks at the node

/** The page's side of the node. */
class App {
  constructor() {
    this.heard = performance.now();
    this.members = new Members(this);
    this.events = new EventList();
    this.stepDown = document.getElementById('step-down');
    this.stepDown.addEventListener('click', () => this.ask('step-down', 'POST', undefined, 'asked to step down'));
    setInterval(() => this.#watchSilence(), 250);
    this.#connect();
  }

  #connect() {
    this.source?.close();
    this.source = new EventSource(`trace?${this.events.query()}&marks=1s`);
    this.source.addEventListener('process', event => {
      this.#hear();
      this.events.begin(JSON.parse(event.data));
    });
    this.source.addEventListener('message', event => {
      this.#hear();
      if (this.events.add(JSON.parse(event.data))) this.look();
    });
    this.source.addEventListener('mark', () => {
      this.#hear();
      this.look();
    });
    this.source.addEventListener('error', () => {
      if (this.source.readyState === EventSource.CLOSED) setTimeout(() => this.#connect(), AGAIN);
    });
  }

  /** Asks the node how it is; not more often than a person can see. */
  look() {
    if (this.looking) return;
    this.looking = setTimeout(async () => {
      const [status, cluster, faults] = await Promise.all(['status', 'cluster', 'faults'].map(it => this.#get(it)));
      this.looking = undefined;
      if (status && cluster && faults) this.#show(status, cluster, faults);
    }, Math.max(0, SHORTEST - (performance.now() - (this.looked ?? 0))));
    this.looked = performance.now();
  }

  async #get(path) {
    try {
      const response = await fetch(path);
      return response.ok ? await response.json() : undefined;
    } catch (unreachable) {
      return undefined; // the banner says so
    }
  }

  #show(status, cluster, faults) {
    const name = `n${status.id}`;
    document.title = `${name} of ${status.cluster}: ${roleWords(status)}`;
    document.getElementById('name').textContent = `${name} of ${status.cluster}`;
    document.getElementById('what').textContent =
      `${status.algorithm}, ${status.size} members, a majority is ${status.majority}; process ${status.pid}`;
    this.stepDown.hidden = status.role !== 'LEADER';
    const role = document.getElementById('role');
    role.querySelector('.big').textContent = roleWords(status);
    role.querySelector('.big').className = `big ${(status.role ?? '').toLowerCase()}`;
    role.querySelector('.reason').textContent = status.ready ? '' : `not ready: ${status.reason}`;
    rows(role, [
      ['epoch', String(status.epoch ?? '-')],
      ...(status.vote_name ? [[status.vote_name, voteWords(status)]] : []),
      ['listens on', status.address ?? '-'],
      ['runs for', since(status.uptime_ms)],
    ]);
    this.members.show(status, cluster, faults);
    this.#showCounts(status);
    rows(document.getElementById('variables'), Object.entries(status.variables).map(([key, value]) => [key, variableWords(value)]));
  }

  #showCounts(status) {
    const {messages, saves} = status;
    const types = Object.entries(messages.by_type).map(([type, its]) => [type, its.sent, its.received, its.dropped]);
    rows(document.getElementById('messages'), [...types, ['all', messages.sent, messages.received, messages.dropped]]);
    const now = {at: status.time_ms, count: messages.sent + messages.received};
    if (this.before && now.at > this.before.at && now.count >= this.before.count) {
      const perSecond = (now.count - this.before.count) / (now.at - this.before.at) * 1000;
      document.querySelector('#messages .rate').textContent =
        `${number(Math.round(perSecond))} per second; ${number(status.bytes_sent)} bytes sent, ${number(status.bytes_received)} received`;
    }
    if (!this.before || now.at - this.before.at > 900 || now.at < this.before.at) this.before = now;
    rows(document.getElementById('saves'), [
      ['elections that it began', number(status.elections)],
      ['times that it became leader', number(status.times_leader)],
      ['leaders that it has had', number(status.leader_changes)],
      ['connections refused', number(status.rejected)],
      ['saves', number(saves.count)],
      ['last, mean, longest', saves.count ? [saves.last_ms, saves.mean_ms, saves.longest_ms].map(millis).join(', ') : '-'],
    ]);
  }

  // Whether the node is there

  #hear() {
    this.heard = performance.now();
    this.#silence('');
  }

  #watchSilence() {
    if (performance.now() - this.heard < SILENCE) return;
    this.#silence('The node is silent: it was killed, or it stands still. What is shown is old.');
  }

  #silence(words) {
    const banner = document.getElementById('silent');
    if (banner.textContent === words) return;
    banner.textContent = words;
    document.body.classList.toggle('silent', words !== '');
  }

  // What is asked of the node

  /** Asks for something, and says what came of it. */
  async ask(path, method, body, done) {
    try {
      const response = await fetch(path, {
        method,
        headers: body ? {'Content-Type': 'application/json'} : {},
        body: body ? JSON.stringify(body) : undefined,
      });
      const answer = await response.json();
      this.#say(response.ok ? (answer.changed ? `${answer.verb}: ${answer.changed}` : done) : answer.error, !response.ok);
    } catch (unreachable) {
      this.#say('the node did not answer', true);
    }
    this.look();
  }

  #say(words, failed) {
    const answer = document.getElementById('answer');
    answer.textContent = words;
    answer.classList.toggle('failed', failed);
  }
}

function roleWords(status) {
  if (status.state !== 'up') return status.state;
  if (status.role === 'LEADER') return 'leader';
  if (status.role === 'CANDIDATE') return 'candidate';
  return status.leader === null ? 'follower, knows no leader' : `follows n${status.leader}`;
}

function voteWords(status) {
  return typeof status.vote === 'number' ? `n${status.vote}` : variableWords(status.vote ?? null);
}

function variableWords(value) {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.length ? value.map(variableWords).join(', ') : 'nobody';
  if (typeof value === 'object') return Object.entries(value).map(([key, part]) => `${key} ${variableWords(part)}`).join(', ');
  return String(value);
}

window.app = new App(); // for tests, and for people who look behind the page
