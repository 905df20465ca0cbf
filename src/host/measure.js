/**
 * What slots are worth, measured on the device: which decisions were seen, which were followed or dismissed (by a click on
 * something with `data-dismiss`), and what came after.
 *
 * Seen is: at least half of the element in view for a second, while the page is visible, which it is not while it is
 * prerendered; once a decision, and once more when the page comes back from the back/forward cache. Both are events in the
 * memory like all others. What leaves this file by `push` names slot and variant alone: never facts, campaigns or items,
 * as those would tell what is known of the visitor.
 */

import { remembered } from './guard.js';
import { later } from './primordials.js';
import { emit, quiet } from './report.js';

/** @typedef {import('../../pkg/sillage.js').Decision} Decision */
/** @typedef {import('../../pkg/sillage.js').EventPayload} EventPayload */

/** How much of an element has to be in view, and for how many milliseconds. */
export const SHARE = 0.5;
const DURATION = 1000;
const DAYS_7 = 7 * 86400e3;

/** What each element shows, where that is not its default content. @type {WeakMap<EventTarget, Decision | undefined>} */
const shown = new WeakMap();
/** What was seen of each element last. @type {WeakMap<Element, Decision | undefined>} */
let seen = new WeakMap();
/** Elements of which enough is in view, and the timer that counts. @type {Map<Element, unknown>} */
const inView = new Map();

/** Takes an event in; nothing while nothing is measured. @type {((name: `x_${string}`, payload: EventPayload) => void) | undefined} */
let track;
/** Hands a command to the page's own analytics, where that is allowed. @type {(command: object) => void} */
let push;

/** Decides a slot anew that was dismissed. @type {(slot: string) => void} */
let redecide;

/** @type {(type: 'exposure' | 'select' | 'dismiss', element?: any) => void} */
const tell = quiet((type, element) => {
  const decision = shown.get(element);
  if (!decision || !track) return;
  const { slot, variant, campaign, reason, value: { items } } = /** @type {any} */ (decision);
  const kind = items ? 'item_list' : 'promotion';
  track(`x_${type}`, { slot, variant });
  if (type === 'dismiss') return redecide(slot);
  push({
    event: type === 'exposure' ? 'view_' + kind : items ? 'select_item' : 'select_promotion',
    ecommerce: { [kind + '_id']: slot, [kind + '_name']: variant },
  });
  emit(element, type, { slot, variant, campaign, reason, items });
});

/** Begins the second anew. @type {(element: Element) => void} */
const wait = (element) => {
  const timer = later(() => {
    const decision = shown.get(element);
    if (document.hidden || inView.get(element) !== timer || seen.get(element) === decision) return;
    seen.set(element, decision);
    tell('exposure', element);
  }, DURATION);
  inView.set(element, timer);
};

/** How much of an element is in view now, told whenever that crosses the bound. @type {(element: Element, share: number) => void} */
export const look = (element, share) => {
  if (share < SHARE) inView.delete(element);
  else wait(element);
};

/** What an element shows from now on; nothing for its default content. @type {(element: Element, decision?: Decision) => void} */
export const showing = (element, decision) => {
  shown.set(element, decision);
  if (inView.has(element)) wait(element);
};

/** Nothing is measured any more. */
export const stopMeasuring = () => { track = undefined; };

/** Starts measuring, with what takes events in, hands them on, and decides anew. @type {(...to: [typeof track, typeof push, typeof redecide]) => void} */
export const startMeasuring = (...to) => {
  [track, push, redecide] = to;
  document.addEventListener('visibilitychange', () => inView.forEach((_, element) => wait(element)));
  // Out of the back/forward cache; a page becomes visible at the same time.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) seen = new WeakMap();
  });
  // Before the page's own handlers, some of which let nothing through.
  document.addEventListener('click', (event) => {
    const path = event.composedPath();
    const place = path.find((node) => shown.get(node));
    tell('select', path.find((node) => /** @type {Element} */ (node).localName === 'a') && place);
    tell('dismiss', path.find((node) => /** @type {Element} */ (node).hasAttribute?.('data-dismiss')) && place);
  }, true);
};

/**
 * Tells of what was seen or followed in the last seven days before something came of it: the newest of each slot.
 * @type {(event: string, payload: EventPayload, at: number) => void}
 */
export const tellConversion = (event, { value }, at) => {
  const slots = new Set();
  if (track && /^(purchase|add_to_cart)$/.test(event)) remembered().forEach(({ name, at: before, parameters: { slot, variant } }) => {
    if (!/^x_(exposure|select)$/.test(name) || at - before > DAYS_7 || slots.has(slot)) return;
    slots.add(slot);
    emit(document, 'conversion', { event, slot, variant, value, at });
  });
};
