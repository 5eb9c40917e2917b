import type { Cause } from "../model/cause.ts";
import { charityKey } from "../model/charity-key.ts";
import type { CauseSlug } from "../model/purchase.ts";
import type { PayableSum } from "./payable.ts";
import type { AccountName } from "./payout.ts";
import type { Due } from "./settle.ts";

/** Which charity each cause was paid out to, by its key: where a cause has been paid once, it stays with that charity. */
export type PaidCauses = ReadonlyMap<CauseSlug, string>;

/**
 * Why the money of an account waits for a person.
 * - `unregistered`: the brand states no register and number of the charity, and does not mark it as invented
 * - `ended`: the brand moves what the cause has to one of another charity
 * - `lostStatus`: its register does not list the charity, or no longer
 * - `otherCharity`: the cause was paid out to another charity before: which of the two gets what is decided by nobody
 */
export type WaitsForPerson = {
  readonly because: "unregistered" | "otherCharity" | "ended" | "lostStatus";
  readonly cause: CauseSlug;
};

/** What is payable on an account; `waiting`: nothing of it is paid until a person settles that. */
export interface AccountDue extends Due {
  readonly waiting?: WaitsForPerson;
}

/** A cause that the brand does not state has gifts: the applied brand is not the ledger's. */
export class UnknownCauseError extends Error {
  override readonly name = "UnknownCauseError";
}

/**
 * What is payable by charity, from what is payable by cause: one account for each currency and funding, so that fundings are never
 * mixed. A cause whose charity was changed counts where it was paid before, and that account waits. Throws an
 * {@link UnknownCauseError}.
 */
export function duesOf(
  sums: readonly PayableSum[],
  causes: readonly Cause[],
  paidCauses: PaidCauses,
): AccountDue[] {
  const bySlug = new Map(causes.map((cause) => [cause.slug, cause]));
  const dues = new Map<string, AccountDue>();
  for (const { cause: slug, currency, funding, minor } of sums) {
    const cause = bySlug.get(slug);
    if (cause === undefined)
      throw new UnknownCauseError(`${slug} has gifts, and the brand states no such cause`);
    const charity = paidCauses.get(slug) ?? charityKey(cause.charity);
    const name = accountText({ charity, currency, funding });
    const before = dues.get(name);
    const waiting = before?.waiting ?? waitingOf(cause, paidCauses) ?? endedOf(cause, bySlug);
    dues.set(name, {
      ...{ charity, currency, funding },
      name: before?.name ?? cause.charity.name,
      causes: [...(before?.causes ?? []), { cause: slug, minor }],
      minor: (before?.minor ?? 0) + minor,
      ...(waiting && { waiting }),
    });
  }
  return [...dues].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, due]) => due);
}

/** Why the gifts of a cause wait for a person; undefined where they can be paid. */
export function waitingOf({ slug, charity }: Cause, paidCauses: PaidCauses): WaitsForPerson | undefined {
  const stated = charityKey(charity);
  if ((paidCauses.get(slug) ?? stated) !== stated) return { because: "otherCharity", cause: slug };
  if (charity.org === undefined && !charity.sample) return { because: "unregistered", cause: slug };
  return undefined;
}

/**
 * What is payable by a day before the move still counts for the cause that ended: paid now, it would be owed to both. Its charity has
 * no cause that goes on (core/operations/brand/check-ended.ts).
 */
export function endedOf({ slug, charity, movesTo }: Cause, causes: ReadonlyMap<CauseSlug, Cause>) {
  const to = movesTo === undefined ? undefined : causes.get(movesTo.cause);
  if (to === undefined || charityKey(to.charity) === charityKey(charity)) return undefined;
  return { because: "ended" as const, cause: slug };
}

/** An account as a text of its own, in the order in which accounts are listed. */
export function accountText({ charity, currency, funding }: AccountName): string {
  return `${charity} ${currency} ${funding}`;
}
