import * as z from "zod";
import { type CallLog, loggableError, logger } from "./logger.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html */
const Request = z.object({
  RequestType: z.enum(["Create", "Update", "Delete"]),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
});
export type ResourceChange = z.infer<typeof Request>["RequestType"];

/** CloudFormation reads no more of a reason. */
const REASON_CHARS_MAX = 1000;

/**
 * The stack of a function that CloudFormation calls for a resource that it does not know. It waits for an answer at the address
 * that it names, and gets one in each case; a second call with the same change must change nothing more.
 */
export function onResource(
  change: (to: ResourceChange) => Promise<void>,
  { log = logger, put = fetch }: { readonly log?: CallLog; readonly put?: typeof fetch } = {},
) {
  return async (input: unknown): Promise<void> => {
    const { RequestType, ResponseURL, StackId, RequestId, LogicalResourceId, PhysicalResourceId } =
      Request.parse(input);
    const failed = await change(RequestType).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    if (failed === undefined) log.info("resource", { change: RequestType, outcome: "done" });
    else log.error("resource failed", { change: RequestType, ...loggableError(failed) });
    const body = JSON.stringify({
      Status: failed === undefined ? "SUCCESS" : "FAILED",
      ...(failed && { Reason: failed.message.slice(0, REASON_CHARS_MAX) }),
      PhysicalResourceId: PhysicalResourceId ?? LogicalResourceId,
      StackId,
      RequestId,
      LogicalResourceId,
    });
    const { ok, status } = await put(ResponseURL, { method: "PUT", body, headers: { "content-type": "" } });
    if (!ok) throw new Error(`CloudFormation takes no answer: ${status}`);
  };
}
