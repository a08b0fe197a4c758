// What can be done to a node or a link, as commands.

import {Popups} from './popups.js';
import {byId, nodeName} from './words.js';

const BAD = [
  {word: 'delay', value: '30ms', hint: 'as 30ms, or 30..40ms: drawn for each message'},
  {word: 'loss', value: '20%', hint: 'a share of the messages, from 0% to 100%'},
  {word: 'duplicate', value: '10%', hint: 'a share of the messages, which arrive twice'},
  {word: 'reorder', value: '10%', hint: 'a share of the messages, which others overtake'},
];

/** The menus of nodes and links. */
export class Menus {
  constructor(app) {
    this.popups = new Popups(app);
  }

  close() {
    this.popups.close();
  }

  /** What can be done to a node. */
  ofNode(stage, id, place) {
    const {state} = stage.nodes.get(id);
    const items = stage.recorded ? ofRecorded(id, state) : this.#ofNode(stage, id, state, place);
    this.popups.menu(stage, `${nodeName(id)} of ${stage.name}`, items, place, id);
  }

  #ofNode(stage, id, state, place) {
    const its = {
      crashed: [command(`restart ${id}`), command(`restart ${id} --amnesia`, 'restart with an empty disk')],
      paused: [command(`resume ${id}`), command(`crash ${id}`)],
    }[state.state] ?? this.#ofRunning(stage, id, state, place);
    if (state.state !== 'crashed') its.push(command(`inspect ${id}`));
    if (stage.nodes.size > 1) {
      its.push({words: 'links', opens: () => this.#ofLinks(stage, id, place)});
      const selected = stage.selected.has(id);
      its.push({words: selected ? 'select no longer' : 'select for a partition', does: () => stage.select(id)});
    }
    if (stage.cut.size || stage.bad.size) its.push(command('heal', 'heal all links'));
    return its;
  }

  #ofRunning(stage, id, state, place) {
    const pause = {words: 'for', value: '2s', hint: 'as 500ms or 2s: then it goes on by itself', command: it => `pause ${id} for ${it}`};
    return [command(`crash ${id}`), command(`pause ${id}`),
      {words: 'pause for a time', opens: () => this.popups.form(stage, `pause ${nodeName(id)}`, pause, place, id)},
      ...(state.role === 'LEADER' ? [command(`resign ${id}`)] : []),
      ...state.timers.map(it => command(`fire ${id} ${it.name}`, `fire its timer ${it.name}`)),
      ...(stage.nodes.size > 1 ? [command(`isolate ${id}`), command(`deaf ${id}`, 'deaf: hears nothing'), command(`mute ${id}`, 'mute: is not heard')] : [])];
  }

  #ofLinks(stage, id, place) {
    const others = [...stage.nodes.keys()].filter(it => it !== id);
    const items = others.map(it => ({words: `link to ${nodeName(it)}`, opens: () => this.ofLink(stage, ...[id, it].sort(byId), place, id)}));
    this.popups.menu(stage, `links of ${nodeName(id)}`, items, place, id);
  }

  /** What can be done to a link. */
  ofLink(stage, a, b, place, focused = a) {
    if (stage.recorded) return;
    const [there, back] = [stage.cut.has(`${a}>${b}`), stage.cut.has(`${b}>${a}`)];
    const bad = stage.bad.has(`${a}>${b}`) || stage.bad.has(`${b}>${a}`);
    const items = [
      ...(there && back ? [] : [command(`cut ${a}-${b}`)]),
      ...(there ? [] : [command(`cut ${a}->${b}`, `cut from ${nodeName(a)} to ${nodeName(b)}`)]),
      ...(back ? [] : [command(`cut ${b}->${a}`, `cut from ${nodeName(b)} to ${nodeName(a)}`)]),
      ...BAD.map(it => ({words: it.word, opens: () => this.#ofBad(stage, a, b, it, place, focused)})),
      ...(there || back || bad ? [command(`heal ${a}-${b}`)] : []),
    ];
    this.popups.menu(stage, `link ${a}-${b} of ${stage.name}`, items, place, focused);
  }

  #ofBad(stage, a, b, {word, value, hint}, place, focused) {
    const choices = [[`${a}-${b}`, 'both directions'], [`${a}->${b}`, `from ${nodeName(a)} to ${nodeName(b)}`], [`${b}->${a}`, `from ${nodeName(b)} to ${nodeName(a)}`]];
    const ask = {words: word, value, hint, choices, command: (its, where) => `${word} ${its} ${where}`};
    this.popups.form(stage, `${word} on link ${a}-${b}`, ask, place, focused);
  }
}

/** A run that is over can be looked at. */
function ofRecorded(id, state) {
  return [
    ...(state.role === 'LEADER' ? [command(`why leader ${id}`, 'why it leads')] : []),
    command(`trace --node ${id} --last 20`, 'its last events'),
    command('status'),
  ];
}

/** An entry of a menu that runs a command; if it needs no other words, by its first. */
function command(its, words = its.split(' ')[0]) {
  return {words, command: its};
}
