import { splitByWeight } from "../../model/money.ts";
import { LINES_MAX, type Purchase } from "../../model/purchase.ts";

type Line = Purchase["lines"][number];

/** A line of an order in minor units; negative where it takes something off: a discount, a trade-in, an exchange. */
export interface PricedLine {
  readonly lineId: string;
  readonly sku?: string | null | undefined;
  readonly quantity: number;
  readonly goods: number;
}

/**
 * - `reduction`: what else takes something off the goods: negative fees, credits
 * - `atMost`: what was paid for goods, without tax; the base is never more
 */
export interface GoodsLimits {
  readonly reduction?: number;
  readonly atMost?: number;
}

/** What a share is computed on. `grouped`: the order has more lines than a purchase holds. */
export interface GoodsLines {
  readonly base: number;
  readonly lines: Line[];
  readonly grouped?: true;
}

const SKU_CHARS_MAX = 120;
const QUANTITY_MAX = 1_000_000;

/**
 * The lines of goods that a purchase holds, and their sum. What takes something off, and what the limits cut, is spread
 * over the positive lines by their amounts, to the minor unit, never below nothing. Lines of one id are one line. More
 * than {@link LINES_MAX} lines are grouped by SKU.
 */
export function goodsLines(priced: readonly PricedLine[], limits: GoodsLimits = {}): GoodsLines {
  const { reduction = 0, atMost = Number.POSITIVE_INFINITY } = limits;
  const positive = merged(priced.filter(({ goods, quantity }) => goods > 0 || (goods === 0 && quantity > 0)));
  const off = reduction - sum(priced.filter(({ goods }) => goods < 0));
  const whole = sum(positive);
  const base = Math.max(0, Math.min(whole - off, atMost));
  const lines = base === whole ? positive : spread(positive, base);
  const grouped = groupedBySku(lines);
  return { base, lines: grouped ?? lines, ...(grouped && { grouped: true }) };
}

function sum(lines: readonly { readonly goods: number }[]): number {
  return lines.reduce((all, { goods }) => all + goods, 0);
}

function merged(priced: readonly PricedLine[]): Line[] {
  return mergeAs(priced, ({ lineId }) => lineId);
}

function mergeAs(lines: readonly PricedLine[], nameOf: (line: PricedLine) => string): Line[] {
  const byName = Map.groupBy(lines, nameOf);
  return [...byName].map(([lineId, [first, ...more]]) => {
    const all = first === undefined ? more : [first, ...more];
    const quantity = all.reduce((units, line) => units + Math.max(1, line.quantity), 0);
    const sku = first?.sku;
    return {
      lineId,
      ...(sku && sku.length <= SKU_CHARS_MAX && sku.isWellFormed() && { sku }),
      quantity: Math.min(quantity, QUANTITY_MAX),
      goods: sum(all),
    };
  });
}

function spread(lines: readonly Line[], base: number): Line[] {
  const weights = new Map(lines.map(({ lineId, goods }) => [lineId, goods]));
  const parts = base === 0 ? new Map<string, number>() : splitByWeight(base, weights);
  return lines.map((line) => ({ ...line, goods: parts.get(line.lineId) ?? 0 }));
}

const OTHERS = "others";

/**
 * One line for each SKU in the order in which they appear, the last one for what has none and for what is beyond
 * {@link LINES_MAX}; nothing where all lines fit.
 */
function groupedBySku(lines: readonly Line[]): Line[] | undefined {
  if (lines.length <= LINES_MAX) return undefined;
  const skus = [...new Set(lines.flatMap(({ sku }) => sku ?? []))].slice(0, LINES_MAX - 1);
  const named = new Set(skus);
  const nameOf = ({ sku }: PricedLine) => (sku && named.has(sku) ? `sku:${sku}` : OTHERS);
  return mergeAs(lines, nameOf).map(({ sku, ...line }) =>
    line.lineId === OTHERS || sku === undefined ? line : { ...line, sku },
  );
}
