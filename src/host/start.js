/**
 * One page: everything starts at once, and comes together when module, bundle and document are there.
 */

import { capture } from './capture.js';
import { createConsent } from './consent.js';
import { createGuard, failed } from './guard.js';
import { createMemory, rememberConsent, rememberedConsent } from './memory.js';
import { createPlaces } from './elements.js';
import { createStorage } from './storage.js';
import { deviceFacts, touchFacts } from './page.js';
import { fetchStart, install } from './bundle.js';
import { later } from './primordials.js';
import { emit, quiet, report, told, Trouble } from './report.js';

/** @typedef {import('../../pkg/sillage.js').Config} Config */
/** @typedef {import('../../pkg/sillage.js').Decision} Decision */
/** @typedef {import('../../pkg/sillage.js').ErrorCode} ErrorCode */
/** @typedef {import('../../pkg/sillage.js').PageContext} PageContext */
/** @typedef {import('../../pkg/sillage.js').Sillage} Sillage */

/** How long the first decision waits for stored memory, once everything else is there. */
const MEMORY_WAIT = 100;

/**
 * @param {Window & typeof globalThis} page
 * @param {Config} config
 * @param {(url: string | URL) => Promise<() => import('./module.js').Shop>} loadModule
 * @param {string} script address of this script
 */
