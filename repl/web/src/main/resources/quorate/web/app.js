// Connects the page to the session: states and answers come in, commands go out.

import {Console} from './console.js';
import {Experiment} from './experiment.js';
import {Links} from './links.js';
import {LiveDiagram} from './live-diagram.js';
import {Menus} from './menus.js';
import {Results} from './results.js';
import {Stages} from './stages.js';
import {listen} from './stream.js';
import {busyWords} from './words.js';

const SILENCE = 2250; // in milliseconds; the server says something every second

/** The page's side of the session. Others ask it to do things. */
class App {
  constructor() {
    this.asked = new Map(); // commands that came from a stage, and from which
    this.answered = 0; // the number of the last answer that was shown
    this.heard = performance.now();
    this.silent = document.getElementById('silent');
    this.busy = document.getElementById('busy');
    this.interruptButton = document.getElementById('interrupt');
    this.interruptButton.addEventListener('click', () => this.interrupt());
    this.console = new Console(this);
    this.menus = new Menus(this);
    this.stages = new Stages(document.getElementById('stages'), this);
    this.diagram = new LiveDiagram(this);
    this.results = new Results(this);
    this.experiment = new Experiment(this);
    this.links = new Links(this);
    listen((kind, data) => this.#hear(kind, JSON.parse(data)));
    setInterval(() => this.#watchSilence(), 250);
  }

  #hear(kind, data) {
    this.heard = performance.now();
    this.#silence('');
    if (kind === 'hello') this.#meet(data.server);
    else if (kind === 'ping') this.streams = data.streams; // that the server has open
    else if (kind === 'answer') this.#answer(data);
    else this.#show(data);
  }

  #meet(server) {
    if (this.server !== server) this.answered = 0; // another one counts from 1
    this.server = server;
  }

  #show(state) {
    this.state = state;
    const busy = busyWords(state.busy);
    if (this.busy.textContent !== busy) this.busy.textContent = busy;
    this.interruptButton.hidden = !state.busy;
    this.stages.show(state.clusters);
    this.diagram.follow(state.clusters);
    this.results.follow(state);
    this.experiment.follow(state);
  }

  #answer(answer) {
    if (answer.number <= this.answered) return; // it was shown before the connection broke
    this.answered = answer.number;
    this.console.add(answer);
    this.experiment.add(answer);
    const stage = answer.by === 'page' ? this.asked.get(answer.command) : undefined;
    if (!stage) return;
    this.asked.delete(answer.command);
    if (!answer.ok) this.stages.complain(stage, answer.text);
  }

  // Whether the server is there

  #watchSilence() {
    const silence = performance.now() - this.heard;
    if (silence < SILENCE) return;
    this.#silence('The server is silent: what is shown may be old. '
      + 'If web was stopped, start it again and open the address that it prints.');
  }

  #silence(words) {
    if (this.silent.textContent === words) return;
    this.silent.textContent = words;
    document.body.classList.toggle('silent', words !== '');
  }

  // What is asked of the server

  /** Runs a command, as if it were typed at the prompt. Its answer comes as an event. */
  run(line) {
    this.console.remember(line);
    const answered = this.post('command', {line});
    if (this.state?.busy) this.console.waits(line, answered);
    return answered;
  }

  /** Runs a command on one cluster: says which, if there are others. */
  runOn(cluster, words) {
    const line = this.commandOn(cluster, words);
    this.asked.set(line, cluster);
    return this.run(line);
  }

  /** What runOn runs. */
  commandOn(cluster, words) {
    return this.state && this.state.clusters.length > 1 ? `on ${cluster} ${words}` : words;
  }

  interrupt() {
    return this.post('interrupt', {});
  }

  /** Sends something; the answer, or undefined if it was refused, which is shown. */
  async post(path, body) {
    try {
      const response = await fetch(path, {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify(body),
      });
      const answer = await response.json();
      if (response.ok) return answer;
      this.console.complain(answer.error ?? response.statusText);
    } catch (unreachable) {
      this.console.complain('the server did not answer; was web stopped?');
    }
    return undefined;
  }

  /** Reads something; undefined if it cannot be had now. */
  async get(path, parameters) {
    try {
      const response = await fetch(`${path}?${new URLSearchParams(parameters)}`);
      return response.ok ? await response.json() : undefined;
    } catch (unreachable) {
      return undefined; // the banner says so
    }
  }
}

window.app = new App(); // for tests, and for people who look behind the page
