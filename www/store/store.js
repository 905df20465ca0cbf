// The shop's own script: data layer, bag, account. It knows nothing of what Sillage decides; it only tells what every shop
// tells its analytics, and who has signed in.
//
// It runs in the head, before any tag, because tags read the data layer when they start.

(() => {
  // The data layer of the page, written by the shop's server as JSON, so that no script stands in the page itself.
  const layer = (window.dataLayer = window.dataLayer || []);
  for (const entry of JSON.parse(document.getElementById("data-layer").textContent)) layer.push(entry);

  // Calls to Sillage made before its script is there wait in a queue.
  if (!window.sillage) {
    window.sillage = (...call) => new Promise((resolve, reject) => window.sillage.q.push([resolve, reject, call]));
    window.sillage.q = [];
  }

  /** Session storage, or nothing where the browser refuses it. */
  const stored = (key, value) => {
    try {
      if (value === undefined) return JSON.parse(sessionStorage.getItem(key));
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      return null;
    }
  };

  // Two members of the Cercle to try the page as; a real shop has a sign-in here.
  const MEMBERS = {
    ines: { first_name: "Inès", loyalty_tier: "gold", loyalty_points: 1240, next_tier_at: 0, favourite_store: "rue des Lices" },
    louise: { first_name: "Louise", loyalty_tier: "silver", loyalty_points: 320, next_tier_at: 500, favourite_store: "quai Sextius" },
  };
  const member = MEMBERS[stored("member")];
  if (member) window.sillage("host", member);

  function showBag() {
    const count = (stored("bag") || []).length;
    for (const place of document.querySelectorAll("[data-bag-count]")) place.textContent = count;
  }

  function addToBag(button) {
    const item = JSON.parse(button.dataset.item);
    stored("bag", [...(stored("bag") || []), item.item_id]);
    showBag();
    layer.push({ ecommerce: null });
    layer.push({ event: "add_to_cart", ecommerce: { currency: "EUR", value: item.price, items: [item] } });
    const status = document.querySelector("[data-bag-status]");
    if (status) status.textContent = button.dataset.added;
  }

  function showAccount() {
    const account = document.querySelector("[data-account]");
    if (!account) return;
    for (const button of account.querySelectorAll("[data-member]")) {
      button.setAttribute("aria-pressed", String(button.dataset.member === (stored("member") || "")));
      button.addEventListener("click", () => {
        stored("member", button.dataset.member);
        location.reload();
      });
    }
    if (member) account.querySelector("summary").textContent = member.first_name;
  }

  document.addEventListener("DOMContentLoaded", () => {
    showBag();
    showAccount();
    for (const button of document.querySelectorAll("[data-item]:is(button)")) button.addEventListener("click", () => addToBag(button));
  });
})();
