// The native side, scripted: who is signed in, what was consented to, what is in stock, and the copy of the memory that it
// keeps. It answers texts with texts, as an app does, and knows nothing of the page but what comes in messages.

/** Members as the shop's own server would tell them; nobody takes every fact away. */
export const MEMBERS = {
  ines: { name: "Inès", about: "Cercle Or", facts: { first_name: "Inès", loyalty_tier: "gold", loyalty_points: 1240, next_tier_at: 0, favourite_store: "rue des Lices" } },
  louise: { name: "Louise", about: "Cercle Argent", facts: { first_name: "Louise", loyalty_tier: "silver", loyalty_points: 320, next_tier_at: 500, favourite_store: "quai Sextius" } },
  nobody: { name: "Nobody", about: "signed out", facts: { first_name: null, loyalty_tier: null, loyalty_points: null, next_tier_at: null, favourite_store: null } },
};

/** Milliseconds until the app speaks. */
const SPEEDS = { normal: 15, slow: 2000, silent: Infinity };

/**
 * @param {(text: string) => void} deliver to the page
 * @param {(told: { isFromPage: boolean, text: string }) => void} tell of every text, both ways
 */
export function createApp(deliver, tell) {
  const state = {
    member: "nobody",
    speed: "normal",
    consent: { store: true, personalize: true, measure: false, share: false },
    offers: {},
    /** The page's memory as it was last kept; the app cannot read it and need not. */
    copy: "",
  };

  /** What the app knows, by the type of the question. */
  const answers = {
    hello: () => ({ platform: "scripted", appVersion: "7.2.0", locale: "en" }),
    facts: () => MEMBERS[state.member].facts,
    consent: () => Object.fromEntries(Object.entries(state.consent).map(([purpose, isGranted]) => [purpose, isGranted ? "granted" : "denied"])),
    "store.get": () => ({ blob: state.copy }),
    "store.put": ({ blob }) => {
      state.copy = blob;
      return {};
    },
    "store.delete": () => {
      state.copy = "";
      return {};
    },
    event: () => ({}),
  };

  const speak = (envelope) => {
    const delay = SPEEDS[state.speed];
    if (delay === Infinity) return;
    setTimeout(() => {
      const text = JSON.stringify({ sillage: 1, ...envelope });
      tell({ isFromPage: false, text });
      deliver(text);
    }, delay);
  };

  return {
    state,
    /** A text of the page. */
    hear(text) {
      tell({ isFromPage: true, text });
      const { id, type, data } = JSON.parse(text);
      // A silent app does not even keep what it was given.
      if (state.speed === "silent" || !Object.hasOwn(answers, type)) return;
      speak({ re: id, type, data: answers[type](data ?? {}) });
      if (type === "hello" && Object.keys(state.offers).length) speak({ type: "offers", data: state.offers });
    },
    signIn(member) {
      state.member = member;
      speak({ type: "context", data: MEMBERS[member].facts });
    },
    consent(purpose, isGranted) {
      state.consent[purpose] = isGranted;
      speak({ type: "consent", data: answers.consent() });
    },
    offer(item, offer) {
      state.offers[item] = offer;
      speak({ type: "offers", data: { [item]: offer } });
    },
    erase() {
      speak({ type: "erase" });
    },
  };
}
