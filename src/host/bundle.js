/**
 * The bundle: pointer, start file, signature, sections. Equal for every visitor, and so are the requests: no cookie, no
 * referrer, no query. Nothing is used before it was verified; every read is capped while it streams in.
 */

import { encodeText, fromBase64, now, parse, subtle } from './primordials.js';
import { Trouble } from './report.js';
import { request } from './request.js';

/** @typedef {import('./types.js').Start} Start */
/** @typedef {import('./types.js').Section} Section */
/** @typedef {ReturnType<typeof import('./guard.js').createGuard>} Guard */

/** Bytes of the start file, of the model, of everything together. */
const START = 262144, MODEL = 4194304, TOTAL = 8388608;
const SIGNED_AS = encodeText('sillage-manifest\0');

/**
 * A start file, by way of the pointer `{"manifest": "<32 hex digits>.bin"}`; or at once, where the address given is
 * that of a start file.
 * @param {URL} url
 * @returns {Promise<{ bytes: Uint8Array, base: URL }>}
 */
export async function fetchStart(url) {
  const bytes = await read(url, START);
  if (bytes[0] !== 0x7b) return { bytes, base: url };
  let manifest;
  try {
    ({ manifest } = parse(new TextDecoder().decode(bytes)));
  } catch { /* told below */ }
  // Only a file beside the pointer: whoever can change the pointer must not choose another place.
  if (!/^[0-9a-f]{32}\.bin$/.test(manifest)) throw new Trouble('PARSE_ERROR', 'bundle.json names no start file');
  return { bytes: await read(new URL(manifest, url), START), base: url };
}

/**
 * Opens and verifies a start file and installs what the first decision needs: rules, and the copy of the locale.
 * @param {Guard} guard
 * @param {{ bytes: Uint8Array, base: URL }} start
 * @param {string} key base64 of the Ed25519 public key
 * @param {string} locale of the page
 */
export async function install(guard, { bytes, base }, key, locale) {
  const start = guard.open(bytes);
  if (!start) throw new Trouble('PARSE_ERROR', 'the bundle is damaged');
  await verify(start, bytes, key);
  if (start.expires <= now()) throw new Trouble('GENERAL', 'the bundle has expired');
  const { sections } = start;
  let left = TOTAL - bytes.length;
  /** @type {Map<Section, Promise<void>>} */
  const loads = new Map();

  /** @type {(section: Section | undefined, limit: number) => Promise<void>} */
  const load = (section, limit) => {
    if (!section) return Promise.reject(new Trouble('PARSE_ERROR', 'the bundle lacks a section'));
    const loading = loads.get(section) ?? accept(section, limit);
    loads.set(section, loading);
    return loading;
  };
  /** @type {(section: Section, limit: number) => Promise<void>} */
  const accept = async (section, limit) => {
    const { inline, length, address } = section;
    if (!inline && (left -= length) < 0) throw tooLarge();
    const part = inline ? bytes.subarray(...inline) : await read(new URL(/** @type {string} */ (address), base), Math.min(limit, length));
    const digest = new Uint8Array(await subtle.digest('SHA-256', /** @type {any} */ (part)));
    if (!guard.accept(sections.indexOf(section), part, digest)) throw new Trouble('PARSE_ERROR', `the bundle's ${section.kind} is damaged`);
  };
  const find = (/** @type {Section['kind']} */ kind, key = '') => sections.find((section) => section.kind === kind && section.key === key);

  // The rules come first: they forget what was loaded before them.
  await load(find('rules'), START);
  await load(copyFor(sections, locale), START);
  return {
    start,
    /**
     * The parts that only recommendations need, chosen by the page and never by the visitor.
     * @param {string} [category] of the page
     */
    async complete(category) {
      const parts = [find('model'), find('catalogue', 'top'), category && find('catalogue', category)].filter(isSection);
      await Promise.all(parts.map((section) => load(section, MODEL)));
    },
  };
}

/** @type {(section: Section | '' | undefined) => section is Section} */
const isSection = (section) => !!section;

/**
 * The copy of the page's locale, else of its language, else the first.
 * @param {Section[]} sections
 * @param {string} locale
 * @returns {Section | undefined}
 */
export function copyFor(sections, locale) {
  const copies = sections.filter(({ kind }) => kind === 'copy');
  const wanted = locale.toLowerCase();
  const language = wanted.split('-')[0];
  return copies.find(({ key }) => key.toLowerCase() === wanted)
    ?? copies.find(({ key }) => key.toLowerCase() === language)
    ?? copies.find(({ key }) => key.toLowerCase().split('-')[0] === language)
    ?? copies[0];
}

/** @type {(start: Start, bytes: Uint8Array, key: string) => Promise<void>} */
async function verify({ signed, signature }, bytes, key) {
  const message = new Uint8Array(SIGNED_AS.length + signed);
  message.set(SIGNED_AS);
  message.set(bytes.subarray(0, signed), SIGNED_AS.length);
  let valid = false;
  try {
    const imported = await subtle.importKey('raw', fromBase64(key), 'Ed25519', false, ['verify']);
    valid = await subtle.verify('Ed25519', imported, /** @type {any} */ (bytes.subarray(...signature)), message);
  } catch { /* no such key, or no Ed25519 in this browser: not verified is not trusted */ }
  if (!valid) throw new Trouble('BUNDLE_SIGNATURE', "the bundle is not signed by the page's key");
}

// Made only when thrown: making an error has the engine parse the script anew for its stack, milliseconds on a phone.
const unreachable = () => new Trouble('PROVIDER_NOT_READY', 'the bundle could not be fetched');
const tooLarge = () => new Trouble('PARSE_ERROR', 'the bundle is too large');

/**
 * The body of a response, given up as soon as it is longer than allowed.
 * @param {URL} url
 * @param {number} limit bytes
 * @returns {Promise<Uint8Array>}
 */
async function read(url, limit) {
  try {
    const response = await request(url);
    if (!response.ok || !response.body) throw unreachable();
    const reader = response.body.getReader();
    /** @type {Uint8Array[]} */
    const chunks = [];
    let length = 0;
    for (let next; !(next = await reader.read()).done;) {
      length += next.value.length;
      if (length > limit) {
        reader.cancel().catch(() => {});
        throw tooLarge();
      }
      chunks.push(next.value);
    }
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  } catch (error) {
    throw error instanceof Trouble ? error : unreachable();
  }
}
