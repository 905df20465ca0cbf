/**
 * Facts with their labels.
 */

import { build } from '../flow/build.js';

/** A heading and a list; nothing where there are no facts. @type {(title: string, rows: [string, unknown][], labels: Record<string, string>) => any[]} */
export const facts = (title, rows, labels) => (rows[0] ? [build('h3.title', title), build('dl.facts', ...rows.flatMap(([name, value]) => [
  build('dt', labels[name] ?? name), build('dd', [value].flat().join(' · '))]))] : []);
