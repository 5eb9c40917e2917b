import { environment } from "./environment";
import { Caller } from "./graphql";

/** What a storefront asks of Vendure's Shop API, and what its owner asks of the Admin API. */

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly priceWithTax: number;
}

export interface ShopOrder {
  readonly code: string;
  readonly state: string;
  readonly totalWithTax: number;
  readonly shippingWithTax: number;
  readonly currencyCode: string;
  readonly lines: readonly {
    readonly id: string;
    readonly quantity: number;
    readonly productVariant: { readonly id: string };
  }[];
  readonly payments: readonly { readonly refunds: readonly { readonly state: string }[] }[] | null;
  readonly wellspring: {
    readonly shop: string;
    readonly amount: string;
    readonly cause: string;
    readonly claim: string | null;
  };
}

const ORDER = `
  code state totalWithTax shippingWithTax currencyCode
  lines { id quantity productVariant { id } }
  payments { refunds { state } }
  wellspring { shop amount cause claim }
`;
const REFUSED = "... on ErrorResult { errorCode message }";

export async function productsOf(shop: Caller): Promise<readonly Product[]> {
  const { products } = await shop.ask<{ products: { items: readonly { variants: readonly Product[] }[] } }>(
    "{ products(options: { take: 50, sort: { id: ASC } }) { items { variants { id name priceWithTax } } } }",
  );
  return products.items.flatMap(({ variants }) => variants);
}

export async function cartOf(shop: Caller): Promise<ShopOrder | null> {
  const { activeOrder } = await shop.ask<{ activeOrder: ShopOrder | null }>(`{ activeOrder { ${ORDER} } }`);
  return activeOrder;
}

/** An order of this session; Vendure shows an order of nobody's to whoever placed it, for two hours. */
export async function orderOf(shop: Caller, code: string): Promise<ShopOrder> {
  const { orderByCode } = await shop.ask<{ orderByCode: ShopOrder }>(
    `query ($code: String!) { orderByCode(code: $code) { ${ORDER} } }`,
    { code },
  );
  return orderByCode;
}

/** Puts so many of each product into the cart. */
export async function fillCart(shop: Caller, wanted: ReadonlyMap<string, number>): Promise<void> {
  for (const [variant, quantity] of wanted) {
    const cart = await cartOf(shop);
    const line = cart?.lines.find(({ productVariant }) => productVariant.id === variant);
    if (line !== undefined)
      await shop.change(
        `mutation ($line: ID!, $quantity: Int!) { adjustOrderLine(orderLineId: $line, quantity: $quantity) { ${REFUSED} } }`,
        { line: line.id, quantity },
      );
    else if (quantity > 0)
      await shop.change(
        `mutation ($variant: ID!, $quantity: Int!) { addItemToOrder(productVariantId: $variant, quantity: $quantity) { ${REFUSED} } }`,
        { variant, quantity },
      );
  }
}

/** Checks the cart out with the pick, and pays it. Returns the order's code. */
export async function buy(shop: Caller, wellspringCause: string | null): Promise<string> {
  const customer = { firstName: "Ada", lastName: "Lindqvist", emailAddress: "ada@example.com" };
  const address = {
    fullName: "Ada Lindqvist",
    streetLine1: "Quellenweg 7",
    city: "Oberstdorf",
    postalCode: "87561",
  };
  await shop.change(
    `mutation ($customFields: UpdateOrderCustomFieldsInput!) {
      setOrderCustomFields(input: { customFields: $customFields }) { ${REFUSED} }
    }`,
    { customFields: { wellspringCause } },
  );
  await shop.change(
    `mutation ($customer: CreateCustomerInput!) { setCustomerForOrder(input: $customer) { ${REFUSED} } }`,
    { customer },
  );
  await shop.change(
    `mutation ($address: CreateAddressInput!) { setOrderShippingAddress(input: $address) { ${REFUSED} } }`,
    { address: { ...address, countryCode: "DE" } },
  );
  const { eligibleShippingMethods, eligiblePaymentMethods } = await shop.ask<{
    eligibleShippingMethods: readonly { id: string }[];
    eligiblePaymentMethods: readonly { code: string }[];
  }>("{ eligibleShippingMethods { id } eligiblePaymentMethods { code } }");
  await shop.change(
    `mutation ($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { ${REFUSED} } }`,
    { ids: eligibleShippingMethods.slice(0, 1).map(({ id }) => id) },
  );
  await shop.change(`mutation { transitionOrderToState(state: "ArrangingPayment") { ${REFUSED} } }`);
  const { addPaymentToOrder } = await shop.ask<{ addPaymentToOrder: { code?: string; message?: string } }>(
    `mutation ($method: String!) {
      addPaymentToOrder(input: { method: $method, metadata: {} }) { ... on Order { code } ${REFUSED} }
    }`,
    { method: eligiblePaymentMethods[0]?.code },
  );
  if (addPaymentToOrder.code === undefined) throw new Error(addPaymentToOrder.message);
  return addPaymentToOrder.code;
}

/** What the shop's owner does when everything comes back: all lines and the shipping. */
export async function takeBack(code: string): Promise<void> {
  const admin = new Caller("admin-api");
  await admin.change(
    `mutation ($password: String!) { login(username: "superadmin", password: $password) { ${REFUSED} } }`,
    { password: environment.password },
  );
  const { orders } = await admin.ask<{
    orders: {
      items: readonly {
        totalWithTax: number;
        lines: readonly { id: string; quantity: number }[];
        payments: readonly { id: string }[];
      }[];
    };
  }>(
    `query ($code: String!) {
      orders(options: { filter: { code: { eq: $code } } }) {
        items { totalWithTax lines { id quantity } payments { id } }
      }
    }`,
    { code },
  );
  const [order] = orders.items;
  if (order === undefined) throw new Error(`There is no order ${code}.`);
  const { refundOrder } = await admin.ask<{ refundOrder: { id?: string; message?: string } }>(
    `mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { ... on Refund { id } ${REFUSED} } }`,
    {
      input: {
        lines: order.lines.map(({ id, quantity }) => ({ orderLineId: id, quantity })),
        amount: order.totalWithTax,
        shipping: 0,
        adjustment: 0,
        paymentId: order.payments[0]?.id,
        reason: "Sent back",
      },
    },
  );
  if (refundOrder.id === undefined) throw new Error(refundOrder.message);
  await admin.change(
    `mutation ($id: ID!) { settleRefund(input: { id: $id, transactionId: "by hand" }) { ${REFUSED} } }`,
    { id: refundOrder.id },
  );
}
