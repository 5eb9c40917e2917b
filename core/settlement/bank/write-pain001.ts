import * as z from "zod";
import { formatMinor } from "../../model/money.ts";
import { areaOf } from "./iban.ts";
import { latin } from "./latin.ts";
import { Bic, Iban, PostalAddress } from "./payee.ts";
import { bankReference } from "./payout-reference.ts";
import {
  BankFileError,
  type FileRun,
  sumOf,
  type Transfer,
  type TransferTo,
  transfersBy,
} from "./transfer.ts";
import { element, type XmlElement, xmlText } from "./xml-text.ts";

/** The account that pays. `address` is needed where a transfer leaves the European Economic Area or is not in euros. */
export const Debtor = z.strictObject({
  name: z.string().trim().min(1).max(140),
  iban: Iban,
  bic: Bic.optional(),
  address: PostalAddress.optional(),
});
export type Debtor = z.infer<typeof Debtor>;

const NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
const REFERENCE_CHARS_MAX = 140;
const NAME_CHARS_MAX = 140;
/** Of SEPA's own rules; the schema has room for more. */
const SEPA_NAME_CHARS_MAX = 70;
const SEPA_MINOR_MAX = 99_999_999_999;

/**
 * A file of transfers for a bank, ISO 20022 `pain.001.001.09`: in euros as SEPA has them, in another currency as a transfer
 * abroad, each party bearing its own bank's charges. The bank books each transfer by itself, so that a statement names each. The
 * same input gives the same text. Throws a {@link BankFileError}.
 */
export function writePain001(run: FileRun, debtor: Debtor, transfers: readonly Transfer[]): string {
  const all = transfersBy("iban", run, transfers);
  const [{ currency } = { currency: "EUR" }] = all;
  const isSepa = currency === "EUR";
  const payer = { transfer: undefined, country: debtor.iban.slice(0, 2) };
  const name = latin(debtor.name, { ...payer, field: "debtor's name", charactersMax: nameMax(isSepa) });
  const totals = [
    element("NbOfTxs", String(all.length)),
    element("CtrlSum", formatMinor(sumOf(all), currency)),
  ];
  const header = [
    element("MsgId", run.id),
    element("CreDtTm", run.createdAt),
    ...totals,
    element("InitgPty", [element("Nm", name)]),
  ];
  const payment = [
    ...[element("PmtInfId", run.id), element("PmtMtd", "TRF"), element("BtchBookg", "false"), ...totals],
    isSepa ? element("PmtTpInf", [element("SvcLvl", [element("Cd", "SEPA")])]) : undefined,
    element("ReqdExctnDt", [element("Dt", run.executeOn)]),
    element("Dbtr", [element("Nm", name), addressOf(debtor.address, payer)]),
    element("DbtrAcct", [idOf(debtor.iban), element("Ccy", currency)]),
    element("DbtrAgt", [agentOf(debtor.bic)]),
    element("ChrgBr", isSepa ? "SLEV" : "SHAR"),
    ...all.map((transfer) => transferOf(transfer, debtor, isSepa)),
  ];
  return xmlText(
    element(
      "Document",
      [element("CstmrCdtTrfInitn", [element("GrpHdr", header), element("PmtInf", payment)])],
      { xmlns: NAMESPACE },
    ),
  );
}

function transferOf(transfer: TransferTo<"iban">, debtor: Debtor, isSepa: boolean): XmlElement {
  const { endToEndId, amount, currency, payee, reference } = transfer;
  insistOnArea(transfer, debtor, isSepa);
  const place = { transfer: endToEndId, country: payee.iban.slice(0, 2) };
  const name = latin(payee.holder, { ...place, field: "holder", charactersMax: nameMax(isSepa) });
  const text = latin(reference, { ...place, field: "reference", charactersMax: REFERENCE_CHARS_MAX });
  return element("CdtTrfTxInf", [
    element("PmtId", [element("EndToEndId", bankReference(endToEndId))]),
    element("Amt", [element("InstdAmt", formatMinor(amount, currency), { Ccy: currency })]),
    payee.bic === undefined ? undefined : element("CdtrAgt", [agentOf(payee.bic)]),
    element("Cdtr", [element("Nm", name), addressOf(payee.address, place)]),
    element("CdtrAcct", [idOf(payee.iban)]),
    element("Purp", [element("Cd", "CHAR")]),
    element("RmtInf", [element("Ustrd", text)]),
  ]);
}

/** What banks ask of a transfer by where its account is. */
function insistOnArea(
  { endToEndId, amount, payee }: TransferTo<"iban">,
  debtor: Debtor,
  isSepa: boolean,
): void {
  const area = areaOf(payee.iban);
  if (isSepa && area === "beyond")
    throw new BankFileError(endToEndId, "iban", "its country is not in SEPA: pay it at the bank by hand");
  if (isSepa && amount > SEPA_MINOR_MAX)
    throw new BankFileError(endToEndId, "amount", "is above the 999,999,999.99 that SEPA takes");
  const isAbroad = !isSepa || area !== "eea";
  if (isAbroad && debtor.address === undefined)
    throw new BankFileError(
      endToEndId,
      "debtor's address",
      "is needed for an account outside the European Economic Area and for every currency but the euro",
    );
  if (!isSepa && payee.address === undefined)
    throw new BankFileError(endToEndId, "address", "is needed where the currency is not the euro");
}

function nameMax(isSepa: boolean): number {
  return isSepa ? SEPA_NAME_CHARS_MAX : NAME_CHARS_MAX;
}

function idOf(iban: string): XmlElement {
  return element("Id", [element("IBAN", iban)]);
}

/** Where no BIC is stated, the bank finds the other by the IBAN. */
function agentOf(bic: string | undefined): XmlElement {
  return element("FinInstnId", [
    bic === undefined ? element("Othr", [element("Id", "NOTPROVIDED")]) : element("BICFI", bic),
  ]);
}

const ADDRESS_CHARS_MAX = { street: 70, building: 16, postcode: 16, town: 35 } as const;
const ADDRESS_ELEMENTS = [
  ["street", "StrtNm"],
  ["building", "BldgNb"],
  ["postcode", "PstCd"],
  ["town", "TwnNm"],
] as const;

function addressOf(
  address: PostalAddress | undefined,
  place: { readonly transfer: string | undefined; readonly country: string },
): XmlElement | undefined {
  if (address === undefined) return undefined;
  const parts = ADDRESS_ELEMENTS.map(([part, name]) => {
    const text = address[part];
    if (text === undefined) return undefined;
    return element(name, latin(text, { ...place, field: part, charactersMax: ADDRESS_CHARS_MAX[part] }));
  });
  return element("PstlAdr", [...parts, element("Ctry", address.country)]);
}
