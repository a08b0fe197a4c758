// The matrix of variants and faults as a grid whose cells can be replayed.

import {element} from './diagram.js';
import {many} from './words.js';

const SIGNS = {kept: '✓', broken: '✗', stuck: '…', 'not promised': '–', 'cannot be done': ''};
const MEANINGS = {
  kept: 'one leader at most in each epoch, and it settled in time after the faults',
  broken: 'two leaders that nothing tells apart',
  stuck: 'it did not settle in time, or nobody led although somebody could have',
  'not promised': 'no majority was connected, so nobody promises a leader',
  'cannot be done': 'a step of the scenario cannot be done to such a cluster',
};

/** A table: a row for each fault, a column for each variant, and what the words mean. */
export function matrixOf({nodes, seeds, seed, runtime, cells}) {
  const variants = new Map();
  const faults = new Map();
  for (const cell of cells) {
    const variant = [cell.algorithm, ...Object.entries(cell.options).map(([key, value]) => `${key}=${value}`)].join(' ');
    variants.set(variant, cell);
    if (!faults.has(cell.fault)) faults.set(cell.fault, new Map());
    faults.get(cell.fault).set(variant, cell);
  }
  const heads = [...variants].map(([variant, {algorithm}]) => element('th', {scope: 'col'},
    algorithm, element('small', {}, variant.slice(algorithm.length + 1).replaceAll(' ', '\n'))));
  const rows = [...faults].map(([fault, its]) => element('tr', {}, element('th', {scope: 'row'}, fault),
    ...[...variants.keys()].map(variant => cellOf(its.get(variant), `${fault}, ${variant}`))));
  const world = {sim: 'in virtual time', tcp: 'over TCP', processes: 'between processes'}[runtime];
  return element('div', {},
    element('p', {class: 'note'}, `${many(nodes, 'node')}, ${many(seeds, 'run')} of each, ${world}, seed ${seed}. A cell opens one of its runs on the stage. The share is that of the time in which a majority followed a leader.`),
    element('h3', {id: 'matrix-title'}, 'Who keeps which promise under which fault'),
    element('table', {class: 'matrix', tabindex: '0', 'aria-labelledby': 'matrix-title'},
      element('thead', {}, element('tr', {}, element('td', {}), ...heads)), element('tbody', {}, ...rows)),
    legendOf(new Set(cells.map(it => it.outcome))));
}

function cellOf(cell, place) {
  if (!cell) return element('td', {});
  const kind = cell.outcome.replaceAll(' ', '-');
  const share = cell.served === null ? '' : `${Math.floor(cell.served * 100)} %`;
  const words = [element('span', {'aria-hidden': 'true', class: 'sign'}, SIGNS[cell.outcome] ?? ''), ` ${cell.outcome} `, element('span', {class: 'share'}, share)];
  if (!cell.replay) return element('td', {class: kind}, ...words);
  const label = `${place}: ${cell.outcome} ${share}; replay it`;
  return element('td', {class: kind},
    element('button', {type: 'button', 'data-replay': cell.replay, 'aria-label': label, title: `replay ${cell.replay}`}, ...words));
}

function legendOf(outcomes) {
  return element('dl', {class: 'matrix-legend'}, ...Object.keys(MEANINGS).filter(it => outcomes.has(it)).map(it =>
    element('div', {}, element('dt', {class: it.replaceAll(' ', '-')}, `${SIGNS[it]} ${it}`), element('dd', {}, MEANINGS[it]))));
}
