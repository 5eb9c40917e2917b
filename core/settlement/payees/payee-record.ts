import * as z from "zod";
import { instantAfter } from "../../model/days.ts";
import { Instant } from "../../model/purchase.ts";
import type { Payee } from "../bank/payee.ts";

/** How long confirmed details wait: time for the brand, or the charity, to say that they are not its own. */
export const PAYEE_WAIT_DAYS = 3;

const Signed = z.object({ at: Instant, by: z.string().min(1).max(300) });

/**
 * Details as somebody entered them, encrypted. `masked` is all of them that anybody reads; `confirmed` is absent until another person
 * entered the same.
 */
const EnteredPayee = z.object({
  sealed: z.string().min(1),
  salt: z.string().min(1),
  masked: z.string().min(1),
  proposed: Signed,
  confirmed: Signed.optional(),
});
export type EnteredPayee = z.infer<typeof EnteredPayee>;

/**
 * How one charity is paid, and what is to take its place. It changes only under its `version`, so that of two people at once one reads
 * again.
 */
export const PayeeRecord = z.object({
  charity: z.string().min(1),
  version: z.int().min(1),
  current: EnteredPayee.optional(),
  next: EnteredPayee.optional(),
});
export type PayeeRecord = z.infer<typeof PayeeRecord>;

/** When details that are confirmed are paid to. */
export function paidFrom({ confirmed }: EnteredPayee): Instant | undefined {
  return confirmed === undefined ? undefined : instantAfter(confirmed.at, PAYEE_WAIT_DAYS);
}

/** The details that a payout made at an instant goes to: undefined while there are none, or they wait. */
export function payeeInForce({ current, next }: PayeeRecord, at: Instant): EnteredPayee | undefined {
  const from = next && paidFrom(next);
  return from !== undefined && from <= at ? next : current;
}

/** The record with details that wait for another person. What waited before is gone; what is in force stays so. */
export function proposePayee(
  before: PayeeRecord | undefined,
  charity: string,
  entered: Omit<EnteredPayee, "confirmed">,
): PayeeRecord {
  const current = before && payeeInForce(before, entered.proposed.at);
  return { charity, version: (before?.version ?? 0) + 1, ...(current && { current }), next: entered };
}

/**
 * What comes of a confirmation, in order of precedence.
 * - `nothingProposed`: no details wait, or they are confirmed already
 * - `samePerson`: who proposed them
 * - `otherDetails`: not what was proposed: one of the two is wrong, or was deceived
 */
export type PayeeConfirmation =
  | { readonly kind: "confirmed"; readonly record: PayeeRecord; readonly paidFrom: Instant }
  | { readonly kind: "nothingProposed" | "samePerson" | "otherDetails" };

/** Confirms details by entering them a second time, so that nobody has to be shown them. `isSame`: whether the two are the same. */
export function confirmPayee(
  record: PayeeRecord,
  isSame: boolean,
  confirmed: z.infer<typeof Signed>,
): PayeeConfirmation {
  const { next, version } = record;
  if (next === undefined || next.confirmed !== undefined) return { kind: "nothingProposed" };
  if (next.proposed.by === confirmed.by) return { kind: "samePerson" };
  if (!isSame) return { kind: "otherDetails" };
  return {
    kind: "confirmed",
    record: { ...record, version: version + 1, next: { ...next, confirmed } },
    paidFrom: instantAfter(confirmed.at, PAYEE_WAIT_DAYS),
  };
}

/** What is shown of an account: how it is paid, and the last four characters. */
export function maskedPayee(payee: Payee): string {
  switch (payee.method) {
    case "iban":
      return `IBAN ${payee.iban.slice(0, 2)}… ${payee.iban.slice(-4)}`;
    case "ach":
      return `ACH … ${payee.account.length > 4 ? payee.account.slice(-4) : ""}`.trim();
    case "uk":
      return `UK … ${payee.account.slice(-4)}`;
    case "paypal":
      return `PayPal …@${payee.email.slice(payee.email.lastIndexOf("@") + 1)}`;
  }
}
