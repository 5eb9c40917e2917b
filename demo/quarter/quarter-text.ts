import { relative } from "node:path";
import { table } from "../../cli/table.ts";
import { formatMinor } from "../../core/model/money.ts";
import type { MoneySums, QuarterReport } from "./report.ts";

/** What came of the quarter, in one line. */
export function quarterTitle({ through, money }: QuarterReport): string {
  const { leaves, verified } = money.proof;
  const fits = money.mismatches === 0 ? "" : `, ${money.mismatches} things do not fit`;
  return `A quarter, as if it were over on ${through}: charities paid, ${leaves} gifts published, ${verified} receipts verified${fits}`;
}

/** What was given, settled, paid and carried, by whose money it is and currency; what that means, and each difference. */
export function quarterText({ through, folder, money, differences }: QuarterReport): string {
  const kinds = [money.accrued, money.settled, money.paid, money.carried];
  const rows = pairsIn(kinds).map(([currency, funding]) => [
    funding,
    currency,
    ...kinds.map((sums) => formatMinor(sums[currency]?.[funding] ?? 0, currency)),
  ]);
  const head = ["paid by", "currency", "accrued", "settled", "paid", "carried"];
  return [
    table(head, rows, new Set([2, 3, 4, 5])),
    "",
    differences.length === 0
      ? `All of that equals what the oracle expects of a quarter that ends on ${through}, and so do the sums in the log.`
      : `${differences.length} things of the quarter that ends on ${through} do not fit:\n${differences.join("\n")}`,
    "What is carried waits for the next payout: it is less than the brand pays out at once.",
    `That day lies ahead, and payouts say so: until then, \`npx wellspring money payouts propose\` finds a later day settled. The bank's files are in ${relative(process.cwd(), folder)}.`,
  ].join("\n");
}

function pairsIn(kinds: readonly MoneySums[]): (readonly [string, string])[] {
  const names = kinds.flatMap((sums) =>
    Object.entries(sums).flatMap(([currency, of]) =>
      Object.keys(of).map((funding) => `${funding} ${currency}`),
    ),
  );
  return [...new Set(names)].toSorted().map((name) => {
    const [funding = "", currency = ""] = name.split(" ");
    return [currency, funding] as const;
  });
}
