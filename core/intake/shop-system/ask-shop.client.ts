import { parseJson } from "./body-json.ts";
import { type AskShop, ShopBusyError, ShopRefusedError } from "./order-list.ts";

/** Below the limit of a function that reads a page, so that a shop that hangs is named as what it is. */
const ANSWER_MS_MAX = 20_000;
/** For how long a shop is left alone that says that it is busy, and not until when. */
const PAUSE_SECONDS_DEFAULT = 5;
/** For how long one is left alone that does not answer at all. */
const SILENT_PAUSE_SECONDS = 20;
const PAUSE_SECONDS_MAX = 60;
/** The one answer that says nothing and is right: an empty or broken body is none. */
const NO_CONTENT = 204;

type Fetch = typeof fetch;

/** Asks shops by HTTP; a shop that has not answered after `answerMsMax` is busy. */
export function askShopBy(fetcher: Fetch, answerMsMax = ANSWER_MS_MAX): AskShop {
  return async (url, headers, schema) => {
    const answer = await answerOf(fetcher, url, headers, answerMsMax);
    const { status } = answer;
    if (status === 429 || status >= 500) {
      throw new ShopBusyError(`The shop's system answered ${status}`, { pauseSeconds: pauseAfter(answer) });
    }
    if (!answer.ok) throw new ShopRefusedError(`The shop's system answered ${status}`, { status });
    const read = status === NO_CONTENT ? { payload: undefined } : parseJson(await bodyOf(answer));
    const parsed = read && schema.safeParse(read.payload);
    if (!parsed?.success) {
      throw new ShopRefusedError("The shop's system answered something else than was asked for", { status });
    }
    return { body: parsed.data, headers: answer.headers };
  };
}

/** No redirect is followed: the token is for this origin. */
async function answerOf(
  fetcher: Fetch,
  url: URL,
  headers: Readonly<Record<string, string>>,
  answerMsMax: number,
): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(answerMsMax);
    return await fetcher(url, {
      headers: { accept: "application/json", ...headers },
      redirect: "manual",
      signal,
    });
  } catch (error) {
    throw silent(error);
  }
}

async function bodyOf(answer: Response): Promise<Buffer> {
  try {
    return Buffer.from(await answer.arrayBuffer());
  } catch (error) {
    throw silent(error);
  }
}

function silent(cause: unknown): ShopBusyError {
  return new ShopBusyError("The shop's system did not answer", { cause, pauseSeconds: SILENT_PAUSE_SECONDS });
}

/**
 * Retry-After in seconds (Shopify writes `2.0`), also as BigCommerce calls it; the form with a date is read as none. 500 and 502 are
 * about one question.
 */
function pauseAfter({ status, headers }: Response): number {
  if (status !== 429 && status !== 503) return 0;
  const seconds = secondsIn(headers) ?? Number.NaN;
  if (!(seconds >= 0)) return PAUSE_SECONDS_DEFAULT;
  return Math.min(seconds, PAUSE_SECONDS_MAX);
}

function secondsIn(headers: Headers): number | undefined {
  const text = headers.get("retry-after") ?? headers.get("x-retry-after");
  if (text !== null) return Number(text);
  const ms = headers.get("x-rate-limit-time-reset-ms");
  return ms === null ? undefined : Number(ms) / 1000;
}
