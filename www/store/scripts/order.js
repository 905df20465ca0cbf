// The page after an order: tells of the purchase once, shows what was ordered.

window.aurevanne.past('[data-empty]', () => {
  const { line, showSums, stored, sum, tell } = window.aurevanne;
  const orders = stored("orders") ?? [];
  const [order] = orders;
  // What does not fit goes: a slot for thanks has nothing to say where nothing was ordered.
  document.querySelector(order ? "[data-empty]" : "[data-order]").remove();
  if (!order) return;

  const date = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });
  document.querySelector("[data-order-number]").textContent = order.number;
  document.querySelector("[data-order-date]").textContent = date.format(order.at);
  document.querySelector("[data-lines]").replaceChildren(...order.items.map((item) => {
    const one = line(item);
    one.querySelector("[data-line-quantity]").textContent = item.quantity;
    return one;
  }));
  showSums(sum(order.items));
  if (order.isTold) return;
  tell("purchase", order.items, { transaction_id: order.number, shipping: 0, tax: Math.round((sum(order.items) / 6) * 100) / 100 });
  stored("orders", orders.map((one) => (one === order ? { ...one, isTold: true } : one)));
});
