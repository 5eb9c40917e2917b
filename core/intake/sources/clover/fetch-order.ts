import type { FetchOrder } from "../../shop-system/fetch-order.ts";
import { ShopBusyError, ShopRefusedError } from "../../shop-system/order-list.ts";
import { parsePayload } from "../../shop-system/payload.ts";
import { type CloverMerchant, cloverMerchant } from "./api.ts";
import { CloverLines, CloverOrder, CloverOrderPeople } from "./order.ts";
import { type CloverStatement, cloverStatement } from "./statement.ts";

/** Clover's limit of one answer; a list inside an order ends at a hundred, without a word. */
const LINES_MAX = "1000";
const NOT_FOUND = 404;

/**
 * Asks the merchant for an order. `id` is `<merchant>/<order>`. Nothing is said of an order that is deleted: Clover deletes the
 * open ones that nobody paid. Throws {@link ShopRefusedError} for a notice of another merchant than the token's, and
 * {@link ShopBusyError} for an order that changes meanwhile.
 */
export const fetchCloverOrder: FetchOrder = async (ask, { access, lookUp, ...reading }) => {
  const merchant = cloverMerchant(ask, access);
  const [merchantId = "", orderId = ""] = lookUp.id.split("/");
  if (merchantId !== merchant.id)
    throw new ShopRefusedError("The notice is of another merchant than the token");
  const stated = await statementOf(merchant, orderId);
  return stated === undefined ? [] : cloverStatement(stated, reading);
};

/**
 * Of one order at one time. A question expands three fields at most (https://docs.clover.com/dev/docs/expanding-fields), so
 * that the order is asked for twice: it is the same one if it was not modified between.
 */
async function statementOf(merchant: CloverMerchant, orderId: string): Promise<CloverStatement | undefined> {
  const path = `/orders/${encodeURIComponent(orderId)}`;
  try {
    const order = parsePayload(
      CloverOrder,
      await merchant.get(path, [["expand", "payments,refunds,discounts"]]),
    );
    const lines = await merchant.get(`${path}/line_items`, [
      ["expand", "discounts,modifications,taxRates"],
      ["limit", LINES_MAX],
    ]);
    const beside = await merchant.get(path, [
      ["expand", "customers.emailAddresses,customers.phoneNumbers,voids"],
    ]);
    const people = parsePayload(CloverOrderPeople, beside);
    if (people.modifiedTime !== order.modifiedTime)
      throw new ShopBusyError("The order changed while it was asked for");
    return { order, lines: parsePayload(CloverLines, lines).elements, people };
  } catch (error) {
    if (error instanceof ShopRefusedError && error.status === NOT_FOUND) return undefined;
    throw error;
  }
}
