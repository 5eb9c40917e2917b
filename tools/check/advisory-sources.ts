import semver from "semver";
import * as z from "zod";
import type { Advisory } from "./advisories.ts";

/** What npm's registry answers to `npm audit`: by package, its advisories. */
const NpmAnswer = z.record(
  z.string(),
  z.array(z.object({ url: z.string(), vulnerable_versions: z.string() })),
);

const OsvRange = z.object({ type: z.string(), events: z.array(z.record(z.string(), z.string())) });
type OsvRange = z.infer<typeof OsvRange>;

/** What OSV answers of a package of PyPI. */
const OsvAnswer = z.object({
  vulns: z
    .array(
      z.object({
        id: z.string(),
        withdrawn: z.string().optional(),
        affected: z.array(
          z.object({
            package: z.object({ name: z.string(), ecosystem: z.string() }).optional(),
            ranges: z.array(OsvRange).default([]),
            versions: z.array(z.string()).default([]),
          }),
        ),
      }),
    )
    .default([]),
  next_page_token: z.undefined("There is a second page, which is not read").optional(),
});

export function advisoriesOfNpm(answer: unknown): Advisory[] {
  return Object.entries(NpmAnswer.parse(answer)).flatMap(([name, each]) =>
    each.map(({ url, vulnerable_versions }) => ({
      id: url.slice(url.lastIndexOf("/") + 1),
      ecosystem: "npm" as const,
      package: name,
      vulnerable: vulnerable_versions,
    })),
  );
}

/** Versions that no range holds are listed one by one. */
export function advisoriesOfOsv(name: string, answer: unknown): Advisory[] {
  return OsvAnswer.parse(answer).vulns.flatMap(({ id, withdrawn, affected }) => {
    if (withdrawn !== undefined) return [];
    const here = affected.filter((one) => one.package?.name.toLowerCase() === name);
    const ranges = here.flatMap((one) =>
      one.ranges.filter(({ type }) => type === "ECOSYSTEM").flatMap(spansOf),
    );
    const versions = here.flatMap((one) => one.versions.map(numbersOf));
    const all = ranges.length > 0 ? ranges : [...new Set(versions)];
    return all.length === 0
      ? []
      : [{ id, ecosystem: "PyPI" as const, package: name, vulnerable: all.join(" || ") }];
  });
}

/** Where a fault begins and where it ends, in the order of versions: https://ossf.github.io/osv-schema/#events-field */
function spansOf({ events }: OsvRange): string[] {
  const spans: string[] = [];
  let from: string | undefined;
  for (const { introduced, fixed, last_affected: last } of events) {
    if (introduced !== undefined) {
      if (from !== undefined) spans.push(from);
      from = `>=${numbersOf(introduced)}`;
    }
    const until = fixed === undefined ? last && `<=${numbersOf(last)}` : `<${numbersOf(fixed)}`;
    if (until === undefined || from === undefined) continue;
    spans.push(`${from} ${until}`);
    from = undefined;
  }
  return from === undefined ? spans : [...spans, from];
}

function numbersOf(version: string): string {
  return semver.coerce(version)?.version ?? "0.0.0";
}
