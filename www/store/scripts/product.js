// The page of a product: into the bag.

window.aurevanne.past('main > .section', () => {
  const { bag, tell } = window.aurevanne;

  function add(item) {
    const items = bag();
    const known = items.find(({ item_id }) => item_id === item.item_id);
    if (known) known.quantity += 1;
    bag(known ? items : [...items, item]);
    tell("add_to_cart", [item]);
  }

  for (const button of document.querySelectorAll("button[data-item]")) {
    button.addEventListener("click", () => {
      add(JSON.parse(button.dataset.item));
      document.querySelector("[data-bag-status]").textContent = button.dataset.added;
      document.querySelector("[data-bag-link]").hidden = false;
    });
  }
});
