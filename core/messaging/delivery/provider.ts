import { NotSentError } from "../content/not-sent.ts";

/** Refused now, but perhaps not later: too fast, or switched off for the moment. */
const LATER = /Throttl|TooManyRequests|LimitExceeded|SendingPaused|RequestLimit/i;
/** No connection was made, so nothing was said. */
const UNREACHED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

interface ServiceFault {
  readonly name: string;
  readonly $fault: "client" | "server";
}

/**
 * What to throw for a provider's error: a {@link NotSentError} if it certainly did not take the message (it refused
 * it, or was never reached), else the error itself, after which nobody knows. Quotes no more than its name.
 */
export function notSent(provider: string, error: unknown, fault: ServiceFault | undefined): unknown {
  if (fault !== undefined && LATER.test(fault.name))
    return new NotSentError(`${provider} takes no more for now: ${fault.name}`, true, { cause: error });
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

/** A client that tries again by itself may send twice: refused before anything is sent. */
export async function sendsOnce({ config }: Configured): Promise<void> {
  const { maxAttempts } = config;
  const attempts = typeof maxAttempts === "number" ? maxAttempts : await maxAttempts();
  if (attempts !== 1) throw new NotSentError("The client must be made with maxAttempts: 1", false);
}
