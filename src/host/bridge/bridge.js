/**
 * The app around this page: facts, consent and offers from it, and a copy of the memory kept by it.
 *
 * Messages are texts of at most 16,384 characters both ways, `{ sillage: 1, id?, re?, type, data?, error? }`. What comes is
 * data and never code, and can do no more than the page's own scripts can by `window.sillage`; what is not understood is
 * ignored with one note. Nothing waits longer than 400 ms; facts and consent that come later still count, for what is decided
 * later. Deliberately absent: frames inside the page, for which the main script does not load this file.
 */

/** @typedef {import('../types.js').App} App */
/** @typedef {import('../types.js').LentToBridge} Lent */

const VERSION = 1;
const LENGTH = 16384, KEPT = 12288;
const PATIENCE = 400, PAUSE = 300;
/** Under which the app keeps the copy. */
const KEY = 'memory';
const READY = 'flutterInAppWebViewPlatformReady';

/**
 * How the app around this page is reached; nothing where there is none.
 * @param {string} name
 * @param {(message: any) => void} receive
 * @returns {((text: string) => unknown) | undefined}
 */
const connect = (name, receive) => {
  const { webkit, flutter_inappwebview: flutter, ReactNativeWebView, [name + 'Bridge']: android } = /** @type {any} */ (window);
  const port = webkit?.messageHandlers?.[name] ?? android ?? ReactNativeWebView;
  if (android) android.onmessage = (/** @type {MessageEvent} */ { data }) => receive(data);
  return flutter ? (text) => flutter.callHandler(name, text) : port && ((text) => port.postMessage(text));
};

/**
 * Connects, and asks the app for what it knows.
 * @param {string} name of the app's message handler
 * @param {Lent} lent
 * @returns {Promise<App>}
 */
export const install = async (name, { sillage, consent, toBase64, fromBase64 }) => {
  /** What becomes of an answer, by the id of the question. @type {Map<unknown, (data: any) => void>} */
  const asked = new Map();
  /** The records to keep in base64, oldest first. @type {Set<string>} */
  let records = new Set();
  let count = 0, isNoted = false, isRecalled = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const note = () => {
    if (!isNoted) console.warn('sillage: a message of the app was not understood');
    isNoted = true;
  };

  /** Somebody did something in the app: what is in view may change too. @type {(known: unknown) => unknown} */
  const anew = () => sillage.slots.refresh();

  /** @type {Record<string, (data: any) => unknown>} */
  const heard = {
    // @ts-ignore: so that `constructor` is no type
    __proto__: null,
    facts: sillage.host,
    consent,
    page: sillage.page,
    context: (data) => anew(sillage.host(data)),
    offers: (data) => anew(sillage.offers(data)),
    erase: sillage.memory.erase,
  };

  /** Throws what cannot be taken; further in, facts of the wrong type count as unknown. @type {(type: string, data?: any) => unknown} */
  const take = (type, data = {}) => {
    if (Object(data) !== data || Array.isArray(data)) throw type;
    return heard[type](data);
  };

  /** @param {any} message an envelope, as text or as an object of whatever kind: what counts is its text */
  const receive = (message) => {
    if (message != null) try {
      const text = typeof message === 'string' ? message : JSON.stringify(message);
      const { sillage: version, re, type, data, error } = JSON.parse(text.length > LENGTH ? '' : text);
      if (version !== VERSION) throw version;
      const use = re === undefined ? (/** @type {any} */ data) => take(type, data) : /** @type {any} */ (asked.get(re));
      asked.delete(re);
      use(error ? undefined : data);
    } catch {
      note();
    }
  };

  /**
   * What the app answers; nothing where it does not in time.
   * @type {(type: string, data?: unknown, take?: (data: any) => void) => Promise<any>}
   */
  const ask = (type, data, take) => new Promise((resolve) => {
    const id = String(++count);
    asked.set(id, (data) => {
      resolve(data);
      if (data) take?.(data);
    });
    setTimeout(resolve, PATIENCE);
    // An app that fails is one that does not answer.
    (async () => receive(await send?.(JSON.stringify({ sillage: VERSION, id, type, data }))))().catch(() => {});
  });
  /** @type {(type: string) => Promise<any>} */
  const learn = (type) => ask(type, undefined, (data) => take(type, data));

  const put = () => {
    timer = undefined;
    let blob = '';
    for (const record of [...records].reverse()) if (blob.length + record.length < KEPT) blob = record + ' ' + blob;
    ask('store.put', { key: KEY, blob });
  };

  Object.assign(window, { __sillageNative: { receive } });
  let send = connect(name, receive);
  if (!send) {
    await new Promise((resolve) => {
      addEventListener(READY, resolve);
      setTimeout(resolve, PATIENCE);
    });
    send = connect(name, receive);
  }
  for (const type of /** @type {const} */ (['exposure', 'select', 'conversion'])) sillage.on(`sillage:${type}`, ({ detail }) => {
    const { slot, variant, event, value } = /** @type {any} */ (detail);
    if (sillage.consent.state.measure === 'granted') ask('event', { name: type, params: { slot, variant, event, value } });
  });
  await Promise.all([ask('hello', { version: sillage.version }), learn('facts'), learn('consent')]);

  return {
    keep(record) {
      records.add(toBase64(record));
      timer ??= setTimeout(put, PAUSE);
    },

    async recall(stored) {
      records = new Set([...stored.map(toBase64), ...records]);
      if (stored.length || isRecalled) return [];
      isRecalled = true;
      const { blob } = await ask('store.get', { key: KEY }) ?? {};
      try {
        return isRecalled && blob ? blob.trim().split(' ').map(fromBase64) : [];
      } catch {
        note();
        return [];
      }
    },

    forget() {
      isRecalled = false;
      records.clear();
      clearTimeout(timer);
      timer = undefined;
      ask('store.delete', { key: KEY });
    },
  };
};
