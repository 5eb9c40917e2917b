import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CliError, formatError } from "../cli/cli-error.ts";
import { projectRoot } from "../cli/settings.ts";
import { type Advisory, AdvisoryList } from "./check/advisories.ts";
import { advisoriesOfNpm, advisoriesOfOsv } from "./check/advisory-sources.ts";
import { npmPackages, type Package, pythonPackages } from "./check/packages.ts";
import { readSupplyChain } from "./check/supply-chain.ts";

/** What `npm audit` asks: of versions that it is told. */
const NPM = "https://registry.npmjs.org/-/npm/v1/security/advisories/bulk";
/** Of GitHub's and PyPA's databases alike. */
const OSV = "https://api.osv.dev/v1/query";
const ANSWER_MS_MAX = 30_000;

/** Asks both sources anew and writes tools/check/advisories.json. Writes nothing unless both answered. */
async function refresh(): Promise<string> {
  const chain = await readSupplyChain(projectRoot);
  const { accepted } = AdvisoryList.parse(chain.advisories);
  const today = new Date().toISOString().slice(0, 10);
  const advisories = [
    ...(await askNpm(npmPackages(chain.lockfile))),
    ...(await askOsv(pythonPackages(chain.requirements))),
  ];
  const list = AdvisoryList.parse({
    sources: [
      { ecosystem: "npm", from: NPM, asOf: today },
      { ecosystem: "PyPI", from: OSV, asOf: today },
    ],
    advisories: advisories.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b))),
    accepted,
  });
  await writeFile(
    join(projectRoot, "tools/check/advisories.json"),
    `${JSON.stringify(list, undefined, 2)}\n`,
  );
  return `Wrote ${list.advisories.length} advisories. Now: npm run check`;
}

function keyOf({ ecosystem, package: name, id, vulnerable }: Advisory): string {
  return [ecosystem, name, id, vulnerable].join(" ");
}

/** Told an early version besides, the registry also answers with faults that were mended since: a step back is then noticed. */
async function askNpm(packages: readonly Package[]): Promise<Advisory[]> {
  const versions = Map.groupBy(packages, ({ name }) => name);
  const asked = [...versions].map(([name, each]) => [name, ["0.0.1", ...each.map(({ version }) => version)]]);
  return advisoriesOfNpm(await post(NPM, Object.fromEntries(asked)));
}

async function askOsv(packages: readonly Package[]): Promise<Advisory[]> {
  const all: Advisory[] = [];
  for (const { name } of packages) {
    all.push(...advisoriesOfOsv(name, await post(OSV, { package: { name, ecosystem: "PyPI" } })));
  }
  return all;
}

async function post(url: string, body: unknown): Promise<unknown> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    return await answer.json();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError(`${new URL(url).host} could not be asked: ${why}.`, "The list stays as it was.");
  }
}

try {
  console.log(await refresh());
} catch (error) {
  console.error(formatError(error));
  process.exitCode = 1;
}
