// What happened in a cluster, by columns: event i has the number first + i.

const SPEAKS = 'says';

/** A trace that was read, and can grow. Events are named by their numbers, from 1. */
export class Trace {
  /** data: what DiagramJson writes. */
  constructor(data) {
    this.name = data.cluster;
    this.algorithm = data.algorithm;
    this.nodes = data.nodes;
    this.nodeNames = data.node_names;
    this.kinds = data.kinds;
    this.first = data.first;
    this.texts = data.texts;
    this.names = data.names; // of messages: {name, heartbeat}
    this.looks = data.looks; // of nodes: {kind, words}
    this.now = data.now_ns;
    this.broken = data.broken; // promises: {event, words}
    this.before = data.before; // how each node looked before the first event
    this.at = new Float64Array(data.at.length);
    let time = 0;
    data.at.forEach((later, i) => { this.at[i] = time += later; });
    this.cause = Int32Array.from(data.cause);
    this.kind = Uint8Array.from(data.kind);
    this.node = Uint16Array.from(data.node);
    this.peer = Uint16Array.from(data.peer);
    this.text = Int32Array.from(data.text);
    this.more = Int32Array.from(data.more);
    this.routine = Uint8Array.from(data.routine);
    this.#readMessages();
    this.#readLanes();
  }

  get length() { return this.at.length; }
  get last() { return this.first + this.length - 1; }
  has(number) { return number >= this.first && number <= this.last; }
  kindOf(number) { return this.kinds[this.kind[number - this.first]]; }
  timeOf(number) { return this.at[number - this.first]; }
  textOf(number) { return this.texts[this.text[number - this.first]]; }
  nodeOf(number) { return this.node[number - this.first]; }
  causeOf(number) { return this.cause[number - this.first]; }

  /** The name of a message and whether it is a heartbeat, of an event of a message. */
  messageOf(number) { return this.names[this.more[number - this.first]]; }

  isMessage(number) {
    const kind = this.kindOf(number);
    return kind === 'sent' || kind === 'delivered' || kind === 'dropped';
  }

  /** One line, as the prompt prints it. */
  line(number) {
    const node = this.nodeOf(number);
    const time = (this.timeOf(number) / 1e6).toFixed(3);
    return `${time} ms  ${node ? this.nodeNames[node] : ''}  ${this.kindOf(number)}  ${this.textOf(number)}`;
  }

  /** The first index whose event is not before a time. */
  indexAt(time) {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at[middle] < time) low = middle + 1; else high = middle;
    }
    return low;
  }

  // Messages: one flight for each end of its way, and one for each that is under way

  #readMessages() {
    this.flights = [];
    const bySending = new Map();
    const sent = this.kinds.indexOf('sent');
    const delivered = this.kinds.indexOf('delivered');
    const dropped = this.kinds.indexOf('dropped');
    for (let i = 0; i < this.length; i++) {
      if (this.kind[i] === sent) {
        const flight = {sent: this.first + i, end: 0, from: this.node[i], to: this.peer[i],
          begin: this.at[i], until: this.now, lost: false, name: this.more[i]};
        this.flights.push(flight);
        bySending.set(flight.sent, flight);
      } else if (this.kind[i] === delivered || this.kind[i] === dropped) {
        let flight = bySending.get(this.cause[i]);
        if (!flight) continue; // sent before what is known
        if (flight.end) { // a copy of it
          flight = {...flight};
          this.flights.push(flight);
        }
        flight.end = this.first + i;
        flight.until = this.at[i];
        flight.lost = this.kind[i] === dropped;
      }
    }
    this.flights.sort((a, b) => a.begin - b.begin || a.sent - b.sent);
    let latest = 0;
    this.latestEnd = this.flights.map(it => (latest = Math.max(latest, it.until)));
  }

  /** The index of the first flight that may reach beyond a time. */
  firstFlight(time) {
    let low = 0;
    let high = this.flights.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.latestEnd[middle] < time) low = middle + 1; else high = middle;
    }
    return low;
  }

  // Lanes: how each node looks, from when on

  #readLanes() {
    this.lanes = new Map(this.nodes.map((node, i) => [node, [{from: -Infinity, event: 0, ...this.before[i]}]]));
    this.faults = [];
    const looks = new Set(['started', 'crashed', 'paused', 'resumed', 'believes'].map(it => this.kinds.indexOf(it)));
    const fault = this.kinds.indexOf('fault');
    for (let i = 0; i < this.length; i++) {
      if (looks.has(this.kind[i])) {
        this.lanes.get(this.node[i])?.push({from: this.at[i], event: this.first + i, ...this.looks[this.more[i]]});
      } else if (this.kind[i] === fault) {
        this.faults.push({at: this.at[i], event: this.first + i, words: this.texts[this.text[i]], broken: false});
      }
    }
    for (const it of this.broken) {
      if (this.has(it.event)) {
        this.faults.push({at: this.timeOf(it.event), event: it.event, words: it.words, broken: true});
      }
    }
    this.faults.sort((a, b) => a.at - b.at);
  }

  // Why: as the prompt has it

  /** The chain of causes of an event, newest first, the event itself at its head. */
  chain(effect) {
    const chain = [effect];
    let wound = this.kindOf(effect) === 'set';
    let cause = this.causeOf(effect);
    while (this.has(cause)) {
      for (const said of this.saidDuring(cause)) {
        if (said !== effect) chain.push(said);
      }
      chain.push(cause);
      wound = wound || this.kindOf(cause) === 'set';
      const heartbeat = this.kindOf(cause) === 'delivered' && this.messageOf(cause).heartbeat;
      if (heartbeat && wound) break; // the last sign of life of a leader needs no explanation
      cause = this.causeOf(cause);
    }
    return chain;
  }

  /** What a node said while it handled an event, newest first. */
  saidDuring(handled) {
    const said = [];
    for (let next = handled + 1; this.has(next); next++) {
      const cause = this.causeOf(next);
      if (cause !== handled && !(this.kindOf(next) === 'dropped' && cause > handled)) break;
      if (this.kindOf(next) === SPEAKS) said.unshift(next);
    }
    return said;
  }
}
