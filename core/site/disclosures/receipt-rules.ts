/** A country, and where it is read what a gift of a customer's own needs there to count for their taxes. */
export interface ReceiptRule {
  readonly code: "US" | "GB" | "DE";
  readonly source: string;
}

/** The day on which the rows were last held against their sources. They are defaults for a brand's lawyers, and no advice. */
export const RECEIPTS_CHECKED_ON = "2026-11-28";

/** What each says is a sentence of core/i18n, `disclosure.roundUps.rules`. */
export const RECEIPT_RULES: readonly ReceiptRule[] = [
  {
    code: "US",
    source: "I.R.C. 170(f)(17), as irs.gov says it (Charitable contributions: substantiating cash donations)",
  },
  { code: "GB", source: "gov.uk, Gift Aid declarations: claiming tax back on donations" },
  { code: "DE", source: "EStDV § 50 Abs. 1 and 4" },
];
