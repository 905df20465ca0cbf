/**
 * `<sillage-flow name>`: a flow drawn from where the module says that the visitor is.
 *
 * Answers are events of the visitor's memory like all others; position, path and result are derived from them, so that nothing
 * is kept here but which step is looked at. Where personalizing is denied, the element shows its own children.
 */

import { build, button, heading } from '../more/build.js';
import { drawResult } from './result.js';
import { drawStep } from './step.js';

/** @typedef {import('../types.js').FlowState} FlowState */
/** @typedef {import('../types.js').FlowWords} FlowWords */
/** @typedef {import('../types.js').Lent} Lent */

/** Milliseconds between the halves of a double click. */
const DOUBLE = 500;

/**
 * @param {Element} element
 * @param {string} flow its name
 * @param {FlowWords} words
 * @param {Lent} lent
 * @param {ShadowRoot} root
 * @param {(part: string, ...given: any[]) => void} show
 */
export const drawFlow = (element, flow, words, { sillage, flow: stateOf, isAddress, emit }, root, show) => {
  const { ui, steps, title, body } = words;
  // All of them, so that none tells which step is shown.
  steps.forEach(({ options }) => options?.forEach(({ picture }) => { if (picture) new Image().src = picture; }));
  /** The step of the path that is looked at; where there is none, the first that is not answered, else the result. */
  let at = -1;
  /** What was drawn. @type {string | undefined} */
  let before;
  let drawnAt = 0;
  // The second half of a double click was meant for what is gone by then.
  addEventListener('click', (event) => {
    if (event.detail > 1 && event.timeStamp - drawnAt < DOUBLE) event.preventDefault(), event.stopPropagation();
  }, true);

  /** @type {(focus?: string) => void} what is to have the focus, if it is there; else the heading */
  const draw = (focus) => {
    const state = sillage.consent.state.personalize === 'denied' ? null : stateOf(flow);
    const isResumed = !before;
    // What is half filled in stays where nothing has changed.
    if (before === (before = JSON.stringify(state)) && !focus) return;
    drawnAt = performance.now();
    if (state) show('flow', build('output.note', state.notes[0] ? ui.changed : isResumed && state.done > 0 && ui.kept), view(state));
    else root.replaceChildren(build('slot'));
    if (focus) /** @type {HTMLElement | null} */ (root.querySelector(focus) ?? root.querySelector('h2'))?.focus();
  };

  /** @type {(state: FlowState) => Element} */
  const view = (state) => {
    const { status, steps: path, done, left, outcome, attributes, isRecorded, revision } = state;
    const begin = () => {
      sillage.track('x_flow_start', { flow, revision });
      at = -1;
      draw('h2');
    };
    /** @type {(index: number) => void} */
    const look = (index) => {
      at = index;
      draw(':checked,[type=range]');
    };
    if (status === 'idle') return build('div.intro', heading(title), build('p.body', body), button('begin', begin, ui.begin));
    if (outcome && !isRecorded) {
      // The memory of the result, which slots may rest on.
      sillage.track('x_flow_complete', { flow, outcome, ...attributes });
      emit(element, 'flowcomplete', { flow, outcome });
      sillage.slots.refresh();
    }
    const index = path[at] ? at : path.length - (outcome ? 0 : 1);
    if (!path[index]) return drawResult(state, words, isAddress, look, begin);
    const { id: step, revision: asked, answer } = path[index];
    emit(element, 'flowstep', { flow, step });
    return drawStep(/** @type {any} */ (steps.find(({ id }) => id === step)), ui, answer, index, done + left, () => look(index - 1), (given) => {
      if (String(given) !== String(answer)) sillage.track('x_flow_answer', { flow, step, revision: asked, answer: given });
      // On to the next; back to the result for whoever came from there.
      at = outcome ? -1 : index + 1;
      draw('h2');
    });
  };

  sillage.on('sillage:memorychange', () => draw());
  draw();
};
