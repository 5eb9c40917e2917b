import { BankFileError } from "./transfer.ts";

/** The characters that every bank of SEPA takes. */
const TAKEN = /^[A-Za-z0-9/\-?:().,'+ ]*$/;
const NOT_TAKEN = /[^A-Za-z0-9/\-?:().,'+ ]/u;

/** Letters that are no Latin letter with a mark, and signs that have a plain one beside them. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ß: "ss", ẞ: "SS", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ø: "o", Ø: "O", ł: "l", Ł: "L" },
  ...{ đ: "d", Đ: "D", ð: "d", Ð: "D", þ: "th", Þ: "TH", ı: "i", "&": "+" },
  ...{ "–": "-", "—": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "“": "'", "”": "'", "„": "'", '"': "'" },
};
/** As banks in countries that write umlauts have names; elsewhere the letter loses its mark. */
const UMLAUTS: Readonly<Record<string, string>> = { ä: "ae", Ä: "Ae", ö: "oe", Ö: "Oe", ü: "ue", Ü: "Ue" };
const WRITES_UMLAUTS = new Set(["DE", "AT", "CH", "LI"]);

interface Place {
  readonly transfer: string | undefined;
  readonly field: string;
  readonly charactersMax: number;
  /** Of the account. */
  readonly country?: string;
}

/**
 * A text in the characters that banks take: marks go, a few letters become two. Throws a {@link BankFileError} for what has no
 * Latin letter, and for what is too long: a name that is cut is another name, and banks compare names.
 */
export function latin(text: string, { transfer, field, charactersMax, country = "" }: Place): string {
  const plain = [...text.normalize("NFC")]
    .map((one) => (WRITES_UMLAUTS.has(country) ? (UMLAUTS[one] ?? one) : one))
    .map((one) => PLAIN[one] ?? one)
    .join("")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  if (!TAKEN.test(plain)) {
    const [one] = NOT_TAKEN.exec(plain) ?? [""];
    const advice = "write it in Latin letters, as the bank has it";
    throw new BankFileError(transfer, field, `banks do not take “${one}”: ${advice}`);
  }
  if (plain === "") throw new BankFileError(transfer, field, "is empty");
  if (plain.length > charactersMax)
    throw new BankFileError(
      transfer,
      field,
      `has ${plain.length} characters, and the file has room for ${charactersMax}: write it shorter, as the bank has it`,
    );
  return plain;
}
