// Every kind of page in every look: languages, widths, dark, right to left. Pictures go to target/screens/ for people to look at;
// what numbers can tell is judged: no page scrolls sideways, no text is cut off or stands outside the window, and nothing that
// opens an explanation lies on a text.

import { answerQuiz } from './quiz.mjs';
import { judgeSlots, photograph } from './slots.mjs';
import { settled } from './studio.mjs';
import { mistakes, openVisitor } from './visitor.mjs';

const WIDTHS = [320, 390, 768, 1280];
/** A hundred pictures take a minute; numbers are judged without them too. */
const ARE_KEPT = !!process.env.SILLAGE_LONG;
/** Each is one visitor, whose windows change under her; a picture is kept of the widths named, numbers are judged at all. */
const LOOKS = {
  en: { pictures: WIDTHS, dark: [390, 1280] },
  fr: { under: '/fr', pictures: [320, 768] },
  rtl: { direction: 'rtl', pictures: [390, 1280] },
};

const ITEMS = [
  { item_id: 'lys-calm-serum-30', item_name: 'Calm Serum', item_brand: 'Lys', item_category: 'serum', price: 58, quantity: 1 },
  { item_id: 'velours-lipstick-braise', item_name: 'Lipstick Braise', item_brand: 'Velours', item_category: 'lip', item_variant: 'Braise', price: 35, quantity: 2 },
];
/** What the shop's own storage holds of her. */
const HERS = { consent: 'granted', bag: ITEMS, member: 'ines', orders: [{ number: 'A-0000000001', at: Date.UTC(2026, 8, 1), items: ITEMS, isTold: true }] };

/** In an order in which the later ones have something to be personal about; `act` calls `look` itself. */
const PAGES = {
  product: { path: '/products/nuit-d-iris-night-cream-50.html' },
  shades: { path: '/products/velours-lipstick-grenat.html' },
  category: { path: '/shop/serum.html' },
  quiz: { path: '/skin-finder.html', act: takeQuiz },
  cart: { path: '/cart.html' },
  order: { path: '/order.html' },
  account: { path: '/account.html' },
  privacy: { path: '/privacy.html' },
  home: { path: '/' },
};
/** Pages around the shop, which are in English. */
const TOOLS = { studio: '/studio/', webview: '/webview/' };
/** The step of the quiz of which a picture is kept, beside the first and the result. */
const MIDDLE = 3;

