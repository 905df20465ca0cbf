// Who may say what about consent, and what comes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConsent } from '../../../src/host/consent.js';

const gcm = (command, values, region) => (consent) => consent.signal(command, { ...values, ...(region ? { region } : {}) });
const set = (answers) => (consent) => consent.set(answers);
const remember = (answers) => (consent) => consent.remember(answers);
const STORE = { personalization_storage: 'granted' }, NO_STORE = { personalization_storage: 'denied' };
const ALL = { store: 'granted', personalize: 'granted', measure: 'granted', share: 'granted' };
const letters = ({ store, personalize, measure, share }) => [store, personalize, measure, share].map((value) => value[0]).join('');

// mode, GPC, what happens; store personalize measure share (pending, granted, denied), source
const CASES = [
  ['auto', false, [], 'pppp', 'default'],
  ['manual', false, [], 'pppp', 'default'],
  ['granted', false, [], 'gggg', 'host'],
  ['granted', true, [], 'ggdd', 'host'],
  ['auto', true, [], 'ppdd', 'default'],
  ['auto', false, [gcm('default', NO_STORE)], 'pppp', 'default'],
  ['auto', false, [gcm('default', STORE)], 'ggpp', 'gcm'],
  ['auto', false, [gcm('default', STORE, ['FR'])], 'pppp', 'default'],
  ['auto', false, [gcm('default', NO_STORE, ['FR']), gcm('default', STORE)], 'pppp', 'default'],
  ['auto', false, [gcm('default', NO_STORE), gcm('update', STORE)], 'ggpp', 'gcm'],
  ['auto', false, [gcm('update', NO_STORE)], 'ddpp', 'gcm'],
  ['auto', false, [gcm('update', STORE), gcm('update', NO_STORE)], 'ddpp', 'gcm'],
  ['auto', false, [gcm('update', NO_STORE), gcm('update', STORE)], 'ggpp', 'gcm'],
  ['auto', false, [gcm('update', { analytics_storage: 'granted' })], 'ppgp', 'gcm'],
  ['auto', true, [gcm('update', { analytics_storage: 'granted', ad_user_data: 'granted' })], 'ppdd', 'gcm'],
  ['auto', false, [gcm('update', { ad_user_data: 'denied' })], 'pppd', 'gcm'],
  ['auto', false, [gcm('update', { ad_storage: 'granted' })], 'pppp', 'default'],
  ['auto', false, [gcm('update', { personalization_storage: true })], 'pppp', 'default'],
  ['auto', false, [gcm('revoke', STORE)], 'pppp', 'default'],
  ['auto', false, [(consent) => consent.signal('update', undefined)], 'pppp', 'default'],
  ['manual', false, [gcm('update', STORE)], 'pppp', 'default'],
  ['granted', false, [gcm('update', NO_STORE)], 'gggg', 'host'],
  ['manual', false, [set(ALL)], 'gggg', 'explicit'],
  ['manual', false, [set(null)], 'pppp', 'default'],
  ['manual', false, [set({ store: 'denied' })], 'dppp', 'explicit'],
  ['manual', false, [set({ store: 'yes', other: 'granted' })], 'pppp', 'default'],
  ['granted', false, [set({ store: 'denied' })], 'dggg', 'explicit'],
  ['auto', false, [gcm('update', NO_STORE), set(ALL)], 'ddgg', 'gcm'],
  ['auto', false, [gcm('update', STORE), set({ store: 'denied' })], 'dgpp', 'explicit'],
  ['auto', false, [remember(ALL)], 'gggg', 'remembered'],
  ['auto', false, [gcm('default', NO_STORE), remember(ALL)], 'gggg', 'remembered'],
  ['auto', false, [remember(ALL), gcm('update', NO_STORE)], 'ddgg', 'gcm'],
  ['auto', false, [remember(ALL), gcm('update', STORE)], 'gggg', 'gcm'],
  ['manual', false, [remember(ALL), set({ personalize: 'denied' })], 'gdgg', 'remembered'],
  ['manual', false, [set(ALL), set({ share: 'pending' })], 'gggp', 'explicit'],
];
for (const [mode, gpc, steps, expected, source] of CASES) {
  test(`${mode}${gpc ? ' with GPC' : ''}, ${steps.length} steps: ${expected} by ${source}`, () => {
    const consent = createConsent(mode, gpc, () => {});
    steps.forEach((step) => step(consent));
    assert.equal(letters(consent.state), expected);
    assert.equal(consent.state.source, source);
    assert.equal(consent.state.gpc, gpc);
  });
}

test('a change is told once, and no change is not told', () => {
  const told = [];
  const consent = createConsent('manual', false, (state) => told.push(letters(state)));
  consent.set({ store: 'granted' });
  consent.set({ store: 'granted' });
  consent.signal('update', STORE);
  consent.set({ store: 'denied' });
  assert.deepEqual(told, ['gppp', 'dppp']);
});
