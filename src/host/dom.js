/**
 * Cloning and filling the shop's own mark-up: the DOM half of `src/render.rs`, which decides what goes where.
 *
 * A copy of the default content is filled and put into the light DOM with `slot="sillage"`; the shadow root then shows that slot.
 * So personal content looks as the shop's own does, and the default content stays untouched underneath. Coarse steps on
 * purpose: every DOM call imported into wasm on its own costs more bytes than the step that makes ten of them.
 *
 * The DOM is built, never parsed; addresses were checked by the caller.
 */

const SLOT = 'sillage';
const REFERENCES = ['id', 'for', 'aria-labelledby', 'aria-describedby', 'aria-controls'];

/** @typedef {(parent: ParentNode, selector: string, visit: (element: Element) => void) => void} Each */

/** @type {Each} */
const each = (parent, selector, visit) => Array.from(parent.querySelectorAll(selector)).forEach(visit);

/**
 * A copy of what the shop wrote: the default content (no name), or one of the element's templates by attribute and value.
 * Where the default content marks no field, a plain heading, text and link; where there is no template for items, a plain card.
 * @param {Element} element
 * @param {string} [attribute]
 * @param {string} [value]
 * @returns {DocumentFragment | undefined} nothing where the shop has no such template
 */
export function copy(element, attribute, value) {
  const document = element.ownerDocument;
  if (attribute) {
    const templates = /** @type {HTMLTemplateElement[]} */ (Array.from(element.querySelectorAll(`:scope > template[${attribute}]`)));
    const template = templates.find((one) => one.getAttribute(attribute) === value);
    if (template) return document.importNode(template.content, true);
    return attribute === 'data-item' ? plain(document, [['li', ''], ['img', 'image'], ['a', 'name'], ['span', 'price']]) : undefined;
  }
  const part = document.createDocumentFragment();
  each(element, ':scope > :not(template, [slot])', (child) => part.append(child.cloneNode(true)));
  if (part.querySelector('[data-field],[data-items]')) return part;
  return plain(document, [['div', ''], ['h2', 'title'], ['p', 'body'], ['a', 'action'], ['ul', '']]);
}

/** Elements for shops that marked nothing: the first holds the others; lists hold items. @type {(document: Document, tags: string[][]) => DocumentFragment} */
function plain(document, tags) {
  const part = document.createDocumentFragment();
  /** @type {DocumentFragment | Element} */
  let parent = part;
  for (const [tag, field] of tags) {
    const element = document.createElement(tag);
    if (field) element.setAttribute(tag === 'img' ? 'data-field-image' : 'data-field', field);
    if (field) element.setAttribute('data-optional', '');
    if (tag === 'a') element.setAttribute('data-field-href', 'href');
    if (tag === 'img') element.setAttribute('alt', '');
    if (tag === 'ul') element.setAttribute('data-items', '');
    parent.append(element);
    if (parent === part) parent = element;
  }
  return part;
}

/**
 * Puts a text or an address wherever the part asks for the field; nothing given: takes those elements away.
 * @param {DocumentFragment} part
 * @param {string} field
 * @param {string | undefined} text
 * @param {boolean} isAddress
 */
export function put(part, field, text, isAddress) {
  each(part, `[data-field="${field}"]`, (element) => {
    if (text === undefined) return element.remove();
    element.removeAttribute('data-optional');
    if (element.localName === 'img') isAddress && element.setAttribute('src', text);
    else if (element.localName === 'a' && field === 'href') isAddress && element.setAttribute('href', text);
    else element.textContent = text;
  });
  for (const [name, target, needsAddress] of [['href', 'href', true], ['image', 'src', true], ['alt', 'alt', false]]) {
    if (text === undefined || (needsAddress && !isAddress)) continue;
    each(part, `[data-field-${name}="${field}"]`, (element) => {
      element.setAttribute(String(target), text);
      if (!element.hasAttribute('data-field')) element.removeAttribute('data-optional');
    });
  }
}

/**
 * The place for items, emptied.
 * @param {DocumentFragment} part
 * @returns {Element | undefined}
 */
export function list(part) {
  const place = part.querySelector('[data-items]') ?? undefined;
  place?.replaceChildren();
  return place;
}

/**
 * Shows a part in its element instead of the default content; no part: the default content.
 * @param {Element} element with an open shadow root
 * @param {DocumentFragment} [part]
 */
export function show(element, part) {
  const slot = element.ownerDocument.createElement('slot');
  each(element, `:scope > [slot=${SLOT}]`, (old) => old.remove());
  if (part) {
    each(part, '[data-optional]', (unfilled) => unfilled.remove());
    // The originals are still in the page: ids of the copy, and what refers to them, get names of their own.
    REFERENCES.forEach((name) => each(part, `[${name}]`, (one) =>
      one.setAttribute(name, String(one.getAttribute(name)).replace(/\S+/g, '$&-sillage'))));
    // Not by `:scope > *`: a fragment is no scope.
    Array.from(part.children).forEach((child) => child.setAttribute('slot', SLOT));
    slot.name = SLOT;
    element.append(part);
  }
  element.shadowRoot?.replaceChildren(slot);
}

/**
 * An amount of money as the shop's language writes it.
 * @param {number} amount
 * @param {string} currency ISO 4217
 * @param {string} locale BCP 47
 * @returns {string | undefined} nothing where the browser refuses either
 */
export function money(amount, currency, locale) {
  try {
    return amount.toLocaleString(locale, { style: 'currency', currency });
  } catch {
    return undefined;
  }
}
