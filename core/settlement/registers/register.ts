import { Day } from "../../model/purchase.ts";

/**
 * Files that registers publish.
 * - `pub78`: organisations in the United States to which gifts are deductible (IRS Publication 78)
 * - `revocations`: those there whose exemption was revoked by law (IRS)
 * - `charityCommission`: charities in England and Wales
 */
export type RegisterName = "pub78" | "revocations" | "charityCommission";

/** Where a charity is registered, and its number there, as org-id.guide writes them: `US-EIN`, `012345678`. */
export interface RegisteredOrg {
  readonly scheme: string;
  readonly number: string;
}

/** What one row says of its charity: since when it is listed or is no longer. `day` is absent where the file has none. */
export interface RegisterRow {
  readonly number: string;
  readonly says: "listed" | "revoked" | "reinstated";
  readonly day?: Day;
}

/** No status was read, of the whole file: says in which line or row, and why. */
export class RegisterError extends Error {
  override readonly name = "RegisterError";

  constructor(register: RegisterName, line: number, problem: string) {
    super(`${register}, line ${line}: ${problem}`);
  }
}

export interface RegisterFormat {
  /** Whose numbers the file has. */
  readonly scheme: string;
  /** Half of what each had in 2026: a file with less was cut off. */
  readonly rowsMin: number;
  /** Pieces of the file that have a row each. */
  readonly split: (chunks: AsyncIterable<string>) => AsyncIterable<string>;
  /** The number that a row is of, as the file writes it; undefined where it has none. */
  readonly numberIn: (row: string) => string | undefined;
  /** What a row says; undefined where it is of a part of a charity. Throws for what is no row. */
  readonly read: (row: string, number: string) => RegisterRow | undefined;
}

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");

/** A day as the IRS writes it, `15-MAY-2010`; undefined where there is none. Throws a RangeError for another shape. */
export function irsDay(text: string): Day | undefined {
  if (text.trim() === "") return undefined;
  const [, day = "", month = "", year = ""] = /^(\d{2})-([A-Z]{3})-(\d{4})$/i.exec(text.trim()) ?? [];
  const number = MONTHS.indexOf(month.toUpperCase()) + 1;
  return dayOf(`${year}-${String(number).padStart(2, "0")}-${day}`);
}

/** A day as the Charity Commission writes it, with a time or without. Throws a RangeError for another shape. */
export function dayOf(text: string): Day {
  const day = Day.safeParse(text.slice(0, 10));
  if (!day.success) throw new RangeError(`“${text.slice(0, 20)}” is no day`);
  return day.data;
}
