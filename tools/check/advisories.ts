import semver from "semver";
import * as z from "zod";
import { called, type Package } from "./packages.ts";

const Day = z.iso.date();
const Ecosystem = z.enum(["npm", "PyPI"]);

const Advisory = z.object({
  /** Of GitHub's or PyPA's database: https://github.com/advisories, https://osv.dev. */
  id: z.string().regex(/^(GHSA(-[23456789cfghjmpqrvwx]{4}){3}|PYSEC-\d{4}-\d+|CVE-\d{4}-\d+|MAL-\d{4}-\d+)$/),
  ecosystem: Ecosystem,
  package: z.string(),
  /** A range of versions as npm writes it. */
  vulnerable: z.string().refine((range) => semver.validRange(range) !== null, "a range of versions"),
});
export type Advisory = z.infer<typeof Advisory>;

/**
 * Known faults of the packages that we use, committed with the day on which each source was read.
 * - `accepted`: what does not concern us, why, and until when that holds; afterwards it counts again
 */
export const AdvisoryList = z.object({
  sources: z.array(z.object({ ecosystem: Ecosystem, from: z.string(), asOf: Day })).min(1),
  advisories: z.array(Advisory),
  accepted: z.array(z.object({ id: z.string(), package: z.string(), because: z.string(), until: Day })),
});
export type AdvisoryList = z.infer<typeof AdvisoryList>;

/** After this the list is old: `npm run advisories` reads its sources anew. */
export const OLD_AFTER_DAYS = 90;
const DAY_MS = 86_400_000;

/** Packages with a known fault, and those of which it cannot be said. `today`: YYYY-MM-DD. */
export function faulty(packages: readonly Package[], list: AdvisoryList, today: string): readonly string[] {
  return packages.flatMap((one) => {
    const about = list.advisories.filter(
      (advisory) => advisory.ecosystem === one.ecosystem && advisory.package === one.name,
    );
    const version = versionOf(one);
    if (version === undefined && about.length > 0)
      return [`${called(one)}: is no version that can be compared`];
    return about
      .filter(({ vulnerable }) => semver.satisfies(version ?? "", vulnerable, { includePrerelease: true }))
      .filter(({ id }) => !isAccepted(list, id, one, today))
      .map(({ id, vulnerable }) => `${called(one)}: ${id} (${vulnerable})`);
  });
}

/** How many days ago the oldest source was read, and whether that is too long ago. */
export function ageOf(list: AdvisoryList, today: string): { readonly days: number; readonly isOld: boolean } {
  const read = list.sources.map(({ asOf }) => Date.parse(asOf));
  const days = Math.floor((Date.parse(today) - Math.min(...read)) / DAY_MS);
  return { days, isOld: days > OLD_AFTER_DAYS };
}

/** Python writes versions its own way: `6.0`, `2.9.0.post0`. Their numbers are what is compared. */
function versionOf({ ecosystem, version }: Package): string | undefined {
  if (ecosystem === "npm") return semver.valid(version) ?? undefined;
  return semver.coerce(version)?.version;
}

function isAccepted({ accepted }: AdvisoryList, id: string, one: Package, today: string): boolean {
  return accepted.some((each) => each.id === id && each.package === one.name && today <= each.until);
}
