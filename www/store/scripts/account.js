// The account: who one tries the shop as, and the orders of this device.

window.aurevanne.past('[name="account.routine"]', () => {
  const { layer, money, stored, sum } = window.aurevanne;

  for (const button of document.querySelectorAll("[data-member]")) {
    const { member } = button.dataset;
    button.ariaPressed = String(member === (stored("member") ?? ""));
    button.addEventListener("click", () => {
      stored("member", member);
      if (member) layer.push({ event: "login", method: "demo" });
      location.reload();
    });
  }

  const orders = stored("orders") ?? [];
  const date = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });
  document.querySelector("[data-no-orders]").hidden = orders.length > 0;
  document.querySelector("[data-orders]").replaceChildren(...orders.map(({ at, items }) => {
    const line = document.querySelector("[data-order-template]").content.firstElementChild.cloneNode(true);
    line.querySelector("[data-order-date]").textContent = date.format(at);
    line.querySelector("[data-order-things]").textContent = items.map(({ item_name: name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)).join(", ");
    line.querySelector("[data-order-sum]").textContent = money.format(sum(items));
    return line;
  }));
});