export function start(page, config, loadModule, script) {
  const { document, navigator, location } = page;
  const localStorage = () => page.localStorage;
  const locale = !config.locale || config.locale === 'auto' ? document.documentElement.lang || navigator.language : config.locale;
  /** @type {Sillage['status']} */
  let status = 'NOT_READY';
  /** @type {ErrorCode} */
  let trouble = 'PROVIDER_NOT_READY';
  /** @type {ReturnType<typeof createGuard> | undefined} */
  let guard;
  /** @type {Awaited<ReturnType<typeof install>> | undefined} */
  let bundle;
  /** @type {Promise<void> | undefined} */
  let completing;
  /** @type {PageContext} */
  let said = {};
  let isKnown = false, isComplete = false;
  /** @type {Record<string, unknown>} */
  const host = {};

  function feedHost() {
    guard?.facts('host', consent.state.personalize === 'denied' ? {} : host);
  }
  function feedPage() {
    if (isKnown) return;
    isKnown = true;
    guard?.facts('page', described());
  }

  /** What is known of the page now. @returns {ReturnType<NonNullable<typeof watched>['facts']>} */
  function described() {
    return watched?.facts(said, locale) ?? {};
  }

  const consent = createConsent(config.consent ?? 'auto', /** @type {any} */ (navigator).globalPrivacyControl === true, (state) => {
    rememberConsent(localStorage, state);
    feedHost();
    memory.follow().catch(told);
    emit(document, 'consentchange', state);
    // What is shown may rest on what may not be used any more.
    if (guard && (state.store === 'denied' || state.personalize === 'denied')) refresh();
  });
  const storage = createStorage({
    indexedDB: () => page.indexedDB, localStorage, navigator, erased: () => memory.erased(),
  });
  const memory = createMemory(storage, () => consent.state);
  /** @type {ReturnType<typeof capture> | undefined} */
  let watched;
  const listen = () => {
    watched = capture(page, config.capture ?? ['datalayer', 'jsonld'], config.dataLayer ?? 'dataLayer', {
      event(name, payload) {
        isKnown = false;
        memory.track(name, payload);
      },
      consent: consent.signal,
      offers: (offers) => later(quiet(() => whenLive(() => guard?.offers(offers))), 0),
    });
    // Only after the data layer had its say: a refusal that is there already comes before the memory of a grant.
    if (config.consent !== 'granted') consent.remember(rememberedConsent(localStorage));
    return memory.follow();
  };
  // In a task of its own: the first one asks the network, which takes longest.
  const remembered = pause().then(listen).catch(told);

  /** @type {(slot: string, call: (live: NonNullable<typeof guard>) => Decision) => Decision} */
  const decide = (slot, call) => {
    if (!guard || status !== 'READY') return failed(slot, trouble);
    feedPage();
    const decision = call(guard);
    const isEmpty = decision.reason === 'DEFAULT' || decision.reason === 'NO_CONTENT';
    return isEmpty && consent.state.personalize === 'denied' ? { ...decision, reason: 'CONSENT' } : decision;
  };

  /** The parts for recommendations, once. @type {(wait: () => Promise<unknown>) => Promise<void>} */
  const complete = (wait) => completing ??= wait().then(async () => {
    const { item_category: category } = described();
    await bundle?.complete(category);
  }).catch(told).then(() => { isComplete = true; });

  const places = createPlaces(page, {
    decide: (slot) => decide(slot, (live) => live.decide(slot)),
    render: (slot, element) => decide(slot, (live) => live.render(slot, element)),
    parts: (element) => (element.localName === 'sillage-recs' && bundle && !isComplete
      ? complete(element.hasAttribute('priority') ? async () => {} : idle) : undefined),
  }, config.slotTimeout);
  const refresh = quiet(places.refresh);

  const idle = () => new Promise((resolve) => (page.requestIdleCallback ?? later)(resolve));

  /** @type {() => Promise<void>} */
  const boot = async () => {
    if (!config.bundle || !config.bundleKey) throw new Trouble('GENERAL', 'data-bundle and data-bundle-key are required');
    const [instantiate, file] = await Promise.all([
      loadModule(config.wasm ? new URL(config.wasm, document.baseURI) : new URL('sillage.wasm', script)),
      fetchStart(new URL(config.bundle, document.baseURI)),
    ]);
    const live = createGuard(instantiate, (final) => {
      if (!final) return;
      [status, trouble] = ['FATAL', 'PROVIDER_FATAL'];
      report(trouble, 'the module failed twice and is left alone');
    });
    bundle = await install(live, file, config.bundleKey, locale);
    if (document.querySelector('sillage-recs[priority]')) await complete(async () => {});
    await pause();
    await Promise.all([parsed(document), Promise.race([remembered, new Promise((resolve) => later(resolve, MEMORY_WAIT))])]);
    goLive(live);
    await pause();
  };

  /** @type {(live: NonNullable<typeof guard>) => void} */
  const goLive = (live) => {
    guard = live;
    const touch = touchFacts(new URL(location.href), document.referrer);
    live.facts('device', deviceFacts(page.innerWidth, navigator.language));
    live.facts('touch', touch);
    feedHost();
    feedPage();
    memory.attach(live, touch, viewed());
    if (status === 'NOT_READY') status = 'READY';
    const imply = quiet(() => watched?.impliedView());
    if (document.readyState === 'complete') imply();
    else page.addEventListener('load', imply);
  };
  const viewed = () => ({ page_type: described().type });

  const flush = quiet(() => document.visibilityState === 'hidden' && storage.flush());
  document.addEventListener('visibilitychange', flush);
  page.addEventListener('pagehide', quiet(storage.flush));

  const ready = boot().catch((error) => {
    status = 'ERROR';
    if (error instanceof Trouble) trouble = error.code;
    told(error);
  }).then(quiet(places.define));

  /** Now if the module is there, else when it is. @type {(then: () => void) => void} */
  const whenLive = (then) => {
    if (guard) then();
    else ready.then(quiet(then));
  };

  return {
    ready, consent, memory, storage, places, refresh, decide, whenLive,
    get status() { return status; },
    get guard() { return guard; },
    /** Decides a slot, with the parts for recommendations if it turns out to need them. @type {(slot: string) => Promise<Decision>} */
    async decideFully(slot) {
      await ready;
      const decision = decide(slot, (live) => live.decide(slot));
      if (decision.reason !== 'NO_CONTENT' || isComplete) return decision;
      await complete(async () => {});
      return decide(slot, (live) => live.decide(slot));
    },
    /** @type {(facts: object) => void} */
    host(facts) {
      Object.assign(host, facts);
      feedHost();
    },
    /** The first call before the page was counted says what it is; every later one, that another came. @type {(context: PageContext) => Promise<void>} */
    async page(context) {
      const isNext = !!guard;
      said = isNext ? context : { ...said, ...context };
      isKnown = false;
      if (!isNext) return;
      watched?.next();
      feedPage();
      memory.track('page_view', viewed());
      emit(document, 'pagechange', context);
      await refresh();
    },
    async stop() {
      watched?.stop();
      places.stop();
      document.removeEventListener('visibilitychange', flush);
      await storage.close();
    },
  };
}

/** Lets the page's own work in: each part is short, all of them together would be a long task. @type {() => Promise<void>} */
const pause = () => new Promise((resolve) => later(resolve, 0));

/** @type {(document: Document) => Promise<void>} */
const parsed = (document) => new Promise((resolve) => {
  if (document.readyState !== 'loading') resolve();
  else document.addEventListener('readystatechange', () => resolve(), { once: true });
});
