import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { termsInForce } from "../../giving/config/in-force.ts";
import { brandShare } from "../../giving/pricing/share.ts";
import type { Purchase } from "../../model/purchase.ts";
import { type Terms, termsName } from "../../model/terms.ts";
import { nearest } from "./near-miss.ts";
import type { PayloadWarning } from "./payload-warning.ts";

/**
 * What a purchase names that the brand's config does not have, and why it gives less than its sender may expect. Nothing of it
 * refuses the purchase. An order below the terms' minimum is none of these: that is no mistake.
 */
export function brandWarnings(
  config: BrandConfig,
  purchase: Omit<Purchase, "identities">,
): readonly PayloadWarning[] {
  if (config.brand === undefined) return [noBrand];
  const priced: Purchase = { ...purchase, identities: [] };
  const terms = termsInForce(config.terms, priced);
  return [
    ...causeWarnings(config, priced),
    ...storeWarnings(config.terms, priced),
    ...(terms === undefined ? [noTerms(config.terms, priced)] : termsWarnings(terms, priced)),
  ];
}

const noBrand: PayloadWarning = {
  kind: "noBrand",
  path: "data",
  message: "No brand is applied to this stage yet: the purchase waits until `brand apply` was called.",
};

const OTHERWISE = "the gift goes where the customer chose, else to the default cause";

function causeWarnings({ causes }: BrandConfig, { cause, causeUnread }: Purchase): readonly PayloadWarning[] {
  if (cause === undefined && causeUnread === undefined) return [];
  const found = causes.find(({ slug }) => slug === cause);
  if (found?.status === "active") return [];
  if (found !== undefined) {
    return [
      { kind: "causePaused", path: "data.cause", message: `This cause takes no new gifts: ${OTHERWISE}.` },
    ];
  }
  const near = cause === undefined ? undefined : causeNear(causes, cause);
  return [
    {
      kind: "unknownCause",
      path: "data.cause",
      message: `No cause of the brand has this short name: ${OTHERWISE}.`,
      ...(near !== undefined && { didYouMean: near }),
    },
  ];
}

/** By its short name, or by the name that pages show in any language. */
function causeNear(causes: BrandConfig["causes"], written: string): string | undefined {
  const bySlug = nearest(
    written,
    causes.map(({ slug }) => slug),
  );
  if (bySlug !== undefined) return bySlug;
  return causes.find(({ name }) => nearest(written, Object.values(name)) !== undefined)?.slug;
}

/** A store is known where any terms name it; in terms that name none, all stores are alike. */
function storeWarnings(all: readonly Terms[], { store }: Purchase): readonly PayloadWarning[] {
  const known = all.flatMap(({ stores = [] }) => stores);
  if (store === undefined || known.includes(store)) return [];
  const near = nearest(store, known);
  if (near === undefined) return [];
  return [
    {
      kind: "unknownStore",
      path: "data.store",
      message: "No terms name a store that is written so.",
      didYouMean: near,
    },
  ];
}

function noTerms(all: readonly Terms[], purchase: Purchase): PayloadWarning {
  const message = (why: string): PayloadWarning => ({
    kind: "noTerms",
    path: "data",
    message: `${why}: nothing is given.`,
  });
  const atTheirBegin = all.filter(
    (terms) => termsInForce([terms], { ...purchase, placedAt: terms.from }) !== undefined,
  );
  const later = atTheirBegin.filter(({ from }) => from > purchase.placedAt);
  const [next] = later.toSorted((one, other) => (one.from < other.from ? -1 : 1));
  if (next !== undefined) return message(`The terms ${termsName(next)} begin only on ${next.from}`);
  const [ended] = atTheirBegin;
  if (ended !== undefined) return message(`The terms ${termsName(ended)} ended on ${ended.until}`);
  return message("No terms are of this connection and store");
}

function termsWarnings(terms: Terms, purchase: Purchase): readonly PayloadWarning[] {
  const share = brandShare(terms, purchase);
  const warnings: PayloadWarning[] = [];
  if (!share.gives && share.because === "noAmountInCurrency") {
    warnings.push({
      kind: "noAmountInCurrency",
      path: "data.currency",
      message: `The terms ${termsName(terms)} name no amount in this currency: nothing is given.`,
    });
  }
  if (terms.share.kind === "perUnit") warnings.push(...productWarnings(terms, terms.share.skus, purchase));
  if (purchase.roundUp > 0 && !terms.roundUp) {
    warnings.push({
      kind: "roundUpNotTaken",
      path: "data.roundUp",
      message: `The terms ${termsName(terms)} take no round-up: what the customer added waits for a person.`,
    });
  }
  return warnings;
}

/** Under terms that give for certain products: the lines that hold none of them. */
function productWarnings(
  terms: Terms,
  skus: readonly string[],
  { lines }: Purchase,
): readonly PayloadWarning[] {
  const others = [...lines.entries()].filter(([, { sku }]) => sku === undefined || !skus.includes(sku));
  const misspelt = others.flatMap(([index, { sku = "" }]) => {
    const near = nearest(sku, skus);
    return near === undefined ? [] : [{ index, near }];
  });
  if (misspelt.length === 0 && lines.length > 0 && others.length < lines.length) return [];
  const none: PayloadWarning = {
    kind: "productsNotCounted",
    path: "data.lines",
    message:
      lines.length === 0
        ? `The terms ${termsName(terms)} give for certain products, and no lines were sent: nothing is given.`
        : `The terms ${termsName(terms)} give for certain products, and no line has the SKU of one: nothing is given.`,
  };
  return [
    ...(others.length === lines.length ? [none] : []),
    ...misspelt.map(
      ({ index, near }): PayloadWarning => ({
        kind: "productsNotCounted",
        path: `data.lines.${index}.sku`,
        message: `The terms ${termsName(terms)} give for no product of this SKU.`,
        didYouMean: near,
      }),
    ),
  ];
}
