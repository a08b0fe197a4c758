// What the signs of a stage mean.

import {arc, svg} from './circle.js';
import {element} from './diagram.js';
import {shapeOf} from './stage.js';

const SIZE = 12;

/** A list of the signs, folded away. */
export function legend() {
  const nodes = ['follower', 'candidate', 'leader', 'crashed', 'paused'].map(it =>
    sign(it, svg('g', {class: `node ${it}`}, ...shapeOf(it, SIZE))));
  const timer = svg('g', {class: 'node'}, svg('circle', {class: 'ring', r: SIZE}), svg('path', {class: 'left', d: arc(SIZE, 0.35)}));
  const line = look => svg('g', {class: 'link'}, svg('line', {class: look, x1: -20, y1: 0, x2: 20, y2: 0}));
  const dot = (purpose, radius) => svg('g', {class: `flight ${purpose}`}, svg('circle', {r: radius}));
  const lost = svg('path', {class: 'cross', d: 'M-6,-6L6,6M6,-6L-6,6'});
  return element('details', {class: 'legend'}, element('summary', {}, 'What the signs mean'), element('ul', {},
    ...nodes,
    sign('time left on its timer', timer),
    sign('link to the leader it follows', line('followed')),
    sign('link that is cut', line('cut')),
    sign('link that loses or delays', line('bad')),
    sign('message of an election', dot('election', 6)),
    sign('other message', svg('g', {class: 'flight'}, svg('rect', {x: -5, y: -5, width: 10, height: 10}))),
    sign('heartbeat', dot('heartbeat', 4)),
    sign('lost, or no way through', lost)));
}

function sign(words, picture) {
  return element('li', {}, svg('svg', {viewBox: '-21 -21 42 42', 'aria-hidden': 'true'}, picture), words);
}
