import * as z from "zod";
import { placeCodeIn } from "../../disclosures/places.ts";
import type { Cart } from "../../giving/ledger/quote-gift.ts";
import { Currency, Minor, MoneyError, parseMoney } from "../../model/money.ts";
import { Connection, Purchase } from "../../model/purchase.ts";
import { Source } from "../../model/sources.ts";

/** What is wrong with a request: the parameter, and why. No value is quoted. */
export interface QueryIssue {
  readonly field: string;
  readonly reason: string;
}

/** Longer texts than any cart's lines: an address may have some 8,000 characters on its way. */
const LINES_CHARS_MAX = 6_000;
export const QUOTED_LINES_MAX = 100;

/** `[["TEA-50", 2, "19.80"]]`: the article number, how many, and what all of them cost without tax. */
const QuotedLines = z
  .array(
    z.tuple([
      z.string().max(120),
      z.int().min(1).max(1_000_000),
      z.string("amounts are decimal texts such as 12.50"),
    ]),
  )
  .max(QUOTED_LINES_MAX);

const Query = z.object({
  source: Source,
  connection: Connection,
  currency: Currency.optional(),
  store: Purchase.shape.store,
  place: z
    .string()
    .transform(placeCodeIn)
    .refine((code) => code !== undefined, "not a code of ISO 3166 such as US-NY or DE")
    .optional(),
});

type Asked = Readonly<Record<string, string | undefined>>;

/** Where a request is from, in which place the offer is made if it says so, and the cart that it names, if it does; or what is wrong with it. */
export type CartRead =
  | { readonly shop: Omit<z.infer<typeof Query>, "place">; readonly place?: string; readonly cart?: Cart }
  | { readonly issues: readonly QueryIssue[] };

/**
 * Reads the shop of an address and the cart of its query: `currency` with `amount` (goods without tax, shipping and tips) or
 * with `lines`, and `roundUp`; besides, the `place` of the offer. A query without both amounts names no cart.
 */
export function readCart(parameters: Asked, query: Asked): CartRead {
  const { source, connection } = parameters;
  const { currency, store, place } = query;
  const read = Query.safeParse({ source, connection, currency, store, place });
  if (!read.success) return { issues: issuesOf(read.error) };
  const { place: offeredIn, ...shop } = read.data;
  const at = offeredIn === undefined ? {} : { place: offeredIn };
  if (query["amount"] === undefined && query["lines"] === undefined) return { shop, ...at };
  if (shop.currency === undefined) return issue("currency", "is missing");
  if (query["amount"] !== undefined && query["lines"] !== undefined)
    return issue("amount", "is the sum of the lines: send one of both");
  try {
    const lines = linesOf(query["lines"], shop.currency);
    const amount = query["amount"];
    const base =
      amount === undefined
        ? lines.reduce((sum, { goods }) => sum + goods, 0)
        : moneyOf("amount", amount, shop.currency);
    if (!Minor.safeParse(base).success) return issue("lines", "cost more than any amount that is taken");
    const roundUp = moneyOf("roundUp", query["roundUp"] ?? "0", shop.currency);
    return { shop, ...at, cart: { ...shop, currency: shop.currency, base, roundUp, lines } };
  } catch (error) {
    if (error instanceof QueryError) return issue(error.field, error.message);
    throw error;
  }
}

class QueryError extends Error {
  override readonly name = "QueryError";
  readonly field: string;

  constructor(field: string, reason: string) {
    super(reason);
    this.field = field;
  }
}

function issue(field: string, reason: string): CartRead {
  return { issues: [{ field, reason }] };
}

function issuesOf({ issues }: z.ZodError): readonly QueryIssue[] {
  return issues.map(({ path, message }) => ({ field: path.join("."), reason: message }));
}

function moneyOf(field: string, text: string, currency: string): Minor {
  try {
    return parseMoney(text, currency);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    throw new QueryError(field, `not an amount in ${currency} such as 12.50`);
  }
}

function linesOf(text: string | undefined, currency: string): Cart["lines"] {
  if (text === undefined) return [];
  if (text.length > LINES_CHARS_MAX)
    throw new QueryError("lines", `longer than ${LINES_CHARS_MAX} characters`);
  const read = QuotedLines.safeParse(jsonOf(text));
  if (!read.success) {
    const [first] = issuesOf(read.error);
    throw new QueryError(["lines", first?.field].filter(Boolean).join("."), first?.reason ?? "not lines");
  }
  return read.data.map(([sku, quantity, cost], index) => ({
    lineId: String(index + 1),
    sku,
    quantity,
    goods: moneyOf(`lines.${index}.2`, cost, currency),
  }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new QueryError("lines", 'not JSON such as [["TEA-50",2,"19.80"]]');
  }
}
