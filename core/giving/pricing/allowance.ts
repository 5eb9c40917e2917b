import { splitByWeight } from "../../model/money.ts";
import { type MatchPool, type Terms, termsName } from "../../model/terms.ts";

/**
 * Over how many rows the cap of a campaign is spread. Every gift of the campaign draws from one of them, and one
 * row takes 500 transactions a second.
 */
export const CAP_SHARDS = 4;

/**
 * Money that can be drawn but never overdrawn: a match pool, or the cap of a campaign in one currency.
 * `shards[i]` is what row i holds at first; together they are the whole amount.
 */
export interface Allowance {
  readonly allowance: string;
  readonly shards: readonly number[];
}

/** The name of the allowance that a pool matches from. */
export function poolName(pool: Pick<MatchPool, "id">): string {
  return `pool:${pool.id}`;
}

/** What the ledger draws from when `pool` matches. */
export function poolAllowance(pool: Pick<MatchPool, "id" | "amount" | "shards">): Allowance {
  return { allowance: poolName(pool), shards: evenly(pool.amount, pool.shards) };
}

/** The name of the allowance that caps these terms in one currency. */
export function capName(terms: Pick<Terms, "id" | "version">, currency: string): string {
  return `cap:${termsName(terms)}:${currency}`;
}

/** Whether an allowance caps a campaign; otherwise it is a match pool. */
export function isCap(allowance: string): boolean {
  return allowance.startsWith("cap:");
}

/** One allowance for each currency that the terms cap over all purchases together; none if they do not. */
export function capAllowances(terms: Pick<Terms, "id" | "version" | "capPerCampaign">): Allowance[] {
  return Object.entries(terms.capPerCampaign ?? {}).map(([currency, amount]) => ({
    allowance: capName(terms, currency),
    shards: evenly(amount, CAP_SHARDS),
  }));
}

function evenly(amount: number, shards: number): number[] {
  const names = Array.from({ length: shards }, (_, shard) => String(shard).padStart(2, "0"));
  return [...splitByWeight(amount, new Map(names.map((name) => [name, 1]))).values()];
}
