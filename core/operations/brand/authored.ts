import * as z from "zod";
import {
  Brand,
  Cause,
  ExchangeRates,
  inEachLocale,
  Legal,
  Localised,
  MILESTONES_MAX,
  Shape,
} from "../../model/cause.ts";
import { Charity } from "../../model/charity.ts";
import { WeightedCause } from "../../model/customer.ts";
import { Currency, type Minor, MoneyError, parseMoney } from "../../model/money.ts";
import { CauseSlug } from "../../model/purchase.ts";
import { readsAsAddress } from "../../model/reads-as-address.ts";
import { BasisPoints, CHOSEN, MatchPool, Terms } from "../../model/terms.ts";
import { AuthoredPicture } from "./authored-picture.ts";
import { ConnectionName } from "./connection-name.ts";

/**
 * A brand's files as people write them: amounts, percentages and ratios are decimal text in quotes, connections are
 * `source/connection`, and an unknown key is an error. Parsing returns the rows that the ledger stores.
 */

type Context = z.RefinementCtx;

/** An amount of a currency in minor units; what is none is an issue at `path`. */
export function minor(decimal: string, currency: string, ctx: Context, path: (string | number)[]): Minor {
  try {
    return parseMoney(decimal, currency);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    ctx.addIssue({ code: "custom", message: error.message, path, input: decimal });
    return 0;
  }
}

export const AmountText = z.string({
  error: 'an amount is decimal text in quotes, such as "12.50": a bare number may already have been rounded',
});

const Amounts = z.record(Currency, AmountText).transform((amounts, ctx) => {
  const entries = Object.entries(amounts);
  if (entries.length === 0)
    ctx.addIssue({ code: "custom", message: "name at least one currency", input: amounts });
  return Object.fromEntries(entries.map(([code, decimal]) => [code, minor(decimal, code, ctx, [code])]));
});

/** `"1.5"` is 150 basis points: at most two digits after the point. */
const Percent = z
  .string({ error: 'a percentage is decimal text in quotes, such as "1.5"' })
  .regex(/^\d{1,3}(\.\d{1,2})?$/, 'a percentage has at most two decimals, such as "1.5"')
  .transform(hundredths)
  .refine((basisPoints) => basisPoints <= 10_000, "at most 100 percent")
  .refine((basisPoints) => basisPoints > 0, "more than 0 percent")
  .pipe(BasisPoints);

/** `"1"` doubles a gift, `"0.5"` adds half of it. */
const Ratio = z
  .string({ error: 'a ratio is decimal text in quotes; "1" doubles each gift' })
  .regex(/^\d{1,2}(\.\d{1,4})?$/, 'a ratio has at most four decimals, such as "0.5"')
  .transform((text) => {
    const [whole = "", fraction = ""] = text.split(".");
    return Number(`${whole}${fraction.padEnd(4, "0")}`);
  })
  .refine((points) => points <= 100_000, 'at most "10": ten times what the brand gives')
  .refine((points) => points > 0, 'more than "0"')
  .pipe(MatchPool.shape.ratioBasisPoints);

function hundredths(text: string): number {
  const [whole = "", fraction = ""] = text.split(".");
  return Number(`${whole}${fraction.padEnd(2, "0")}`);
}

const AuthoredShare = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("percentage"), percent: Percent })
    .transform(({ kind, percent }) => ({ kind, basisPoints: percent })),
  z.strictObject({ kind: z.literal("flat"), amounts: Amounts }),
  z.strictObject({
    kind: z.literal("perUnit"),
    skus: z
      .array(
        z
          .string()
          .min(1)
          .refine(
            (sku) => !readsAsAddress(sku),
            "reads as an address or a phone number, which no purchase keeps",
          ),
      )
      .min(1)
      .max(200),
    amounts: Amounts,
  }),
  z.strictObject({
    kind: z.literal("tiers"),
    tiers: z
      .record(
        Currency,
        z
          .array(z.strictObject({ from: AmountText, percent: Percent }))
          .min(1)
          .max(20),
      )
      .transform((tiers, ctx) =>
        Object.fromEntries(
          Object.entries(tiers).map(([code, steps]) => [
            code,
            steps.map(({ from, percent }, rank) => ({
              from: minor(from, code, ctx, [code, rank, "from"]),
              basisPoints: percent,
            })),
          ]),
        ),
      ),
  }),
]);

