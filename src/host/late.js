/**
 * The late rule: default content that has been seen is not swapped under the reader's eyes.
 *
 * A slot may be filled while nothing of the page was painted, while the style sheet's animation holds it invisible, or
 * while it is out of view and was never in it (with `late="swap"`: whenever it is out of view).
 */

import { look, SHARE } from './measure.js';

const HOLD = 'sillage-hold';

/** @type {WeakSet<Element>} */
const seen = new WeakSet();
/** @type {WeakMap<Element, () => void>} */
const waiting = new WeakMap();
let isPainted = false;
// The browser tells of the first paint only some time after it; the second frame from here is at least as late.
requestAnimationFrame(() => requestAnimationFrame(() => { isPainted = true; }));

const observer = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, intersectionRatio, target }) => {
  look(target, intersectionRatio);
  if (!isIntersecting) waiting.get(target)?.();
  else if (!isHeld(target)) seen.add(target);
}), { threshold: [0, SHARE] });

/** Whether something of the page was painted. */
export const wasPainted = () => isPainted || performance.getEntriesByType('paint').length > 0;

/** Notes from now on whether the element was seen. @type {(element: Element) => void} */
export const observe = (element) => observer.observe(element);

/** @type {(element: Element) => boolean} */
export const mayFill = (element) => {
  if (!wasPainted() || isHeld(element)) return true;
  const { top, bottom, left, right } = element.getBoundingClientRect();
  if (bottom > 0 && right > 0 && top < innerHeight && left < innerWidth) seen.add(element);
  else if (swaps(element)) return true;
  return !seen.has(element);
};

/** Calls once the element is out of view, where it asked for that. @type {(element: Element, ready: () => void) => void} */
export const whenOut = (element, ready) => {
  if (swaps(element)) waiting.set(element, () => {
    waiting.delete(element);
    ready();
  });
};

/** @type {(element: Element) => boolean} */
const swaps = (element) => element.getAttribute('late') === 'swap';

/** The running animation that keeps an element invisible. @type {(element: Element) => Animation[]} */
const holds = (element) => element.getAnimations()
  .filter((animation) => /** @type {CSSAnimation} */ (animation).animationName === HOLD && animation.playState === 'running');

/** @type {(element: Element) => boolean} */
export const isHeld = (element) => holds(element).length > 0;

/**
 * Lets a held slot wait for as long as the page's author said. The end stays with the animation: should this script
 * hang, the default content appears all the same.
 * @param {Element} element
 * @param {number} duration milliseconds from when the element was first laid out
 */
export const extendHold = (element, duration) => holds(element).forEach(({ effect }) => effect?.updateTiming({ duration }));
