// The time controls of a cluster: virtual time passes, and what was recorded is replayed.

import {element} from './diagram.js';

const FINE = 10; // steps of the slider for a factor of ten
const USUAL = 0.05;

/** Play and pause, a speed; step and back where time is virtual. */
export class TimeControls {
  constructor(app, name, moments) {
    this.app = app;
    this.name = name;
    this.moments = moments;
    this.play = element('button', {type: 'button', class: 'play'});
    this.play.addEventListener('click', () => this.#toggle());
    this.slider = element('input', {type: 'range', min: -3 * FINE, max: 3 * FINE, step: 1, 'aria-label': `speed of ${name}`});
    this.slider.addEventListener('input', () => {
      this.#say(this.chosen);
      if (!this.simulated) return;
      this.sending ??= setTimeout(() => {
        this.sending = undefined;
        this.#send({speed: this.chosen});
      }, 100);
    });
    this.slider.addEventListener('pointerdown', () => { this.held = true; });
    for (const end of ['pointerup', 'pointercancel', 'blur']) {
      this.slider.addEventListener(end, () => { this.held = false; });
    }
    this.speed = element('output', {class: 'speed'});
    this.host = element('div', {class: 'time', role: 'toolbar', 'aria-label': `time of ${name}`}, this.play, this.slider, this.speed);
  }

  #move(word, title) {
    const button = element('button', {type: 'button', title}, word);
    button.addEventListener('click', () => this.app.runOn(this.name, word));
    return button;
  }

  #toggle() {
    if (this.simulated) this.#send({playing: !this.playing});
    else this.moments.replay(!this.playing);
  }

  /** Shows what the server says; not against a hand on the slider. */
  show(cluster) {
    if (this.simulated === undefined) this.#begin(cluster);
    const playing = this.simulated ? cluster.playing : this.moments.replays;
    if (this.playing !== playing) {
      this.playing = playing;
      const words = playing ? 'pause' : this.simulated ? 'play' : 'replay';
      this.play.textContent = words;
      this.play.setAttribute('aria-label', `${words}: time of ${this.name}`);
    }
    if (!this.simulated || this.held || this.sending || this.shown === cluster.speed) return;
    this.#set(cluster.speed);
  }

  #begin(cluster) {
    this.simulated = cluster.simulated;
    if (this.simulated) {
      this.host.prepend(this.#move('back', 'one step back'));
      this.play.after(this.#move('step', 'one step'));
    } else {
      this.play.title = 'show again what was recorded, in slow motion';
      this.#set(USUAL);
    }
  }

  #set(speed) {
    this.shown = speed;
    this.slider.value = Math.round(Math.log10(speed) * FINE);
    this.#say(speed);
  }

  /** A speed with two digits: 0.05, not 0.0501. */
  get chosen() {
    return Number((10 ** (this.slider.value / FINE)).toPrecision(2));
  }

  #say(speed) {
    const words = speedWords(speed);
    this.speed.textContent = words;
    this.slider.setAttribute('aria-valuetext', words);
  }

  #send(change) {
    const body = {cluster: this.name, playing: this.playing, speed: this.chosen, ...change};
    return this.app.post('time', body);
  }
}

/** A speed as a teacher says it. */
export function speedWords(speed) {
  if (Math.abs(speed - 1) < 0.005) return 'real time';
  if (speed > 1) return `${Number(speed.toPrecision(2))}× speed`;
  return `1/${Number((1 / speed).toPrecision(2))} speed`;
}
