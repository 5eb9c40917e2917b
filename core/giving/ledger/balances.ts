import type { Purchase } from "../../model/purchase.ts";
import { CAP_SHARDS, poolName } from "../pricing/allowance.ts";
import type { AllowanceBalance } from "../pricing/draw.ts";
import type { Priced } from "../pricing/price.ts";
import { AllowanceMissingError } from "./ledger.ts";
import { allowanceShard } from "./order-hash.ts";

/** Orders begin to draw at different shards, so that a busy pool is not one hot row. */
export function homes(priced: Priced, purchase: Purchase): (allowance: string) => number {
  const pools = new Map(priced.pools.map((pool) => [poolName(pool), pool.shards]));
  return (allowance) => allowanceShard(purchase, pools.get(allowance) ?? CAP_SHARDS);
}

/** Reads what is left of each. Throws {@link AllowanceMissingError} for one without rows. */
export async function readBalances(
  { balanceOf }: { readonly balanceOf: (allowance: string) => Promise<AllowanceBalance> },
  allowances: Iterable<string>,
): Promise<Map<string, AllowanceBalance>> {
  const balances = new Map<string, AllowanceBalance>();
  for (const allowance of allowances) {
    const balance = await balanceOf(allowance);
    if (balance.left.size === 0) throw new AllowanceMissingError(`${allowance} has no rows: apply the brand`);
    balances.set(allowance, balance);
  }
  return balances;
}
