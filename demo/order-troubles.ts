import type { Manner } from "./behaviour.ts";
import type { Message } from "./message.ts";

const NEW_DAY_AFTER_DAYS = 5;
const DAY_MS = 86_400_000;

/**
 * Notices of orders that the brand's shop sends: one arrives later, one has an item that is unavailable. Customers who
 * chose to hear of their orders are notified, no others; a notice that is sent again changes nothing.
 */
export function troublesOf(people: readonly Manner[], at: string): Message[] {
  return people.flatMap(({ shopper, trouble }): Message[] => {
    if (trouble === undefined) return [];
    const orderId = `POS/${at.slice(0, 10)}/${shopper.number}`;
    const news = { orderId, noticeId: `${orderId}/N1`, at, customer: { email: shopper.email } };
    const newDay = new Date(Date.parse(at) + NEW_DAY_AFTER_DAYS * DAY_MS).toISOString().slice(0, 10);
    const body =
      trouble === "delayed"
        ? { type: "purchase.delayed", timestamp: at, data: { ...news, item: "Fell boots", newDay } }
        : { type: "item.unavailable", timestamp: at, data: { ...news, item: "Lantern headlamp" } };
    return [
      { source: "standard", id: `msg_${at.slice(0, 10)}_${shopper.number}_n1`, body: JSON.stringify(body) },
    ];
  });
}
