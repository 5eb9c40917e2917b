import type { RecordedOrder } from "../../core/giving/ledger/statement.ts";
import { giftLeaves } from "../../core/proof/day-trees.ts";
import { verifierKey } from "../../core/proof/signed-note.ts";
import type { ProofPagesDeps } from "../../core/site/proof-pages.ts";
import { LOG, logOf, ORIGIN, PROOF_KEY, type ServedLog, treesOf } from "./gift-log.ts";
import { brand } from "./states.ts";

/** Orders of customers, and the log in which one day published their gifts. */
export interface ProvenOrders {
  readonly proofs: Omit<ProofPagesDeps, "claims" | "sessions">;
  readonly log: ServedLog;
}

/** `day`: of all their leaves, those alone are published; the others wait. */
export function provenOrders(orders: readonly RecordedOrder[], day: string): ProvenOrders {
  const frame = { origin: ORIGIN, timeZone: brand.timeZone, key: PROOF_KEY, giftsMin: 1 };
  const leaves = orders.flatMap((order) => giftLeaves(order, frame)).filter((leaf) => leaf.day === day);
  const trees = treesOf(day, leaves);
  const log = logOf(trees);
  return {
    log,
    proofs: {
      orders: {
        of: async ({ source, connection, orderId }) =>
          orders.find(
            ({ accrual }) =>
              accrual.source === source && accrual.connection === connection && accrual.orderId === orderId,
          ),
        ofCustomer: async (customer, gift) =>
          orders.find(({ accrual }) => accrual.gift === gift && accrual.customer === customer),
      },
      verifierKey: async () => verifierKey(LOG),
      proofsOf: async (order) =>
        giftLeaves(order, frame).map((leaf) => {
          const tree = trees.find(({ gifts }) => gifts.some(({ salt }) => salt === leaf.salt));
          const own = tree?.gifts.find(({ salt }) => salt === leaf.salt);
          return tree === undefined || own === undefined ? { leaf } : { leaf, proof: log.proof(own, tree) };
        }),
    },
  };
}
