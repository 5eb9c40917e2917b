import * as z from "zod";
import { OrderLink, type Purchase, type Refund } from "../../model/purchase.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { Pause } from "../../platform/pause.ts";
import { type AliasClaimed, LEDGER_RACES_MAX, type Ledger } from "./ledger.ts";
import type { EarlyRefunds } from "./order-claim.ts";
import { giftId } from "./order-hash.ts";

export const LinkOrder = z.object({ link: OrderLink });
export type LinkOrder = z.infer<typeof LinkOrder>;

/**
 * - `linked`: refunds under the alias find the order; `early` are those that waited there, under the order's own id now,
 *   to be applied. A second link answers them again.
 * - `conflict`: the alias is a purchase of its own, or leads to another order. Nothing is changed; an operator must look.
 */
export type OrderLinkRecorded =
  | { readonly outcome: "linked"; readonly gift: string; readonly early: readonly Refund[] }
  | { readonly outcome: "conflict"; readonly gift: string };

export interface LinkOrderDeps {
  readonly ledger: Pick<Ledger, "claimAlias">;
  readonly pause: Pause;
}

/** Records another id of an order, once, whether its purchase and its refunds came before or come after. */
export function linkOrder(deps: LinkOrderDeps): (task: LinkOrder) => Promise<OrderLinkRecorded> {
  return async ({ link }) => {
    const gift = giftId(link);
    const claimed = await claimAlias(deps, link);
    if (claimed.kind === "existing") return { outcome: "conflict", gift };
    return { outcome: "linked", gift, early: waitingUnder(claimed, link.orderId) };
  };
}

/**
 * Claims the other ids of a purchase's order. An order that is recorded under one of them already keeps that id: it is
 * the answer's `orderId`. `early` are refunds that waited under the others.
 */
export async function claimAliases(
  deps: LinkOrderDeps,
  { source, connection, orderId, aliases = [] }: Purchase,
): Promise<{ readonly orderId: string; readonly early: readonly Refund[] }> {
  const early: Refund[] = [];
  for (const alias of aliases) {
    if (alias === orderId) continue;
    const claimed = await claimAlias(deps, { source, connection, orderId, alias });
    if (claimed.kind === "written") early.push(...waitingUnder(claimed, orderId));
    else if (claimed.existing.kind === "order") return { orderId: alias, early };
    else return { orderId: claimed.existing.orderId, early };
  }
  return { orderId, early };
}

async function claimAlias({ ledger, pause }: LinkOrderDeps, link: OrderLink): Promise<AliasClaimed> {
  let expected: EarlyRefunds | undefined;
  return retryContended(
    "the row of an alias",
    async () => {
      const claimed = await ledger.claimAlias(link, expected);
      if (claimed.kind === "written" || claimed.existing.kind !== "parked") return claimed;
      expected = claimed.existing;
      return "lost";
    },
    { racesMax: LEDGER_RACES_MAX, pause },
  );
}

function waitingUnder({ row }: Extract<AliasClaimed, { kind: "written" }>, orderId: string): Refund[] {
  return row.early.map((refund) => ({ ...refund, orderId }));
}
