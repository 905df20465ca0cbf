/**
 * The result of a flow: what it says, the products it found, the answers it rests on.
 */

import { worded } from './answer.js';
import { build, button, heading } from '../more/build.js';

/** @typedef {import('../types.js').Lent} Lent */
/** @typedef {import('../types.js').FlowState} FlowState */
/** @typedef {import('../types.js').FlowWords} FlowWords */

/**
 * @param {FlowState} state
 * @param {FlowWords} words
 * @param {Lent['isAddress']} isAddress
 * @param {(index: number) => void} edit
 * @param {() => void} again
 * @returns {HTMLElement}
 */
export const drawResult = ({ outcome = '', picks = [], steps, currency }, { ui, locale, tags, outcomes, steps: asked, pictures }, isAddress, edit, again) => {
  const { title, body, picks: titles } = outcomes[outcome];
  return build('div.result', build('p.eyebrow', ui.result), heading(title), build('p.body', body),
    ...picks.map(({ slot, cards }) => build('section.pick', build('h3.title', titles[slot]), cards[0] ? build('ul.cards', ...cards.map(
      ({ name, brand, href = '', image = '', price, because = [] }, index) => build(index ? 'li.other' : 'li.card',
        pictures && isAddress(image) && build('img.picture', { src: image, alt: '' }), index > 0 && build('span.eyebrow', ui.runners_up),
        build('span.brand', brand), build('a.name', isAddress(href) && { href }, name),
        build('span.price', price?.toLocaleString(locale, { style: 'currency', currency })),
        ...because.map((tag) => tags[tag] && build('span.because', tags[tag])))))
      : build('p.empty', ui.empty))),
    build('h3.title', ui.answers),
    build('ul.answers', ...steps.map(({ id, answer }, index) => {
      const step = /** @type {any} */ (asked.find((one) => one.id === id));
      return answer !== true && build('li', button('answer', () => edit(index),
        build('span.asked', step.title), build('b.answered', worded(step, answer)), build('span.edit', ui.edit)));
    })),
    button('again', again, ui.again));
};
