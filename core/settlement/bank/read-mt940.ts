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

/** A field of a message: `:61:` and what follows it, with the lines that continue it. */
interface Field {
  readonly tag: string;
  readonly lines: readonly string[];
  readonly line: number;
}

/** Reads SWIFT's MT940: one message or several, with or without the blocks around them. Throws a {@link StatementError}. */
export function readMt940(text: string, file: string): Statement[] {
  const messages: Field[][] = [];
  for (const field of fieldsOf(text)) {
    if (field.tag === "20") messages.push([]);
    const message = messages.at(-1);
    if (message === undefined) throw new StatementError(field.line, "a message begins with :20:");
    message.push(field);
  }
  return messages.map((message) => statementOf(message, file));
}

const TAG = /^:(\d{2}[A-Z]?):(.*)$/;
/** The blocks before a message, in one line with its first field or not, and what ends it. */
const ENVELOPE = /^(?:\{[1235]:.*?\})*(?:\{4:)?/;
const END = /^-\}?/;

function fieldsOf(text: string): Field[] {
  const fields: { tag: string; lines: string[]; line: number }[] = [];
  let isOpen = false;
  for (const [index, whole] of text.split(/\r\n|\n|\r/).entries()) {
    const written = whole.startsWith("{") ? whole.replace(ENVELOPE, "") : whole;
    const [, tag, content = ""] = TAG.exec(written) ?? [];
    if (tag !== undefined) {
      fields.push({ tag, lines: [content], line: index + 1 });
      isOpen = true;
    } else if (written === "" || END.test(written)) {
      isOpen = isOpen && written === "";
    } else if (isOpen) {
      fields.at(-1)?.lines.push(written);
    } else {
      throw new StatementError(index + 1, "is in no field of an MT940 message");
    }
  }
  return fields;
}

function statementOf(fields: readonly Field[], file: string): Statement {
  const line = fields[0]?.line ?? 1;
  const id = `${textIn(fields, ["28C", "28"], line)} ${textIn(fields, ["20"], line)}`.trim();
  const account = textIn(fields, ["25", "25P"], line);
  const opening = balanceOf(fieldIn(fields, ["60F", "60M"], line));
  const closing = balanceOf(fieldIn(fields, ["62F", "62M"], line));
  if (opening.currency !== closing.currency)
    throw new StatementError(line, "its balances are in two currencies");
  const { currency } = opening;
  const entries = fields.flatMap((field, index) => {
    if (field.tag !== "61") return [];
    const next = fields[index + 1];
    return [entryOf(field, next?.tag === "86" ? next : undefined, currency, `${id}/${index + 1}`)];
  });
  const balances = { opening: signed(opening), closing: signed(closing) };
  const statement = { id, account, currency, balances, entries };
  insistOnBalance(statement, line);
  return { ...statement, file };
}

const BALANCE = /^([CD])(\d{6})([A-Z]{3})([\d,]{1,15})$/;

function balanceOf({ lines, line }: Field) {
  const [, mark, , code = "", amount = ""] = BALANCE.exec(lines.join("").trim()) ?? [];
  const currency = Currency.safeParse(code);
  if (!currency.success) throw new StatementError(line, "is no balance, such as C261130EUR1234,56");
  const direction: StatementEntry["direction"] = mark === "C" ? "credit" : "debit";
  return { amount: readAmount(amount, ",", currency.data, line), currency: currency.data, direction };
}

/** Value day, day of booking, mark, letter of the currency, amount, kind, the brand's reference, the bank's. */
const ENTRY = /^(\d{6})(\d{4})?(R?[CD])[A-Z]?([\d,]{1,15})([A-Z][A-Z0-9]{3})(.*?)(?:\/\/(.{0,16}))?$/;
/** What a reversal of a credit takes is a debit, and the other way round. */
const DIRECTIONS: Readonly<Record<string, StatementEntry["direction"]>> = {
  ...{ C: "credit", RD: "credit", D: "debit", RC: "debit" },
};

function entryOf(
  field: Field,
  information: Field | undefined,
  currency: Currency,
  place: string,
): StatementEntry {
  const { lines, line } = field;
  const [, value = "", booked, mark = "", amount = "", kind, reference = "", bank = ""] =
    ENTRY.exec((lines[0] ?? "").trim()) ?? [];
  const direction = DIRECTIONS[mark];
  if (direction === undefined) throw new StatementError(line, "is no entry of MT940");
  const text = informationOf(information?.lines ?? []);
  const endToEndId = findPayoutReference(text) ?? findPayoutReference(reference);
  const returnReason = direction === "credit" ? returnReasonOf(mark, kind, text) : undefined;
  return {
    ...(endToEndId !== undefined && { endToEndId }),
    ...{ amount: readAmount(amount, ",", currency, line), currency, direction },
    bookedOn: bookingDay(value, booked, line),
    bankReference: bank.trim() === "" ? place : bank.trim(),
    ...(returnReason !== undefined && { returnReason }),
  };
}

/**
 * A field 86 as one text: its lines and, as banks in Germany and Austria divide it, its parts of 27 characters are joined, so that
 * an id that was broken is whole again.
 */
function informationOf(lines: readonly string[]): string {
  return lines.join("").replaceAll(/\?\d{2}/g, "");
}

/** As banks name a return of a credit transfer: its code of a business transaction, its kind, or its reason. */
const RETURNED_TRANSFER = /^159/;
const REASON = /\/RTRN\/([A-Z0-9]{4})(?![A-Z0-9])/;

function returnReasonOf(mark: string, kind: string | undefined, text: string): string | undefined {
  const stated = REASON.exec(text)?.[1];
  if (stated !== undefined) return stated;
  if (mark === "RD") return "reversal";
  return kind === "NRTI" || RETURNED_TRANSFER.test(text) ? "unstated" : undefined;
}

/** The day of booking has no year: it is the one nearest to the value day. */
function bookingDay(value: string, booked: string | undefined, line: number): Day {
  const year = 2000 + Number(value.slice(0, 2));
  const valued = `${year}-${value.slice(2, 4)}-${value.slice(4)}`;
  const near = [year - 1, year, year + 1]
    .map((one) => `${one}-${booked?.slice(0, 2)}-${booked?.slice(2)}`)
    .filter((day) => Day.safeParse(day).success)
    .toSorted(
      (a, b) => Math.abs(Date.parse(a) - Date.parse(valued)) - Math.abs(Date.parse(b) - Date.parse(valued)),
    );
  const day = Day.safeParse(booked === undefined ? valued : near[0]);
  if (!day.success) throw new StatementError(line, "has no day of booking");
  return day.data;
}

function fieldIn(fields: readonly Field[], tags: readonly string[], line: number): Field {
  const found = fields.find(({ tag }) => tags.includes(tag));
  if (found === undefined) throw new StatementError(line, `the message has no field :${tags[0]}:`);
  return found;
}

function textIn(fields: readonly Field[], tags: readonly string[], line: number): string {
  return fieldIn(fields, tags, line).lines.join(" ").trim();
}
