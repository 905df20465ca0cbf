/**
 * `<sillage-slot>` and `<sillage-recs>`: places on the page, and `data-sillage-slot` where elements of our own cannot be used.
 *
 * They are defined only when slots can be decided, or never will be: that is what ends the style sheet's hold.
 */

import { createLateRule, extendHold, isHeld } from './late.js';
import { failed } from './guard.js';
import { emit, quiet } from './report.js';
import { later } from './primordials.js';

/** @typedef {import('../../pkg/sillage.js').Decision} Decision */
/** @typedef {import('../../pkg/sillage.js').SillageSlotElement} SillageSlotElement */
/** @typedef {SillageSlotElement['state']} State */

const TAGS = ['sillage-slot', 'sillage-recs'];
const PLACES = TAGS.join() + ',[data-sillage-slot]';

/**
 * What elements ask of the page they are on.
 * @typedef {object} Stage
 * @property {(slot: string) => Decision} decide
 * @property {(slot: string, element: HTMLElement) => Decision} render
 * @property {(element: Element) => Promise<unknown> | undefined} parts what has to be loaded first, if anything
 */

/**
 * @param {Window & typeof globalThis} page
 * @param {Stage} stage
 * @param {number | undefined} timeout milliseconds a held slot may wait
 */
export function createPlaces(page, stage, timeout) {
  const { document, customElements } = page;
  const late = createLateRule(page);
  /** @type {WeakMap<Element, Decision>} */
  const decisions = new WeakMap();
  /** Elements that were on the page before the classes were. @type {Element[]} */
  let upgraded = [];
  /** Those that the style sheet still hid when the classes were defined: being defined is what ends that. @type {Set<Element>} */
  let held = new Set();
  let defining = false, stopped = false;

  /** @type {(root: ParentNode) => HTMLElement[]} */
  const places = (root) => Array.from(root.querySelectorAll(PLACES));

  const watch = () => places(document).forEach((element) => {
    late.observe(element);
    if (timeout) extendHold(element, timeout);
  });

  /** @type {(element: HTMLElement, forced?: boolean) => Decision} */
  const show = (element, forced) => {
    const slot = nameOf(element);
    element.dataset.state = 'deciding';
    let decision;
    if (forced || late.mayFill(element)) {
      prepare(element);
      decision = stage.render(slot, element);
      if (decision.reason === 'ERROR') reset(element);
    } else {
      decision = { ...stage.decide(slot) };
      if (decision.reason !== 'ERROR') decision.reason = 'TIMEOUT';
      late.whenOut(element, () => show(element, true));
    }
    return told(element, decision);
  };

  /** @type {(element: HTMLElement, decision: Decision) => Decision} */
  const told = (element, decision) => {
    const { slot, reason, errorCode, value } = decision;
    const filled = value.kind !== 'default' && reason !== 'TIMEOUT';
    decisions.set(element, decision);
    element.dataset.state = filled ? 'ready' : 'fallback';
    emit(element, 'decision', decision);
    if (filled) emit(element, 'render', { decision, element });
    else emit(element, 'fallback', { slot, reason, errorCode });
    return decision;
  };

  /** Shows at once, or as soon as what it needs is there. @type {(element: HTMLElement, forced?: boolean) => Promise<Decision> | Decision} */
  const place = (element, forced) => {
    late.observe(element);
    const parts = stage.parts(element);
    return parts ? parts.then(() => show(element, forced)) : show(element, forced);
  };
  const quietly = quiet(place);

  const tag = () => class extends page.HTMLElement {
    static observedAttributes = ['name'];
    connectedCallback() {
      if (stopped) return;
      if (defining && !this.hasAttribute('priority')) upgraded.push(this);
      else quietly(this, held.delete(this));
    }
    attributeChangedCallback(/** @type {string} */ _name, /** @type {string | null} */ before) {
      if (before !== null && this.isConnected && decisions.has(this)) quietly(this, true);
    }
    get name() { return nameOf(this); }
    set name(name) { this.setAttribute('name', name); }
    get decision() { return decisions.get(this) ?? null; }
    get state() { return /** @type {State} */ (this.dataset.state ?? 'idle'); }
    async refresh() { return (await quietly(this, true)) ?? failed(nameOf(this), 'GENERAL'); }
  };

  // One at a time, with the page's own work between: no long task.
  const showNext = () => {
    const next = upgraded.shift();
    if (!next || stopped) return;
    quietly(/** @type {HTMLElement} */ (next));
    later(showNext, 0);
  };

  const scan = (/** @type {ParentNode} */ root = document) => {
    if (!stopped) upgraded.push(...places(root).filter((element) => !isOurs(element) && !decisions.has(element)));
    showNext();
  };

  watch();
  whenParsed(document, watch);

  return {
    /** Ends the hold: what is on the page is decided now, what comes later when it comes. */
    define() {
      whenParsed(document, () => {
        if (stopped) return;
        defining = true;
        held = new Set(places(document).filter(isHeld));
        // The page may have defined the name before, by another copy of this script.
        for (const name of TAGS) if (!customElements.get(name)) customElements.define(name, tag());
        defining = false;
        later(showNext, 0);
        if (document.readyState === 'complete') scan();
        else page.addEventListener('load', () => later(scan, 0));
      });
    },
    scan,
    /** @type {(names?: readonly string[]) => Promise<void>} */
    async refresh(names) {
      for (const element of places(document)) {
        if (!names || names.includes(nameOf(element))) await quietly(element, true);
      }
    },
    names: () => [...new Set(places(document).map(nameOf))],
    stop() {
      stopped = true;
      late.stop();
    },
  };
}

/** @type {(element: Element) => boolean} */
const isOurs = (element) => TAGS.includes(element.localName);

/** @type {(element: HTMLElement) => string} */
const nameOf = (element) => (isOurs(element) ? element.getAttribute('name') : element.dataset.sillageSlot) ?? '';

/** Gives the element its shadow root, in which the default content shows. @type {(element: HTMLElement) => void} */
function prepare(element) {
  if (!element.shadowRoot) element.attachShadow({ mode: 'open' }).append(element.ownerDocument.createElement('slot'));
}

/** Back to the default content, whatever was half done. @type {(element: HTMLElement) => void} */
function reset(element) {
  element.querySelectorAll(':scope > [slot=sillage]').forEach((child) => child.remove());
  element.shadowRoot?.replaceChildren(element.ownerDocument.createElement('slot'));
}

/** Children of an element are there only once the parser is through. @type {(document: Document, then: () => void) => void} */
function whenParsed(document, then) {
  if (document.readyState !== 'loading') return then();
  document.addEventListener('readystatechange', then, { once: true });
}
