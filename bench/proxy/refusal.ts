import * as z from "zod";

/** An answer that AWS gives instead of doing what was requested. */
export interface Refusal {
  readonly status: number;
  readonly body: string;
}

function refusal(status: number, type: string, more: object = {}): Refusal {
  return { status, body: JSON.stringify({ __type: type, message: "The bench says so", ...more }) };
}

export const serverError = refusal(500, "InternalServerError");
export const unavailable = refusal(503, "ServiceUnavailable");
export const throttled = refusal(400, "ProvisionedThroughputExceededException");

const Transaction = z.object({ TransactItems: z.array(z.unknown()) });

/** Another write was under way on the same item. Only writes can meet one; for other calls there is no such answer. */
export function conflict(operation: string, request: unknown): Refusal | undefined {
  if (operation === "TransactWriteItems") {
    const { TransactItems } = Transaction.parse(request);
    const CancellationReasons = TransactItems.map((_, index) => ({
      Code: index === 0 ? "TransactionConflict" : "None",
    }));
    return refusal(400, "TransactionCanceledException", { CancellationReasons });
  }
  return /^(Put|Update|Delete)Item$/.test(operation)
    ? refusal(400, "TransactionConflictException")
    : undefined;
}
