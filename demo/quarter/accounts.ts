import type { Payee, PostalAddress } from "../../core/settlement/bank/payee.ts";
import type { Debtor } from "../../core/settlement/bank/write-pain001.ts";
import type { BankAccount } from "../stand-in-bank.ts";

/** A bank that there is none of: its code is zeros. */
const NO_BANK = "00000000";
const ACCOUNT_DIGITS = 10;
/** The first account of the sample's charities; the brand has those before it. */
const CHARITIES_FROM = 100;

/** The invented IBAN of the nth account of a bank that there is none of, in Germany. */
function inventedIban(account: number): string {
  const own = `${NO_BANK}${String(account).padStart(ACCOUNT_DIGITS, "0")}`;
  // DE as digits is 1314: what checks an IBAN makes it 1 modulo 97.
  const check = 98n - (BigInt(`${own}131400`) % 97n);
  return `DE${String(check).padStart(2, "0")}${own}`;
}

const home: PostalAddress = {
  street: "Quellenweg",
  building: "7",
  postcode: "87561",
  town: "Oberstdorf",
  country: "DE",
};

/** What the brand's account of each currency has before anything is paid. */
const OPENING: Readonly<Record<string, string>> = { EUR: "250000.00", USD: "250000.00", JPY: "30000000" };

/** The brand's accounts at the stand-in bank, one for each currency: as the bank's files name them, and as the bank has them. */
export function brandAccount(currency: string): { readonly debtor: Debtor; readonly account: BankAccount } {
  const opening = OPENING[currency];
  if (opening === undefined) throw new Error(`The sample brand has no account in ${currency}.`);
  const iban = inventedIban(Object.keys(OPENING).indexOf(currency) + 1);
  return { debtor: { name: "Tarnfell GmbH", iban, address: home }, account: { iban, opening } };
}

/** How the nth of the sample's charities is paid. */
export function charityPayee(name: string, index: number): Payee {
  return { method: "iban", holder: name, iban: inventedIban(CHARITIES_FROM + index), address: home };
}
