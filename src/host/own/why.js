/**
 * `<sillage-why for>`: the reason in plain words, and the facts it rests on.
 */

import { build } from '../more/build.js';
import { facts } from './facts.js';

/** @typedef {import('../../../pkg/sillage.js').Decision} Decision */
/** @typedef {import('../../../pkg/sillage.js').Sillage} Sillage */

/** The facts of a condition that are known. @type {(clause: any) => [path: string, actual: unknown][]} */
export const leaves = (clause) => clause?.clauses?.flatMap(leaves) ?? (clause?.actual == null ? [] : [[clause.path, clause.actual]]);

/**
 * The sentence for a decision: the author's own, else one for what the first item was picked for, or for where the first
 * fact of the audience comes from.
 * @param {Decision} decision
 * @param {string} path of the first fact of its audience; `default` where it has none
 * @param {any} words
 * @returns {string | undefined}
 */
export const sentence = ({ campaign = '', reason, value }, path, { ui, campaigns }) => {
  const { items, kind } = /** @type {any} */ (value);
  return reason === 'TIMEOUT' || kind === 'default' ? ui.why_default
    : campaigns[campaign] ?? ui['why_' + (items?.[0].because.kind ?? path.split('.')[0])];
};

/** @type {(slot: string, words: any, sillage: Sillage) => HTMLElement[]} */
export const drawWhy = (slot, words, sillage) => {
  const body = build('div.body');
  return [build('details.why', {
    ontoggle: async () => {
      const explained = /** @type {any} */ (await sillage.explain(slot));
      // What is shown may be older than what would be decided now.
      const shown = /** @type {any[]} */ ([...document.querySelectorAll('sillage-slot,sillage-recs')]).find(({ name }) => name === slot);
      const decision = shown?.decision ?? explained.decision;
      const known = leaves(explained.considered.find((/** @type {any} */ { campaign }) => campaign === decision.campaign)?.audience);
      body.replaceChildren(build('p.reason', sentence(decision, known[0]?.[0] ?? 'default', words)),
        ...facts(words.ui.why_basis, [...new Map(known)], words.attributes, words.values, words.names));
    },
  }, build('summary', words.ui.why_title), body)];
};
