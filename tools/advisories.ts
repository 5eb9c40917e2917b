import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import semver from "semver";
import * as z from "zod";
import { CliError, formatError } from "../cli/cli-error.ts";
import { projectRoot } from "../cli/settings.ts";
import { type Advisory, AdvisoryList } from "./check/advisories.ts";
import { npmPackages, type Package, pythonPackages } from "./check/packages.ts";
import { readSupplyChain } from "./check/supply-chain.ts";

/** What `npm audit` asks: of versions that it is told. */
const NPM = "https://registry.npmjs.org/-/npm/v1/security/advisories/bulk";
/** Of GitHub's and PyPA's databases alike. */
const OSV = "https://api.osv.dev/v1/query";
const ANSWER_MS_MAX = 30_000;

const NpmAnswer = z.record(
  z.string(),
  z.array(z.object({ url: z.string(), vulnerable_versions: z.string() })),
);
const OsvAnswer = z.object({
  vulns: z
    .array(
      z.object({
        id: z.string(),
        withdrawn: z.string().optional(),
        affected: z.array(
          z.object({
            package: z.object({ name: z.string(), ecosystem: z.string() }).optional(),
            ranges: z
              .array(z.object({ type: z.string(), events: z.array(z.record(z.string(), z.string())) }))
              .default([]),
          }),
        ),
      }),
    )
    .default([]),
});

/** Asks both sources anew and writes tools/check/advisories.json. Writes nothing unless both answered. */
async function refresh(): Promise<string> {
  const chain = await readSupplyChain(projectRoot);
  const { accepted } = AdvisoryList.parse(chain.advisories);
  const today = new Date().toISOString().slice(0, 10);
  const advisories = [
    ...(await npmAdvisories(npmPackages(chain.lockfile))),
    ...(await pythonAdvisories(pythonPackages(chain.requirements))),
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
async function npmAdvisories(packages: readonly Package[]): Promise<Advisory[]> {
  const versions = Map.groupBy(packages, ({ name }) => name);
  const asked = [...versions].map(([name, each]) => [name, ["0.0.1", ...each.map(({ version }) => version)]]);
  const answer = NpmAnswer.parse(await post(NPM, Object.fromEntries(asked)));
  return Object.entries(answer).flatMap(([name, each]) =>
    each.map(({ url, vulnerable_versions }) => ({
      id: url.slice(url.lastIndexOf("/") + 1),
      ecosystem: "npm" as const,
      package: name,
      vulnerable: vulnerable_versions,
    })),
  );
}

async function pythonAdvisories(packages: readonly Package[]): Promise<Advisory[]> {
  const all: Advisory[] = [];
  for (const { name } of packages) {
    const { vulns } = OsvAnswer.parse(await post(OSV, { package: { name, ecosystem: "PyPI" } }));
    for (const { id, withdrawn, affected } of vulns) {
      if (withdrawn !== undefined) continue;
      const ranges = affected
        .filter((one) => one.package?.name.toLowerCase() === name)
        .flatMap((one) => one.ranges.filter(({ type }) => type === "ECOSYSTEM").flatMap(rangesOf));
      if (ranges.length > 0) {
        all.push({ id, ecosystem: "PyPI", package: name, vulnerable: ranges.join(" || ") });
      }
    }
  }
  return all;
}

/** OSV writes where a fault begins and where it ends, one after the other: https://ossf.github.io/osv-schema/#events-field */
function rangesOf({ events }: { readonly events: readonly Readonly<Record<string, string>>[] }): string[] {
  const ranges: string[] = [];
  let from: string | undefined;
  for (const { introduced, fixed, last_affected: last } of events) {
    if (introduced !== undefined) from = `>=${numbersOf(introduced)}`;
    const until = fixed === undefined ? last && `<=${numbersOf(last)}` : `<${numbersOf(fixed)}`;
    if (until === undefined || from === undefined) continue;
    ranges.push(`${from} ${until}`);
    from = undefined;
  }
  return from === undefined ? ranges : [...ranges, from];
}

function numbersOf(version: string): string {
  return semver.coerce(version)?.version ?? "0.0.0";
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
