// Answers the quiz as a shopper does, by whatever controls a step has.

/** More than any path of the demo's quizzes has. */
const STEPS = 12;

/**
 * Answers every step, with the first options that `wanted` names or else the first ones, until the result shows.
 * @param {import('playwright-core').Page} page
 * @param {readonly string[]} [wanted] ids of options
 * @param {(step: number) => unknown} [look] called at every step, before it is answered
 * @returns {Promise<string[]>} the headings of the steps
 */
export async function answerQuiz(page, wanted = [], look = () => {}) {
  const flow = page.locator('sillage-flow');
  await flow.scrollIntoViewIfNeeded();
  await flow.locator('[part~=begin]').click();
  const headings = [];
  for (let step = 0; step < STEPS && !(await flow.locator('[part~=result]').count()); step++) {
    const heading = await flow.locator('[part~=heading]').textContent();
    await look(step);
    await choose(flow, wanted);
    await flow.locator('[part~=next]').click();
    headings.push(heading);
    await page.waitForFunction((last) => document.querySelector('sillage-flow').shadowRoot.querySelector('[part~=heading]')?.textContent !== last, heading);
  }
  return headings;
}

async function choose(flow, wanted) {
  const options = flow.locator('input[name=answer]:not([type=range])');
  const ids = await options.evaluateAll((inputs) => inputs.map(({ value }) => value));
  if (ids.length === 0) return;
  const chosen = Math.max(0, ids.findIndex((id) => wanted.includes(id)));
  await options.nth(chosen).check({ force: true });
}
