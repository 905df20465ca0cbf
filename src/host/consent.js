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

/** @type {Purpose[]} */
export const PURPOSES = ['store', 'personalize', 'measure', 'share'];

/**
 * Google Consent Mode's type for each purpose.
 * https://developers.google.com/tag-platform/security/guides/consent
 */
const CONSENT_MODE = {
  store: 'personalization_storage', personalize: 'personalization_storage',
  measure: 'analytics_storage', share: 'ad_user_data',
};

/** Sources, highest rank first. `remembered` counts only until another source has spoken. */
const RANK = /** @type {const} */ (['explicit', 'host', 'gcm', 'remembered']);

/**
 * @param {'auto' | 'manual' | 'granted'} mode
 * @param {boolean} gpc whether the browser sends the Global Privacy Control signal
 * @param {(state: ConsentState) => void} changed called after every change of the state
 */
export function createConsent(mode, gpc, changed) {
  /** @type {Partial<Record<typeof RANK[number], Answers>>} */
  const answers = {};
  if (mode === 'granted') answers.host = every('granted');
  let state = resolve(answers, gpc);

  /** @type {(source: typeof RANK[number], given: Answers) => void} */
  const take = (source, given) => {
    const next = { ...answers[source] };
    for (const purpose of PURPOSES) {
      const value = given[purpose];
      if (value === 'granted' || value === 'denied' || value === 'pending') next[purpose] = value;
    }
    answers[source] = next;
    const before = state;
    state = resolve(answers, gpc);
    if (PURPOSES.some((purpose) => before[purpose] !== state[purpose])) changed(state);
  };

  return {
    get state() { return state; },
    /** @param {Answers} given what page code or the shopper said */
    set(given) { take('explicit', given); },
    /** @param {Answers} given what an earlier page of this site was granted */
    remember(given) { take('remembered', given); },
    /**
     * A `gtag('consent', command, parameters)` of the data layer.
     * @param {unknown} command
     * @param {unknown} parameters
     */
    signal(command, parameters) {
      if (mode !== 'auto') return;
      const given = fromConsentMode(command, parameters);
      // One default may name regions and the next all others: which of them holds here cannot be known.
      if (command === 'default') for (const purpose of PURPOSES) if (answers.gcm?.[purpose]) delete given[purpose];
      take('gcm', given);
    },
  };
}

/**
 * A *default* that denies, or that holds for some regions only, says nothing about this visitor yet.
 * @param {unknown} command
 * @param {unknown} parameters
 * @returns {Answers}
 */
function fromConsentMode(command, parameters) {
  /** @type {Answers} */
  const given = {};
  if ((command !== 'default' && command !== 'update') || !parameters) return given;
  const said = /** @type {Record<string, unknown>} */ (parameters);
  for (const purpose of PURPOSES) {
    const value = said[CONSENT_MODE[purpose]];
    if (value !== 'granted' && value !== 'denied') continue;
    given[purpose] = command === 'default' && (value === 'denied' || said.region) ? 'pending' : value;
  }
  return given;
}

/** @type {(value: ConsentValue) => Answers} */
const every = (value) => ({ store: value, personalize: value, measure: value, share: value });

/**
 * @param {Partial<Record<typeof RANK[number], Answers>>} answers
 * @param {boolean} gpc
 * @returns {ConsentState}
 */
function resolve(answers, gpc) {
  const values = every('pending');
  /** @type {ConsentState['source']} */
  let source = 'default';
  for (const purpose of PURPOSES) {
    const speaks = RANK.filter((rank) => (answers[rank]?.[purpose] ?? 'pending') !== 'pending');
    const said = speaks.find((rank) => answers[rank]?.[purpose] === 'denied') ?? speaks[0];
    if (!said) continue;
    values[purpose] = answers[said]?.[purpose];
    if (purpose === 'store' || source === 'default') source = said;
  }
  // The signal is written against sharing and selling, not against what happens on the shopper's own device.
  if (gpc) values.measure = values.share = 'denied';
  return /** @type {ConsentState} */ ({ ...values, source, gpc });
}
