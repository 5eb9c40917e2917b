import * as z from "zod";
import { parseBucketKey } from "../giving/ledger/ledger.keys.ts";
import { CustomerId } from "../model/customer.ts";
import type { FunctionCall } from "../platform/aws/function-call.client.ts";
import type { StreamRecord, StreamUseCase } from "../platform/lambda/stream.ts";

/**
 * Whose own figures new entries of the ledger changed: what `announce-gifts` hands to `refresh-cards`. `alert`: their card says
 * something that they agreed to be alerted of, decided and claimed by `deliver-message`.
 */
export const ChangedFigures = z.object({
  customers: z.array(CustomerId).min(1),
  alert: z.boolean().optional(),
});
export type ChangedFigures = z.infer<typeof ChangedFigures>;

/**
 * Does what the use case does, then hands on whose figures the batch changed, each customer once. Nothing but the time at which a card
 * shows them depends on it: where Lambda refuses the call, the facts say so and the batch is done all the same. A second delivery
 * hands on the same. `call` absent: no card of the stage shows figures.
 */
export function handOnChanges(useCase: StreamUseCase, call: FunctionCall | undefined): StreamUseCase {
  if (call === undefined) return useCase;
  return async (records) => {
    const outcome = await useCase(records);
    const customers = changedFigures(records);
    if (customers.length === 0) return outcome;
    const input: ChangedFigures = { customers };
    const { kind, reason } = await call(input);
    return kind === "taken"
      ? outcome
      : { ...outcome, facts: { ...outcome.facts, cardsNotRefreshed: reason } };
  };
}

/** The customers of the entries among these records, each once. */
function changedFigures(records: readonly StreamRecord[]): CustomerId[] {
  const named = records.flatMap(({ key, item }) => {
    const customer = parseBucketKey(key.pk) && CustomerId.safeParse(item?.["customer"]).data;
    return customer === undefined ? [] : [customer];
  });
  return [...new Set(named)];
}
