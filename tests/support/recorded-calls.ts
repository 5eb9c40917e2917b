import { type CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { z } from "zod";

/** One call of AWS that a function made, so far as it tells which permission it took. */
export interface Call {
  readonly by: string;
  readonly service: string;
  readonly name: string;
  readonly about: Readonly<Record<string, unknown>>;
}

const Recorded = z.object({
  eventSource: z.string(),
  eventName: z.string(),
  userAgent: z.string(),
  requestParameters: z.record(z.string(), z.unknown()).nullable(),
});

/** Where the SDK writes AWS_SDK_UA_APP_ID; Powertools adds a mark of its own behind it, in capitals. */
const CALLER = /\bapp\/([a-z]+(?:-[a-z]+)*)/;
const PAGES_MAX = 20_000;

/** Every call that was recorded and names a function, newest first. A page ends where the next one begins, in time. */
export async function* callsOfFunctions(client: CloudTrailClient): AsyncGenerator<Call> {
  let EndTime: Date | undefined;
  const seen = new Set<string>();
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { Events = [] } = await client.send(new LookupEventsCommand({ EndTime, MaxResults: 50 }));
    const fresh = Events.filter(({ EventId = "" }) => !seen.has(EventId));
    if (fresh.length === 0) return;
    for (const { EventId = "", EventTime, CloudTrailEvent = "{}" } of fresh) {
      seen.add(EventId);
      // Dates are cut to milliseconds: the next page begins one later, and what it repeats was seen.
      EndTime = new Date((EventTime?.getTime() ?? 0) + 1);
      const call = callOf(Recorded.parse(JSON.parse(CloudTrailEvent)));
      if (call !== undefined) yield call;
    }
  }
  throw new Error(`More than ${PAGES_MAX} pages of calls were recorded`);
}

function callOf({ eventSource, eventName, userAgent, requestParameters }: z.infer<typeof Recorded>) {
  const by = CALLER.exec(userAgent)?.[1];
  if (by === undefined) return undefined;
  const about: Call["about"] = requestParameters ?? {};
  const service = eventSource.replace(".amazonaws.com", "");
  // The older services name the action in the form that is posted.
  return { by, service, name: typeof about["Action"] === "string" ? about["Action"] : eventName, about };
}
