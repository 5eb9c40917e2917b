import type { Brand, Cause, ExchangeRates } from "../../model/cause.ts";
import { isExampleAddress, isOfSampleBrand } from "../../model/example-names.ts";
import type { BrandDraft, BrandFile, ProblemAt } from "./brand-draft.ts";
import type { BrandProblem, Path } from "./document.ts";

/** One place of a brand that still has an example, and what to write there. */
interface Example {
  readonly part: BrandFile;
  readonly path: Path;
  readonly message: string;
}

/**
 * What of a brand is still an example: addresses that nobody owns, the sample brand's name and street, charities that are
 * marked as invented, and stories that are. Customers of a stage in AWS would meet it on each page and in each letter.
 */
export function checkSample({ brand, causes, stories }: BrandDraft, problemAt: ProblemAt): BrandProblem[] {
  return [
    ...examplesOf(brand, causes).map(({ part, path, message }) => problemAt(part, path, message)),
    ...stories.flatMap(({ slug, sample }, at) => {
      const message = `The story ${slug} is invented: remove its file, and tell one that happened.`;
      return sample ? [problemAt("stories", [at, "sample"], message)] : [];
    }),
  ];
}

/** The same of what is applied, each by its name: `legal.imprint.de`, `cause clean-rivers, charity.url`. */
export function examplesIn(brand: Brand, causes: readonly Cause[]): readonly string[] {
  return examplesOf(brand, causes).map(({ part, path }) => {
    const [, rank, ...rest] = path;
    const cause = part === "causes" ? causes[Number(rank)] : undefined;
    if (part === "rates") return `rates, ${path.join(".")}`;
    return cause === undefined ? path.join(".") : `cause ${cause.slug}, ${rest.join(".")}`;
  });
}

function examplesOf({ name, legal, rates }: Brand, causes: readonly Cause[]): readonly Example[] {
  const addresses = [
    ...inEach("imprint", legal?.imprint),
    ...inEach("privacy", legal?.privacy),
    ...inEach("contact", legal && { any: legal.contact }),
  ];
  const names: readonly (readonly [Path, string])[] = [
    [["name"], name],
    [["legal", "postalAddress"], legal?.postalAddress ?? ""],
  ];
  return [
    ...addresses.flatMap(([path, address]) => exampleAddress("brand", path, address, "write your own")),
    ...names.flatMap(([path, text]): Example[] =>
      isOfSampleBrand(text)
        ? [{ part: "brand", path, message: `"${text}" is the sample brand's: write your own.` }]
        : [],
    ),
    ...causes.flatMap((cause, at) => exampleCharity(cause, ["causes", at, "charity"])),
    ...(rates === undefined ? [] : exampleRates(rates)),
  ];
}

function exampleAddress(part: BrandFile, path: Path, address: string, remedy: string): Example[] {
  const message = `${address} is a name for examples, which nobody can own: ${remedy}.`;
  return isExampleAddress(address) ? [{ part, path, message }] : [];
}

function exampleCharity({ slug, charity }: Cause, path: Path): Example[] {
  const message = `The charity of ${slug} is invented, so its gifts would reach nobody: write a registered one with sample: false.`;
  return [
    ...(charity.sample ? [{ part: "causes" as const, path: [...path, "sample"], message }] : []),
    ...exampleAddress("causes", [...path, "url"], charity.url, "write the charity's own page"),
  ];
}

function exampleRates({ sample = false, url }: ExchangeRates): Example[] {
  const message =
    "The rates are invented: read published ones with `npx wellspring rates read`, or remove the file.";
  return [
    ...(sample ? [{ part: "rates" as const, path: ["sample"], message }] : []),
    ...exampleAddress("rates", ["url"], url, "write where the rates are published"),
  ];
}

/** One address for all languages stands once. */
function inEach(
  what: string,
  addresses: Readonly<Record<string, string>> = {},
): readonly (readonly [Path, string])[] {
  const all = Object.entries(addresses);
  return new Set(Object.values(addresses)).size === 1
    ? all.slice(0, 1).map(([, address]) => [["legal", what], address] as const)
    : all.map(([locale, address]) => [["legal", what, locale], address] as const);
}
