const ID_CHARS = 26;
/** What is behind the prefix of a reference that may have eighteen characters. */
const SHORT_CHARS = 14;
const SHORT_REFERENCE_CHARS = 18;

/**
 * How banks are told the id of a payout: with a hyphen, as their characters have no underscore, and one of them refuses a file for
 * it.
 */
export function bankReference(payoutId: string): string {
  return payoutId.replace("_", "-");
}

/** The first eighteen characters, which is all that payments within the United Kingdom carry: 70 bits of the id. */
export function shortBankReference(payoutId: string): string {
  return bankReference(payoutId).slice(0, SHORT_REFERENCE_CHARS);
}

const BASE32 = "[0-9a-hjkmnp-tv-z]";
const REFERENCE = new RegExp(
  `(?<![a-z0-9])pay[-_](${BASE32}{${ID_CHARS}}|${BASE32}{${SHORT_CHARS}}(?!${BASE32}))`,
  "i",
);

/**
 * The id of a payout in what a bank wrote, whole or its first 18 characters; banks change capitals. What else stands around it does not matter.
 * Undefined where there is none.
 */
export function findPayoutReference(text: string): string | undefined {
  const found = REFERENCE.exec(text)?.[1];
  return found === undefined ? undefined : `pay_${found.toLowerCase()}`;
}
