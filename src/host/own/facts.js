/**
 * Facts with their labels.
 */

import { build } from '../more/build.js';

/**
 * A heading and a list, with what facts and their values are called; nothing where there are no facts.
 * @type {(title: string, rows: [string, unknown][], labels: Record<string, string>, values?: Record<string, any>, names?: Record<string, string>) => any[]}
 */
export const facts = (title, rows, labels, values = {}, names = {}) => (rows[0] ? [build('h3.title', title), build('dl.facts', ...rows.flatMap(([name, value]) => [
  build('dt', labels[name] ?? name), build('dd', /** @type {any[]} */ ([value].flat()).map((one) => values[name]?.[one] ?? names[one] ?? one).join(' · '))]))] : []);
