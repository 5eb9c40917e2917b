import { parse } from "yaml";
import { DIGITS } from "./facts.ts";

/**
 * The brand's files as the oracle reads them: anew, so that a mistake in how core/ reads them is not repeated here.
 * The files have been checked before; an unexpected value throws.
 */

export interface OracleTerms {
  readonly from: string;
  readonly until: string | undefined;
  readonly connections: readonly string[] | undefined;
  readonly stores: readonly string[] | undefined;
  readonly share: OracleShare;
  readonly roundUp: boolean;
  readonly minimumOrder: Money;
  readonly capPerOrder: Money;
  readonly capPerCampaign: Money;
  readonly split: readonly { readonly cause: string; readonly weight: number }[];
  readonly defaultCause: string;
  readonly returnDays: number;
  readonly releases: boolean;
  readonly name: string;
}

/** Minor units by currency; a currency that is not there has no amount. */
export type Money = ReadonlyMap<string, bigint>;

export type OracleShare =
  | { readonly kind: "percentage"; readonly hundredths: bigint }
  | { readonly kind: "flat"; readonly amounts: Money }
  | { readonly kind: "perUnit"; readonly skus: readonly string[]; readonly amounts: Money }
  | {
      readonly kind: "tiers";
      readonly tiers: ReadonlyMap<string, readonly { readonly from: bigint; readonly hundredths: bigint }[]>;
    };

export interface OraclePool {
  readonly id: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly tenThousandths: bigint;
  readonly causes: readonly string[];
  readonly from: string;
  readonly until: string;
}

export interface OracleStated {
  readonly timeZone: string;
  readonly active: ReadonlySet<string>;
  /** What the charity of each cause is called. */
  readonly charities: ReadonlyMap<string, string>;
  /** What is owed to a charity below this waits for more. */
  readonly payoutMinimum: Money;
  readonly goals: readonly {
    readonly cause: string;
    readonly currency: string;
    readonly milestones: readonly bigint[];
  }[];
  readonly terms: readonly OracleTerms[];
  readonly pools: readonly OraclePool[];
}

export function readStated(texts: {
  brand: string;
  causes: string;
  terms: string;
  pools: string;
}): OracleStated {
  const brand: unknown = parse(texts.brand);
  const causes = list(field(parse(texts.causes), "causes"));
  const payouts = field(brand, "payouts");
  return {
    timeZone: text(field(brand, "timeZone")),
    charities: new Map(
      causes.map((cause) => [text(field(cause, "slug")), text(field(field(cause, "charity"), "name"))]),
    ),
    payoutMinimum: money(payouts === undefined ? undefined : field(payouts, "minimum")),
    active: new Set(
      causes
        .filter((cause) => field(cause, "status") === "active")
        .map((cause) => text(field(cause, "slug"))),
    ),
    goals: causes.flatMap((cause) => {
      const goal = field(cause, "goal");
      if (goal === undefined) return [];
      const currency = text(field(goal, "currency"));
      const milestones = list(field(goal, "milestones")).map((step) =>
        minor(field(step, "amount"), currency),
      );
      return [{ cause: text(field(cause, "slug")), currency, milestones }];
    }),
    terms: list(field(parse(texts.terms), "terms")).map(readTerms),
    pools: list(field(parse(texts.pools), "pools")).map((pool) => {
      const currency = text(field(pool, "currency"));
      return {
        id: text(field(pool, "id")),
        currency,
        amount: minor(field(pool, "amount"), currency),
        tenThousandths: scaled(field(pool, "ratio"), 4),
        causes: list(field(pool, "causes")).map(text),
        from: text(field(pool, "from")),
        until: text(field(pool, "until")),
      };
    }),
  };
}

function readTerms(terms: unknown): OracleTerms {
  const texts = (key: string) =>
    field(terms, key) === undefined ? undefined : list(field(terms, key)).map(text);
  const until = field(terms, "until");
  const split = field(terms, "split");
  return {
    name: `${text(field(terms, "id"))}@${number(field(terms, "version"))}`,
    from: text(field(terms, "from")),
    until: until === undefined ? undefined : text(until),
    connections: texts("connections"),
    stores: texts("stores"),
    share: readShare(field(terms, "share")),
    roundUp: field(terms, "roundUp") === true,
    minimumOrder: money(field(terms, "minimumOrder")),
    capPerOrder: money(field(terms, "capPerOrder")),
    capPerCampaign: money(field(terms, "capPerCampaign")),
    split:
      split === undefined
        ? [{ cause: "chosen", weight: 1 }]
        : list(split).map((part) => ({
            cause: text(field(part, "cause")),
            weight: number(field(part, "weight")),
          })),
    defaultCause: text(field(terms, "defaultCause")),
    returnDays: number(field(terms, "returnDays")),
    releases: field(terms, "onMatchRefund") === "release",
  };
}

function readShare(share: unknown): OracleShare {
  const kind = text(field(share, "kind"));
  switch (kind) {
    case "percentage":
      return { kind, hundredths: scaled(field(share, "percent"), 2) };
    case "flat":
      return { kind, amounts: money(field(share, "amounts")) };
    case "perUnit":
      return { kind, skus: list(field(share, "skus")).map(text), amounts: money(field(share, "amounts")) };
    case "tiers":
      return {
        kind,
        tiers: new Map(
          members(field(share, "tiers")).map(([currency, tiers]) => [
            currency,
            list(tiers).map((tier) => ({
              from: minor(field(tier, "from"), currency),
              hundredths: scaled(field(tier, "percent"), 2),
            })),
          ]),
        ),
      };
    default:
      throw new Error(`The oracle knows no share of kind ${kind}.`);
  }
}

function money(amounts: unknown): Money {
  return new Map(
    (amounts === undefined ? [] : members(amounts)).map(([currency, decimal]) => [
      currency,
      minor(decimal, currency),
    ]),
  );
}

function minor(decimal: unknown, currency: string): bigint {
  const digits = new Map<string, number>(Object.entries(DIGITS)).get(currency);
  if (digits === undefined) throw new Error(`The oracle does not know how many digits ${currency} has.`);
  return scaled(decimal, digits);
}

/** A decimal text times ten to the `digits`. */
function scaled(decimal: unknown, digits: number): bigint {
  const [whole = "", fraction = ""] = text(decimal).split(".");
  if (fraction.length > digits) throw new Error(`${text(decimal)} has more than ${digits} decimals.`);
  return BigInt(whole + fraction.padEnd(digits, "0"));
}

function members(value: unknown): [string, unknown][] {
  if (typeof value !== "object" || value === null) throw new Error("The oracle expected a map.");
  return Object.entries(value);
}

function field(value: unknown, key: string): unknown {
  return new Map(members(value)).get(key);
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error("The oracle expected a list.");
  return value;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new Error("The oracle expected text.");
  return value;
}

function number(value: unknown): number {
  if (typeof value !== "number") throw new Error("The oracle expected a number.");
  return value;
}
