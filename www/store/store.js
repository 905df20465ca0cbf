// The shop's own script, in the head of every page: data layer, consent, bag, who has signed in. It knows nothing of what
// Sillage decides; it only tells what every shop tells its analytics. It runs before any tag, because tags read the data
// layer when they start. Scripts of single pages (`scripts/`) find what they need in `window.aurevanne`.

(() => {
  const layer = (window.dataLayer = window.dataLayer || []);
  const locale = document.documentElement.lang;
  const money = new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" });

  /** Remembered by this browser, or for this page where the browser refuses. */
  const shelf = new Map();
  function stored(key, value) {
    try {
      if (value !== undefined) localStorage.setItem(`aurevanne.${key}`, JSON.stringify(value));
      else if (!shelf.has(key)) return JSON.parse(localStorage.getItem(`aurevanne.${key}`));
    } catch {
      if (value !== undefined) shelf.set(key, value);
    }
    return shelf.get(key) ?? null;
  }

  // Consent Mode. This shop keeps what it remembers on the device and sends it nowhere, so it begins and asks beside; a shop
  // that has to ask first writes `denied` here, which waits for an answer, and changes nothing else.
  function gtag() {
    layer.push(arguments);
  }
  const answer = stored("consent");
  gtag("consent", "default", { ad_storage: "denied", ad_user_data: "denied", ad_personalization: "denied", analytics_storage: "denied", personalization_storage: "granted" });
  if (answer) gtag("consent", "update", { personalization_storage: answer });
  document.documentElement.classList.toggle("asks", !answer);

  // The data layer of the page, written by the shop's server as JSON, so that no script stands in the page itself.
  for (const entry of JSON.parse(document.getElementById("data-layer").textContent)) layer.push(entry);

  // Calls to Sillage made before its script is there wait in a queue.
  if (!window.sillage) {
    window.sillage = (...call) => new Promise((resolve, reject) => window.sillage.q.push([resolve, reject, call]));
    window.sillage.q = [];
  }

  // Two members of the Cercle to try the page as; a real shop has a sign-in here.
  const MEMBERS = {
    ines: { first_name: "Inès", loyalty_tier: "gold", loyalty_points: 1240, next_tier_at: 0, favourite_store: "rue des Lices" },
    louise: { first_name: "Louise", loyalty_tier: "silver", loyalty_points: 320, next_tier_at: 500, favourite_store: "quai Sextius" },
  };
  const member = MEMBERS[stored("member")];
  if (member) window.sillage("host", member);

  const sum = (items) => Math.round(items.reduce((total, { price, quantity }) => total + price * quantity, 0) * 100) / 100;

  /** GA4, with the reset that keeps one event's products out of the next. */
  function tell(event, items, more) {
    layer.push({ ecommerce: null });
    layer.push({ event, ecommerce: { currency: "EUR", value: sum(items), items, ...more } });
  }

  function showBag() {
    const count = bag().reduce((total, { quantity }) => total + quantity, 0);
    for (const place of document.querySelectorAll("[data-bag-count]")) place.textContent = count;
  }

  /** The items in the bag, as GA4 spells them; with an argument, puts those there instead. */
  function bag(items) {
    if (items) {
      stored("bag", items);
      showBag();
    }
    const found = stored("bag");
    return Array.isArray(found) ? found : [];
  }

  /** A path of the shop in the language of the page. */
  const at = (path) => (locale === "en" ? path : `/${locale}${path}`);

  /**
   * Fills a part of the page as soon as the parser has come to what stands behind it: before it is painted, so that nobody sees
   * it change.
   */
  function past(selector, fill) {
    const watch = new MutationObserver(() => {
      if (!document.querySelector(selector)) return;
      watch.disconnect();
      fill();
    });
    watch.observe(document.documentElement, { childList: true, subtree: true });
  }

  window.aurevanne = { at, bag, layer, money, past, stored, sum, tell };

  function showConsent() {
    for (const button of document.querySelectorAll("[data-consent-answer]")) {
      button.addEventListener("click", () => {
        stored("consent", button.dataset.consentAnswer);
        gtag("consent", "update", { personalization_storage: button.dataset.consentAnswer });
        document.documentElement.classList.remove("asks");
        document.getElementById("main").focus({ preventScroll: true });
      });
    }
    for (const button of document.querySelectorAll("[data-consent-open]")) {
      button.addEventListener("click", () => {
        document.documentElement.classList.add("asks");
        document.querySelector("[data-consent-answer]").focus();
      });
    }
  }

  // What campaigns link to is written once for all languages.
  document.addEventListener("sillage:render", ({ target }) => {
    if (locale === "en") return;
    for (const link of target.querySelectorAll('[slot] a[href^="/"]')) {
      const path = link.getAttribute("href");
      if (path !== at("/") && !path.startsWith(at("/"))) link.setAttribute("href", at(path));
    }
  });

  past("main", () => {
    showBag();
    if (member) document.querySelector("[data-account]").textContent = member.first_name;
  });
  document.addEventListener("DOMContentLoaded", () => {
    document.getElementById("main").tabIndex = -1;
    showConsent();
  });
})();