const AuthoredTerms = z.strictObject({
  id: Terms.shape.id,
  version: Terms.shape.version,
  from: Terms.shape.from,
  until: Terms.shape.until,
  connections: z.array(ConnectionName).min(1).optional(),
  stores: z.array(z.string().min(1).max(80)).min(1).optional(),
  share: AuthoredShare,
  roundUp: Terms.shape.roundUp,
  minimumOrder: Amounts.optional(),
  capPerOrder: Amounts.optional(),
  capPerCampaign: Amounts.optional(),
  guaranteedMinimum: Amounts.optional(),
  defaultCause: CauseSlug,
  split: z
    .array(
      z.strictObject({ cause: z.union([z.literal(CHOSEN), CauseSlug]), weight: WeightedCause.shape.weight }),
    )
    .min(1)
    .max(8)
    .optional(),
  returnDays: Terms.shape.returnDays,
  claimDays: Terms.shape.claimDays,
  onMatchRefund: Terms.shape.onMatchRefund,
});

export const Texts = z.strictObject(Localised.shape);

export const NAME_LETTERS_MAX = 120;

/** A name stands in subjects, texts and headings: on one line, and no longer than those hold. */
export function name(max: number) {
  return z
    .string()
    .trim()
    .min(1, "write a name")
    .max(max, `a name of more than ${max} letters is cut in texts and subjects: shorten it`)
    .regex(
      /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u,
      "a name is one line of plain text: remove the line break or the unseen character",
    );
}

export const Names = z.strictObject(inEachLocale(() => name(NAME_LETTERS_MAX)));

const AuthoredGoal = z
  .strictObject({
    currency: Currency,
    amount: AmountText,
    milestones: z.array(z.strictObject({ amount: AmountText, label: Names })).max(MILESTONES_MAX),
  })
  .transform(({ currency, amount, milestones }, ctx) => ({
    currency,
    amount: minor(amount, currency, ctx, ["amount"]),
    milestones: milestones.map(({ amount: threshold, label }, rank) => ({
      amount: minor(threshold, currency, ctx, ["milestones", rank, "amount"]),
      label,
    })),
  }));

const AuthoredCause = z.strictObject({
  slug: CauseSlug,
  name: Names,
  summary: Texts,
  charity: z.strictObject({ ...Charity.shape, name: name(NAME_LETTERS_MAX) }),
  status: Cause.shape.status,
  goal: AuthoredGoal.optional(),
  picture: AuthoredPicture.optional(),
  movesTo: z.strictObject({ cause: CauseSlug, because: Texts }).optional(),
});

const AuthoredPool = z
  .strictObject({
    id: MatchPool.shape.id,
    currency: Currency,
    amount: AmountText,
    ratio: Ratio,
    causes: MatchPool.shape.causes,
    from: MatchPool.shape.from,
    until: MatchPool.shape.until,
    shards: MatchPool.shape.shards,
  })
  .transform(({ amount, ratio, ...pool }, ctx) => ({
    ...pool,
    amount: minor(amount, pool.currency, ctx, ["amount"]),
    ratioBasisPoints: ratio,
  }));

const look = Brand.shape.look.shape;

const pages = Legal.shape.imprint.shape;

/** One page for all languages, or one for each. */
function pageAddress() {
  return z.union([pages.en.transform((page) => inEachLocale(() => page)), z.strictObject(pages)], {
    error: "write the address of a page, https://…, or one for each language (en, de)",
  });
}

