// The lines of a bag or an order, drawn from the page's own template.

(() => {
  const { at, money } = window.aurevanne;

  /** One line; `item` as GA4 spells it. */
  window.aurevanne.line = (item) => {
    const line = document.querySelector("[data-line]").content.firstElementChild.cloneNode(true);
    const part = (name) => line.querySelector(`[data-line-${name}]`);
    part("picture").src = `/pictures/${item.item_id}.svg`;
    part("brand").textContent = item.item_brand;
    part("name").textContent = item.item_name;
    part("name").href = at(`/products/${item.item_id}.html`);
    part("sum").textContent = money.format(item.price * item.quantity);
    return line;
  };

  window.aurevanne.showSums = (total) => {
    for (const place of document.querySelectorAll("[data-sum]")) place.textContent = money.format(total);
  };
})();
