// Addresses that hold a run: copied here, opened here or elsewhere.

import {element} from './diagram.js';

const RUN = /^#run=([\w-]+)$/;

/** Copies the address of a cluster's run, and shows it below its tools. */
export async function copyLink(app, name, tools) {
  const found = await ask(app, `link?${new URLSearchParams({cluster: name})}`);
  if (!found) return;
  const address = `${location.origin}/#run=${found.run}`;
  const field = element('input', {type: 'text', readonly: '', value: address, 'aria-label': `address of this run of ${name}`});
  const close = element('button', {type: 'button', title: 'close'}, 'done');
  const note = element('span', {class: 'faint', role: 'status'});
  const row = element('div', {class: 'address'}, field, close, note);
  close.addEventListener('click', () => row.remove());
  tools.parentNode.querySelector('.address')?.remove();
  tools.after(row);
  field.focus();
  field.select();
  const words = 'It holds the whole run. Open it on any page of ./quorate web.';
  try {
    await navigator.clipboard.writeText(address);
    note.textContent = `The address is copied. ${words}`;
  } catch (forbidden) {
    note.textContent = `Copy the address. ${words}`;
  }
}

/** Opens the run that this page's address holds, if a person says so. */
export class Links {
  constructor(app) {
    this.app = app;
    addEventListener('hashchange', () => this.#look());
    this.#look();
  }

  async #look() {
    const [, run] = RUN.exec(location.hash) ?? [];
    if (!run) return;
    history.replaceState(null, '', location.pathname + location.search); // reloading does not ask again
    const found = await this.app.post('open', {run});
    if (found) this.#ask(run, found);
  }

  #ask(run, {title, commands}) {
    const open = element('button', {type: 'button', class: 'open', autofocus: ''}, 'Open it');
    const cancel = element('button', {type: 'button'}, 'Cancel');
    const said = element('p', {role: 'status'});
    const dialog = element('dialog', {class: 'run', 'aria-labelledby': 'run-title'},
      element('h2', {id: 'run-title'}, `This address holds a run of ${title}.`),
      element('p', {}, 'Opening it starts a cluster in virtual time and runs these commands, as if you typed them.'),
      element('pre', {tabindex: '0', 'aria-label': 'the commands'}, commands.join('\n')),
      said, element('div', {class: 'choice'}, open, cancel));
    cancel.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    open.addEventListener('click', async () => {
      open.disabled = true;
      said.textContent = 'It runs ...';
      const opened = await this.app.post('open', {run, go: true});
      if (!opened) return dialog.close();
      said.textContent = outcome(opened);
      open.remove();
      cancel.textContent = 'Close';
      cancel.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  }
}

function outcome({cluster, same, failed, fingerprint}) {
  if (failed) return `It could not be run: ${failed} failed. The list of commands says why.`;
  return same ? `Cluster ${cluster} is at the moment of the address, fingerprint ${fingerprint}. The run is the same.`
    : `Cluster ${cluster} runs, but not as the run of the address did: its fingerprint differs. Another version of Quorate made it.`;
}

async function ask(app, path) {
  try {
    const response = await fetch(path);
    const answer = await response.json();
    if (response.ok) return answer;
    app.console.complain(answer.error ?? response.statusText);
  } catch (unreachable) {
    app.console.complain('the server did not answer; was web stopped?');
  }
  return undefined;
}
