import * as z from "zod";

/** One call to AWS as it passed the proxy. */
export interface Call {
  /** Such as `dynamodb`, from the signature's scope. */
  readonly service: string;
  /** Such as `PutItem`; for a service without a target header, method and path. */
  readonly operation: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly requestBytes: number;
  readonly answerBytes: number;
  readonly startedMs: number;
  readonly endedMs: number;
}

const Members = z.record(z.string(), z.unknown());

/** The members of a JSON body; none of a body that is no JSON object. */
export function membersOf(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    return Members.safeParse(JSON.parse(body.toString("utf8"))).data ?? {};
  } catch {
    return {};
  }
}

/** Which service and operation a signed request is for. */
export function namesOf(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  line: { readonly method: string; readonly path: string },
): Pick<Call, "service" | "operation"> {
  const scope = /Credential=[^/]+\/\d+\/[^/]+\/([a-z0-9-]+)\//.exec(String(headers["authorization"] ?? ""));
  const target = headers["x-amz-target"];
  return {
    service: scope?.[1] ?? "unsigned",
    operation: typeof target === "string" ? target.replace(/^.*\./, "") : `${line.method} ${line.path}`,
  };
}

/**
 * How many of the calls had to wait for the one before: calls that overlap are one step. It is what the stated
 * time of a round trip is multiplied with.
 */
export function sequentialDepth(calls: readonly Pick<Call, "startedMs" | "endedMs">[]): number {
  let depth = 0;
  let stepEndsMs = Number.NEGATIVE_INFINITY;
  for (const { startedMs, endedMs } of calls.toSorted((a, b) => a.startedMs - b.startedMs)) {
    if (startedMs >= stepEndsMs) {
      depth += 1;
      stepEndsMs = endedMs;
    } else stepEndsMs = Math.min(stepEndsMs, endedMs);
  }
  return depth;
}
