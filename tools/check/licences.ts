import parse, { type Info } from "spdx-expression-parse";
import * as z from "zod";
import { called, type Package } from "./packages.ts";

/** Asks for no more than to be named. */
const PERMISSIVE: ReadonlySet<string> = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "Unlicense",
  "Zlib",
  "CC0-1.0",
]);
/** Besides, for tools, of which nothing is deployed: changes to files of MPL are to be published; the others are for texts, data and Python. */
const FOR_TOOLS: ReadonlySet<string> = new Set([
  "MPL-2.0",
  "CC-BY-3.0",
  "CC-BY-4.0",
  "Python-2.0",
  "PSF-2.0",
  "CNRI-Python",
]);

/**
 * Programs of their own under the LGPL, which a command on an operator's machine loads as they come from the registry: nothing of
 * them is in a bundle or in what we hand on (docs/decisions/118-pictures.md). Each by the beginning of its packages' names.
 */
const LINKED: ReadonlyMap<string, string> = new Map([["@img/sharp-", "LGPL-3.0-or-later"]]);

/**
 * What a person read in packages that do not say it in SPDX: name and version → expression. A name may end in `*`. An entry
 * holds for its version alone, so that the next one is read again.
 */
export const ReadLicences = z.record(z.enum(["npm", "PyPI"]), z.record(z.string(), z.string()));
export type ReadLicences = z.infer<typeof ReadLicences>;

/** Packages whose licence does not let us use them so, or says nothing that can be read. */
export function unlicensed(packages: readonly Package[], read: ReadLicences): readonly string[] {
  return packages.flatMap((one) => {
    const stated = readIn(read, one) ?? one.licence;
    if (stated === undefined)
      return [`${called(one)}: states no licence; read it, and write it into licences.json`];
    const expression = parsed(stated);
    if (expression === undefined)
      return [`${called(one)}: ${stated} is no SPDX expression; read it, and write it into licences.json`];
    const linked = [...LINKED].find(([beginning]) => one.name.startsWith(beginning))?.[1];
    const isAllowed = (licence: string) =>
      PERMISSIVE.has(licence) || (one.isTool && FOR_TOOLS.has(licence)) || licence === linked;
    return permits(expression, isAllowed) ? [] : [`${called(one)}: ${stated} is not on the list of licences`];
  });
}

/** Entries of the table that no package needs any more. */
export function unusedReadings(packages: readonly Package[], read: ReadLicences): readonly string[] {
  return Object.entries(read).flatMap(([ecosystem, table]) =>
    Object.keys(table)
      .filter((entry) => !packages.some((one) => one.ecosystem === ecosystem && isFor(entry, one)))
      .map((entry) => `${entry}: is in licences.json, and no such package is installed`),
  );
}

function readIn(read: ReadLicences, one: Package): string | undefined {
  return Object.entries(read[one.ecosystem] ?? {}).find(([entry]) => isFor(entry, one))?.[1];
}

function isFor(entry: string, { name, version }: Package): boolean {
  const at = entry.lastIndexOf("@");
  const [wanted, of] = [entry.slice(0, at), entry.slice(at + 1)];
  const isNamed = wanted.endsWith("*") ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
  return isNamed && version === of;
}

function parsed(expression: string): Info | undefined {
  try {
    return parse(expression);
  } catch {
    return undefined;
  }
}

/** All of an AND, one of an OR. An exception or a `+` may change what a licence asks for: a person reads it. */
function permits(expression: Info, isAllowed: (licence: string) => boolean): boolean {
  if ("conjunction" in expression) {
    const sides = [expression.left, expression.right].map((side) => permits(side, isAllowed));
    return expression.conjunction === "and" ? sides.every(Boolean) : sides.some(Boolean);
  }
  const { license, plus, exception } = expression;
  return plus !== true && exception === undefined && isAllowed(license);
}
