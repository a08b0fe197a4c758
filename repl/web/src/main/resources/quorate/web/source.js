// The stream of events that the server sends.

const AGAIN = 1000; // milliseconds until the next attempt

/** Hands over each event: its kind, and its data as the server wrote them. */
export class Source {
  constructor(tell) {
    this.tell = tell;
    this.#connect();
  }

  #connect() {
    // Behind the last answer that came: the server sends those that were missed
    const source = new EventSource(this.last ? `events?since=${this.last}` : 'events');
    for (const kind of ['hello', 'ping', 'state', 'answer']) {
      source.addEventListener(kind, event => {
        this.last = event.lastEventId || this.last;
        this.tell(kind, event.data);
      });
    }
    source.addEventListener('error', () => { // the browser itself tries again, unless it was refused
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.#connect(), AGAIN);
    });
  }
}
