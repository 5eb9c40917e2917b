import * as z from "zod";
import { plainLook } from "../../i18n/palette.ts";
import { type Brand, type Cause, localised } from "../../model/cause.ts";
import { CauseSlug } from "../../model/purchase.ts";
import { Authored } from "./authored.ts";
import { BRAND_PARTS, type BrandDraft, type BrandPart, type ProblemAt } from "./brand-draft.ts";

const { timeZone, look } = Authored.brand.shape;
/** Here its picture is the name of a file. */
const causeOf = Authored.causes.shape.causes.element.transform(({ picture: _, ...cause }): Cause => cause);
const NOTHING = localised({ en: "-" });

/**
 * What of a brand's files can be read, where some of it cannot: so that its other problems are told in the same round. A cause
 * that cannot be read is there for the terms and pools that name it.
 */
interface ReadableParts {
  readonly draft: Omit<BrandDraft, "stories">;
  /** A problem of the draft, at its place in the files. */
  readonly placed: (problemAt: ProblemAt) => ProblemAt;
}

const Rows = z.looseObject({
  causes: z.array(z.unknown()).catch([]),
  terms: z.array(z.unknown()).catch([]),
  pools: z.array(z.unknown()).catch([]),
});

/** `values`: the files as they are written, by part. */
export function readableParts(values: Readonly<Partial<Record<BrandPart, unknown>>>): ReadableParts {
  const rows = (part: "causes" | "terms" | "pools") =>
    Rows.parse({ causes: [], terms: [], pools: [], ...record(values[part]) })[part];
  const causes = readable(rows("causes"), causeOf, standIn);
  const terms = readable(rows("terms"), Authored.terms.shape.terms.element);
  const pools = readable(rows("pools"), Authored.pools.shape.pools.element);
  const ranks = { brand: [], causes: causes.ranks, terms: terms.ranks, pools: pools.ranks };
  return {
    draft: {
      brand: readableBrand(values.brand),
      causes: causes.rows,
      terms: terms.rows,
      pools: pools.rows,
      words: [],
      stores: [],
      fonts: [],
      logos: [],
      pictures: [],
    },
    placed: (problemAt) => (part, path, message) => {
      const [list, rank, ...rest] = path;
      const at = typeof rank === "number" && isPart(part) ? ranks[part][rank] : undefined;
      return problemAt(part, list === undefined || at === undefined ? path : [list, at, ...rest], message);
    },
  };
}

function isPart(file: Parameters<ProblemAt>[0]): file is BrandPart {
  return BRAND_PARTS.some((part) => part === file);
}

function record(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

interface Readable<Row> {
  readonly rows: Row[];
  /** The place of each row in its file. */
  readonly ranks: number[];
}

function readable<Schema extends z.ZodType>(
  values: readonly unknown[],
  schema: Schema,
  otherwise: (value: unknown) => z.output<Schema> | undefined = () => undefined,
): Readable<z.output<Schema>> {
  const found: Readable<z.output<Schema>> = { rows: [], ranks: [] };
  for (const [rank, value] of values.entries()) {
    const parsed = schema.safeParse(value);
    const row = parsed.success ? parsed.data : otherwise(value);
    if (row === undefined) continue;
    found.rows.push(row);
    found.ranks.push(rank);
  }
  return found;
}

function standIn(value: unknown): Cause | undefined {
  const named = z.looseObject({ slug: CauseSlug }).safeParse(value);
  if (!named.success) return undefined;
  const charity = { name: "-", registration: "-", url: "https://example.org", sample: true };
  return { slug: named.data.slug, name: NOTHING, summary: NOTHING, charity, status: "active" };
}

function readableBrand(value: unknown): Brand {
  const written = z.looseObject({ look: z.unknown(), timeZone: z.unknown() }).safeParse(value);
  const zone = timeZone.safeParse(written.data?.timeZone);
  const colours = look.safeParse(written.data?.look);
  return {
    ...{ name: "-", purpose: NOTHING },
    timeZone: zone.success ? zone.data : "UTC",
    look: colours.success ? withoutLogo(colours.data) : plainLook,
  };
}

/** Here its logo and its font are names of files. */
function withoutLogo({ logo: _logo, webFont: _webFont, ...look }: Brand["look"]): Brand["look"] {
  return look;
}
