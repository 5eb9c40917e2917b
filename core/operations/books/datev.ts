import * as z from "zod";
import { formatMinor, minorDigits } from "../../model/money.ts";
import type { Day } from "../../model/purchase.ts";

/**
 * Whose books a DATEV file is for, as the tax adviser knows them: number of the adviser and of the client, the day on which the
 * business year begins, and the digits of an account.
 */
export const DatevClient = z.strictObject({
  adviser: z.int().min(1_001).max(9_999_999),
  client: z.int().min(1).max(99_999),
  yearBegins: z
    .string()
    .regex(/^(?:0[1-9]|1[0-2])-01$/, "the month and the day, such as 01-01")
    .default("01-01"),
  accountDigits: z.int().min(4).max(8).default(4),
});
export type DatevClient = z.infer<typeof DatevClient>;

/** One posting, its accounts by their numbers. */
export interface DatevLine {
  readonly day: Day;
  readonly currency: string;
  readonly minor: number;
  readonly debit: string;
  readonly credit: string;
  readonly document: string;
  readonly text: string;
}

/** What keeps postings from being written for DATEV: in words, for who runs the command. */
export class DatevError extends Error {
  override readonly name = "DatevError";
}

const AMOUNT_DIGITS_MAX = 10;
const TEXT_LETTERS_MAX = 60;

/**
 * Postings as DATEV's “Buchungsstapel” (format version 13, header 700; developer.datev.de, read on 2026-11-28): of one currency and one
 * business year, since a line has a day without a year. In Latin letters, to be written as Windows-1252. The same postings are the same
 * text: the time of the header is the end of its last day. Throws a {@link DatevError}.
 */
export function datevText(lines: readonly DatevLine[], client: DatevClient): string {
  const days = lines.map(({ day }) => day).toSorted();
  const [from, to] = [days[0], days.at(-1)];
  const currency = lines[0]?.currency;
  if (from === undefined || to === undefined || currency === undefined)
    throw new DatevError("There is no posting in these days.");
  if (lines.some((line) => line.currency !== currency))
    throw new DatevError("A DATEV file is of one currency: name one with --currency.");
  const year = yearOf(from, client);
  if (year !== yearOf(to, client))
    throw new DatevError(
      "A DATEV file is of one business year, and these days are of two: name days with --from and --to.",
    );
  const names = DATEV_COLUMNS.map(({ name }) => name).join(";");
  return [header({ from, to, currency, year }, client), names, ...lines.map((one) => row(one, client))]
    .map((line) => `${line}\r\n`)
    .join("");
}

/** The first day of the business year that a day is in. */
function yearOf(day: Day, { yearBegins }: DatevClient): Day {
  const begins = `${day.slice(0, 4)}-${yearBegins}`;
  return begins <= day ? begins : `${Number(day.slice(0, 4)) - 1}-${yearBegins}`;
}

function header(
  { from, to, currency, year }: Readonly<Record<"from" | "to" | "currency" | "year", string>>,
  { adviser, client, accountDigits }: DatevClient,
): string {
  const made = `${plain(to)}235959000`;
  return [
    ...[
      quoted("EXTF"),
      700,
      21,
      quoted("Buchungsstapel"),
      13,
      made,
      "",
      quoted("RE"),
      quoted(""),
      quoted(""),
    ],
    ...[
      adviser,
      client,
      plain(year),
      accountDigits,
      plain(from),
      plain(to),
      quoted("Wellspring"),
      quoted(""),
    ],
    // Of financial accounting, for no purpose of its own, and not fixed: the adviser does that.
    ...[1, 0, 0, quoted(currency), "", quoted(""), "", "", quoted(""), "", "", quoted(""), quoted("")],
  ].join(";");
}

function row(
  { minor, currency, day, debit, credit, document, text }: DatevLine,
  client: DatevClient,
): string {
  const written: Readonly<Record<string, string>> = {
    [AMOUNT]: amount(minor, currency),
    "Soll/Haben-Kennzeichen": "S",
    "WKZ Umsatz": currency,
    Konto: account(debit, client),
    "Gegenkonto (ohne BU-Schlüssel)": account(credit, client),
    Belegdatum: `${day.slice(8)}${day.slice(5, 7)}`,
    "Belegfeld 1": document,
    Buchungstext: text.slice(0, TEXT_LETTERS_MAX),
    Festschreibung: "0",
  };
  return DATEV_COLUMNS.map(({ name, isText }) => {
    const value = written[name] ?? "";
    return isText ? quoted(value) : value;
  }).join(";");
}

