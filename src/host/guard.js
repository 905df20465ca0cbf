/**
 * The one place that calls into wasm.
 *
 * After a trap an instance is finished: borrowed cells stay borrowed and the shadow stack stays low. So whatever is fed
 * to the module is kept here as well; a fresh instance takes a fraction of a millisecond, is fed again, and the call
 * that trapped is answered by its default. After two traps in a page view the module is left alone.
 */

import { draw } from './dom.js';
import { encode } from './wire.js';
import { assign, now, parse } from './primordials.js';

/** @typedef {import('./module.js').Shop} Shop */
/** @typedef {import('./types.js').Start} Start */
/** @typedef {import('../../pkg/sillage.js').Decision} Decision */
/** @typedef {import('../../pkg/sillage.js').ErrorCode} ErrorCode */

const TRAPS = 2;
/** As many events as the engine remembers; the oldest go first. */
const RECORDS = 2000;

/**
 * @param {() => Shop} instantiate a shop in a fresh instance
 * @param {(final: boolean) => void} trapped told after each trap, and whether it was the last
 */
export function createGuard(instantiate, trapped) {
  /** @type {Shop | undefined} */
  let shop;
  let traps = 0;
  /** @type {Uint8Array | undefined} */
  let start;
  /** @type {[section: number, bytes: Uint8Array, digest: Uint8Array][]} */
  let sections = [];
  /** @type {Record<string, Uint8Array>} */
  const facts = {};
  /** @type {Record<string, unknown>} */
  const offers = {};
  /** @type {Uint8Array[]} */
  let records = [];

  /** @type {() => Shop} */
  const feed = () => {
    const fresh = instantiate();
    if (start) fresh.open(start);
    sections.forEach((section) => fresh.accept(...section));
    Object.entries(facts).forEach((entry) => fresh.facts(...entry));
    records.forEach((record) => fresh.restore(record));
    fresh.offers(encode(offers));
    return fresh;
  };

  /**
   * @template T
   * @param {(shop: Shop) => T} call
   * @param {T} otherwise
   * @returns {T}
   */
  const run = (call, otherwise) => {
    if (traps >= TRAPS) return otherwise;
    try {
      return call(shop ??= feed());
    } catch {
      shop = undefined;
      traps += 1;
      trapped(traps >= TRAPS);
      return otherwise;
    }
  };

  /** @type {(record: Uint8Array) => void} */
  const keep = (record) => {
    records.push(record);
    if (records.length > RECORDS) records.shift();
  };

  /** @type {(slot: string) => Decision} */
  const none = (slot) => failed(slot, traps < TRAPS ? 'GENERAL' : 'PROVIDER_FATAL');

  return {
    /** @type {(bytes: Uint8Array) => Start | undefined} */
    open(bytes) {
      const json = run((live) => live.open(bytes), '');
      if (json) start = bytes;
      return json ? parse(json) : undefined;
    },
    /** @type {(section: number, bytes: Uint8Array, digest: Uint8Array) => boolean} */
    accept(section, bytes, digest) {
      const accepted = run((live) => live.accept(section, bytes, digest), false);
      if (accepted) sections.push([section, bytes, digest]);
      return accepted;
    },
    /** @type {(namespace: string, given: object) => void} */
    facts(namespace, given) {
      const wire = facts[namespace] = encode(given);
      run((live) => live.facts(namespace, wire), undefined);
    },
    /** @type {(given: object) => void} */
    offers(given) {
      assign(offers, given);
      const wire = encode(given);
      run((live) => live.offers(wire), undefined);
    },
    /** @type {(name: string, payload: unknown, at: number) => Uint8Array | undefined} */
    observe(name, payload, at) {
      const wire = encode(payload);
      const record = run((live) => live.observe(name, wire, at), undefined);
      if (record) keep(record);
      return record;
    },
    /** @type {(record: Uint8Array) => void} */
    restore(record) {
      if (run((live) => live.restore(record), false)) keep(record);
    },
    /** When the newest event happened. */
    lastSeen: () => run((live) => live.lastSeen(), undefined),
    forget() {
      records = [];
      run((live) => live.forget(), undefined);
    },
    /** @type {(slot: string) => Decision} */
    decide: (slot) => run((live) => parse(live.decide(slot, now())), undefined) ?? none(slot),
    /** @type {(slot: string) => unknown} */
    explain: (slot) => run((live) => parse(live.explain(slot, now())), undefined),
    /** @type {(slot: string, element: HTMLElement) => Decision} */
    render(slot, element) {
      const plan = run((live) => live.plan(slot, now()), '');
      try {
        return plan ? draw(element, plan) : none(slot);
      } catch {
        return none(slot); // the page's own DOM refused; the caller resets the element
      }
    },
  };
}

/**
 * The decision that stands for none: the page's default content, and why.
 * @param {string} slot
 * @param {ErrorCode} errorCode
 * @returns {Decision}
 */
export function failed(slot, errorCode) {
  return { slot, value: { kind: 'default' }, variant: '', reason: 'ERROR', errorCode, notes: [] };
}
