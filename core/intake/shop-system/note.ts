import { exactAmount, roundExact } from "../../model/exact-amount.ts";
import { MoneyError } from "../../model/money.ts";
import { type NamedCause, namedCause, valueInNote } from "./named-cause.ts";
import { CAUSE_NAME, invalidPayload, ROUND_UP_NAME } from "./payload.ts";

/** What a cashier's note names, where a sale has no attributes: words such as `wellspring_cause=clean-rivers`. */
export function causeInNote(note: string | null | undefined): NamedCause {
  const value = valueInNote(note, CAUSE_NAME);
  if (value === undefined) return {};
  const named = namedCause(value);
  return named.cause === undefined ? { causeUnread: true } : named;
}

const SMALLEST_UNITS = /^\d{1,12}$/;
/** What may stand around an amount: a currency's sign, brackets, the end of a sentence. */
const AROUND = /^[\p{Sc}([]+|[\p{Sc})\],;.!]+$/gu;

/**
 * `wellspring_round_up=50` is in the smallest unit, `wellspring_round_up=0.50` is not. It is the customer's own money:
 * one that cannot be read refuses the sale, so that an operator sees it.
 */
export function roundUpInNote(note: string | undefined, currency: string, field: string): number {
  const value = valueInNote(note, ROUND_UP_NAME)?.replace(AROUND, "");
  if (value === undefined) return 0;
  if (SMALLEST_UNITS.test(value)) return Number(value);
  try {
    const minor = roundExact(exactAmount(value.replace(",", ".")), currency);
    if (minor >= 0) return minor;
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
  }
  throw invalidPayload(field, "names a round-up that is no amount");
}