const NO_LEGAL =
  "write imprint, privacy, contact and postalAddress: pages, forms and letters show them. An imprint is due in Germany and Austria (§ 5 DDG, § 5 ECG) and for shops in the EU (Directive 2000/31/EC, article 5), a privacy notice wherever people enter personal data (GDPR article 13; California, CalOPPA), a postal address in each letter (CAN-SPAM, 16 CFR 316)";

const AuthoredLegal = z.strictObject(
  {
    imprint: pageAddress(),
    privacy: pageAddress(),
    contact: z.union([...Legal.shape.contact.options], {
      error: "write an email address that people read, or the address of a page, https://…",
    }),
    postalAddress: name(200),
  },
  { error: ({ input }) => (input === undefined ? NO_LEGAL : undefined) },
);

const HEADLINE_PARTS =
  'write a headline as one or two parts, loud and soft: ["Purchases that give.", "This is what they add up to."]';

/** A part stands on a line of its own, in the largest type. */
const Headlines = z.strictObject(
  inEachLocale(() =>
    z.array(name(60), { error: HEADLINE_PARTS }).min(1, HEADLINE_PARTS).max(2, HEADLINE_PARTS),
  ),
);

const Shapes = z.enum(Shape.options, {
  error: `choose the shape behind the headline: ${Shape.options.join(", ")}`,
});

/** The name of a file beside brand.yaml: no path leads out of the folder. */
const LogoFile = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.(?:svg|png)$/, "name an .svg or .png file beside brand.yaml");

/** One file for both schemes, or one for each. Compiling puts the file's content in its place. */
const Logo = z.union(
  [
    LogoFile.transform((file) => ({ light: file, dark: file })),
    z.strictObject({ light: LogoFile, dark: LogoFile }),
  ],
  { error: "name an .svg or .png file beside brand.yaml, or one for each scheme (light, dark)" },
);

/** The name of a file beside brand.yaml, as of a logo. */
const FontFile = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.woff2$/, "name a .woff2 file beside brand.yaml");

const NO_LICENCE =
  "say in a line what allows you to serve the font, such as: SIL Open Font License 1.1, © its maker";

/** Compiling puts the hashes of the files in the place of their names. */
const WebFont = z.strictObject({
  regular: FontFile,
  bold: FontFile.optional(),
  licence: z.string({ error: NO_LICENCE }).trim().min(10, NO_LICENCE).max(300),
  sizeAdjust: z.int().min(50).max(200).optional(),
});

/** Rates are a file of their own, which a command writes. */
const { rates: _, ...BrandFields } = Brand.shape;

/** One name of the source for all languages, or one for each. */
const AuthoredRates = z.strictObject({
  ...ExchangeRates.shape,
  source: z.union([name(NAME_LETTERS_MAX).transform((source) => inEachLocale(() => source)), Names], {
    error: "write who publishes the rates, or their name in each language (en, de)",
  }),
});

/** The files, by name; `rates` may be left out. */
export const Authored = {
  brand: z.strictObject({
    ...BrandFields,
    name: name(80),
    purpose: Texts,
    headline: Headlines.optional(),
    legal: AuthoredLegal,
    payouts: z
      .strictObject({ minimum: Amounts.optional(), secondPersonAbove: Amounts.optional() })
      .optional(),
    look: z.strictObject({
      light: z.strictObject(look.light.shape),
      dark: z.strictObject(look.dark.shape),
      font: look.font,
      shape: Shapes.optional(),
      logo: Logo.optional(),
      webFont: WebFont.optional(),
    }),
  }),
  causes: z.strictObject({ causes: z.array(AuthoredCause).min(1).max(100) }),
  terms: z.strictObject({ terms: z.array(AuthoredTerms).min(1).max(200) }),
  pools: z.strictObject({ pools: z.array(AuthoredPool).max(50) }),
  rates: AuthoredRates,
} as const;
