import { createHash } from "node:crypto";
import * as z from "zod";
import { assertNever } from "../model/assert-never.ts";
import { Line } from "../model/fact.ts";
import { Funding } from "../model/gift.ts";
import { Currency, Minor, SignedMinor } from "../model/money.ts";
import { base32Id } from "../model/prefixed-id.ts";
import { CauseSlug, Day, Instant } from "../model/purchase.ts";

/** Of 130 bits: it goes to the bank as the reference of the transfer, and comes back in its statement. */
export const PayoutId = z
  .string()
  .regex(/^pay_[0-9a-hjkmnp-tv-z]{26}$/)
  .brand<"PayoutId">();
export type PayoutId = z.infer<typeof PayoutId>;

/** Whose money an account counts: fundings are never mixed, so neither are they in a transfer. `charity`: its key. */
export const AccountName = z.object({ charity: z.string().min(1), currency: Currency, funding: Funding });
export type AccountName = z.infer<typeof AccountName>;

/** The same id for the same account, day and version, so that a run that is begun again makes no second one. */
export function payoutId(
  { charity, currency, funding }: AccountName,
  through: Day,
  version: number,
): PayoutId {
  const text = ["wellspring/payout/v1", charity, currency, funding, through, version].join("\n");
  return PayoutId.parse(base32Id("pay", createHash("sha256").update(text).digest()));
}

const Because = z.string().trim().min(1).max(500);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What becomes of a payout, after it was batched.
 * - `filed`: a file for the bank holds it; `file` is the hash of its bytes
 * - `sent`: a person gave it to the bank
 * - `booked`: the bank's statement says so; `reference` is the bank's own, `statement` the hash of the file, absent where a
 *   person read the statement
 * - `received`: the charity says so; `signer`: who there, of one who says it behind the link of their letter
 * - `returned`: the bank refused it or gave it back; `reference`: the bank's own, of money that had left the account
 * - `held`: it waits, until it is `released` or `cancelled`
 */
export const PayoutMove = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("approved") }),
  z.object({ kind: z.literal("filed"), file: Sha256 }),
  z.object({ kind: z.literal("sent") }),
  z.object({
    kind: z.literal("booked"),
    minor: Minor,
    currency: Currency,
    bookedOn: Day,
    reference: z.string().min(1).max(140),
    statement: Sha256.optional(),
  }),
  z.object({ kind: z.literal("received"), signer: Line.optional() }),
  z.object({
    kind: z.literal("returned"),
    because: Because,
    bookedOn: Day.optional(),
    reference: z.string().min(1).max(140).optional(),
    statement: Sha256.optional(),
  }),
  z.object({ kind: z.literal("held"), because: Because }),
  z.object({ kind: z.literal("released") }),
  z.object({ kind: z.literal("cancelled"), because: Because }),
]);
export type PayoutMove = z.infer<typeof PayoutMove>;

/** When and by whom: as AWS names the caller. */
const Signed = z.object({ at: Instant, by: z.string().min(1).max(300) });
export type Signed = z.infer<typeof Signed>;

/** `hash` is that of this entry and of the one before, so that none can be changed or left out unseen. */
const PayoutEntry = z.intersection(PayoutMove, Signed.extend({ hash: Sha256 }));
type PayoutEntry = z.infer<typeof PayoutEntry>;

/** The limit of what can become of one payout: a row holds it. */
export const PAYOUT_ENTRIES_MAX = 200;

/** How much of a payout is for one cause, in minor units: below zero where refunds took more of the cause than was left. */
export const PayoutShare = z.object({ cause: CauseSlug, minor: SignedMinor });
export type PayoutShare = z.infer<typeof PayoutShare>;

/**
 * One transfer to a charity: what was payable through a day, less what was paid before.
 * - `name`: the charity's name as the payout was batched; `causes`: those whose gifts it pays
 * - `shares`: how much of it is for which cause; they sum to `minor`
 * - `version`: of the account that it was batched under; `approvals`: of how many people it needs
 */
export const Payout = AccountName.extend({
  id: PayoutId,
  name: z.string(),
  causes: z.array(CauseSlug).min(1),
  shares: z.array(PayoutShare).min(1),
  minor: Minor.min(1),
  through: Day,
  version: z.int().min(1),
  approvals: z.union([z.literal(1), z.literal(2)]),
  batched: Signed,
  entries: z.array(PayoutEntry).max(PAYOUT_ENTRIES_MAX),
});
export type Payout = z.infer<typeof Payout>;

type Waiting =
  | { readonly kind: "batched"; readonly approvedBy: readonly string[] }
  | { readonly kind: "filed"; readonly file: string };

/** Where a payout stands. `returned` and `cancelled` are its end: what it would have paid is owed again. */
export type PayoutState =
  | Waiting
  | { readonly kind: "sent" }
  | { readonly kind: "booked"; readonly bookedOn: Day; readonly reference: string }
  | { readonly kind: "received" }
  | { readonly kind: "returned"; readonly because: string }
  | { readonly kind: "cancelled"; readonly because: string }
  | { readonly kind: "held"; readonly because: string; readonly was: Waiting };

export function payoutState({ entries }: Pick<Payout, "entries">): PayoutState {
  return entries.reduce<PayoutState>(after, { kind: "batched", approvedBy: [] });
}

function after(state: PayoutState, entry: PayoutEntry): PayoutState {
  switch (entry.kind) {
    case "approved":
      return state.kind === "batched" ? { ...state, approvedBy: [...state.approvedBy, entry.by] } : state;
    case "filed":
      return { kind: "filed", file: entry.file };
    case "sent":
    case "received":
      return { kind: entry.kind };
    case "booked": {
      const { bookedOn, reference } = entry;
      // A statement that is read after the one that returned it brings nothing back.
      return state.kind === "returned" ? state : { kind: "booked", bookedOn, reference };
    }
    case "returned":
    case "cancelled":
      return { kind: entry.kind, because: entry.because };
    case "held":
      return state.kind === "batched" || state.kind === "filed"
        ? { kind: "held", because: entry.because, was: state }
        : state;
    case "released":
      return state.kind === "held" ? state.was : state;
    default:
      return assertNever(entry);
  }
}

/** Whether what the payout would have paid is owed again. */
export function isReopened({ kind }: PayoutState): boolean {
  return kind === "returned" || kind === "cancelled";
}

/** When it was returned or cancelled; undefined while it was not. */
export function reopenedAt({ entries }: Pick<Payout, "entries">): Instant | undefined {
  return entries.find(({ kind }) => kind === "returned" || kind === "cancelled")?.at;
}

/** The hash of the last entry; of a payout without one, of what it was batched with. */
export function headOf(payout: Payout): string {
  return payout.entries.at(-1)?.hash ?? hashOf("", { ...payout, entries: [] });
}

/** A payout with one entry more. */
export function withEntry(payout: Payout, move: PayoutMove, { at, by }: Signed): Payout {
  const entry = { ...move, at, by };
  return { ...payout, entries: [...payout.entries, { ...entry, hash: hashOf(headOf(payout), entry) }] };
}

/** Whether every entry of a payout is as it was written, in its place. */
export function isUnchanged(payout: Payout): boolean {
  let written: Payout = { ...payout, entries: [] };
  for (const { hash, at, by, ...move } of payout.entries) {
    written = withEntry(written, move, { at, by });
    if (written.entries.at(-1)?.hash !== hash) return false;
  }
  return true;
}

function hashOf(before: string, value: object): string {
  return createHash("sha256")
    .update(`${before}\n${canonical(value)}`)
    .digest("hex");
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