export async function walkScreens(browser, address) {
  for (const [name, { direction = 'ltr', ...look }] of Object.entries(LOOKS)) {
    const begun = Date.now();
    const alter = (page) => page.replace('<html ', `<html dir="${direction}" `);
    const visitor = await openVisitor(browser, { address, width: WIDTHS[0], alter });
    await visitor.page.emulateMedia(STILL);
    await visitor.context.addInitScript((hers) => {
      for (const [key, value] of Object.entries(hers)) localStorage.setItem(`aurevanne.${key}`, JSON.stringify(value));
    }, HERS);
    for (const [kind, { path, act }] of Object.entries(PAGES)) {
      await visitor.page.goto(new URL((look.under ?? '') + path, address).href, { waitUntil: 'load' });
      await judgeSlots(visitor);
      const see = (part = kind) => seeAll(visitor, `${part}-${name}`, look);
      await (act ? act(visitor.page, see) : see());
    }
    await visitor.close();
    if (!look.under) await walkTools(browser, address, `-${name}`, direction, look);
    console.log(`screens, ${name}: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  }
}

async function walkTools(browser, address, suffix, direction, look) {
  const visitor = await openVisitor(browser, { address, width: WIDTHS.at(-1), isPatient: false });
  await visitor.page.emulateMedia(STILL);
  for (const [kind, path] of Object.entries(TOOLS)) {
    await visitor.page.setViewportSize({ width: WIDTHS.at(-1), height: 844 });
    await visitor.page.goto(new URL(path, address).href, { waitUntil: 'load' });
    if (kind === 'studio') await settled(visitor.page);
    await visitor.page.evaluate((dir) => { document.documentElement.dir = dir; }, direction);
    await seeAll(visitor, kind + suffix, look);
  }
  await visitor.close();
}

async function takeQuiz(page, see) {
  await see('quiz-begin');
  await answerQuiz(page, ['sensitive-skin', 'redness'], async (step) => {
    if (step === 0) await see('quiz-first');
    if (step === MIDDLE) await see('quiz-middle');
  });
  await see('quiz-result');
}

/** Judges the page as it stands at every width, and takes the pictures of a look. */
async function seeAll({ page, place, ...visitor }, name, { pictures, dark = [] }) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 });
    const wrongs = await page.evaluate(judgeLayout);
    mistakes.push(...wrongs.map((wrong) => `${name} at ${width} px: ${wrong}`));
    if (ARE_KEPT && pictures.includes(width)) await photograph({ ...visitor, page, width }, name, SMALL);
    if (!ARE_KEPT || !dark.includes(width)) continue;
    await page.emulateMedia({ colorScheme: 'dark' });
    await photograph({ ...visitor, page, width }, `${name}-dark`, SMALL);
    await page.emulateMedia({ colorScheme: 'light' });
  }
}
/** A picture in the middle of a transition shows neither of two looks. */
const STILL = { reducedMotion: 'reduce' };
const SMALL = { type: 'jpeg', quality: 70 };

/** Runs in the page: what is wrong with where its texts stand, in words. */
function judgeLayout() {
  const wrongs = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) wrongs.push(`scrolls sideways, ${root.scrollWidth} px wide`);
  const texts = textsOf(document.body);
  for (const { said, box, element } of texts) {
    const cut = cutterOf(box, element);
    if (cut) wrongs.push(`\`${said}\` is cut off by \`${cut}\``);
  }
  for (const select of document.querySelectorAll('select')) {
    const whole = widthOf(select);
    if (whole > select.offsetWidth + 1) wrongs.push(`\`${select.selectedOptions[0]?.text}\` does not fit its control: ${whole} of ${select.offsetWidth} px`);
  }
  for (const why of document.querySelectorAll('.explained > sillage-why')) {
    const mark = why.shadowRoot?.querySelector('[part=why]')?.getBoundingClientRect();
    if (!mark) continue;
    const covered = texts.find(({ box, element }) => why.parentElement.contains(element.getRootNode().host ?? element) && element.getRootNode() !== why.shadowRoot && overlap(box, mark));
    if (covered) wrongs.push(`\`sillage-why for=${why.getAttribute('for')}\` lies on \`${covered.said}\``);
  }
  return [...new Set(wrongs)];

  /** Lines of text that can be seen, also those inside shadow roots. */
  function textsOf(within) {
    const found = [];
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.shadowRoot) found.push(...textsOf(node.shadowRoot));
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim() || node.parentElement?.closest('.skip, select, style, script, noscript, [aria-hidden=true]')) continue;
      const element = node.parentElement;
      if (!element?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) if (box.width > 1) found.push({ said: node.data.trim().slice(0, 40), box, element });
    }
    return found;
  }

  /** What hides a part of a text for good: the window, or a box that neither shows nor scrolls to what stands out of it. */
  function cutterOf(box, element) {
    for (let around = element; around && around !== root && around !== document.body; around = around.assignedSlot ?? around.parentElement ?? around.getRootNode().host) {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(around);
      const edge = around.getBoundingClientRect();
      // What says itself that there is more, what can be scrolled to, what is for screen readers.
      if (textOverflow === 'ellipsis' || /auto|scroll/.test(overflowX + overflowY) || edge.width <= 1 || edge.height <= 1) return '';
      if (/hidden|clip/.test(overflowX) && (box.left < edge.left - 1 || box.right > edge.right + 1)) return nameOf(around);
      // A line box is higher than its letters.
      if (/hidden|clip/.test(overflowY) && (box.top + box.bottom) / 2 > edge.bottom) return nameOf(around);
    }
    return box.left < -1 || box.right > innerWidth + 1 ? 'the window' : '';
  }

  /** What a control would need for what is chosen in it. */
  function widthOf(select) {
    const copy = select.cloneNode();
    copy.append(new Option(select.selectedOptions[0]?.text));
    copy.style.cssText = 'position: absolute; inline-size: max-content';
    select.after(copy);
    const width = copy.offsetWidth;
    copy.remove();
    return width;
  }

  function nameOf(element) {
    return [element.localName, ...element.classList].join('.');
  }

  function overlap(a, b) {
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  }
}