function amount(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  if (digits > 2) throw new DatevError(`${currency} has ${digits} decimals, and DATEV takes two.`);
  const [whole = "", fraction = ""] = formatMinor(minor, currency).split(".");
  if (whole.length > AMOUNT_DIGITS_MAX)
    throw new DatevError(`${formatMinor(minor, currency)} ${currency} is more than DATEV takes in a line.`);
  return `${whole},${fraction.padEnd(2, "0")}`;
}

/** One of persons has a digit more. */
function account(code: string, { accountDigits }: DatevClient): string {
  if (/^[1-9]\d*$/.test(code) && code.length <= accountDigits + 1) return code;
  throw new DatevError(
    `DATEV numbers accounts in ${accountDigits} digits, and ${code} is none: correct the accounts, or accountDigits.`,
  );
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function plain(day: string): string {
  return day.replaceAll("-", "");
}

interface Column {
  readonly name: string;
  readonly isText: boolean;
}

const AMOUNT = "Umsatz (ohne Soll/Haben-Kz)";
const texts = (...names: string[]): Column[] => names.map((name) => ({ name, isText: true }));
const numbers = (...names: string[]): Column[] => names.map((name) => ({ name, isText: false }));
const times = (count: number, names: (at: number) => string[]) =>
  texts(...Array.from({ length: count }, (_, at) => names(at + 1)).flat());

/** All that a line has, in DATEV's own words and order: an importer refuses a file with fewer. */
export const DATEV_COLUMNS: readonly Column[] = [
  ...numbers(AMOUNT),
  ...texts("Soll/Haben-Kennzeichen", "WKZ Umsatz"),
  ...numbers("Kurs", "Basis-Umsatz"),
  ...texts("WKZ Basis-Umsatz"),
  ...numbers("Konto", "Gegenkonto (ohne BU-Schlüssel)"),
  ...texts("BU-Schlüssel"),
  ...numbers("Belegdatum"),
  ...texts("Belegfeld 1", "Belegfeld 2"),
  ...numbers("Skonto"),
  ...texts("Buchungstext"),
  ...numbers("Postensperre"),
  ...texts("Diverse Adressnummer"),
  ...numbers("Geschäftspartnerbank", "Sachverhalt", "Zinssperre"),
  ...texts("Beleglink"),
  ...times(8, (at) => [`Beleginfo - Art ${at}`, `Beleginfo - Inhalt ${at}`]),
  ...texts("KOST1 - Kostenstelle", "KOST2 - Kostenstelle"),
  ...numbers("Kost-Menge"),
  ...texts("EU-Land u. UStID (Bestimmung)"),
  ...numbers("EU-Steuersatz (Bestimmung)"),
  ...texts("Abw. Versteuerungsart"),
  ...numbers("Sachverhalt L+L", "Funktionsergänzung L+L", "BU 49 Hauptfunktionstyp"),
  ...numbers("BU 49 Hauptfunktionsnummer", "BU 49 Funktionsergänzung"),
  ...times(20, (at) => [`Zusatzinformation - Art ${at}`, `Zusatzinformation- Inhalt ${at}`]),
  ...numbers("Stück", "Gewicht", "Zahlweise"),
  ...texts("Forderungsart"),
  ...numbers("Veranlagungsjahr", "Zugeordnete Fälligkeit", "Skontotyp"),
  ...texts("Auftragsnummer", "Buchungstyp"),
  ...numbers("USt-Schlüssel (Anzahlungen)"),
  ...texts("EU-Land (Anzahlungen)"),
  ...numbers("Sachverhalt L+L (Anzahlungen)", "EU-Steuersatz (Anzahlungen)", "Erlöskonto (Anzahlungen)"),
  ...texts("Herkunft-Kz", "Buchungs GUID"),
  ...numbers("KOST-Datum"),
  ...texts("SEPA-Mandatsreferenz"),
  ...numbers("Skontosperre"),
  ...texts("Gesellschaftername"),
  ...numbers("Beteiligtennummer"),
  ...texts("Identifikationsnummer", "Zeichnernummer"),
  ...numbers("Postensperre bis"),
  ...texts("Bezeichnung SoBil-Sachverhalt"),
  ...numbers("Kennzeichen SoBil-Buchung", "Festschreibung", "Leistungsdatum"),
  ...numbers("Datum Zuord. Steuerperiode", "Fälligkeit"),
  ...texts("Generalumkehr (GU)"),
  ...numbers("Steuersatz"),
  ...texts("Land", "Abrechnungsreferenz"),
  ...numbers("BVV-Position"),
  ...texts("EU-Land u. UStID (Ursprung)"),
  ...numbers("EU-Steuersatz (Ursprung)", "Abw. Skontokonto"),
];
