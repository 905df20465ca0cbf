/**
 * The late rule: default content that has been seen is not swapped under the reader's eyes.
 *
 * A slot may be filled while nothing of the page was painted, while the style sheet's animation holds it invisible, or
 * while it is out of view and was never in it (with `late="swap"`: whenever it is out of view).
 */

const HOLD = 'sillage-hold';

/** @param {Window & typeof globalThis} page */
export function createLateRule(page) {
  /** @type {WeakSet<Element>} */
  const seen = new WeakSet();
  /** @type {Map<Element, () => void>} */
  const waiting = new Map();
  let painted = false;
  // The browser tells of the first paint only some time after it; the second frame from here is at least as late.
  page.requestAnimationFrame(() => page.requestAnimationFrame(() => { painted = true; }));

  const observer = new page.IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => {
    if (isIntersecting && !isHeld(target)) seen.add(target);
    const ready = waiting.get(target);
    if (isIntersecting || !ready) return;
    waiting.delete(target);
    ready();
  }));

  const isPainted = () => painted || page.performance.getEntriesByType('paint').length > 0;

  /** @type {(element: Element) => boolean} */
  const isInView = (element) => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    return bottom > 0 && right > 0 && top < page.innerHeight && left < page.innerWidth;
  };

  return {
    /** @type {(element: Element) => void} */
    observe(element) { observer.observe(element); },
    /** @type {(element: Element) => boolean} */
    mayFill(element) {
      if (!isPainted() || isHeld(element)) return true;
      if (isInView(element)) seen.add(element);
      else if (swaps(element)) return true;
      return !seen.has(element);
    },
    /** Calls once the element is out of view, where it asked for that. @type {(element: Element, ready: () => void) => void} */
    whenOut(element, ready) { if (swaps(element)) waiting.set(element, ready); },
    stop() {
      observer.disconnect();
      waiting.clear();
    },
  };
}

/** @type {(element: Element) => boolean} */
const swaps = (element) => element.getAttribute('late') === 'swap';

/** The running animation that keeps an element invisible. @type {(element: Element) => Animation[]} */
const holds = (element) => element.getAnimations?.()
  .filter((animation) => /** @type {CSSAnimation} */ (animation).animationName === HOLD && animation.playState === 'running') ?? [];

/** @type {(element: Element) => boolean} */
export const isHeld = (element) => holds(element).length > 0;

/**
 * Lets a held slot wait for as long as the page's author said. The end stays with the animation: should this script
 * hang, the default content appears all the same.
 * @param {Element} element
 * @param {number} milliseconds from when the element was first laid out
 */
export function extendHold(element, milliseconds) {
  holds(element).forEach(({ effect }) => effect?.updateTiming({ duration: milliseconds }));
}
