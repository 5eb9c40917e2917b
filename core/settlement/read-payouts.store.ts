import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { queryAll, type Row } from "../platform/aws/table.store.ts";
import type { ReportUnreadable } from "../platform/lambda/report-unreadable.ts";
import { PaidCause, type Payouts } from "./payout.store.ts";
import { Payout } from "./payout.ts";
import { PAYOUTS_PARTITION, payoutRowKind } from "./settlement.keys.ts";

/** What pages tell of payouts. Nothing is decided by it. */
export type KnownPayouts = Pick<Payouts, "payouts" | "paidCauses">;

/** How long a warm function may tell what it read of payouts: people move them a few times a month. */
export const PAYOUTS_AGE_MAX_SECONDS = 300;

/**
 * Reads all payouts for pages, in one query that is not strong. Undefined where a row cannot be read, which is reported: what is left
 * would say that money is owed which was paid, so pages say nothing of payments.
 */
export function payoutsReader(
  dynamo: DynamoDBClient,
  name: string,
  report: ReportUnreadable,
): () => Promise<KnownPayouts | undefined> {
  return async () => {
    const query = { what: "payouts", pk: PAYOUTS_PARTITION, consistent: false };
    const rows = await queryAll({ dynamo, name }, query);
    const payouts = rowsOf(rows, "payout").map((row) => ({ row, read: Payout.safeParse(row) }));
    const causes = rowsOf(rows, "cause").map((row) => ({ row, read: PaidCause.safeParse(row) }));
    const unreadable = [...payouts, ...causes].filter(({ read }) => !read.success);
    report(unreadable.map(({ row }) => String(row.sk)));
    if (unreadable.length > 0) return undefined;
    return {
      payouts: payouts.flatMap(({ read }) => (read.success ? [read.data] : [])),
      paidCauses: new Map(
        causes.flatMap(({ read }) => (read.success ? [[read.data.cause, read.data.charity] as const] : [])),
      ),
    };
  };
}

function rowsOf(rows: readonly Row[], kind: "payout" | "cause"): Row[] {
  return rows.filter(({ sk }) => payoutRowKind(String(sk)) === kind);
}
