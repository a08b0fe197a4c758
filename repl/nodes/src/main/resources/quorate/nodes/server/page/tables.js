// Tables that are filled again and again, and how values are written.

import {element} from './diagram.js';

/** Fills the table of a section: in each row, first its name, then its values. */
export function rows(section, all) {
  const body = section.querySelector('tbody');
  const text = JSON.stringify(all);
  if (body.shown === text) return; // what a person marks or reads out stays as it is
  body.shown = text;
  body.replaceChildren(...all.map(([name, ...values]) =>
    element('tr', {}, element('th', {scope: 'row'}, name), ...values.map(cell))));
}

function cell(value) {
  return typeof value === 'number'
    ? element('td', {class: 'number'}, number(value))
    : element('td', {}, value);
}

/** A count as people read it: 12 345. */
export function number(value) {
  return value.toLocaleString('en').replaceAll(',', '\u202f');
}

export function millis(value) {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

/** How long something takes or is ago. */
export function since(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 1) return `${milliseconds.toFixed(0)} ms`;
  if (seconds < 60) return `${seconds.toFixed(0)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
}
