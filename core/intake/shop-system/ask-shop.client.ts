import { parseJson } from "./body-json.ts";
import { type AskShop, ShopBusyError, ShopRefusedError } from "./order-list.ts";

/** Below the function's own limit, so that a shop that hangs is named as what it is. */
const ANSWER_MS_MAX = 20_000;

type Fetch = typeof fetch;

/** Asks shops by HTTP. */
export function askShopBy(fetcher: Fetch): AskShop {
  return async (url, headers, schema) => {
    const answer = await answerOf(fetcher, url, headers);
    if (answer.status === 429 || answer.status >= 500) {
      throw new ShopBusyError(`The shop's system answered ${answer.status}`);
    }
    if (!answer.ok) throw new ShopRefusedError(`The shop's system answered ${answer.status}`);
    const parsed = schema.safeParse(await jsonOf(answer));
    if (!parsed.success) throw new ShopRefusedError("The shop's system answered something else than a list");
    return { body: parsed.data, headers: answer.headers };
  };
}

/** No redirect is followed: the token is for this origin. */
async function answerOf(
  fetcher: Fetch,
  url: URL,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    return await fetcher(url, {
      headers: { accept: "application/json", ...headers },
      redirect: "manual",
      signal,
    });
  } catch (error) {
    throw new ShopBusyError("The shop's system did not answer", { cause: error });
  }
}

async function jsonOf(answer: Response): Promise<unknown> {
  try {
    return parseJson(Buffer.from(await answer.arrayBuffer()))?.payload;
  } catch {
    return undefined;
  }
}
