/**
 * Decisions of this page, and what they rest on: its facts, those of the host, and the parts that recommendations need.
 */

import { describedPage } from './capture.js';
import * as guard from './guard.js';
import { mayPersonalize } from './memory.js';
import { later } from './primordials.js';
import { told } from './report.js';
import { raisedNow } from './triggers.js';

/** @typedef {import('../../pkg/sillage.js').Decision} Decision */
/** @typedef {import('../../pkg/sillage.js').ErrorCode} ErrorCode */
/** @typedef {import('../../pkg/sillage.js').PageContext} PageContext */

/** Why nothing can be decided; nothing once it can. @type {ErrorCode | undefined} */
let trouble = 'PROVIDER_NOT_READY';
/** What the host said. @type {object} */
let host = {};
/** What page code said about the page. @type {PageContext} */
let said = {};
let locale = '';
/** Whether the module knows the page as it is now. */
let isKnown = false;
/** Loads what only recommendations need. @type {((category?: string) => Promise<unknown>) | undefined} */
let loadParts;
/** @type {Promise<void> | undefined} */
let completing;
let isComplete = false;

/** @param {ErrorCode} [code] why nothing can be decided */
export const setTrouble = (code) => { trouble = code; };
/** @param {string} to BCP 47 */
export const setLocale = (to) => { locale = to; };
/** @param {NonNullable<typeof loadParts>} load */
export const setParts = (load) => { loadParts = load; };

/** What is known of the page has changed. */
export const changed = () => { isKnown = false; };

/** @param {PageContext} context what page code says now, instead of what it said before */
export const describe = (context) => {
  said = context;
  changed();
};
/** What page code said about the page. */
export const description = () => said;

/** What is known of the page now. */
export const pageNow = () => describedPage(said, locale);

/** Takes facts of the host in; none of them counts while personalizing is denied. @param {object} [facts] */
export const feedHost = (facts) => {
  // Kept only once it could be read: a getter that throws must not stay and take all later facts with it.
  const all = { ...host, ...facts };
  guard.facts('host', mayPersonalize() ? all : {});
  host = all;
};

/** Tells the module about the page, where that has changed. */
export const feedPage = () => {
  if (isKnown) return;
  isKnown = true;
  guard.facts('page', { ...pageNow(), raised: raisedNow() });
};

/** Decides a slot, and draws it where there is an element. @type {(slot: string, element?: HTMLElement) => Decision} */
export const decide = (slot, element) => {
  if (trouble) return guard.failed(slot, trouble);
  feedPage();
  const decision = guard.decide(slot, element);
  const isEmpty = decision.reason === 'DEFAULT' || decision.reason === 'NO_CONTENT';
  return isEmpty && !mayPersonalize() ? { ...decision, reason: 'CONSENT' } : decision;
};

/** The parts for recommendations, once. @param {Promise<unknown>} [before] what to wait for */
export const complete = (before) => completing ??= (async () => {
  await before;
  await loadParts?.(pageNow().item_category);
})().catch(told).then(() => { isComplete = true; });

/** What has to be loaded before an element can be shown, if anything. @param {Element} element */
export const parts = (element) => {
  if (element.localName !== 'sillage-recs' || !loadParts || isComplete) return undefined;
  return complete(element.hasAttribute('priority') ? undefined : new Promise((resolve) => (window.requestIdleCallback ?? later)(resolve)));
};

/** Decides a slot, with the parts for recommendations if it turns out to need them. @type {(slot: string) => Promise<Decision>} */
export const decideFully = async (slot) => {
  const decision = decide(slot);
  if (decision.reason !== 'NO_CONTENT' || isComplete) return decision;
  await complete();
  return decide(slot);
};
