// Page code in TypeScript, checked with the others by `tsc --strict`; it is never run.

import { init, type Clause, type Decision, type Sillage } from '../../../pkg/sillage.js';

export async function everyCall(): Promise<Decision> {
  const sillage: Sillage = await init({ bundle: '/p/bundle.json', bundleKey: '', consent: 'manual', capture: ['jsonld'], slotTimeout: 300 });
  sillage.track('purchase', { transaction_id: 'T1', value: 10, items: [{ item_id: 'S1', price: 10, quantity: 1 }] });
  sillage.track('x_quiz_done', { score: 3 });
  sillage.host({ loyalty_tier: 'gold', loyalty_points: 3, first_name: null });
  sillage.offers({ S1: { price: 9.5, availability: 'InStock' } });
  sillage.consent.set({ store: 'granted' });
  sillage.slots.refresh(['home.hero']);
  const stop = sillage.on('sillage:decision', ({ detail }) => detail.value.kind === 'fields' && detail.value.fields.title, { once: true });
  stop();
  document.addEventListener('sillage:fallback', ({ detail: { slot, reason } }) => slot + reason);
  await document.querySelector('sillage-slot')?.refresh();
  document.addEventListener('sillage:flowcomplete', ({ detail: { flow, outcome } }) => flow + outcome);
  await sillage.page(null);
  const [newest] = await sillage.memory.list();
  const explanation = await sillage.explain('home.hero');
  const why = explanation?.considered.map(({ audience }) => audience && paths(audience));
  console.log(newest?.items[0]?.item_id, why, explanation?.decision.notes[0]?.note);
  await window.sillage('memory.erase');
  // @ts-expect-error: no event of GA4, and no own one
  sillage.track('addToCart');
  // @ts-expect-error: no such purpose
  sillage.consent.set({ marketing: 'granted' });
  return sillage.decide('home.hero');
}

const paths = (clause: Clause): string[] =>
  'path' in clause ? [clause.path] : 'clauses' in clause ? clause.clauses.flatMap(paths) : [];
