/**
 * Carries the pick from the page into Shopify's cart, and the cart's amount into the elements, by the Ajax API that themes have
 * (https://shopify.dev/docs/api/ajax/reference/cart). The order then has the attribute `wellspring_cause`. Nothing here may
 * keep anybody from paying: what fails is left out.
 */
(() => {
  const root = globalThis.Shopify?.routes?.root ?? "/";
  const PICK_NAME = "wellspring_cause";
  /** Marks our own call, which changes no amount; Shopify does not read it. */
  const OURS = "wellspring";
  /** Calls by which themes change a cart. */
  const CART_CHANGED = /\/cart\/(?:add|change|clear|update)(?:\.js)?(?:\?(?!wellspring)|$)/;
  /** Shopify states amounts in hundredths, whatever the currency has. */
  const HUNDREDTHS = 100;

  function digitsOf(currency) {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
      .maximumFractionDigits;
  }

  /** Goods without gift cards. Where prices hold their tax, it is taken out by the rate that the shop names: an estimate. */
  function show(hundredths, currency) {
    for (const element of document.querySelectorAll("wellspring-gives[data-cart]")) {
      const percent = Number(element.dataset.taxPercent || 0);
      const goods = hundredths / HUNDREDTHS / (1 + percent / 100);
      element.setAttribute("currency", currency);
      element.setAttribute("amount", goods.toFixed(digitsOf(currency)));
      element.toggleAttribute("estimated", percent > 0);
    }
  }

  /** What a cart of the Ajax API costs, without the gift cards in it. */
  function goodsOf({ total_price, items }) {
    const cards = items.filter((item) => item.gift_card);
    return cards.reduce((rest, card) => rest - card.final_line_price, total_price);
  }

  async function readCart() {
    try {
      const response = await fetch(`${root}cart.js`, { headers: { accept: "application/json" } });
      if (!response.ok) return;
      const cart = await response.json();
      show(goodsOf(cart), cart.currency);
    } catch {
      // The amount of before stays: the order is computed by what is paid.
    }
  }

  /** One after the other, so that the last pick is the one that stays; `keepalive`: also when the customer goes on to pay. */
  let sent = Promise.resolve();
  function carry(cause) {
    sent = sent
      .then(() =>
        fetch(`${root}cart/update.js?${OURS}`, {
          method: "POST",
          keepalive: true,
          headers: { "content-type": "application/json", accept: "application/json" },
          body: JSON.stringify({ attributes: { [PICK_NAME]: cause } }),
        }),
      )
      .catch(() => undefined);
  }

  document.addEventListener("wellspring-pick", ({ detail }) => carry(detail.cause));

  for (const element of document.querySelectorAll("wellspring-gives[data-cart]")) {
    show(Number(element.dataset.cart), element.dataset.currency);
  }

  // Themes say in different ways that a cart changed; that they called the API is the same in all of them.
  new PerformanceObserver((list) => {
    const changed = list.getEntries().some(({ name }) => CART_CHANGED.test(name));
    if (changed) void readCart();
  }).observe({ type: "resource" });
})();
