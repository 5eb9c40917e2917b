import { NotSentError } from "../content/not-sent.ts";
import { type RefusalRow, refusalOf } from "./refusals.ts";

/** No connection was made, so nothing was sent. */
const UNREACHED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

interface ServiceError {
  readonly name: string;
  readonly message: string;
  readonly $fault: "client" | "server";
  /** Some services name one within the kind, and the fields that they do not take. */
  readonly Reason?: string | undefined;
  readonly Fields?: readonly { readonly Name?: string | undefined }[] | undefined;
}

interface Provider {
  readonly name: string;
  readonly refusals: readonly RefusalRow[];
}

/**
 * Returns the error to throw for a provider's error: a {@link NotSentError} if it certainly did not accept the message (it
 * refused it, or was never reached), else the error itself: the message may have been sent. Quotes only the error's name.
 */
export function notSent(
  { name: provider, refusals }: Provider,
  error: unknown,
  fault?: ServiceError,
): unknown {
  if (fault !== undefined) {
    const { refusal, cure } = refusalOf(refusals, fault.name, saidBy(fault));
    if (fault.$fault !== "client" && refusal !== "busy") return error;
    const reason = fault.Reason === undefined ? "" : ` (${fault.Reason})`;
    return new NotSentError(`${provider} refuses: ${fault.name}${reason}`, refusal, {
      cause: error,
      ...(cure && { cure }),
    });
  }
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  if (UNREACHED.has(code))
    return new NotSentError(`${provider} was not reached: ${code}`, "busy", { cause: error });
  // The SDK found no credentials, and so signed and sent nothing.
  const { refusal, cure } = refusalOf(refusals, error.name, "");
  return refusal === "unclear"
    ? error
    : new NotSentError(`${provider} was not asked: ${error.name}`, refusal, {
        cause: error,
        ...(cure && { cure }),
      });
}

function saidBy({ Reason, Fields = [], message }: ServiceError): string {
  return Reason === undefined ? message : [Reason, ...Fields.map(({ Name = "" }) => Name)].join(" ");
}

interface Configured {
  readonly config: { readonly maxAttempts: number | (() => Promise<number>) };
}

/** Throws {@link NotSentError} for a client that retries by itself: it could send twice. */
export async function sendsOnce({ config }: Configured): Promise<void> {
  const { maxAttempts } = config;
  const attempts = typeof maxAttempts === "number" ? maxAttempts : await maxAttempts();
  if (attempts !== 1) throw new NotSentError("The client must be made with maxAttempts: 1", "unclear");
}
