// The page of the bag.

window.aurevanne.past('[data-empty]', () => {
  const { bag, line, money, showSums, stored, sum, tell } = window.aurevanne;
  const cart = document.querySelector("[data-cart]");
  const empty = document.querySelector("[data-empty]");
  const status = document.querySelector("[data-cart-status]");

  const say = (words, value) => {
    status.textContent = words.replace(/\{\w+\}/, value);
  };

  function show() {
    const items = bag();
    cart.hidden = items.length === 0;
    empty.hidden = items.length > 0;
    document.querySelector("[data-lines]").replaceChildren(...items.map(shown));
    showSums(sum(items));
  }

  function shown(item) {
    const one = line(item);
    const [quantity, remove] = [one.querySelector("select"), one.querySelector("[data-line-remove]")];
    if (item.quantity > quantity.length) quantity.add(new Option(item.quantity));
    quantity.value = item.quantity;
    quantity.ariaLabel += `, ${item.item_name}`;
    quantity.addEventListener("change", () => change(item, Number(quantity.value)));
    remove.ariaLabel = `${remove.textContent} ${item.item_name}`;
    remove.addEventListener("click", () => takeOut(item));
    return one;
  }

  function change(item, quantity) {
    const more = quantity - item.quantity;
    bag(bag().map((one) => (one.item_id === item.item_id ? { ...one, quantity } : one)));
    tell(more > 0 ? "add_to_cart" : "remove_from_cart", [{ ...item, quantity: Math.abs(more) }]);
    show();
    say(status.dataset.changed, money.format(sum(bag())));
    document.querySelector(`[data-lines] select[aria-label$=${CSS.escape(item.item_name)}]`)?.focus();
  }

  function takeOut(item) {
    bag(bag().filter(({ item_id }) => item_id !== item.item_id));
    tell("remove_from_cart", [item]);
    show();
    say(status.dataset.removed, item.item_name);
    const next = document.querySelector("[data-line-remove]") ?? document.querySelector("[data-empty] h2");
    next.focus();
  }

  document.querySelector("[data-place]").addEventListener("click", ({ currentTarget }) => {
    const items = bag();
    if (items.length === 0) return;
    tell("begin_checkout", items);
    const number = `A-${String(crypto.getRandomValues(new Uint32Array(1))[0]).padStart(10, "0")}`;
    stored("orders", [{ number, at: Date.now(), items, isTold: false }, ...(stored("orders") ?? [])]);
    bag([]);
    location.assign(currentTarget.dataset.place);
  });

  show();
  if (bag().length > 0) tell("view_cart", bag());
});
