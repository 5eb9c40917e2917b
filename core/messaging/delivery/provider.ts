import { NotSentError } from "../content/not-sent.ts";

/** Errors of a request that may succeed later: throttled, or sending is paused. */
const LATER = /Throttl|TooManyRequests|LimitExceeded|SendingPaused|RequestLimit/i;
/** No connection was made, so nothing was sent. */
const UNREACHED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

interface ServiceError {
  readonly name: string;
  readonly $fault: "client" | "server";
}

/**
 * Returns the error to throw for a provider's error: a {@link NotSentError} if it certainly did not accept the message (it
 * refused it, or was never reached), else the error itself: the message may have been sent. Quotes only the error's name.
 */
export function notSent(provider: string, error: unknown, fault: ServiceError | undefined): unknown {
  if (fault !== undefined && LATER.test(fault.name))
    return new NotSentError(`${provider} throttles: ${fault.name}`, true, { cause: error });
  if (fault?.$fault === "client")
    return new NotSentError(`${provider} refused the message: ${fault.name}`, false, { cause: error });
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (UNREACHED.has(code))
    return new NotSentError(`${provider} was not reached: ${code}`, true, { cause: error });
  return error;
}

interface Configured {
  readonly config: { readonly maxAttempts: number | (() => Promise<number>) };
}

/** Throws {@link NotSentError} for a client that retries by itself: it could send twice. */
export async function sendsOnce({ config }: Configured): Promise<void> {
  const { maxAttempts } = config;
  const attempts = typeof maxAttempts === "number" ? maxAttempts : await maxAttempts();
  if (attempts !== 1) throw new NotSentError("The client must be made with maxAttempts: 1", false);
}
