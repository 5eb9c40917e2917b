import { createHash } from "node:crypto";
import { dayIn, instantAfter } from "../../model/days.ts";
import { type Currency, MINOR_MAX, type Minor } from "../../model/money.ts";
import type { Instant, OrderRef } from "../../model/purchase.ts";
import { type Terms, TOP_UP_CONNECTION, termsName } from "../../model/terms.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import { appliedBrand } from "../config/brand-in-force.ts";
import { brandWeights, takesGifts } from "../pricing/choice.ts";
import { parts } from "../pricing/price.ts";
import type { Accrual } from "./entry.ts";
import type { Ledger } from "./ledger.ts";
import { giftId } from "./order-hash.ts";

/** What the brand adds to come to the minimum that some terms guarantee in a currency: the `number`th time, counted from 1. */
export interface TopUp {
  readonly terms: Terms;
  readonly currency: Currency;
  readonly minor: Minor;
  readonly number: number;
}

/** When the time to return and to pick of a campaign's last purchase is over, by whichever of its versions gives the longest. */
export function closesAt(terms: Terms & { readonly until: Instant }, all: readonly Terms[]): Instant {
  const versions = all.filter(({ id, from }) => id === terms.id && from < terms.until);
  const days = [terms, ...versions].flatMap(({ returnDays, claimDays }) => [returnDays, claimDays]);
  return instantAfter(terms.until, Math.max(...days) + 1);
}

/** The order that a top-up stands for: the same for the same number, whoever makes it. */
export function topUpOrder({ terms, currency, number }: Omit<TopUp, "minor">): OrderRef {
  return {
    source: "standard",
    connection: TOP_UP_CONNECTION,
    orderId: [termsName(terms), currency, number].join("/"),
  };
}

/**
 * A top-up as the ledger has it: the brand's own gift without a purchase, at the campaign's close, to the causes that a purchase
 * goes to for which nobody picked. It settles at once. Throws a RangeError for an amount that no entry holds, and for terms
 * without a last day.
 */
export function toTopUp(topUp: TopUp, config: BrandConfig, recordedAt: Instant): Accrual {
  const { terms, currency, minor } = topUp;
  const { until } = terms;
  if (until === undefined) throw new RangeError(`${termsName(terms)} has no last day`);
  if (!Number.isSafeInteger(minor) || minor < 1 || minor > MINOR_MAX)
    throw new RangeError(`${minor} is no amount that can be added`);
  const order = topUpOrder(topUp);
  const placedAt = closesAt({ ...terms, until }, config.terms);
  const choice = { by: "unclaimed" as const, weights: new Map<string, number>() };
  const weights = brandWeights(terms, choice, takesGifts(config.causes));
  return {
    kind: "accrual",
    ...order,
    currency,
    placedAt,
    recordedAt,
    parts: parts("brand", minor, weights),
    draws: [],
    settlesOn: dayIn(appliedBrand(config).timeZone, placedAt),
    gift: giftId(order),
    fingerprint: createHash("sha256")
      .update(JSON.stringify([order.orderId, minor]))
      .digest("base64url"),
    base: 0,
    paid: 0,
    terms: termsName(terms),
    causeBy: "unclaimed",
    chosen: [],
    topUp: true,
    onMatchRefund: "lapse",
    shrink: { by: "fraction" },
    firstFor: [],
    early: [],
  };
}

/**
 * `written`: the ledger has it now. `existing`: it has one of this number, by another run or by one that died after it: nothing was
 * changed, and who looks again sees what is still missing.
 */
export type TopUpWritten =
  | { readonly kind: "written"; readonly entry: Accrual }
  | { readonly kind: "existing" };

/** Writes a top-up once: its key is made of its number, and only where no entry is. */
export async function recordTopUp(ledger: Pick<Ledger, "record">, entry: Accrual): Promise<TopUpWritten> {
  const written = await ledger.record(entry, [], undefined);
  return written.kind === "written" ? { kind: "written", entry } : { kind: "existing" };
}
