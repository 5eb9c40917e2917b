import { expect } from "vitest";
import type { BrandConfig } from "../../core/giving/config/brand-config.ts";
import { type ClaimGift, claimGift } from "../../core/giving/ledger/claim-gift.ts";
import type { Accrual, Clawback, Entry } from "../../core/giving/ledger/entry.ts";
import { linkOrder } from "../../core/giving/ledger/link-order.ts";
import { type MoveGift, moveGift } from "../../core/giving/ledger/move-gift.ts";
import { fingerprintOf, giftId } from "../../core/giving/ledger/order-hash.ts";
import { type PickCause, pickCause } from "../../core/giving/ledger/pick-cause.ts";
import { type GiftRecorded, recordGift } from "../../core/giving/ledger/record-gift.ts";
import { type GiftReversal, reverseGift } from "../../core/giving/ledger/reverse-gift.ts";
import type { CauseChoice } from "../../core/giving/pricing/choice.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import type { OrderLink, Purchase, Refund } from "../../core/model/purchase.ts";
import { allowancesOf, aStatement } from "./giving-builders.ts";
import { accrual } from "./ledger-entries.ts";
import { memoryClaims } from "./memory-claims.ts";
import { MemoryLedger, type Step } from "./memory-ledger.ts";

/** When each command of a spec runs. */
const NOW = "2026-11-22T14:00:00Z";

/** When the brand moves what a cause has: nobody can pick any more. */
const LATER = "2027-03-01T09:00:00Z";

const toRivers: CauseChoice = { by: "order", causes: [{ cause: "rivers", weight: 1 }], otherwise: [] };

/** A brand's ledger in memory, and the two commands that write to it. `step` comes before each step of the ledger. */
export function ledgerWorld(brandConfig: BrandConfig = aStatement(), step?: Step) {
  const ledger = new MemoryLedger(allowancesOf(brandConfig), step);
  const claims = memoryClaims(step);
  const deps = {
    ledger,
    claims,
    balanceOf: (allowance: string) => ledger.balanceOf(allowance),
    brandConfig: async () => brandConfig,
    now: () => NOW,
    pause: async () => {},
  };
  const record = recordGift(deps);
  const pick = pickCause(deps);
  const reverse = reverseGift(deps);
  const claim = claimGift(deps);
  const move = moveGift({ ...deps, now: () => LATER });
  return {
    ledger,
    give: (purchase: Purchase, customer?: CustomerId, chosen: CauseChoice = toRivers) =>
      record({ purchase, chosen, ...(customer && { customer }) }),
    refund: (refund: Refund) => reverse({ refund }),
    claim: (task: ClaimGift) => claim(task),
    move: (task: MoveGift) => move(task),
    claims,
    pick: (task: PickCause["pick"]) => pick({ pick: task }),
    link: (link: OrderLink) => linkOrder(deps)({ link }),
    left: (allowance: string) => (ledger.left.get(allowance) ?? []).reduce((sum, shard) => sum + shard, 0),
  };
}

/** The entry that {@link ledgerWorld} records for a purchase of 50.00 under its brand: 2 % for the rivers. */
export function giftOf(purchase: Purchase, changes: Partial<Accrual> = {}): Accrual {
  const { source, connection, orderId, currency, placedAt, base, paid } = purchase;
  return accrual({
    source,
    connection,
    orderId,
    currency,
    placedAt,
    recordedAt: NOW,
    parts: [{ cause: "rivers", funding: "brand", minor: 100 }],
    gift: giftId(purchase),
    fingerprint: fingerprintOf(purchase),
    base,
    paid,
    terms: "everyday@1",
    ...changes,
  });
}

type Command = Purchase | Refund;
type ResultOf<Given extends Command> = Given extends Refund ? GiftReversal : GiftRecorded;

/**
 * A ledger that holds these entries, each as its command left it; a command that comes then; what it answers, and which
 * entries the ledger has besides afterwards: exactly as many, each with at least these members.
 */
export function given(...entries: readonly Entry[]) {
  return {
    when: <Given extends Command>(command: Given) => ({
      async thenAnswers(
        result: Partial<ResultOf<Given>>,
        ...written: readonly Partial<Accrual | Clawback>[]
      ): Promise<void> {
        const { ledger, give, refund } = ledgerWorld();
        ledger.hold(entries);
        const one: Command = command;
        expect(await ("refundId" in one ? refund(one) : give(one))).toMatchObject(result);
        expect(ledger.entries.slice(0, entries.length)).toEqual(entries);
        expect(ledger.entries.slice(entries.length)).toMatchObject(written);
      },
    }),
  };
}
