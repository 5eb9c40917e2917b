import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AdvisoryList, ageOf, faulty } from "./advisories.ts";
import { ReadLicences, unlicensed, unusedReadings } from "./licences.ts";
import { npmPackages, pythonPackages } from "./packages.ts";
import { looseInNpm, looseInPython } from "./pins.ts";

/** What is looked at, as the files of the project say it; of Python all that pip is asked for. */
export interface SupplyChain {
  readonly project: unknown;
  readonly lockfile: unknown;
  readonly requirements: string;
  readonly licences: unknown;
  readonly advisories: unknown;
}

export interface SupplyChainReport {
  /** What is wrong with which package: each fails the check. */
  readonly faults: readonly string[];
  /** How many packages were looked at, and how old the list of advisories is. */
  readonly remark: string;
}

/** Of the local engine, of the linter of templates, and of the readers of bank files. */
const REQUIREMENTS = [
  "local/engine/requirements.txt",
  "tools/cfn-lint/requirements.txt",
  "tools/bank-readers/requirements.txt",
];

/** Reads the files of the project at `root`. */
export async function readSupplyChain(root: string): Promise<SupplyChain> {
  const text = (path: string) => readFile(join(root, path), "utf8");
  const json = async (path: string): Promise<unknown> => JSON.parse(await text(path));
  return {
    project: await json("package.json"),
    lockfile: await json("package-lock.json"),
    requirements: (await Promise.all(REQUIREMENTS.map(text))).join("\n"),
    licences: await json("tools/check/licences.json"),
    advisories: await json("tools/check/advisories.json"),
  };
}

/**
 * All that others wrote, npm's and Python's: one version with a hash each, no script, a licence that lets us use it, no known
 * fault. Asks nobody, so it is as good as its list of advisories, whose age it says. `today`: YYYY-MM-DD.
 */
export function inspectSupplyChain(chain: SupplyChain, today: string): SupplyChainReport {
  const packages = [...npmPackages(chain.lockfile), ...pythonPackages(chain.requirements)];
  const read = ReadLicences.parse(chain.licences);
  const list = AdvisoryList.parse(chain.advisories);
  const { days, isOld } = ageOf(list, today);
  const age = `oldest source of advisories read ${days} days ago`;
  const faults = [
    ...looseInNpm(chain.project, chain.lockfile),
    ...looseInPython(chain.requirements),
    ...unlicensed(packages, read),
    ...unusedReadings(packages, read),
    ...faulty(packages, list, today),
  ];
  return {
    faults: [...new Set(faults)],
    remark: `${packages.length} packages, ${age}${isOld ? ": OLD, run `npm run advisories` where there is a network" : ""}`,
  };
}
