// Changes what is shown into something that looks much alike, and leaves the rest as it is:
// the focus, what is selected, how far it is scrolled.

/** Gives an element the children of another, which is used up. */
export function patch(shown, wanted) {
  const before = [...shown.childNodes];
  const after = [...wanted.childNodes];
  after.forEach((node, i) => {
    if (i >= before.length) shown.append(node);
    else if (isAlike(before[i], node)) change(before[i], node);
    else before[i].replaceWith(node);
  });
  before.slice(after.length).forEach(it => it.remove());
}

/** Gives an element the content that a text in HTML describes; the text is the server's own. */
export function patchHtml(shown, html) {
  const wanted = document.createElement('template');
  wanted.innerHTML = html;
  patch(shown, wanted.content);
}

function isAlike(one, other) {
  return one.nodeName === other.nodeName;
}

function change(shown, wanted) {
  if (shown.nodeType !== Node.ELEMENT_NODE) {
    if (shown.data !== wanted.data) shown.data = wanted.data;
    return;
  }
  for (const {name} of [...shown.attributes]) if (!wanted.hasAttribute(name) && name !== 'open') shown.removeAttribute(name);
  for (const {name, value} of wanted.attributes) if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  patch(shown, wanted);
}
