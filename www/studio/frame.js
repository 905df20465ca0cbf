// Runs in every frame of the studio before the page's own scripts: makes the world that a persona lives in, and tells the studio
// what Sillage does there.
//
// The frame's origin is opaque: it has no storage and shares nothing. The clock stands still at the moment that is looked at;
// the bundle comes from the studio, not from the network; localStorage holds the persona's memory. Everything else is the page as
// it is. `www/frame/frame.js` keeps links and forms within the studio.

(() => {
  const { now, host, mirror, seed, stored, referrer } = JSON.parse(document.getElementById('frame-data').textContent);
  const studio = window.parent;
  const tell = (type, detail) => studio.postMessage({ sillage: 'frame', type, ...detail }, '*');

  /** The bundle's files by name, once the studio has sent them. */
  const files = new Promise((resolve) => addEventListener('message', ({ source, data }) => {
    if (source !== studio) return;
    if (data?.type === 'files') resolve(data.files);
    if (data?.type === 'find') find(data.slot);
  }));

  // ---- the network: the bundle never leaves the studio -------------------------------------------------------------------
  const fetchFile = window.fetch;
  window.fetch = async (resource, options) => {
    const address = new URL(resource?.url ?? resource, document.baseURI);
    const bundle = document.querySelector('script[data-bundle]')?.dataset.bundle;
    const folder = bundle && new URL('.', new URL(bundle, document.baseURI)).href;
    if (!folder || !address.href.startsWith(folder)) return fetchFile(resource, options);
    const bytes = (await files)[address.href.slice(folder.length)];
    return new Response(bytes, { status: bytes ? 200 : 404 });
  };

  // ---- the clock ---------------------------------------------------------------------------------------------------------
  window.Date = new Proxy(Date, {
    construct: (target, given, as) => Reflect.construct(target, given.length ? given : [now], as),
    apply: (target) => new target(now).toString(),
  });
  Date.now = () => now;

  /** The page is being looked at: nothing waits for it to be idle, which two pages beside an editor seldom are. */
  window.requestIdleCallback = (work) => setTimeout(work, 0, { didTimeout: true, timeRemaining: () => 0 });

  // ---- memory ------------------------------------------------------------------------------------------------------------
  /** Web Storage over a map. */
  const createStorage = (entries, changed = () => {}) => {
    const held = new Map(Object.entries(entries));
    const change = (work) => {
      work();
      changed(Object.fromEntries(held));
    };
    return {
      get length() { return held.size; },
      key: (index) => [...held.keys()][index] ?? null,
      getItem: (key) => held.get(String(key)) ?? null,
      setItem: (key, value) => change(() => held.set(String(key), String(value))),
      removeItem: (key) => change(() => held.delete(String(key))),
      clear: () => change(() => held.clear()),
    };
  };
  const granted = { store: 'granted', personalize: 'granted', measure: 'denied', share: 'denied' };
  const ours = { 'sillage.mirror': mirror, 'sillage.seed': seed, 'sillage.consent': JSON.stringify({ at: now, answers: granted }) };
  /** What the shop's own scripts keep goes on to the next page. */
  const kept = { local: {}, session: {}, ...JSON.parse(stored || '{}') };
  const keep = (name) => (held) => {
    kept[name] = Object.fromEntries(Object.entries(held).filter(([key]) => !key.startsWith('sillage.')));
    tell('stored', { stored: JSON.stringify(kept) });
  };
  const stores = {
    localStorage: createStorage({ ...kept.local, ...ours }, keep('local')),
    sessionStorage: createStorage(kept.session, keep('session')),
  };
  for (const [name, value] of Object.entries(stores)) Object.defineProperty(window, name, { value, configurable: true });
  Object.defineProperty(document, 'referrer', { value: referrer });

  // ---- what the shop says about the visitor ------------------------------------------------------------------------------
  const queue = window.sillage = (...call) => new Promise((resolve, reject) => queue.q.push([resolve, reject, call]));
  queue.q = [];
  if (Object.keys(host).length) queue('host', host);

  // ---- the engine: the studio's own is told whatever this one is told (the table of src/shop.rs) -------------------------
  const decoder = new TextDecoder();
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (module, imports) {
    const { exports } = new Instance(module, imports);
    const bytesAt = (at, length) => new Uint8Array(exports.memory.buffer, at, length).slice();
    const TELLING = 7, SEED = 13, ACCEPT = 1, OPEN = 0;
    const call = (what, nameAt, nameLength, at, length, number) => {
      const name = decoder.decode(bytesAt(nameAt, nameLength));
      // Sections are in the studio already; which one is enough.
      const bytes = what === OPEN || what === ACCEPT ? new Uint8Array() : bytesAt(at, length);
      if (what < TELLING || what === SEED) tell('told', { what, name, bytes, number });
      return exports.call(what, nameAt, nameLength, at, length, number);
    };
    return { exports: { ...exports, call } };
  };

  // ---- decisions ---------------------------------------------------------------------------------------------------------
  const PLACES = 'sillage-slot, sillage-recs, [data-sillage-slot]';
  const nameOf = (place) => place.getAttribute('name') ?? place.dataset.sillageSlot;
  const places = () => [...document.querySelectorAll(PLACES)];
  const decided = new Set(), anew = new Set();
  let isSettled = false;

  const settle = () => {
    const slots = [...new Set(places().map(nameOf))];
    if (isSettled || document.readyState === 'loading' || !slots.every((slot) => decided.has(slot))) return;
    isSettled = true;
    tell('settled', { slots: JSON.stringify(slots), language: document.documentElement.lang });
  };
  document.addEventListener('sillage:decision', ({ detail }) => {
    const { slot, reason } = detail;
    tell('decision', { decision: JSON.stringify(detail), now });
    // What was seen is not swapped in a shop; here it is what one came to see.
    if (reason === 'TIMEOUT' && !anew.has(slot)) {
      anew.add(slot);
      // While elements are being defined, none is shown anew.
      setTimeout(() => window.sillage.slots.refresh([slot]));
      return;
    }
    decided.add(slot);
    settle();
  });
  document.addEventListener('DOMContentLoaded', settle);
  document.addEventListener('sillage:error', ({ detail }) => tell('trouble', { message: `${detail.message} (${detail.code})` }));

  /** Shows where a slot is on the page. */
  const find = (slot) => {
    const place = places().find((candidate) => nameOf(candidate) === slot);
    place?.scrollIntoView({ block: 'center' });
    place?.animate([{ outline: '3px solid #a0522d', outlineOffset: '3px' }, { outline: '3px solid transparent', outlineOffset: '3px' }], { duration: 1600 });
  };

  tell('hello');
})();
