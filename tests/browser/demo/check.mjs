// Judges the demo as people see it: `node tests/browser/demo/check.mjs ADDRESS`, CHROMIUM in the environment.
//
// The pages of the shop at 390 and at 1280 px, the visit from an advertisement to two weeks after an order, the studio and the
// webview page. Every slot on every page must have been decided and rendered, and nothing may be thrown into a page.
// Screenshots go to target/screens/; what the pages fetched of ours goes to target/xtask/fetched.json, which
// `cargo xtask size` reads.

import { writeFileSync } from 'node:fs';
import { launch } from '../browser.mjs';
import { walkPages } from './pages.mjs';
import { walkScreens } from './screens.mjs';
import { walkStudio } from './studio.mjs';
import { walkVisit } from './visit.mjs';
import { walkWebview } from './webview.mjs';
import { fetched, mistakes, output } from './visitor.mjs';

const address = new URL(process.argv[2]);
const browser = await launch();
try {
  for (const width of [390, 1280]) await walkPages(browser, address, width);
  await walkVisit(browser, address, 390);
  await walkScreens(browser, address);
  await walkStudio(browser, address, 1440);
  await walkWebview(browser, address, 1280);
} finally {
  await browser.close();
}
/** Other code is the shop's, or the studio's, which no shopper loads. */
const ours = [...fetched.values()].filter(({ url, kind }) => kind === 'data' || url.startsWith('/p/'));
writeFileSync(output('xtask/fetched.json'), JSON.stringify(ours, null, 2) + '\n');
for (const mistake of mistakes) console.error(`error: ${mistake}`);
process.exitCode = mistakes.length === 0 ? 0 : 1;
