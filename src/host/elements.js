/**
 * `<sillage-slot>` and `<sillage-recs>`: places on the page, and `data-sillage-slot` where elements of our own cannot be used.
 *
 * They are defined only when slots can be decided, or never will be: that is what ends the style sheet's hold.
 */

import { decide, parts } from './decisions.js';
import { show as showDefault } from './dom.js';
import { failed } from './guard.js';
import { extendHold, isHeld, mayFill, observe, wasPainted, whenOut } from './late.js';
import { showing } from './measure.js';
import { later, pause } from './primordials.js';
import { emit, quiet } from './report.js';

/** @typedef {import('../../pkg/sillage.js').Decision} Decision */
/** @typedef {import('../../pkg/sillage.js').SillageSlotElement} SillageSlotElement */

const TAGS = ['sillage-slot', 'sillage-recs'];
const PLACES = TAGS + ',[data-sillage-slot]';

/** @type {WeakMap<Element, Decision>} */
const decisions = new WeakMap();
/** Elements that are to be decided one at a time. @type {HTMLElement[]} */
let upgraded = [];
/** Those that the style sheet still hid when the classes were defined: being defined is what ends that. @type {Set<Element>} */
let held = new Set();
let isDefining = false, isDefined = false, isStopped = false;

/** Settles when the parser is through: children of an element are there only then. @type {Promise<void>} */
export const parsed = new Promise((resolve) => {
  if (document.readyState !== 'loading') resolve();
  else document.addEventListener('readystatechange', () => resolve(), { once: true });
});

/** Calls once the page has loaded. @type {(call: () => void) => void} */
export const whenLoaded = (call) => {
  if (document.readyState === 'complete') call();
  else addEventListener('load', call);
};

/** @type {(root?: ParentNode) => HTMLElement[]} */
const places = (root = document) => [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(PLACES))];

/** @type {(element: Element) => boolean} */
const isOurs = (element) => TAGS.includes(element.localName);

/** @type {(element: HTMLElement) => string} */
const nameOf = (element) => (isOurs(element) ? element.getAttribute('name') : element.dataset.sillageSlot) ?? '';

/** @type {(element: HTMLElement, isForced?: boolean) => Decision} */
const show = (element, isForced) => {
  const slot = nameOf(element), known = decisions.get(element), may = isForced || mayFill(element);
  // Moved in view: what it shows stays.
  if (known && !may) return known;
  element.dataset.state = 'deciding';
  let decision;
  if (may) {
    if (!element.shadowRoot) {
      element.attachShadow({ mode: 'open' });
      showDefault(element);
    }
    decision = decide(slot, element);
    // Whatever was half done.
    if (decision.reason === 'ERROR') showDefault(element);
  } else {
    decision = decide(slot);
    if (decision.reason !== 'ERROR') decision = { ...decision, reason: /** @type {const} */ ('TIMEOUT') };
    whenOut(element, () => show(element, true));
  }
  const { reason, errorCode } = decision;
  const isFilled = decision.value.kind !== 'default' && reason !== 'TIMEOUT';
  decisions.set(element, decision);
  element.dataset.state = isFilled ? 'ready' : 'fallback';
  // A campaign that shows the default content on purpose, as the control of an experiment may, is measured like any other.
  showing(element, isFilled || decision.campaign && may ? decision : undefined);
  emit(element, 'decision', decision);
  if (isFilled) emit(element, 'render', { decision, element });
  else emit(element, 'fallback', { slot, reason, errorCode });
  return decision;
};

/** Shows at once, or as soon as what it needs is there. @type {(element: HTMLElement, isForced?: boolean) => Promise<Decision> | Decision} */
const place = quiet((element, isForced) => {
  if (isStopped) return failed(nameOf(element), 'PROVIDER_NOT_READY');
  observe(element);
  const loading = parts(element);
  // Each row in a task of its own: all of them wait for the same parts.
  return loading ? loading.then(() => pause()).then(() => show(element, isForced)) : show(element, isForced);
});

const tag = () => class extends HTMLElement {
  static observedAttributes = ['name'];
  connectedCallback() {
    if (isDefining && !this.hasAttribute('priority')) upgraded.push(this);
    // What is put into the page later was never painted: it may be filled, if that can be done at once.
    else place(this, held.delete(this) || !isDefining && !decisions.has(this) && !parts(this));
  }
  attributeChangedCallback() {
    if (this.isConnected && decisions.has(this)) place(this, true);
  }
  get name() { return nameOf(this); }
  set name(name) { this.setAttribute('name', name); }
  get decision() { return decisions.get(this) ?? null; }
  get state() { return this.dataset.state ?? 'idle'; }
  async refresh() { return (await place(this, true)) ?? failed(nameOf(this), 'GENERAL'); }
};

// One at a time, with the page's own work between: no long task.
const showNext = () => {
  const next = upgraded.shift();
  if (!next) return;
  place(next);
  later(showNext);
};

/** @type {(root?: ParentNode) => void} */
export const scan = (root) => {
  if (!isDefined) return;
  upgraded.push(...places(root).filter((element) => !isOurs(element) && !decisions.has(element)));
  showNext();
};

/** Watches what comes into view before it is decided. @param {number | undefined} timeout milliseconds a held slot may wait */
export const watch = (timeout) => {
  const look = quiet(() => places().forEach((element) => {
    observe(element);
    if (timeout) extendHold(element, timeout);
  }));
  // Holds run from the first frame on. Before it, looking for them has the styles of the whole page computed: that belongs to the
  // frame, which needs them anyway, and not to the task that runs this script.
  if (wasPainted()) look();
  else requestAnimationFrame(look);
  parsed.then(look);
};

/** Ends the hold: what is on the page is decided now, what comes later when it comes. */
export const define = async () => {
  await parsed;
  if (isStopped) return;
  isDefining = true;
  held = new Set(places().filter(isHeld));
  // The page may have defined the name before, by another copy of this script.
  for (const name of TAGS) if (!customElements.get(name)) customElements.define(name, tag());
  isDefining = false;
  isDefined = true;
  later(showNext);
  whenLoaded(() => later(scan));
};

/**
 * Decides and shows anew, in view as well unless said otherwise; before the first time there is nothing to do.
 * @type {(names?: readonly string[], isForced?: boolean) => Promise<void>}
 */
export const refresh = async (names, isForced = true) => {
  for (const element of places()) {
    if (isDefined && (!names || names.includes(nameOf(element)))) await place(element, isForced);
  }
};

/** Names of the slots on the page. */
export const names = () => [...new Set(places().map(nameOf))];

/** Nothing is decided any more. */
export const stop = () => { isStopped = true; };
