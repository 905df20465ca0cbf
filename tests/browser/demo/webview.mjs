// Somebody signs in, in the app around the store: the app's facts reach the slots of the page inside.

import { photograph } from './slots.mjs';
import { mistakes, openVisitor, PATIENCE } from './visitor.mjs';

export async function walkWebview(browser, address, width) {
  const visitor = await openVisitor(browser, { address, width, isPatient: false });
  const { page } = visitor;
  await page.goto(new URL('/webview/', address).href);
  const before = await heroOf(page, (campaign) => campaign);
  await photograph(visitor, 'webview', { fullPage: false });
  await page.getByText('Inès').first().click();
  const after = await heroOf(page, (campaign) => campaign === 'gold_hero');
  await photograph(visitor, 'webview-gold', { fullPage: false });
  console.log(`webview: ${before}, signed in as Inès ${after}`);
  if (after !== 'gold_hero') mistakes.push(`the store in the app shows \`${after}\` to a gold member`);
  await visitor.close();
}

/** The campaign of the hero inside, once it is as wanted or patience ends. */
async function heroOf(page, isWanted) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const campaign = await page.evaluate(() => document.getElementById('webview').contentDocument?.querySelector('[name="home.hero"]')?.decision?.campaign).catch(() => undefined);
    if (isWanted(campaign) || Date.now() > end) return campaign;
    await page.waitForTimeout(100);
  }
}
