import { Currency } from "../../model/money.ts";
import { Day } from "../../model/purchase.ts";
import { findPayoutReference } from "./payout-reference.ts";
import {
  insistOnBalance,
  readAmount,
  type Statement,
  type StatementEntry,
  StatementError,
  signed,
} from "./statement.ts";
import { elementsAt, type ReadElement, readXml, textAt } from "./xml-elements.ts";

const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:camt\.05[34]\.001\.(02|04|08)$/;

/** An entry of a statement, a statement, and a note of bookings. */
const CUT = new Set(["Ntry", "Stmt", "Ntfctn"]);
/** Who the other party is, and where: never kept. */
const SKIP = new Set(["RltdPties", "RltdAgts", "Ownr", "Svcr", "SplmtryData"]);

/** What stands before the bookings of a day: the opening balance, or the last one of the day before. */
const OPENING = ["OPBD", "PRCD"];
const CLOSING = ["CLBD"];

/**
 * Reads camt.053 and camt.054 of ISO 20022, versions 02, 04 and 08. What is pending is left out, as it is in no balance. Throws a
 * {@link StatementError}.
 */
export function readCamt(text: string, file: string): Statement[] {
  const statements: Statement[] = [];
  let entries: ReadElement[] = [];
  readXml(text, {
    onNamespace: (namespace, line) => {
      if (!NAMESPACE.test(namespace))
        throw new StatementError(line, "is neither camt.053 nor camt.054 in version 02, 04 or 08");
    },
    cut: CUT,
    skip: SKIP,
    onElement: (element) => {
      if (element.name === "Ntry") {
        entries.push(element);
        return;
      }
      statements.push(statementOf(element, entries, file));
      entries = [];
    },
  });
  return statements;
}

function statementOf(element: ReadElement, booked: readonly ReadElement[], file: string): Statement {
  const { line } = element;
  const id = wanted(textAt(element, "Id"), line, "has no number");
  const account = wanted(textAt(element, "Acct/Id/IBAN", "Acct/Id/Othr/Id"), line, "names no account");
  const balances = element.name === "Stmt" ? balancesOf(element) : undefined;
  const currency = currencyOf(
    balances?.currency ??
      textAt(element, "Acct/Ccy") ??
      booked[0]?.children.find(isAmount)?.currency ??
      "EUR",
    line,
  );
  const entries = booked.filter(isBooked).flatMap((entry, index) => entriesOf(entry, `${id}/${index + 1}`));
  const statement = {
    ...{ id, account, currency, entries },
    ...(balances && { balances: { opening: balances.opening, closing: balances.closing } }),
  };
  insistOnBalance(statement, line);
  return { ...statement, file };
}

function balancesOf(statement: ReadElement) {
  const all = elementsAt(statement, "Bal");
  const balanceOf = (codes: readonly string[]) =>
    codes
      .map((code) => all.find((one) => textAt(one, "Tp/CdOrPrtry/Cd") === code))
      .find((one) => one !== undefined);
  const first = balanceOf(OPENING);
  const last = balanceOf(CLOSING);
  if (first === undefined || last === undefined) {
    const problem =
      "has no opening and closing balance (OPBD and CLBD): ask the bank for the statement of the whole day";
    throw new StatementError(statement.line, problem);
  }
  const opening = amountIn(first);
  const closing = amountIn(last);
  if (opening.currency !== closing.currency)
    throw new StatementError(last.line, "its balances are in two currencies");
  return { opening: signed(opening), closing: signed(closing), currency: opening.currency };
}

function isBooked(entry: ReadElement): boolean {
  return textAt(entry, "Sts/Cd", "Sts") === "BOOK";
}

