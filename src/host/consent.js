/**
 * What the visitor allowed, from every source that can say so. Not legal advice.
 *
 * A refusal from any source wins; else the highest-ranked answer; else it is pending. "Not answered" is never "denied":
 * taking it for that would erase the memory of returning visitors on every page, as consent banners answer late.
 */

/** @typedef {import('../../pkg/sillage.js').Purpose} Purpose */
/** @typedef {import('../../pkg/sillage.js').ConsentValue} ConsentValue */
/** @typedef {import('../../pkg/sillage.js').ConsentState} ConsentState */
/** @typedef {Partial<Record<Purpose, ConsentValue>>} Answers */
/** @typedef {typeof RANK[number]} Source */

const VALUES = ['granted', 'denied', 'pending'];

/**
 * Google Consent Mode's type for each purpose.
 * https://developers.google.com/tag-platform/security/guides/consent
 */
const CONSENT_MODE = {
  store: 'personalization_storage', personalize: 'personalization_storage',
  measure: 'analytics_storage', share: 'ad_user_data',
};
const PURPOSES = /** @type {Purpose[]} */ ('store personalize measure share'.split(' '));
/** Sources, highest rank first. `remembered` counts only until another source has spoken. */
const RANK = /** @type {const} */ (['explicit', 'host', 'gcm', 'remembered']);

/**
 * @param {'auto' | 'manual' | 'granted'} mode
 * @param {boolean} gpc whether the browser sends the Global Privacy Control signal
 * @param {(state: ConsentState) => void} changed called after every change of the state
 */
export const createConsent = (mode, gpc, changed) => {
  /** @type {Record<Source, Answers>} */
  const answers = { explicit: {}, host: mode === 'granted' ? every('granted') : {}, gcm: {}, remembered: {} };
  let state = resolve(answers, gpc);

  /** @type {(source: Source, given: Answers | null) => void} */
  const take = (source, given) => {
    const known = answers[source];
    answers[source] = Object.fromEntries(PURPOSES.map((purpose) => {
      const said = given?.[purpose];
      return [purpose, said && VALUES.includes(said) ? said : known[purpose]];
    }));
    const before = state;
    state = resolve(answers, gpc);
    if (PURPOSES.some((purpose) => before[purpose] !== state[purpose])) changed(state);
  };

  return {
    get state() { return state; },
    /** @param {Answers | null} given what page code or the shopper said */
    set(given) { take('explicit', given); },
    /** @param {Answers} given what the app around the page says */
    host(given) { take('host', given); },
    /** @param {Answers} given what an earlier page of this site was granted */
    remember(given) { take('remembered', given); },
    /**
     * A `gtag('consent', command, parameters)` of the data layer.
     * @param {unknown} command
     * @param {any} parameters
     */
    signal(command, parameters) {
      const isDefault = command === 'default';
      if (mode !== 'auto' || !parameters || (!isDefault && command !== 'update')) return;
      /** @type {Answers} */
      const given = {};
      for (const purpose of PURPOSES) {
        const value = parameters[CONSENT_MODE[purpose]];
        // One default may name regions and the next all others: which of them holds here cannot be known.
        if ((value !== 'granted' && value !== 'denied') || (isDefault && answers.gcm[purpose])) continue;
        // A default that denies, or that holds for some regions only, says nothing about this visitor yet.
        given[purpose] = isDefault && (value === 'denied' || parameters.region) ? 'pending' : value;
      }
      take('gcm', given);
    },
  };
};

/** @type {(value: ConsentValue) => Answers} */
const every = (value) => ({ store: value, personalize: value, measure: value, share: value });

/** @type {(answers: Record<Source, Answers>, gpc: boolean) => ConsentState} */
const resolve = (answers, gpc) => {
  const values = every('pending');
  /** @type {ConsentState['source']} */
  let source = 'default';
  for (const purpose of PURPOSES) {
    const says = (/** @type {ConsentValue} */ value) => RANK.find((rank) => answers[rank][purpose] === value);
    const denied = says('denied');
    const said = denied ?? says('granted');
    if (!said) continue;
    values[purpose] = denied ? 'denied' : 'granted';
    if (purpose === 'store' || source === 'default') source = said;
  }
  // The signal is written against sharing and selling, not against what happens on the shopper's own device.
  if (gpc) values.measure = values.share = 'denied';
  return /** @type {ConsentState} */ ({ ...values, source, gpc });
};
