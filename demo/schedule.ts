import { chanceFrom } from "./chance.ts";
import type { Order } from "./facts.ts";
import type { Message } from "./message.ts";
import { messagesOf } from "./sample-shops.ts";

/** The share of purchases, in percent, whose webhook is delivered more than once. */
const REPEATED_PERCENT = 12;
const REFUND_REPEATED_PERCENT = 20;
/** The share of refunds, in percent, that arrive before their purchase. */
const EARLY_PERCENT = 35;

/**
 * All webhooks of these orders in the order of their delivery: mixed, repeated (half of the repeats at the same time as
 * the first), some refunds before their purchases. The same seed gives the same deliveries.
 */
export function scheduled(orders: readonly Order[], seed: number): readonly Message[] {
  const chance = chanceFrom(seed + 2);
  const anywhere = (from: number, to: number) =>
    from + ((to - from) * chance.between(0, 999_999)) / 1_000_000;
  /** A moment later: posted while the first is still being processed. */
  const atOnce = (place: number) => place + 1e-9;
  const placed: { readonly place: number; readonly message: Message }[] = [];
  for (const order of orders) {
    const { purchase, updates, refunds } = messagesOf(order);
    const place = anywhere(0, 1);
    placed.push({ place, message: purchase });
    if (chance.percent(REPEATED_PERCENT)) {
      const together = chance.percent(50);
      placed.push({ place: together ? atOnce(place) : anywhere(place, 1), message: purchase });
      for (const update of updates)
        placed.push({ place: together ? atOnce(place) : anywhere(0, 1), message: update });
    }
    for (const refund of refunds) {
      const when = chance.percent(EARLY_PERCENT) ? anywhere(0, place) : anywhere(place, 1);
      placed.push({ place: when, message: refund });
      if (chance.percent(REFUND_REPEATED_PERCENT)) {
        placed.push({ place: chance.percent(50) ? atOnce(when) : anywhere(0, 1), message: refund });
      }
    }
  }
  return placed.toSorted((a, b) => a.place - b.place).map(({ message }) => message);
}
