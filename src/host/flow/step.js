/**
 * One step: a form with native controls.
 */

import { isChosen, read } from './answer.js';
import { build, button, heading } from '../more/build.js';

/** @typedef {import('../types.js').Answer} Answer */
/** @typedef {import('../types.js').FlowStep} FlowStep */

/**
 * @param {FlowStep} step
 * @param {Record<string, string>} ui
 * @param {Answer | undefined} answer the one given before
 * @param {number} index of the step, from 0
 * @param {number} total of steps, as far as can be said
 * @param {() => void} back
 * @param {(answer: Answer) => void} next
 * @returns {HTMLElement}
 */
export const drawStep = (step, ui, answer, index, total, back, next) => {
  const { options, title, help, input } = step;
  const question = build('fieldset.question', { 'aria-describedby': 'help error' },
    build('legend', heading(title)), help && build('p.help', { id: 'help' }, help), options ? build('div.options', ...options.map(
      ({ id, label, help, picture, colour }) => build('label.option',
        build('input', { type: input, name: 'answer', value: id, checked: isChosen(answer, id) }),
        picture && build('img.picture', { src: picture, alt: '' }), colour && build('i.colour', { style: 'background:' + colour }),
        build('span.label', label, help && build('span.help', help))),
    )) : input && slider(step, answer));
  /** @type {HTMLElement | undefined} */
  let error;
  return build('form.step', {
    onsubmit(/** @type {any} */ event) {
      event.preventDefault();
      const [answered, problem] = read(step, /** @type {any} */ (new FormData(event.target).getAll('answer')));
      if (!problem) return next(answered);
      error?.remove();
      question.before(error = button('error', () => question.querySelector('input').focus(), { id: 'error' }, problem));
      error.focus();
    },
  },
  build('label.progress', ui.progress.replace('{done}', String(index + 1)).replace('{total}', String(total)), build('progress', { max: total, value: index })),
  question,
  build('div.actions', index > 0 && button('back', back, ui.back), build('button.next', index + 1 < total ? ui.next : ui.finish)));
};

/**
 * A slider, and a number field for whom it is too fine. What is typed moves the slider, which takes possible values alone,
 * and then says what was taken.
 * @type {(step: FlowStep, answer?: Answer) => Element}
 */
const slider = ({ least: min = 0, most: max = 0, step, unit, bounds, input: type }, value) => {
  const given = { 'aria-labelledby': 'heading unit', min, max, step, value: value ?? (min + max) / 2 };
  const range = build('input', { type, name: 'answer', ...given, oninput() { typed.value = range.value; } });
  const typed = build('input', {
    type: 'number', ...given, value: range.value, oninput() { range.value = typed.value; }, onchange() { typed.value = range.value; },
  });
  return build('div.slider', range, build('label.number', typed, build('span', { id: 'unit' }, unit), build('span.help', bounds)));
};