/** An entry by its transactions, where it has several of which the amounts are those of the entry; otherwise as one. */
function entriesOf(entry: ReadElement, place: string): StatementEntry[] {
  const whole = amountIn(entry);
  const bookedOn = dayOf(entry);
  const isReversal = ["true", "1"].includes(textAt(entry, "RvslInd") ?? "");
  const bankReference = textAt(entry, "AcctSvcrRef", "NtryRef");
  const details = elementsAt(entry, "NtryDtls/TxDtls");
  const ofDetail = (detail: ReadElement, amount: number, part: string): StatementEntry => {
    const endToEndId = payoutIn(detail) ?? (details.length === 1 ? payoutIn(entry) : undefined);
    const returnReason = reasonOf(detail) ?? (isReversal ? "reversal" : undefined);
    return {
      ...{ amount, currency: whole.currency, direction: whole.direction, bookedOn },
      ...(endToEndId !== undefined && { endToEndId }),
      bankReference: textAt(detail, "Refs/AcctSvcrRef") ?? bankReference ?? part,
      ...(returnReason !== undefined && { returnReason }),
    };
  };
  const amounts = details.map((detail) => amountOfDetail(detail, whole));
  const sum = amounts.reduce<number>((all, amount) => all + (amount ?? Number.NaN), 0);
  if (details.length > 1 && sum === whole.amount)
    return details.map((detail, index) => ofDetail(detail, amounts[index] ?? 0, `${place}.${index + 1}`));
  const named = details.find((detail) => payoutIn(detail) !== undefined) ?? details[0] ?? entry;
  return [ofDetail(named, whole.amount, place)];
}

/** What a transaction moves in the entry's direction and currency, where it says so. */
function amountOfDetail(detail: ReadElement, whole: AmountRead): number | undefined {
  const direction = textAt(detail, "CdtDbtInd");
  if (direction !== undefined && DIRECTIONS[direction] !== whole.direction) return undefined;
  const [amount] = [...elementsAt(detail, "Amt"), ...elementsAt(detail, "AmtDtls/TxAmt/Amt")];
  if (amount === undefined || amount.currency !== whole.currency) return undefined;
  return readAmount(amount.text, ".", whole.currency, amount.line);
}

function payoutIn(element: ReadElement): string | undefined {
  const stated = textAt(element, "Refs/EndToEndId");
  const texts = [...elementsAt(element, "RmtInf/Ustrd"), ...elementsAt(element, "AddtlNtryInf")];
  return (
    (stated === undefined ? undefined : findPayoutReference(stated)) ??
    findPayoutReference(texts.map(({ text }) => text).join(""))
  );
}

/** Four letters and digits of ISO 20022: what a bank writes in words may name people. */
const REASON = /^[A-Z0-9]{4}$/;

function reasonOf(detail: ReadElement): string | undefined {
  if (elementsAt(detail, "RtrInf").length === 0) return undefined;
  const code = textAt(detail, "RtrInf/Rsn/Cd");
  return code !== undefined && REASON.test(code) ? code : "unstated";
}

interface AmountRead {
  readonly amount: number;
  readonly currency: Currency;
  readonly direction: StatementEntry["direction"];
}

const DIRECTIONS: Readonly<Record<string, StatementEntry["direction"]>> = { CRDT: "credit", DBIT: "debit" };

function isAmount({ name }: ReadElement): boolean {
  return name === "Amt";
}

/** The amount of a balance or an entry. */
function amountIn(element: ReadElement): AmountRead {
  const { line } = element;
  const amount = element.children.find(isAmount);
  const direction = DIRECTIONS[textAt(element, "CdtDbtInd") ?? ""];
  if (amount === undefined || direction === undefined)
    throw new StatementError(line, `${element.name} has no amount with a direction`);
  const currency = currencyOf(amount.currency ?? "", amount.line);
  return { amount: readAmount(amount.text, ".", currency, amount.line), currency, direction };
}

function dayOf(entry: ReadElement): Day {
  const stated = textAt(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm");
  const day = Day.safeParse(stated?.slice(0, 10));
  if (!day.success) throw new StatementError(entry.line, "Ntry has no day of booking");
  return day.data;
}

function currencyOf(text: string, line: number): Currency {
  const currency = Currency.safeParse(text);
  if (!currency.success) throw new StatementError(line, `“${text.slice(0, 10)}” is no currency`);
  return currency.data;
}

function wanted(text: string | undefined, line: number, problem: string): string {
  if (text === undefined) throw new StatementError(line, problem);
  return text;
}
