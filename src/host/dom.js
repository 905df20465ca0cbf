/**
 * Drawing: the shop's own mark-up, cloned and filled.
 *
 * A copy of the default content is filled and put into the light DOM with `slot="sillage"`; the shadow root then shows that slot.
 * So personal content looks as the shop's own does, and the default content stays untouched underneath.
 *
 * The DOM is built, never parsed; text is text; addresses pass `isAddress`. Whatever throws here ends the drawing, and the
 * caller resets the element.
 */

import { parse } from './primordials.js';

const SLOT = 'sillage';
const REFERENCES = ['id', 'for', 'aria-labelledby', 'aria-describedby', 'aria-controls'];
const CARD_FIELDS = ['name', 'brand', 'category', 'href', 'image', 'price'];

/** @typedef {import('../../pkg/sillage.js').Decision} Decision */
/** @typedef {Record<string, string | undefined>} Fields */
/** @typedef {{ decision: Decision, currency: string, locale: string, cards: (Fields & { price?: number })[] }} Plan */

/** Draws what the module planned; the decision it belongs to. @type {(element: Element, plan: string) => Decision} */
export function draw(element, plan) {
  const { decision, currency, locale, cards } = /** @type {Plan} */ (parse(plan));
  const { kind, template, fields } = /** @type {any} */ (decision.value);
  const part = kind === 'template' ? fromTemplate(element, 'data-variant', template)
    : kind === 'default' ? undefined : fromDefault(element);
  if (part && fields) fill(part, fields);
  const list = kind === 'items' && part?.querySelector('[data-items]');
  if (list) list.replaceChildren(...cards.map((card) => drawCard(element, card, currency, locale)));
  show(element, part);
  return decision;
}

/** @type {(element: Element, card: Plan['cards'][0], currency: string, locale: string) => DocumentFragment} */
function drawCard(element, card, currency, locale) {
  const part = fromTemplate(element, 'data-item', '')
    ?? plain(element.ownerDocument, [['li'], ['img', 'image'], ['a', 'name'], ['span', 'price']]);
  const price = card.price?.toLocaleString(locale, { style: 'currency', currency });
  // Every field of a card is named: what is not known must not stay as the shop wrote it.
  return fill(part, { ...Object.fromEntries(CARD_FIELDS.map((field) => [field, undefined])), ...card, price });
}

/** @type {(parent: ParentNode, selector: string, visit: (element: Element) => void) => void} */
const each = (parent, selector, visit) => parent.querySelectorAll(selector).forEach(visit);

/** A copy of one of the element's templates. @type {(element: Element, attribute: string, value: string) => DocumentFragment | undefined} */
function fromTemplate(element, attribute, value) {
  const templates = /** @type {NodeListOf<HTMLTemplateElement>} */ (element.querySelectorAll(`:scope > template[${attribute}]`));
  const template = Array.from(templates).find((one) => one.getAttribute(attribute) === value);
  return template && element.ownerDocument.importNode(template.content, true);
}

/** A copy of the default content without its templates, or plain elements where it marks nothing. @type {(element: Element) => DocumentFragment} */
function fromDefault(element) {
  const part = element.ownerDocument.createDocumentFragment();
  each(element, ':scope > :not(template, [slot])', (child) => part.append(child.cloneNode(true)));
  return part.querySelector('[data-field],[data-items]') ? part
    : plain(element.ownerDocument, [['div'], ['h2', 'title'], ['p', 'body'], ['a', 'action'], ['ul', '']]);
}

/** Elements for shops that marked nothing: the first holds the others. @type {(document: Document, tags: string[][]) => DocumentFragment} */
function plain(document, tags) {
  const part = document.createDocumentFragment();
  const [holder, ...held] = tags.map(([tag, field]) => {
    const element = document.createElement(tag);
    if (field) element.setAttribute(tag === 'img' ? 'data-field-image' : 'data-field', field);
    if (field) element.setAttribute('data-optional', '');
    if (field === '') element.setAttribute('data-items', '');
    if (tag === 'a') element.setAttribute('data-field-href', 'href');
    if (tag === 'img') element.setAttribute('alt', '');
    return element;
  });
  holder.append(...held);
  part.append(holder);
  return part;
}

/** Puts texts and addresses wherever the part asks for their fields; undefined takes those elements away. @type {(part: DocumentFragment, fields: Fields) => DocumentFragment} */
function fill(part, fields) {
  for (const [field, text] of Object.entries(fields)) {
    /** @type {(attribute: string, put: (element: Element, text: string) => void) => void} */
    const put = (attribute, apply) => each(part, `[${attribute}="${field}"]`, (element) => {
      if (text === undefined) return element.remove();
      element.removeAttribute('data-optional');
      apply(element, text);
    });
    put('data-field-href', (element, address) => setAddress(element, 'href', address));
    put('data-field-image', (element, address) => setAddress(element, 'src', address));
    put('data-field-alt', (element, words) => element.setAttribute('alt', words));
    put('data-field', (element, words) => {
      if (element.localName === 'img') setAddress(element, 'src', words);
      else if (field === 'href') setAddress(element, 'href', words);
      else element.textContent = words;
    });
  }
  return part;
}

/** @type {(element: Element, attribute: string, address: string) => void} */
function setAddress(element, attribute, address) {
  if (isAddress(address)) element.setAttribute(attribute, address);
}

/** Whether an address may be followed or loaded: `https:`, or a path of the shop itself; nothing a parser would skip. */
export const isAddress = (/** @type {string} */ address) => /^(https:\/\/|\/(?!\/))[^\s\\\0-\x1f\x7f]*$/.test(address);

/** Shows a part in its element, which has an open shadow root; no part: the default content. @type {(element: Element, part?: DocumentFragment) => void} */
export function show(element, part) {
  const slot = element.ownerDocument.createElement('slot');
  each(element, `:scope > [slot=${SLOT}]`, (old) => old.remove());
  if (part) {
    each(part, '[data-optional]', (unfilled) => unfilled.remove());
    // The originals are still in the page: ids of the copy, and what refers to them, get names of their own.
    REFERENCES.forEach((name) => each(part, `[${name}]`, (one) =>
      one.setAttribute(name, String(one.getAttribute(name)).replace(/\S+/g, '$&-sillage'))));
    Array.from(part.children).forEach((child) => { child.slot = SLOT; });
    slot.name = SLOT;
    element.append(part);
  }
  element.shadowRoot?.replaceChildren(slot);
}
