import type { Day } from "../../model/purchase.ts";
import { charityCommission } from "./charity-commission.ts";
import { pub78, revocations } from "./irs-files.ts";
import {
  RegisterError,
  type RegisteredOrg,
  type RegisterFormat,
  type RegisterName,
  type RegisterRow,
} from "./register.ts";
import type { CheckedFile, RegisterRecord } from "./register-record.ts";

const FORMATS: Readonly<Record<RegisterName, RegisterFormat>> = { pub78, revocations, charityCommission };

/** Which files decide whether a charity of a register may be paid: all of them are needed. */
const FILES_OF: ReadonlyMap<string, readonly [RegisterName, ...RegisterName[]]> = new Map([
  ["US-EIN", ["pub78", "revocations"]],
  ["GB-CHC", ["charityCommission"]],
]);

/** Whether a register of this charity, by its key, publishes files that are read here. */
export function hasRegisterFiles(charity: string): boolean {
  return [...FILES_OF.keys()].some((scheme) => charity.startsWith(`${scheme}-`));
}

/** What a file says of the charities that were looked for, by number. */
export interface RegisterFile {
  readonly register: RegisterName;
  readonly rows: ReadonlyMap<string, readonly RegisterRow[]>;
}

/** Of one charity, by its register's own files. `source`: the file that decided. */
export type RegisterStatus =
  | { readonly kind: "listed"; readonly source: RegisterName; readonly since?: Day }
  | { readonly kind: "revoked"; readonly source: RegisterName; readonly since?: Day }
  | { readonly kind: "notListed"; readonly source: RegisterName }
  | { readonly kind: "fileMissing"; readonly files: readonly RegisterName[] }
  | { readonly kind: "noFile" };

/**
 * Looks some charities up in a register's file, which is read in pieces. Throws a {@link RegisterError} for what is no such file, for
 * one that was cut off, and for a row of one of these charities that cannot be read: a row of another may be odd.
 */
export async function readRegister(
  register: RegisterName,
  chunks: AsyncIterable<string>,
  orgs: readonly RegisteredOrg[],
  { rowsMin = FORMATS[register].rowsMin }: { readonly rowsMin?: number } = {},
): Promise<RegisterFile> {
  const { scheme, split, numberIn, read } = FORMATS[register];
  const wanted = new Set(orgs.filter((org) => org.scheme === scheme).map(({ number }) => number));
  const rows = new Map<string, RegisterRow[]>();
  let line = 0;
  let count = 0;
  try {
    for await (const text of split(withoutMark(chunks))) {
      line += 1;
      if (text === "") continue;
      const number = numberIn(text);
      if (number === undefined) throw new RangeError("is no row of that register");
      count += 1;
      if (!wanted.has(number)) continue;
      const row = read(text, number);
      if (row !== undefined) rows.set(number, [...(rows.get(number) ?? []), row]);
    }
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError)
      throw new RegisterError(register, Math.max(line, 1), error.message);
    throw error;
  }
  if (count < rowsMin)
    throw new RegisterError(
      register,
      line,
      `the file has ${count} rows, and should have ${rowsMin}: it was cut off`,
    );
  return { register, rows };
}

/** What is written down of a charity; undefined where the files decide nothing. */
export function recordOf(
  charity: string,
  status: RegisterStatus,
  files: readonly CheckedFile[],
  { at, by }: Pick<RegisterRecord, "at" | "by">,
): RegisterRecord | undefined {
  if (status.kind === "noFile" || status.kind === "fileMissing") return undefined;
  const needed: readonly RegisterName[] =
    [...FILES_OF.values()].find((names) => names.some((name) => name === status.source)) ?? [];
  const read = files.filter(({ register }) => needed.includes(register));
  const day = read.map((file) => file.day).toSorted()[0];
  return day === undefined ? undefined : { charity, ...status, day, files: read, at, by };
}

/** Without the mark of UTF-8 that the Charity Commission begins its file with. */
async function* withoutMark(chunks: AsyncIterable<string>): AsyncIterable<string> {
  let isFirst = true;
  for await (const chunk of chunks) {
    yield isFirst ? chunk.replace(/^\ufeff/, "") : chunk;
    isFirst = false;
  }
}

/**
 * Whether a charity may be paid, by files of its register, in order of precedence: `noFile` where its register publishes none that
 * is read; `fileMissing`; `revoked` where its last row says so, also while another file still lists it; `listed`; `notListed`.
 */
export function registerStatus(org: RegisteredOrg, files: readonly RegisterFile[]): RegisterStatus {
  const needed = FILES_OF.get(org.scheme);
  if (needed === undefined) return { kind: "noFile" };
  const missing = needed.filter((name) => !files.some(({ register }) => register === name));
  if (missing.length > 0) return { kind: "fileMissing", files: missing };
  const last = needed.flatMap((source) => {
    const rows = files
      .filter(({ register }) => register === source)
      .flatMap(({ rows: all }) => all.get(org.number) ?? []);
    const newest = rows.toSorted((a, b) => ((a.day ?? "") < (b.day ?? "") ? -1 : 1)).at(-1);
    return newest === undefined ? [] : [{ ...newest, source }];
  });
  const decides = last.find(({ says }) => says === "revoked") ?? last.find(({ says }) => says === "listed");
  if (decides === undefined || decides.says === "reinstated") return { kind: "notListed", source: needed[0] };
  const { says, source, day } = decides;
  return { kind: says, source, ...(day !== undefined && { since: day }) };
}
