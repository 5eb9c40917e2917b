import * as z from "zod";
import type { Funding } from "../../model/gift.ts";
import { formatMinor } from "../../model/money.ts";
import type { CauseSlug, Day, Instant } from "../../model/purchase.ts";
import { type Payout, payoutState } from "../../settlement/payout.ts";

/** A register's code and the number in it, as org-id.guide writes them. */
export const OrgIdText = z.string().regex(/^[A-Z]{2,3}-[A-Z0-9_]{2,12}-[A-Za-z0-9.-]{1,40}$/);

/** What 360Giving hands out to a publisher: its ids begin with it. */
export const GrantPrefix = z.string().regex(/^360G-[A-Za-z0-9_-]{1,60}$/);

/** Who publishes, and what the payouts' causes are called. */
export interface GrantPublisher {
  readonly prefix: string;
  readonly funder: { readonly id: string; readonly name: string };
  readonly licence: string;
  readonly nameOf: (cause: CauseSlug) => string;
  readonly dayOf: (instant: Instant) => Day;
}

/** The version of 360Giving's standard, whose schema was read as of 1.4.3 (July 2026). */
const VERSION = "1.4";
const TITLE_LETTERS_MAX = 139;

const PROGRAMMES: Readonly<Record<Funding, string>> = {
  brand: "Given with purchases",
  match: "Added by matching",
  customer: "Added by customers at the checkout",
};

/**
 * Payouts as grants, in 360Giving's JSON: each that the bank booked and did not give back, in the order of its bookings. It names
 * charities, causes, amounts and days, and no person and no account of a bank. The same payouts make the same bytes. Undefined
 * where none is booked, since a package without a grant is not valid.
 */
export function grantData(payouts: readonly Payout[], publisher: GrantPublisher): string | undefined {
  const booked = payouts
    .flatMap((payout) => {
      const bookedOn = bookedDay(payout);
      return bookedOn === undefined ? [] : [{ payout, bookedOn }];
    })
    .toSorted((a, b) => (`${a.bookedOn} ${a.payout.id}` < `${b.bookedOn} ${b.payout.id}` ? -1 : 1));
  const issued = booked.at(-1)?.bookedOn;
  if (issued === undefined) return undefined;
  const { funder, licence } = publisher;
  const data = {
    version: VERSION,
    title: `What ${funder.name} paid to charities`,
    issued,
    publisher: { name: funder.name, identifier: funder.id },
    license: licence,
    grants: booked.map(({ payout, bookedOn }) => grantOf(payout, bookedOn, publisher)),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** The day on which the bank paid it; undefined of one that it did not pay, or gave back. */
export function bookedDay(payout: Payout): Day | undefined {
  const { kind } = payoutState(payout);
  if (kind !== "booked" && kind !== "received") return undefined;
  return payout.entries.find((entry) => entry.kind === "booked")?.bookedOn;
}

function grantOf(payout: Payout, bookedOn: Day, { prefix, funder, nameOf, dayOf }: GrantPublisher): object {
  const { id, charity, name, currency, funding, minor, shares, through, batched, entries } = payout;
  const value = amount(minor, currency);
  const causes = shares.map(({ cause, minor: share }) => ({ name: nameOf(cause), share }));
  const title = `Gifts for ${causes.map((cause) => cause.name).join(", ")}`;
  const parts = causes.map((cause) => `${cause.name} ${formatMinor(cause.share, currency)} ${currency}`);
  return {
    id: `${prefix}-${id}`,
    title: title.length > TITLE_LETTERS_MAX ? `${title.slice(0, TITLE_LETTERS_MAX - 1)}…` : title,
    description: `What was payable by the end of ${through}, less what was paid before: ${parts.join(", ")}.`,
    currency,
    amountAwarded: value,
    amountDisbursed: value,
    awardDate: dayOf(batched.at),
    fundingOrganization: [funder],
    // A charity without an org-id is named within the publisher's own prefix, as the standard says.
    recipientOrganization: [
      { id: OrgIdText.safeParse(charity).success ? charity : `${prefix}-${charity}`, name },
    ],
    grantProgramme: [{ code: funding, title: PROGRAMMES[funding] }],
    disbursementTransaction: [{ id, transactionDate: bookedOn, currency, value }],
    dateModified: entries.at(-1)?.at ?? batched.at,
  };
}

/** Amounts of at most 13 digits: a number prints as the decimal text that it was made of. */
function amount(minor: number, currency: string): number {
  return Number(formatMinor(minor, currency));
}
