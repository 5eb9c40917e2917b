import { linesOf } from "./lines.ts";
import { irsDay, type RegisterFormat, type RegisterRow } from "./register.ts";

const EIN = /^(\d{9})\|/;
const PUB78_CELLS = 6;
const REVOCATION_CELLS = 12;

/** Number, name, city, state, country and codes, with a bar between each. */
export const pub78: RegisterFormat = {
  ...{ scheme: "US-EIN", rowsMin: 700_000, split: linesOf },
  numberIn: (row) => EIN.exec(row)?.[1],
  read: (row, number) => {
    cellsOf(row, PUB78_CELLS);
    return { number, says: "listed" };
  },
};

/** Twelve cells, of which the last three are the days of revocation, of its posting and of reinstatement. */
export const revocations: RegisterFormat = {
  ...{ scheme: "US-EIN", rowsMin: 600_000, split: linesOf },
  numberIn: (row) => EIN.exec(row)?.[1],
  read: (row, number): RegisterRow => {
    const [revoked = "", , reinstated = ""] = cellsOf(row, REVOCATION_CELLS).slice(-3);
    const revokedOn = irsDay(revoked);
    const reinstatedOn = irsDay(reinstated);
    if (revokedOn === undefined) throw new RangeError("has no day of revocation");
    if (reinstatedOn === undefined) return { number, says: "revoked", day: revokedOn };
    return { number, says: "reinstated", day: reinstatedOn };
  },
};

/** A name may have a bar in it: then there are more. */
function cellsOf(row: string, cells: number): readonly string[] {
  const all = row.split("|");
  if (all.length < cells) throw new RangeError(`has ${all.length} cells, and such a row has ${cells}`);
  return all;
}
