/**
 * The bundle: pointer, start file, signature, sections. Equal for every visitor, and so are the requests: no cookie, no
 * referrer, no query. Nothing is used before it was verified; every read is capped while it streams in.
 */

import { accept, open } from './guard.js';
import { concat, encodeText, fromBase64, now, parse, subtle } from './primordials.js';
import { Trouble } from './report.js';
import { request } from './request.js';

/** @typedef {import('./types.js').Start} Start */
/** @typedef {import('./types.js').Section} Section */
/** @typedef {import('./types.js').Loader} Loader */

/** Bytes of the start file, of everything together; of the model, which is the largest part. */
const START = 262144, TOTAL = 8388608, MODEL = 4194304;

/**
 * A start file, by way of the pointer `{"manifest": "<32 hex digits>.bin"}`; or at once, where the address given is
 * that of a start file.
 * @param {URL} url
 * @returns {Promise<Uint8Array>}
 */
export const fetchStart = async (url) => {
  const bytes = await read(url, START);
  if (bytes[0] !== 0x7b) return bytes;
  let name;
  try {
    name = json(bytes).manifest;
  } catch { /* told below */ }
  // Only a file beside the pointer: whoever can change the pointer must not choose another place.
  if (!/^[0-9a-f]{32}\.bin$/.test(name)) throw new Trouble('PARSE_ERROR', 'bundle.json names no start file');
  return read(new URL(name, url), START);
};

/** @type {(bytes: Uint8Array) => any} */
const json = (bytes) => parse(new TextDecoder().decode(bytes));

/**
 * Opens and verifies a start file and installs what the first decision needs: rules, and the copy of the locale.
 * @param {Uint8Array} bytes
 * @param {URL} base to which the addresses of other parts are relative
 * @param {string} key base64 of the Ed25519 public key
 * @param {string} locale of the page
 * @returns {Promise<Loader>}
 */
export const install = async (bytes, base, key, locale) => {
  const start = open(bytes);
  if (!start) throw damaged('');
  await verify(start, bytes, key);
  if (start.expires <= now()) throw new Trouble('GENERAL', 'the bundle has expired');
  const { sections } = start;
  let left = TOTAL - bytes.length;

  /** @type {(section: Section) => Promise<Uint8Array>} */
  const load = async (section) => {
    const { kind, inline, length, address = '' } = section;
    if (!inline && (left -= length) < 0) throw tooLarge();
    const part = inline ? bytes.subarray(...inline) : await read(new URL(address, base), Math.min(MODEL, length));
    const digest = await subtle.digest('SHA-256', /** @type {any} */ (part));
    if (!accept(sections.indexOf(section), part, new Uint8Array(digest))) throw damaged(`'s ${kind}`);
    return part;
  };
  /** @type {Loader['load']} */
  const loadAll = (...wanted) => Promise.all(sections
    .filter((section) => wanted.some(([kind, key = '']) => section.kind === kind && section.key === key))
    .map((section) => section.part ??= load(section)));

  // The rules come first: they forget what was loaded before them.
  await loadAll(['rules']);
  const language = copyFor(sections, locale, start.locale)?.key;
  await loadAll(['copy', language]);
  return {
    load: loadAll,
    words: async (key = '') => json((await loadAll(['words', language + key]))[0]),
  };
};

/**
 * The copy of the page's locale, else of its language, else of the shop's default language.
 * @param {Section[]} sections
 * @param {string} locale
 * @param {string} otherwise
 * @returns {Section | undefined}
 */
export const copyFor = (sections, locale, otherwise) => {
  const copies = sections.filter(({ kind }) => kind === 'copy');
  const wanted = locale.toLowerCase();
  const [language] = wanted.split('-');
  /** @type {(fits: (key: string) => boolean) => Section | undefined} */
  const find = (fits) => copies.find(({ key }) => fits(key.toLowerCase()));
  return find((key) => key === wanted) ?? find((key) => key === language)
    ?? find((key) => key.split('-')[0] === language) ?? copies.find(({ key }) => key === otherwise);
};

/** @type {(start: Start, bytes: Uint8Array, key: string) => Promise<void>} */
const verify = async ({ signed, signature }, bytes, key) => {
  const message = concat([encodeText('sillage-manifest\0'), bytes.subarray(0, signed)]);
  let isValid = false;
  try {
    const imported = await subtle.importKey('raw', fromBase64(key), 'Ed25519', false, ['verify']);
    isValid = await subtle.verify('Ed25519', imported, /** @type {any} */ (bytes.subarray(...signature)), message);
  } catch { /* no such key, or no Ed25519 in this browser: not verified is not trusted */ }
  if (!isValid) throw new Trouble('BUNDLE_SIGNATURE', "the bundle is not signed by the page's key");
};

const tooLarge = () => new Trouble('PARSE_ERROR', 'the bundle is too large');
/** @type {(what: string) => Trouble} */
const damaged = (what) => new Trouble('PARSE_ERROR', `the bundle${what} is damaged`);

/**
 * The body of a response, given up as soon as it is longer than allowed.
 * @param {URL} url
 * @param {number} limit bytes
 * @returns {Promise<Uint8Array>}
 */
const read = async (url, limit) => {
  const unreachable = new Trouble('PROVIDER_NOT_READY', 'the bundle could not be fetched');
  try {
    const response = await request(url);
    if (!response.ok || !response.body) throw unreachable;
    const reader = response.body.getReader();
    /** @type {Uint8Array[]} */
    const chunks = [];
    let length = 0;
    for (let next; !(next = await reader.read()).done;) {
      chunks.push(next.value);
      if ((length += next.value.length) > limit) {
        reader.cancel().catch(() => {});
        throw tooLarge();
      }
    }
    return concat(chunks);
  } catch (error) {
    throw error instanceof Trouble ? error : unreachable;
  }
};
