/**
 * The visitor's memory on this page: which events are taken in, which of them are stored, and when all of it goes.
 *
 * While consent is pending everything lives in memory and nothing is written; what is stored is what happens after the
 * grant. Records are kept in order here, as the module folds them in the order given.
 */

import { forget, lastSeen, observe, restore, seed } from './guard.js';
import { tellConversion } from './measure.js';
import { now, parse, stringify } from './primordials.js';
import { emit, quiet, told } from './report.js';
import { NONE, removeSeed, storedSeed } from './seed.js';
import { createStorage } from './storage.js';
import { raise } from './triggers.js';

/** @typedef {import('../../pkg/sillage.js').ConsentState} ConsentState */
/** @typedef {import('../../pkg/sillage.js').EventPayload} EventPayload */

const REMEMBERED = 'sillage.consent';
const DAYS_180 = 180 * 86400e3;
const SESSION = 30 * 60e3;

export const storage = createStorage({
  indexedDB: () => indexedDB,
  localStorage: () => localStorage,
  /** Another tab erased: what is drawn from the memory here is drawn anew. */
  erased: () => {
    empty();
    emit(document, 'memorychange', storage.state);
  },
});

let isLive = false, isAllowed = true;
/** What happened before the module was there. @type {[name: string, payload: EventPayload, at: number][]} */
let early = [];
/** Records that were stored before this page. @type {Uint8Array[]} */
let before = [];
/** Those of this page, stored or not. @type {Uint8Array[]} */
let here = [];
/** Set while storing is granted. @type {Promise<Uint8Array[]> | undefined} */
let opened;
/** The start of the session, where this page began one, and when. @type {{ record?: Uint8Array, at: number }} */
let session = { at: 0 };

/** An app that keeps a copy, once it is known. @type {Promise<import('./types.js').App | undefined> | undefined} */
let app;
/** @param {typeof app} given */
export const keptBy = (given) => { app = given; };

/** @type {(record: Uint8Array) => Promise<boolean>} */
const store = (record) => {
  app?.then((app) => app?.keep(record));
  return storage.append(record);
};

/** What is stored; where that is nothing, what an app kept of it. @type {() => Promise<Uint8Array[]>} */
const load = async () => {
  const stored = await storage.load((newest) => { before = newest; });
  const recalled = await (await app)?.recall(stored) ?? [];
  if (opened) recalled.forEach(store);
  return [...stored, ...recalled];
};

/** Nothing stays on the device, with the app neither. */
const clear = () => {
  app?.then((app) => app?.forget());
  return storage.erase();
};

/** Whether the visitor may be personalized for. */
export const mayPersonalize = () => isAllowed;

/** Takes an event in; one that cannot be read costs itself alone. @type {(name: string, payload: EventPayload, at?: number) => void} */
export const track = quiet((name, payload, at = now()) => {
  if (!isLive) {
    early.push([name, payload, at]);
  } else if (isAllowed) {
    const record = observe(name, payload, at);
    if (!record) return;
    here.push(record);
    raise('event:' + name);
    // The start of a session may have turned out to be none meanwhile.
    opened?.then(() => { if (here.includes(record)) store(record); }).catch(told);
    // Only once what was stored before is known again.
    Promise.resolve(opened).then(() => tellConversion(name, payload, at)).catch(told);
  }
});

const rebuild = () => {
  forget();
  if (!isLive || !isAllowed) return;
  before.forEach(restore);
  // The page may have gone live before its memory was read: the session went on, and must not count twice.
  const last = lastSeen();
  if (last !== undefined && session.at - last <= SESSION) here = here.filter((record) => record !== session.record);
  here.forEach(restore);
};

/** Seeds the module, as far as that is allowed. */
const deal = () => seed(opened && isAllowed ? storedSeed() : NONE);

/** Follows a change of consent. @type {(state: ConsentState) => Promise<void>} */
export const follow = async (state) => {
  isAllowed = state.personalize !== 'denied';
  const loading = opened = state.store === 'granted' ? opened ?? load() : undefined;
  if (state.store === 'denied') removeSeed();
  deal();
  if (!loading) before = [];
  // At once: whatever is decided from here on must not rest on what is not allowed any more.
  rebuild();
  if (state.store === 'denied') await clear();
  if (!loading) return;
  const records = await loading;
  // It may have been revoked, or erased, meanwhile.
  if (loading !== opened) return;
  before = records;
  rebuild();
};

/**
 * Goes live: the session starts, or goes on, and what happened so far is taken in.
 * @param {EventPayload} touch how the visitor came
 * @param {EventPayload} view of the page
 */
export const goLive = (touch, view) => {
  isLive = true;
  rebuild();
  const at = early[0]?.[2] ?? now();
  const last = lastSeen();
  if (last === undefined || at - last > SESSION) {
    track('session_start', touch, at);
    session = { record: here[0], at };
  }
  track('page_view', view, at);
  early.splice(0).forEach((event) => track(...event));
};

/** Nothing that was remembered may come back, by a later change of consent either. */
const empty = () => {
  before = [];
  here = [];
  early = [];
  if (opened) opened = Promise.resolve(before);
  // Nothing is left: the next page draws another one.
  seed(NONE);
  rebuild();
};

/** Removes every trace. */
export const erase = () => {
  removeSeed();
  empty();
  return clear();
};

/**
 * What an earlier page was granted; banners answer later than a held slot can wait.
 * @returns {import('./consent.js').Answers}
 */
export const rememberedConsent = () => {
  try {
    const { at, answers } = parse(localStorage.getItem(REMEMBERED) ?? '');
    return now() - at < DAYS_180 ? answers : {};
  } catch {
    return {};
  }
};

/** @param {ConsentState} state */
export const rememberConsent = ({ source, gpc, ...answers }) => {
  try {
    if (answers.store !== 'granted') localStorage.removeItem(REMEMBERED);
    // A grant is as old as the answer, not as the last visit.
    else if (source !== 'remembered') localStorage.setItem(REMEMBERED, stringify({ at: now(), answers }));
  } catch { /* sandboxed, denied or full: asked again next time */ }
};
