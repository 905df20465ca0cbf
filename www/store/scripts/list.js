// A list of products: which of them was chosen, and what narrows the list. What is chosen stands in the address, so that one
// can come back to it.

window.aurevanne.past('[name="category.recommended"]', () => {
  const { layer, tell } = window.aurevanne;
  const list = layer.find(({ event }) => event === "view_item_list")?.ecommerce;

  document.addEventListener("click", ({ target }) => {
    const card = target.closest("[data-list] a")?.closest("[data-id]");
    const item = list?.items.find(({ item_id }) => item_id === card?.dataset.id);
    if (item) tell("select_item", [item], { item_list_id: list.item_list_id, item_list_name: list.item_list_name });
  });

  const form = document.querySelector("[data-filters]");
  if (!form) return;
  const cards = [...document.querySelectorAll("[data-list] > [data-id]")];
  const status = form.querySelector("[data-count]");
  const [one, many] = JSON.parse(status.dataset.count);
  const nothing = document.querySelector("[data-nothing]");
  const ORDERS = { cheap: 1, dear: -1 };

  const fits = ({ dataset }, name, value) => !value || dataset[name].split(" ").some((word) => word === value || word === "all");

  function show() {
    const { skin, concern, order } = Object.fromEntries(new FormData(form));
    for (const card of cards) card.hidden = !fits(card, "skin", skin) || !fits(card, "concern", concern);
    const count = cards.filter(({ hidden }) => !hidden).length;
    const words = count === 1 ? one : many.replace("{n}", count);
    if (status.textContent !== words) status.textContent = words;
    nothing.hidden = count > 0;
    const direction = ORDERS[order] ?? 0;
    const sorted = direction ? cards.toSorted((a, b) => direction * (a.dataset.price - b.dataset.price)) : cards;
    document.querySelector("[data-list]").append(...sorted);
  }

  function keep() {
    const address = new URL(location.href);
    for (const { name, value } of form.querySelectorAll("select")) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    show();
    keep();
  });
  document.querySelector("[data-reset]").addEventListener("click", () => {
    form.reset();
    show();
    keep();
    form.querySelector("select").focus();
  });
  for (const select of form.querySelectorAll("select")) {
    const wanted = new URLSearchParams(location.search).get(select.name);
    if ([...select.options].some(({ value }) => value === wanted)) select.value = wanted;
  }
  show();
});
