/**
 * The one place that calls into wasm.
 *
 * After a trap an instance is finished: borrowed cells stay borrowed and the shadow stack stays low. So whatever is fed
 * to the module is kept here as well; a fresh instance takes a fraction of a millisecond, is fed again, and the call
 * that trapped is answered by its default. After two traps in a page view the module is left alone.
 */

import { draw } from './dom.js';
import * as module from './engine.js';
import { encode } from './wire.js';
import { now, parse } from './primordials.js';
import { told, Trouble } from './report.js';
import { NONE } from './seed.js';
import { arm } from './triggers.js';

/** @typedef {import('./types.js').Start} Start */
/** @typedef {import('./types.js').FlowState} FlowState */
/** @typedef {import('../../pkg/sillage.js').Decision} Decision */
/** @typedef {import('../../pkg/sillage.js').ErrorCode} ErrorCode */
/** @typedef {import('../../pkg/sillage.js').Explanation} Explanation */
/** @typedef {import('../../pkg/sillage.js').RememberedEvent} RememberedEvent */

const TRAPS = 2;
/** As many events as the engine remembers, and as many offers; the oldest go first. */
const KEPT = 2000;

/** Set once the module is compiled; until then what it has to be told is only kept. @type {(() => void) | undefined} */
let instantiate;
let isAlive = false, traps = 0;
/** What an instance has to be told again: a call for each thing. @type {(() => unknown)[]} */
const sections = [];
/** @type {Record<string, Uint8Array>} */
const known = {};
/** Each merges into those before. @type {Uint8Array[]} */
const offered = [];
/** @type {Uint8Array[]} */
let records = [];
/** @type {Uint8Array} */
let seeded = NONE;

const feed = () => {
  instantiate?.();
  sections.forEach((tell) => tell());
  Object.entries(known).forEach((entry) => module.facts(...entry));
  offered.forEach(module.offers);
  records.forEach(module.restore);
  if (seeded.length) module.seed(seeded);
  isAlive = true;
};

/**
 * @template T
 * @param {() => T} call
 * @param {T} otherwise
 * @returns {T}
 */
const run = (call, otherwise) => {
  if (!instantiate || isFatal()) return otherwise;
  try {
    if (!isAlive) feed();
    return call();
  } catch {
    isAlive = false;
    traps++;
    if (isFatal()) told(new Trouble('PROVIDER_FATAL', 'the module failed twice and is left alone'));
    return otherwise;
  }
};

/** @type {(all: Uint8Array[], one: Uint8Array) => void} */
const keep = (all, one) => {
  if (all.push(one) > KEPT) all.shift();
};

/** Whether the module is left alone. */
export const isFatal = () => traps >= TRAPS;

/** @type {(make: () => void) => void} */
export const use = (make) => { instantiate = make; };

/** @type {(bytes: Uint8Array) => Start | undefined} */
export const open = (bytes) => {
  const json = run(() => module.open(bytes), '');
  if (!json) return undefined;
  sections.push(() => module.open(bytes));
  return parse(json);
};

/** @type {(section: number, bytes: Uint8Array, digest: Uint8Array) => boolean} */
export const accept = (...given) => {
  const isAccepted = run(() => module.accept(...given), false);
  if (isAccepted) sections.push(() => module.accept(...given));
  return isAccepted;
};

/** @type {(namespace: string, given: object) => void} */
export const facts = (namespace, given) => {
  const wire = known[namespace] = encode(given);
  run(() => module.facts(namespace, wire), undefined);
};

/** @type {(given: object) => void} */
export const offers = (given) => {
  const wire = encode(given);
  keep(offered, wire);
  run(() => module.offers(wire), undefined);
};

/** @type {(name: string, payload: unknown, at: number) => Uint8Array | undefined} */
export const observe = (name, payload, at) => {
  const wire = encode(payload);
  const record = run(() => module.observe(name, wire, at), undefined);
  if (record) keep(records, record);
  return record;
};

/** @type {(record: Uint8Array) => void} */
export const restore = (record) => {
  if (run(() => module.restore(record), false)) keep(records, record);
};

/** Sets the device's seed; no bytes: there is none. @type {(bytes: Uint8Array) => void} */
export const seed = (bytes) => {
  seeded = bytes;
  run(() => module.seed(bytes), undefined);
};

export const forget = () => {
  records = [];
  run(module.forget, undefined);
};

/** When the newest event happened. */
export const lastSeen = () => run(module.lastSeen, undefined);

/** @type {(slot: string) => Explanation | undefined} */
export const explain = (slot) => run(() => parse(module.explain(slot, now())), undefined);

/** Where the visitor is in a flow; nothing where it is not loaded. @type {(name: string) => FlowState | null} */
export const flow = (name) => parse(run(() => module.flow(name, now()), '') || 'null');

/** What is remembered, newest first. @type {() => RememberedEvent[]} */
export const remembered = () => parse(run(module.remembered, '') || '[]');

/** Decides a slot, and draws it where there is an element. @type {(slot: string, element?: HTMLElement) => Decision} */
export const decide = (slot, element) => {
  try {
    const plan = parse(run(() => module.plan(slot, now()), ''));
    arm(slot, plan.waits, plan.late);
    if (element) draw(element, plan);
    return plan.decision;
  } catch { /* the page's own DOM refused, and the caller resets the element; or there is no plan */ }
  return failed(slot, isFatal() ? 'PROVIDER_FATAL' : 'GENERAL');
};

/**
 * The decision that stands for none: the page's default content, and why.
 * @param {string} slot
 * @param {ErrorCode} errorCode
 * @returns {Decision}
 */
export const failed = (slot, errorCode) => {
  return { slot, value: { kind: 'default' }, variant: '', reason: 'ERROR', errorCode, notes: [] };
};
