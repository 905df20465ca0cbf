/**
 * What an instance of the module was told, and what it answers now: everything that `atelier replay` needs to decide the same.
 *
 * It listens at the module's one door (the table of `src/shop.rs`), so it needs nothing of the script that calls there and works beside
 * every build of it. What was told and taken back again (facts that were replaced, a memory that was erased) is not kept.
 */

/** @typedef {{ kind: string, key: string }} Section */
/** @typedef {{ slot: string, decision: string, explanation: string, shown?: string }} Answer */

/** What a saved moment consists of; bytes are base64 as the module was given them. */
/**
 * @typedef {object} Moment
 * @property {'moment'} sillage
 * @property {1} version
 * @property {number} now milliseconds since 1970
 * @property {string} bundle name of the start file
 * @property {[kind: string, key: string][]} sections what was loaded, in that order
 * @property {Record<string, string>} facts by namespace
 * @property {string[]} offers
 * @property {string[]} records the stored events
 * @property {string} [seed]
 * @property {Answer[]} slots
 */

/** The calls that tell something. */
const OPEN = 0, ACCEPT = 1, FACTS = 2, OFFERS = 3, OBSERVE = 4, RESTORE = 5, FORGET = 6, SEED = 13;
/** And those that ask. */
const DECIDE = 7, EXPLAIN = 8;
/** As many offers and records as are kept on the device. */
const KEPT = 2000;

const decoder = new TextDecoder(), encoder = new TextEncoder();

/** @type {(bytes: Uint8Array) => string} */
const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** @type {(all: Uint8Array[], one: Uint8Array) => void} */
const keep = (all, one) => {
  if (all.push(one) > KEPT) all.shift();
};

/**
 * Listens to an instance.
 * @param {any} exports of the instance
 * @returns {{ exports: any, moment(slots: Record<string, string | undefined>, now: number): Promise<Moment | undefined> }} the exports to use
 *   in their place, and what saves the moment: of these slots, each with what it shows as JSON; nothing before there is a bundle
 */
export const record = (exports) => {
  /** @type {Uint8Array | undefined} */
  let start;
  /** @type {Section[]} */
  let contents = [];
  /** @type {[string, string][]} */
  let sections = [];
  /** @type {Record<string, Uint8Array>} */
  const facts = {};
  /** @type {Uint8Array[]} */
  const offers = [];
  /** @type {Uint8Array[]} */
  let records = [];
  /** @type {Uint8Array | undefined} */
  let seed;

  /** @type {(at: number, length: number) => Uint8Array} */
  const bytesAt = (at, length) => new Uint8Array(exports.memory.buffer, at, length).slice();

  /** @type {(what: number, name: string, bytes: Uint8Array, number: number, answer: Uint8Array) => void} */
  const told = (what, name, bytes, number, answer) => {
    if (what === OPEN) {
      start = bytes;
      contents = JSON.parse(decoder.decode(answer)).sections;
    } else if (what === ACCEPT) {
      const { kind, key } = contents[number];
      if (kind === 'rules') sections = [];
      sections.push([kind, key]);
    } else if (what === FACTS) facts[name] = bytes;
    else if (what === OFFERS) keep(offers, bytes);
    else if (what === OBSERVE) keep(records, answer);
    else if (what === RESTORE) keep(records, bytes);
    else if (what === FORGET) records = [];
    else if (what === SEED) seed = bytes.length ? bytes : undefined;
  };

  /** @type {(...given: [what: number, nameAt: number, nameLength: number, at: number, length: number, number: number]) => [number, number]} */
  const call = (...given) => {
    const [what, nameAt, nameLength, at, length, number] = given;
    const name = decoder.decode(bytesAt(nameAt, nameLength)), bytes = bytesAt(at, length);
    const answer = exports.call(...given);
    // What was refused was not told.
    if (answer[0]) told(what, name, bytes, number, bytesAt(answer[0], answer[1]));
    return answer;
  };

  /** @type {(what: number, name: string, number: number) => string} */
  const ask = (what, name, number) => {
    const bytes = encoder.encode(name);
    const at = exports.__wbindgen_malloc(bytes.length, 1);
    new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
    const [answerAt, length] = exports.call(what, at, bytes.length, exports.__wbindgen_malloc(0, 1), 0, number);
    if (!answerAt) return '';
    const answer = decoder.decode(bytesAt(answerAt, length));
    exports.__wbindgen_free(answerAt, length, 1);
    return answer;
  };

  return {
    exports: { ...exports, call },
    async moment(slots, now) {
      if (!start) return undefined;
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', /** @type {any} */ (start)));
      const name = Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
      return {
        sillage: 'moment',
        version: 1,
        now,
        bundle: name + '.bin',
        sections,
        facts: Object.fromEntries(Object.entries(facts).map(([namespace, bytes]) => [namespace, toBase64(bytes)])),
        offers: offers.map(toBase64),
        records: records.map(toBase64),
        ...(seed && { seed: toBase64(seed) }),
        slots: Object.entries(slots).map(([slot, shown]) => ({
          // As the module read it: half a character is not JSON for everybody.
          slot: decoder.decode(encoder.encode(slot)),
          decision: ask(DECIDE, slot, now),
          explanation: ask(EXPLAIN, slot, now),
          ...(shown && { shown }),
        })),
      };
    },
  };
};
