/**
 * Drawing: the shop's own mark-up, cloned and filled.
 *
 * A copy of the default content is filled and put into the light DOM with `slot="sillage"`; the shadow root then shows that slot.
 * So personal content looks as the shop's own does, and the default content stays untouched underneath.
 *
 * The DOM is built, never parsed; text is text; addresses pass `isAddress`. Whatever throws here ends the drawing, and the
 * caller resets the element.
 *
 * Which pictures are asked for must not tell what is shown. So the plan lists those of all campaigns, and all are asked for before
 * anything is drawn; cards have none. A plan without a list is of a slot for which the shop gave this up.
 */

const SLOT = 'sillage';
/** Attributes that name elements, the names themselves last: those of a copy must not name the originals. */
const REFERENCES = ['for', 'form', 'list', 'aria-controls', 'aria-labelledby', 'aria-describedby', 'id'];
/** Which attribute `data-field-…` fills. @type {Record<string, string | undefined>} */
const TARGETS = { '-href': 'href', '-image': 'src' };
/** What is not known of an item must not stay as the shop wrote it. */
const CARD = Object.fromEntries(['name', 'brand', 'href', 'image', 'because'].map((field) => [field, undefined]));

/** @typedef {import('../../pkg/sillage.js').Decision} Decision */
/** @typedef {Record<string, string | undefined>} Fields */
/** @typedef {{ decision: Decision, currency: string, locale: string, cards: (Fields & { price?: number })[], pictures?: string }} Plan */

/** Draws what the module planned. @type {(element: Element, plan: Plan) => void} */
export const draw = (element, { decision, currency, locale, cards, pictures }) => {
  if (pictures !== undefined) askForAll(element, pictures);
  const { kind, template, fields = {} } = /** @type {any} */ (decision.value);
  const part = kind === 'template' ? fromTemplate(element, 'data-variant', template)
    : kind === 'default' ? undefined : fill(fromDefault(element), fields);
  if (kind === 'items') part?.querySelector('[data-items]')?.replaceChildren(...cards.map((card) => fill(
    fromTemplate(element, 'data-item', '') ?? plain(['li'], ['a', 'name'], ['span', 'price']),
    {
      ...CARD, ...card, price: card.price?.toLocaleString(locale, { style: 'currency', currency }),
      image: pictures === undefined ? card.image : undefined,
    },
  )));
  show(element, part);
};

/** @type {(parent: ParentNode, selector: string, visit: (element: Element) => void) => void} */
const each = (parent, selector, visit) => parent.querySelectorAll(selector).forEach(visit);

/**
 * Asks for every picture that may be shown here: those of the list, of the default content, and of all variants; now, as one that
 * waits to come into view would tell whether it does.
 * @type {(element: Element, pictures: string) => void}
 */
const askForAll = (element, pictures) => {
  for (const address of pictures.split(' ')) if (isAddress(address)) new Image().src = address;
  /** @type {(parent: ParentNode) => void} */
  const load = (parent) => each(parent, 'img', (image) => image.setAttribute('loading', 'eager'));
  load(element);
  each(element, ':scope > template[data-variant]', (template) => load(document.importNode(/** @type {HTMLTemplateElement} */ (template).content, true)));
};

/** A copy of one of the element's templates. @type {(element: Element, attribute: string, value: string) => DocumentFragment | undefined} */
const fromTemplate = (element, attribute, value) => {
  const templates = /** @type {NodeListOf<HTMLTemplateElement>} */ (element.querySelectorAll(`:scope > template[${attribute}]`));
  const template = [...templates].find((one) => one.getAttribute(attribute) === value);
  return template && document.importNode(template.content, true);
};

/** A copy of the default content without its templates, or plain elements where it marks nothing. @type {(element: Element) => DocumentFragment} */
const fromDefault = (element) => {
  const part = new DocumentFragment();
  each(element, ':scope > :not(template, [slot])', (child) => part.append(child.cloneNode(true)));
  return part.querySelector('[data-field],[data-items]') ? part
    : plain(['div'], ['h2', 'title'], ['p', 'body'], ['a', 'action'], ['ul']);
};

/** Elements, by tag and field, for shops that marked nothing: the first holds the others. @type {(...tags: string[][]) => DocumentFragment} */
const plain = (...tags) => {
  const part = new DocumentFragment();
  const [holder, ...held] = tags.map(([tag, field]) => {
    const element = document.createElement(tag);
    element.setAttribute(field ? 'data-field' : 'data-items', field ?? '');
    element.toggleAttribute('data-optional', !!field);
    if (tag === 'a') element.setAttribute('data-field-href', 'href');
    return element;
  });
  holder.removeAttribute('data-items');
  holder.append(...held);
  part.append(holder);
  return part;
};

/** Puts texts and addresses wherever the part asks for their fields; undefined takes those elements away. @type {(part: DocumentFragment, fields: Fields) => DocumentFragment} */
const fill = (part, fields) => {
  each(part, '[data-field],[data-field-href],[data-field-image]', (element) => {
    // A slot within a slot is a place of its own.
    if (element.closest('sillage-slot,sillage-recs')) return;
    for (const { name, value } of [...element.attributes]) {
      if (!name.startsWith('data-field') || !fields.hasOwnProperty(value)) continue;
      const text = fields[value];
      if (text === undefined) return element.remove();
      const target = TARGETS[name.slice(10)] ?? (element.localName === 'img' ? 'src' : '');
      if (!target) element.textContent = text;
      else if (isAddress(text)) element.setAttribute(target, text);
      element.removeAttribute('data-optional');
    }
  });
  return part;
};

/** Whether an address may be followed or loaded: `https:`, or a path of the shop itself; nothing a parser would skip. */
export const isAddress = (/** @type {string} */ address) => /^(https:\/\/|\/(?!\/))[^\s\\\0-\x1f\x7f]*$/.test(address);

/** Shows a part in its element, which has an open shadow root; no part: the default content. @type {(element: Element, part?: DocumentFragment) => void} */
export const show = (element, part) => {
  const slot = document.createElement('slot');
  each(element, `:scope > [slot=${SLOT}]`, (old) => old.remove());
  if (part) {
    each(part, '[data-optional]', (unfilled) => unfilled.remove());
    // The originals are still in the page: ids of the copy, and what refers to them, get names of their own; what is outside keeps its name.
    REFERENCES.forEach((name) => each(part, `[${name}]`, (one) =>
      one.setAttribute(name, String(one.getAttribute(name)).replace(/\S+/g, (id) => (part.getElementById(id) ? id + '-sillage' : id)))));
    for (const child of part.children) child.slot = SLOT;
    slot.name = SLOT;
    element.append(part);
  }
  element.shadowRoot?.replaceChildren(slot);
};
