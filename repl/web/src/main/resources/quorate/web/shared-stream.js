// A worker that all tabs of a browser share: it has the one stream of events, and hands it to each.

import {Source} from './source.js';

const MOST_ANSWERS = 200; // as many as the server keeps

const tabs = new Set();
const newest = new Map(); // of hello and state
let answers = [];

function tell(kind, data) {
  if (kind === 'hello' && newest.get(kind) !== data) answers = []; // those of another server
  if (kind === 'answer') answers = [...answers, data].slice(-MOST_ANSWERS);
  else if (kind !== 'ping') newest.set(kind, data);
  for (const tab of tabs) tab.postMessage([kind, data]);
}

/** Tells a tab that opens what the others know. It is there as long as it holds its lock. */
function join(tab, lock) {
  tabs.add(tab);
  navigator.locks.request(lock, () => tabs.delete(tab));
  if (newest.has('hello')) tab.postMessage(['hello', newest.get('hello')]);
  for (const answer of answers) tab.postMessage(['answer', answer]);
  if (newest.has('state')) tab.postMessage(['state', newest.get('state')]);
}

addEventListener('connect', event => {
  const [tab] = event.ports;
  tab.addEventListener('message', message => join(tab, message.data.lock));
  tab.start();
});

new Source(tell);
