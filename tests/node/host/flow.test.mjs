// What needs no page: answers of a form and in words, reasons, and what is counted of the memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isChosen, read, worded } from '../../../src/host/flow/answer.js';
import { answered, counted } from '../../../src/host/own/privacy.js';
import { leaves, sentence } from '../../../src/host/own/why.js';

const PROBLEMS = { none: 'none', least: 'least', most: 'most' };
const ONE = { input: 'radio', problems: PROBLEMS }, MANY = { input: 'checkbox', problems: PROBLEMS, least: 2, most: 3 };
const NUMBER = { input: 'range', problems: {} }, STATEMENT = { problems: {} };

// a step, values of its form, the answer, what is wrong with it
const ANSWERS = [
  [STATEMENT, [], true, undefined],
  [ONE, ['dry'], 'dry', undefined],
  [ONE, [], null, 'none'],
  [{ ...ONE, problems: {} }, [], null, undefined],
  [MANY, ['a', 'b'], ['a', 'b'], undefined],
  [MANY, ['a'], ['a'], 'least'],
  [MANY, ['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd'], 'most'],
  [MANY, [], null, 'none'],
  [{ ...MANY, problems: { least: 'least', most: 'most' } }, [], null, undefined],
  [NUMBER, ['0'], 0, undefined],
  [NUMBER, ['0.3'], 0.3, undefined],
];
for (const [step, given, answer, problem] of ANSWERS) {
  test(`${step.input ?? 'statement'} ${JSON.stringify(given)} is ${JSON.stringify(answer)} ${problem ?? ''}`, () => {
    const [found, wrong] = read(step, given);
    assert.deepEqual([found, wrong || undefined], [answer, problem]);
  });
}

const OPTIONS = [{ id: 'dry', label: 'Dry' }, { id: 'red', label: 'Redness' }];
// a step, an answer, how it is worded
const WORDED = [
  [{ options: OPTIONS }, 'dry', 'Dry'],
  [{ options: OPTIONS }, ['dry', 'red'], 'Dry · Redness'],
  [{ options: OPTIONS }, ['gone'], ''],
  [{ options: OPTIONS }, null, ''],
  [{ unit: '€' }, 45, '45 €'],
];
for (const [step, answer, words] of WORDED) {
  test(`${JSON.stringify(answer)} is worded ${words}`, () => assert.equal(worded(step, answer), words));
}
test('an answer that is not there chooses nothing', () => assert.equal(isChosen(undefined, 'dry'), false));

const WORDS = { ui: { why_default: 'all', why_page: 'page', why_answer: 'answer', why_follows: 'follows', why_popular: 'popular' }, campaigns: { gold: 'own' } };
const items = (kind) => ({ kind: 'items', items: [{ item_id: '1', because: { kind } }] });
// a decision, the first path of its audience, the sentence
const SENTENCES = [
  [{ reason: 'DEFAULT', value: { kind: 'default' } }, 'default', 'all'],
  [{ reason: 'TIMEOUT', campaign: 'gold', value: { kind: 'fields' } }, 'host.tier', 'all'],
  [{ reason: 'TARGETING_MATCH', campaign: 'gold', value: { kind: 'fields' } }, 'host.tier', 'own'],
  [{ reason: 'TARGETING_MATCH', campaign: 'other', value: { kind: 'fields' } }, 'answer.skin', 'answer'],
  [{ reason: 'TARGETING_MATCH', campaign: 'other', value: { kind: 'fields' } }, 'page.type', 'page'],
  [{ reason: 'STATIC', campaign: 'other', value: { kind: 'fields' } }, 'default', 'all'],
  [{ reason: 'DEFAULT', value: items('follows') }, 'default', 'follows'],
  [{ reason: 'DEFAULT', value: items('popular') }, 'default', 'popular'],
  [{ reason: 'TARGETING_MATCH', campaign: 'other', value: { kind: 'fields' } }, 'unheard.of', undefined],
];
for (const [decision, path, words] of SENTENCES) {
  test(`${decision.reason} of ${path} reads ${words}`, () => assert.equal(sentence(decision, path, WORDS), words));
}

test('the facts of a condition are those of its leaves that are known', () => {
  const leaf = (path, actual) => ({ matched: true, path, op: 'eq', expected: 1, actual });
  const tree = { op: 'all', clauses: [leaf('a', 1), { op: 'segment', segment: 's', clauses: [leaf('b', null), leaf('c', ['x'])] }, { op: '…', matched: null }] };
  assert.deepEqual(leaves(tree), [['a', 1], ['c', ['x']]]);
  assert.deepEqual(leaves(undefined), []);
});

test('events are counted by kind, the newest kind first; of answers the newest is told', () => {
  const event = (name, parameters = {}) => ({ name, at: 0, items: [], parameters });
  const events = [event('x_flow_complete', { flow: 'f', 'answer.skin': 'dry', 'answer.age': null }), event('view_item'),
    event('x_flow_complete', { flow: 'f', 'answer.skin': 'oily', 'answer.age': 30 }), event('view_item'), event('__proto__')];
  assert.deepEqual(counted(events), [['event_x_flow_complete', 2], ['event_view_item', 2], ['event___proto__', 1]]);
  assert.deepEqual(answered(events), [['answer.skin', 'dry']]);
  assert.deepEqual(answered([]), []);
});
