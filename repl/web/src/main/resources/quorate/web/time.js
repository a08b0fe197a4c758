// The time controls of a simulated cluster.

import {element} from './diagram.js';

const FINE = 10; // steps of the slider for a factor of ten

/** Play and pause, a speed, step and back. */
export class TimeControls {
  constructor(app, name) {
    this.app = app;
    this.name = name;
    this.play = element('button', {type: 'button', class: 'play'});
    this.play.addEventListener('click', () => this.#send({playing: !this.playing}));
    this.slider = element('input', {type: 'range', min: -3 * FINE, max: 3 * FINE, step: 1, 'aria-label': `speed of ${name}`});
    this.slider.addEventListener('input', () => {
      this.#say(this.#chosen());
      this.sending ??= setTimeout(() => {
        this.sending = undefined;
        this.#send({speed: this.#chosen()});
      }, 100);
    });
    this.slider.addEventListener('pointerdown', () => { this.held = true; });
    for (const end of ['pointerup', 'pointercancel', 'blur']) {
      this.slider.addEventListener(end, () => { this.held = false; });
    }
    this.speed = element('output', {class: 'speed'});
    this.host = element('div', {class: 'time', role: 'toolbar', 'aria-label': `time of ${name}`},
      this.#move('back', 'one step back'), this.play, this.#move('step', 'one step'), this.slider, this.speed);
  }

  #move(word, title) {
    const button = element('button', {type: 'button', title}, word);
    button.addEventListener('click', () => this.app.runOn(this.name, word));
    return button;
  }

  /** Shows what the server says; not against a hand on the slider. */
  show(cluster) {
    if (this.playing !== cluster.playing) {
      this.playing = cluster.playing;
      this.play.textContent = cluster.playing ? 'pause' : 'play';
      this.play.setAttribute('aria-label', `${cluster.playing ? 'pause' : 'play'}: time of ${this.name}`);
    }
    if (this.held || this.sending || this.shown === cluster.speed) return;
    this.shown = cluster.speed;
    this.slider.value = Math.round(Math.log10(cluster.speed) * FINE);
    this.#say(cluster.speed);
  }

  /** A speed with two digits: 0.05, not 0.0501. */
  #chosen() {
    return Number((10 ** (this.slider.value / FINE)).toPrecision(2));
  }

  #say(speed) {
    const words = speedWords(speed);
    this.speed.textContent = words;
    this.slider.setAttribute('aria-valuetext', words);
  }

  #send(change) {
    const body = {cluster: this.name, playing: this.playing, speed: this.#chosen(), ...change};
    return this.app.post('time', body);
  }
}

/** A speed as a teacher says it. */
export function speedWords(speed) {
  if (Math.abs(speed - 1) < 0.005) return 'real time';
  if (speed > 1) return `${Number(speed.toPrecision(2))}× speed`;
  return `1/${Number((1 / speed).toPrecision(2))} speed`;
}
