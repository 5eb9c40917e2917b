import { dayIn, daysAfter, instantAfter } from "../../model/days.ts";
import type { RoundUpHeld } from "../../model/gift.ts";
import type { Instant, Purchase, Refund } from "../../model/purchase.ts";
import { type Terms, termsName } from "../../model/terms.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import { takesGifts } from "../pricing/choice.ts";
import { freeCauses, type Priced, type Settlement } from "../pricing/price.ts";
import type { Accrual, OrderDetails, OrderStated } from "./entry.ts";
import { giftId } from "./order-hash.ts";
import { drawsOf } from "./reversal.ts";

interface Circumstances {
  readonly config: BrandConfig;
  readonly timeZone: string;
  readonly fingerprint: string;
  /** The causes to which this customer gave before. */
  readonly before: ReadonlySet<string>;
  readonly early: readonly Refund[];
  /** Whether the order's row has its details. */
  readonly keepsOrderRow: boolean;
  readonly recordedAt: Instant;
}

/** The entry that records what a purchase gives, or why it gives nothing. */
export function toAccrual(
  {
    purchase,
    customer,
  }: Pick<{ purchase: Purchase; customer?: Accrual["customer"] }, "purchase" | "customer">,
  priced: Priced,
  settlement: Settlement,
  on: Circumstances,
): Accrual {
  const { terms } = priced;
  const { source, connection, orderId, currency, placedAt, base, paid } = purchase;
  const gaveTo = settlement.parts.length === 0 ? [] : ["*", ...settlement.parts.map(({ cause }) => cause)];
  const claimDays = priced.claimable && settlement.parts.length > 0 ? (terms?.claimDays ?? 0) : 0;
  const held = roundUpHeld(purchase.roundUp, terms);
  return {
    kind: "accrual",
    source,
    connection,
    orderId,
    currency,
    placedAt,
    recordedAt: on.recordedAt,
    parts: [...settlement.parts],
    draws: drawsOf(settlement.draws),
    ...(customer && { customer }),
    settlesOn: daysAfter(dayIn(on.timeZone, placedAt), terms?.returnDays ?? 0),
    gift: giftId(purchase),
    ...(on.keepsOrderRow ? { fingerprint: on.fingerprint, base, paid } : stated(purchase, on.fingerprint)),
    ...(purchase.region && { region: purchase.region }),
    ...(terms && { terms: termsName(terms) }),
    causeBy: priced.choice.by,
    ...(terms && { chosen: [...freeCauses(priced)] }),
    ...(isCauseRefused(purchase, on.config) && { causeRefused: true as const }),
    ...(claimDays > 0 && { claimUntil: instantAfter(placedAt, claimDays) }),
    ...(settlement.noGift && { noGift: settlement.noGift }),
    ...(held && { roundUpHeld: held }),
    onMatchRefund: terms?.onMatchRefund ?? "lapse",
    shrink: settlement.shrink,
    firstFor: customer === undefined ? [] : [...new Set(gaveTo)].filter((cause) => !on.before.has(cause)),
    early: [...on.early],
  };
}

/** What the ledger remembers of a statement in an entry, but how it shrinks. */
export function stated(purchase: Purchase, fingerprint: string): Omit<OrderStated, "shrink"> {
  const { base, paid } = purchase;
  return { fingerprint, base, paid, ...detailsOf(purchase) };
}

/** What a later statement or a refund of the order is compared with. */
export function detailsOf(purchase: Purchase): OrderDetails {
  const { goodsGross, taxesIncluded, roundUp, lines, tender } = purchase;
  const statedAt = purchase.statedAt ?? purchase.refundsSoFar?.at;
  return {
    ...(goodsGross !== undefined && { goodsGross }),
    ...(taxesIncluded !== undefined && { taxesIncluded }),
    ...(roundUp > 0 && { roundUp }),
    ...(lines.length > 0 && {
      lines: lines.map(({ lineId, quantity, goods }): [string, number, number] => [lineId, quantity, goods]),
    }),
    ...(tender && { tender }),
    ...(statedAt && { statedAt }),
  };
}

/** The customer's own money that no terms take: never lost from the books. */
export function roundUpHeld(minor: number, terms: Terms | undefined): RoundUpHeld | undefined {
  if (minor === 0 || terms?.roundUp === true) return undefined;
  return { minor, because: terms === undefined ? "noTerms" : "notTaken" };
}

function isCauseRefused({ cause, causeUnread }: Purchase, { causes }: BrandConfig): boolean {
  return causeUnread === true || (cause !== undefined && !takesGifts(causes)(cause));
}
