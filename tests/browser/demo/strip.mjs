// The screenshots of a visit side by side, as one picture: target/screens/visit.jpg, and with SILLAGE_BLESS=1 the README's.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { output } from './visitor.mjs';

const README = fileURLToPath(new URL('../../../www/visit.jpg', import.meta.url));
const COLUMNS = 3, WIDTH = 300;

/** @type {(browser: import('playwright-core').Browser, shots: { file: string, title: string }[]) => Promise<void>} */
export async function joinPictures(browser, shots) {
  const page = await browser.newPage({ viewport: { width: COLUMNS * (WIDTH + 20) + 20, height: 600 } });
  const figure = ({ file, title }, index) => `<figure><img src="data:image/png;base64,${readFileSync(file, 'base64')}" alt=""><figcaption>${index + 1} · ${title}</figcaption></figure>`;
  await page.setContent(`<style>
body { margin: 20px; display: grid; grid-template-columns: repeat(${COLUMNS}, ${WIDTH}px); gap: 20px; background: #e9e5df; font: 15px Georgia, serif; color: #3a332d }
figure { margin: 0 } img { display: block; width: 100%; border-radius: 10px } figcaption { padding: 8px 2px 0 }
</style>${shots.map(figure).join('')}`);
  await page.evaluate(() => Promise.all([...document.images].map((picture) => picture.decode())));
  for (const path of [output('screens/visit.jpg'), process.env.SILLAGE_BLESS ? README : []].flat()) {
    await page.screenshot({ path, type: 'jpeg', quality: 72, fullPage: true });
  }
  await page.close();
}
