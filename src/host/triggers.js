/**
 * What campaigns wait for: the pointer leaving the window, a pause, a time, a scroll, an event.
 *
 * Nothing is watched unless a decision of this page waits for it. What has happened is a fact of the page until the next one;
 * the slots that waited are decided anew.
 */

import { cancel, later } from './primordials.js';

const ACTIVITY = ['pointermove', 'pointerdown', 'keydown', 'scroll'];

/** What happened on this page. @type {Set<string>} */
let raised = new Set();
/** Those watched for. @type {Set<string>} */
let armed = new Set();
/** What each slot waits for, and whether what was seen in it may be replaced. @type {Map<string, { waits: string[], late: boolean }>} */
let slots = new Map();
/** Ends with the page. */
let page = new AbortController();
/** Decides a slot anew. @type {(slot: string, isLate: boolean) => void} */
let redecide = () => {};

/** @param {typeof redecide} call what to do once a slot need wait no more */
export const whenRaised = (call) => { redecide = call; };

/** What happened so far, as a fact of the page. */
export const raisedNow = () => (raised.size ? [...raised] : undefined);

/** Something happened. @type {(trigger: string) => void} */
export const raise = (trigger) => {
  if (!armed.has(trigger) || raised.has(trigger)) return;
  raised.add(trigger);
  slots.forEach(({ waits, late }, slot) => {
    if (waits.includes(trigger)) redecide(slot, late);
  });
};

/** Notes what a slot waits for, and watches for it. @type {(slot: string, waits: string[], late: boolean) => void} */
export const arm = (slot, waits, late) => {
  slots.set(slot, { waits, late });
  waits.forEach((trigger) => {
    if (armed.has(trigger)) return;
    armed.add(trigger);
    watch(trigger);
  });
};

/** @type {(trigger: string) => void} */
const watch = (trigger) => {
  const { signal } = page;
  const [kind, number] = trigger.split(':');
  /** @type {(types: string[], call: (event: any) => void) => void} */
  const on = (types, call) => types.forEach((type) => addEventListener(type, call, { signal, passive: true, capture: true }));
  const wait = () => later(() => {
    if (!signal.aborted) raise(trigger);
  }, +number * 1000);
  if (kind === 'after') wait();
  if (kind === 'idle') {
    let timer = wait();
    on(ACTIVITY, () => {
      cancel(timer);
      timer = wait();
    });
  }
  if (kind === 'scroll') on(['scroll'], () => {
    if (scrollY + innerHeight >= document.documentElement.scrollHeight * +number / 100) raise(trigger);
  });
  // Upwards, to the tabs and the address; a finger has no such way out.
  if (kind === 'exit') on(['pointerout'], ({ pointerType, relatedTarget, clientY }) => {
    if (pointerType === 'mouse' && !relatedTarget && clientY <= 0) raise(trigger);
  });
};

/** Another page came without a load: nothing has happened on it. */
export const disarm = () => {
  page.abort();
  page = new AbortController();
  raised = new Set();
  armed = new Set();
  slots = new Map();
};
