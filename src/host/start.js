/**
 * One page: everything starts at once, and comes together when module, bundle and document are there.
 */

import { fetchStart, install } from './bundle.js';
import { nextPage, viewImplied, watchPage } from './capture.js';
import { createConsent } from './consent.js';
import { changed, complete, describe, description, feedHost, feedPage, pageNow, setLocale, setParts, setTrouble } from './decisions.js';
import { pushOwn } from './datalayer.js';
import { define, parsed, refresh, watch, whenLoaded } from './elements.js';
import { facts, isFatal, use } from './guard.js';
import { defineLazy, loadFile } from './lazy.js';
import { startMeasuring } from './measure.js';
import { follow, goLive, keptBy, rememberConsent, rememberedConsent, storage, track } from './memory.js';
import { loadModule } from './module.js';
import { addressNow, deviceFacts, touchFacts } from './page.js';
import { fromBase64, pause, toBase64 } from './primordials.js';
import { emit, quiet, told, Trouble } from './report.js';
import { disarm, whenRaised } from './triggers.js';

/** @typedef {import('../../pkg/sillage.js').Config} Config */
/** @typedef {import('../../pkg/sillage.js').PageContext} PageContext */
/** @typedef {import('../../pkg/sillage.js').Sillage} Sillage */
/** @typedef {import('./types.js').Loader} Loader */

/** How long the first decision waits for stored memory, once everything else is there. */
const MEMORY_WAIT = 100;

/** @type {Sillage['status']} */
let status = 'NOT_READY';
export const statusNow = () => (isFatal() ? 'FATAL' : status);

/** @type {ReturnType<typeof createConsent>} */
export let consent;

/**
 * Settles when slots can be decided, or when it is certain that they cannot.
 * @param {Config} config
 * @param {string} script address of this script
 * @param {Sillage} sillage
 */
export const start = async ({ locale, slotTimeout, measure, bridge, dataLayer = 'dataLayer', ...config }, script, sillage) => {
  const language = !locale || locale === 'auto' ? document.documentElement.lang || navigator.language : locale;
  setLocale(language);
  consent = createConsent(config.consent ?? 'auto', /** @type {any} */ (navigator).globalPrivacyControl === true, (state) => {
    rememberConsent(state);
    follow(state).catch(told).then(() => emit(document, 'memorychange', storage.state));
    feedHost();
    emit(document, 'consentchange', state);
    // What is shown may rest on what may not be used any more.
    if (state.store === 'denied' || state.personalize === 'denied') quiet(refresh)();
  });
  if (measure !== 'off') startMeasuring(track, (command) => {
    if (measure === 'datalayer' && consent.state.measure === 'granted') pushOwn(window, dataLayer, command);
  }, (slot) => refresh([slot]));
  // Frames inside a page of an app get no bridge.
  const app = bridge && parent === window ? loadFile('bridge', script)
    .then(({ install }) => install(bridge, { sillage, consent: consent.host, fromBase64, toBase64 })).catch(told) : undefined;
  keptBy(app);
  document.addEventListener('visibilitychange', storage.flush);
  addEventListener('pagehide', storage.flush);
  // In a task of its own: the first one asks the network, which takes longest.
  const remembered = Promise.all([app, pause().then(() => listen(config, dataLayer)).catch(told)]);
  watch(slotTimeout);
  whenRaised(quiet((slot, isLate) => {
    changed();
    refresh([slot], isLate);
  }));
  let loader;
  try {
    loader = await boot(config, script, language, remembered);
  } catch (error) {
    status = 'ERROR';
    if (error instanceof Trouble) setTrouble(error.code);
    told(error);
  }
  await quiet(define)();
  if (loader) defineLazy(script, loader, sillage);
};

/** Hears what the page tells, and opens the memory. @type {(config: Config, dataLayer: string) => Promise<void>} */
const listen = ({ capture = ['datalayer', 'jsonld'], consent: mode }, dataLayer) => {
  watchPage(capture, dataLayer, {
    event(name, payload) {
      changed();
      track(name, payload);
    },
    consent: consent.signal,
  });
  // Only after the data layer had its say: a refusal that is there already comes before the memory of a grant.
  if (mode !== 'granted') consent.remember(rememberedConsent());
  return follow(consent.state);
};

/** @type {(config: Config, script: string, locale: string, remembered: Promise<unknown>) => Promise<Loader>} */
const boot = async ({ bundle, bundleKey, wasm }, script, locale, remembered) => {
  if (!bundle || !bundleKey) throw new Trouble('GENERAL', 'data-bundle and data-bundle-key are required');
  const { baseURI } = document;
  const address = new URL(bundle, baseURI);
  const [instantiate, bytes] = await Promise.all([
    loadModule(wasm ? new URL(wasm, baseURI) : new URL('sillage.wasm', script)), fetchStart(address),
  ]);
  use(instantiate);
  const loader = await install(bytes, address, bundleKey, locale);
  // Chosen by the page and never by the visitor.
  setParts((category) => loader.load(['model'], ['catalogue', 'top'], ['catalogue', category]));
  if (document.querySelector('sillage-recs[priority]')) await complete();
  await pause();
  await Promise.all([parsed, Promise.race([remembered, pause(MEMORY_WAIT)])]);
  const touch = touchFacts(addressNow(), document.referrer);
  facts('device', deviceFacts(innerWidth, navigator.language, -new Date().getTimezoneOffset()));
  facts('touch', touch);
  feedPage();
  goLive(touch, view());
  setTrouble();
  status = 'READY';
  whenLoaded(quiet(viewImplied));
  await pause();
  return loader;
};

const view = () => ({ page_type: pageNow().type });

/**
 * The first call before the page was counted says what it is; every later one, that another came.
 * @param {PageContext | null} [context]
 */
export const page = async (context) => {
  context ??= {};
  if (status !== 'READY') return describe({ ...description(), ...context });
  describe(context);
  nextPage();
  disarm();
  feedPage();
  track('page_view', view());
  emit(document, 'pagechange', context);
  await refresh();
};
