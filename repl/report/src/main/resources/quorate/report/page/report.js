// Draws the diagrams of a report.

import {Diagram} from './diagram.js';

for (const host of document.querySelectorAll('[data-run]')) {
  const data = JSON.parse(document.getElementById(host.dataset.run).textContent);
  host.diagram = new Diagram(host, data); // for tests, and for people who look behind the page
}
