import middy from "@middy/core";
import * as z from "zod";
import { instantAt } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import { jsonText } from "../json-text.ts";
import { type CallOutcome, logCall, withReport } from "./log-call.ts";
import { type CallLog, logger } from "./logger.ts";

/** What a topic sends to a function: always one record. */
const Notice = z.object({
  Records: z.tuple([
    z.object({
      Sns: z.object({ MessageId: z.string(), Timestamp: z.iso.datetime(), Message: z.string() }),
    }),
  ]),
});

/**
 * The stack of a function that a topic calls. Parses what was posted, hands it to the use case with the time at which
 * the topic received it, and rethrows what that throws, so that Lambda retries. Exactly one log line per call,
 * with nothing of what was posted.
 */
export function onNotice<Schema extends z.ZodType>(
  schema: Schema,
  useCase: (posted: z.infer<Schema>, at: Instant) => Promise<CallOutcome>,
  log: CallLog = logger,
) {
  return middy<unknown, { readonly outcome: string }>()
    .use(logCall({ log, kind: "notice" }))
    .handler(async (input) => {
      const [{ Sns }] = Notice.parse(input).Records;
      const at = instantAt(Date.parse(Sns.Timestamp));
      const outcome = await useCase(jsonText(schema).parse(Sns.Message), at);
      return withReport(outcome, { notice: Sns.MessageId });
    });
}
