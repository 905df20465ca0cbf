// Live stock and price: what the rows on the page in the webview show just now, each with what the app could tell of it.

import { element } from "./log.mjs";

const SHOWN = 3;
/** What the app tells, given the price that the page shows. */
const OFFERS = {
  "as listed": (price) => ({ price, availability: "InStock" }),
  "sold out": () => ({ availability: "OutOfStock" }),
  "30 % off": (price) => ({ price: Math.round(price * 70) / 100, availability: "InStock" }),
};

/** @param {HTMLElement} place @param {(item: string, offer: object) => void} offer */
export function createStock(place, offer) {
  /** Products that the app has spoken of: name, price, choice. */
  const told = new Map();
  let drawn = "";

  const row = ({ id, name, price, choice }) => {
    const line = element("label", "row", name);
    const select = element("select");
    select.append(...Object.keys(OFFERS).map((words) => new Option(words, words, false, words === choice)));
    select.addEventListener("change", () => {
      told.set(id, { id, name, price, choice: select.value });
      offer(id, OFFERS[select.value](price));
    });
    line.append(select);
    return line;
  };

  return {
    /** @param {Document} page */
    show(page) {
      const seen = cards(page).filter(({ id }) => !told.has(id));
      const products = [...told.values(), ...seen].slice(0, Math.max(SHOWN, told.size));
      const now = JSON.stringify(products);
      if (now === drawn) return;
      drawn = now;
      const none = element("p", "remark", "Rows that were chosen on this device appear here: open a product.");
      place.replaceChildren(...(products.length ? products.map(row) : [none]));
    },
  };
}

/** The products of rows that were decided, as they are shown. */
function cards(page) {
  return [...page.querySelectorAll("sillage-recs")].flatMap((recs) => {
    const shown = recs.querySelectorAll('[data-items][slot="sillage"] > *, [slot="sillage"] [data-items] > *');
    return (recs.decision?.value.items ?? []).map(({ item_id: id }, index) => {
      const text = (field) => shown[index]?.querySelector(`[data-field="${field}"]`)?.textContent ?? "";
      return { id, name: text("name"), price: Number(text("price").replace(/[^\d.]/g, "")), choice: "as listed" };
    });
  }).filter(({ name, price }) => name && price);
}
