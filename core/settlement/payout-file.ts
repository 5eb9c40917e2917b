import { createHash } from "node:crypto";
import * as z from "zod";
import type { Currency } from "../model/money.ts";
import type { Day } from "../model/purchase.ts";
import type { Payee } from "./bank/payee.ts";
import { type FileRun, sumOf, type Transfer } from "./bank/transfer.ts";
import { UK_TABLE, writeCsv } from "./bank/write-csv.ts";
import { AchOriginator, writeNacha } from "./bank/write-nacha.ts";
import { Debtor, writePain001 } from "./bank/write-pain001.ts";
import { writePaypalCsv } from "./bank/write-paypal-csv.ts";
import { type Payout, payoutState } from "./payout.ts";

/** The file that a bank takes, and the account that pays, where the file names it. */
export const PayoutFormat = z.discriminatedUnion("format", [
  z.object({ format: z.literal("pain001"), account: Debtor }),
  z.object({ format: z.literal("nacha"), account: AchOriginator }),
  z.object({ format: z.literal("uk") }),
  z.object({ format: z.literal("paypal") }),
]);
export type PayoutFormat = z.infer<typeof PayoutFormat>;

export interface PayeePayout {
  readonly payout: Payout;
  readonly payee: Payee;
}

/** `hash`: the SHA-256 of the text. `minor`: what its transfers come to. */
export interface PayoutFile {
  readonly text: string;
  readonly hash: string;
  readonly minor: number;
  readonly currency: Currency;
}

/**
 * Payouts as a file for the bank, the same bytes for the same payouts in any order: a bank refuses a second file of its name. Throws a
 * BankFileError.
 */
export function payoutFile(
  format: PayoutFormat,
  { executeOn, brand }: { readonly executeOn: Day; readonly brand: string },
  payouts: readonly PayeePayout[],
): PayoutFile {
  const sorted = payouts.toSorted((a, b) => (a.payout.id < b.payout.id ? -1 : 1));
  const transfers = sorted.map((one) => transferOf(one, brand));
  const ids = transfers.map(({ endToEndId }) => endToEndId);
  const times = sorted.map(({ payout }) => payout.batched.at).toSorted();
  const run: FileRun = {
    id: `run-${sha256([format.format, executeOn, ...ids].join("\n")).slice(0, RUN_ID_DIGITS)}`,
    createdAt: times.at(-1) ?? "",
    executeOn,
  };
  const text = write(format, run, transfers);
  const [{ currency } = { currency: "" }] = transfers;
  return { text, hash: sha256(text), minor: sumOf(transfers), currency };
}

const RUN_ID_DIGITS = 30;

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function write(format: PayoutFormat, run: FileRun, transfers: readonly Transfer[]): string {
  switch (format.format) {
    case "pain001":
      return writePain001(run, format.account, transfers);
    case "nacha":
      return writeNacha(run, format.account, transfers);
    case "uk":
      return writeCsv(run, UK_TABLE, transfers);
    case "paypal":
      return writePaypalCsv(run, transfers);
  }
}

/** What a charity reads beside the amount: whose gifts these are, as fundings are never in one transfer. */
const REFERENCES = {
  brand: "Gifts by ",
  match: "Matched gifts by ",
  customer: "Gifts by customers of ",
} as const;

function transferOf({ payout, payee }: PayeePayout, brand: string): Transfer {
  const { id: endToEndId, minor: amount, currency, funding, through } = payout;
  const reference = `${REFERENCES[funding]}${brand} through ${through}`;
  return { endToEndId, amount, currency, payee, reference };
}

/** Whether a payout may stand in a file: as many people approved it as it needs, or it stands in that very file. */
export function mayBeFiled(payout: Payout, hash: string): boolean {
  const state = payoutState(payout);
  if (state.kind === "filed") return state.file === hash;
  return state.kind === "batched" && state.approvedBy.length >= payout.approvals;
}
