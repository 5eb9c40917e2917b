import type { Funding } from "../../core/model/gift.ts";
import type { Instant } from "../../core/model/purchase.ts";
import { Payout, type PayoutMove, payoutId, withEntry } from "../../core/settlement/payout.ts";

/** Who an operator is to AWS, which no page may say. */
export const OPERATOR = "arn:aws:iam::111122223333:user/ann";

interface Made {
  readonly causes: readonly string[];
  readonly minor: number;
  readonly currency?: string;
  readonly funding?: Funding;
  readonly charity?: string;
  readonly name?: string;
  readonly through?: string;
  readonly version?: number;
}

/** A payout that went this far, by moves that are written as they are. */
export function aPayout(
  { causes, minor, version = 1, through = "2026-10-31", ...over }: Made,
  moves: readonly (readonly [PayoutMove, Instant])[] = [],
): Payout {
  const { charity = "GB-CHC-1128267", currency = "EUR", funding = "brand", name = "Rivers Trust" } = over;
  const account = { charity, currency, funding };
  const batched = Payout.parse({
    ...account,
    ...{ id: payoutId(account, through, version), name, causes, minor, through, version, approvals: 1 },
    shares: causes.slice(0, 1).map((cause) => ({ cause, minor })),
    batched: { at: `${through}T23:00:00Z`, by: OPERATOR },
    entries: [],
  });
  return moves.reduce((payout, [move, at]) => withEntry(payout, move, { at, by: OPERATOR }), batched);
}

/** What a payout goes through until its charity says that it has the money. */
export function movesOf(
  { minor, currency }: Pick<Payout, "minor" | "currency">,
  day: string,
  acknowledgedOn?: string,
): (readonly [PayoutMove, Instant])[] {
  const at = `${day}T09:00:00Z`;
  return [
    [{ kind: "approved" }, at],
    [{ kind: "sent" }, at],
    [{ kind: "booked", minor, currency, bookedOn: day, reference: "2026120300017" }, at],
    ...(acknowledgedOn === undefined ? [] : [[{ kind: "received" }, `${acknowledgedOn}T09:00:00Z`] as const]),
  ];
}
