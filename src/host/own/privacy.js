/**
 * `<sillage-privacy>`: what is remembered and where, what was fetched, and a button that removes every trace.
 */

import { build } from '../more/build.js';
import { facts } from './facts.js';

/** @typedef {import('../../../pkg/sillage.js').RememberedEvent} RememberedEvent */
/** @typedef {import('../../../pkg/sillage.js').Sillage} Sillage */

/** Files of ours: the scripts and the module, the pointer, the parts of the bundle. */
const OURS = /\/(sillage[^/]*|bundle\.json|[0-9a-f]{32}\.bin)$/;

/** How often each kind of event is remembered, the newest kind first. @type {(events: readonly RememberedEvent[]) => [string, number][]} */
export const counted = (events) => {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { name } of events) counts['event_' + name] = (counts['event_' + name] ?? 0) + 1;
  return Object.entries(counts);
};

/** The newest answers by attribute. @type {(events: readonly RememberedEvent[]) => [string, unknown][]} */
export const answered = (events) => Object.entries(Object.assign({}, ...events.map(({ parameters }) => parameters).reverse()))
  .filter(([path, answer]) => path.startsWith('answer.') && answer != null);

/** @type {(words: any, sillage: Sillage) => HTMLElement[]} */
export const drawPrivacy = ({ ui, attributes, values }, { consent, memory, on }) => {
  const list = build('div'), status = build('output.status');
  const fill = async () => {
    const events = await memory.list();
    const { backend } = memory.state;
    const isKept = events[0] && consent.state.store === 'granted' && /i/.test(backend);
    list.replaceChildren(
      ...facts(ui.privacy_events, counted(events), ui), ...facts(ui.privacy_answers, answered(events), attributes, values),
      build('p.empty', !events[0] && ui.privacy_empty),
      // Until storing is allowed, and when it is no more, everything lives in this page.
      build('p.where', ui['privacy_where_' + (isKept ? backend : events[0] ? 'memory' : 'off')], isKept && ', ' + ui.privacy_plain),
      build('p.sent', ui.privacy_sent), build('ul.files', ...performance.getEntriesByType('resource').map(
        ({ name }) => OURS.test(name) && build('li', name))),
    );
  };
  on('sillage:memorychange', fill);
  fill();
  return [
    build('h2.heading', ui.privacy_title), build('p.body', ui.privacy_intro), list,
    build('details.erase', build('summary', ui.privacy_erase), build('p.reason', ui.privacy_confirm), build('button.confirm', {
      onclick: async () => {
        await memory.erase();
        status.textContent = ui.privacy_erased;
      },
    }, ui.privacy_erase)), status,
  ];
};
