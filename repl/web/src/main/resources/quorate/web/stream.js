// One stream of events for all tabs: a browser allows six connections to a server, and a stream is one.

import {Source} from './source.js';

/** Hands over each event of the server, from the worker that all tabs share; without one, from a stream of this page. */
export function listen(tell) {
  if (typeof SharedWorker === 'undefined' || !navigator.locks) return void new Source(tell);
  const worker = new SharedWorker('shared-stream.js', {type: 'module'});
  worker.addEventListener('error', () => new Source(tell), {once: true}); // it could not be loaded
  worker.port.addEventListener('message', message => tell(...message.data));
  worker.port.start();
  const lock = crypto.randomUUID();
  navigator.locks.request(lock, () => {
    worker.port.postMessage({lock});
    return new Promise(() => {}); // held until this page is closed, however that happens
  });
}
