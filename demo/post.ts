import { setTimeout as sleep } from "node:timers/promises";
import { CliError } from "../cli/cli-error.ts";
import { mapBounded } from "../core/platform/bounded.ts";
import { http } from "../local/http.ts";
import type { Stage } from "../local/stage.ts";
import type { Keys } from "./connect.ts";
import { connectionOf } from "./facts.ts";
import type { Message } from "./message.ts";
import { signedMessage } from "./signing.ts";

/** As many shop systems as send at one time. */
const AT_ONCE = 4;
const ATTEMPTS_MAX = 7;
const FIRST_PAUSE_MS = 250;

/**
 * Posts signed webhooks as shop systems do: several at once, each again after 429, 5xx or no answer, signed anew but
 * with the same id and body. What is answered otherwise than 200 or 202 is trouble.
 */
export async function post(
  stage: Pick<Stage, "webhookAddress">,
  messages: readonly Message[],
  keys: Keys,
  posted: (count: number) => void,
): Promise<void> {
  let count = 0;
  await mapBounded([...messages.entries()], AT_ONCE, async ([rank, message]) => {
    await postOne(stage, message, keys, rank);
    count += 1;
    posted(count);
  });
}

async function postOne(
  stage: Pick<Stage, "webhookAddress">,
  message: Message,
  keys: Keys,
  rank: number,
): Promise<void> {
  const { source, id } = message;
  const url = stage.webhookAddress({ source, name: connectionOf(source) });
  const signing = keys.get(source);
  if (signing === undefined) throw new Error(`There are no keys for ${source}.`);
  let last = "";
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    if (attempt > 0) await sleep(FIRST_PAUSE_MS * 2 ** attempt);
    // Every other webhook is signed with the older of two keys.
    const { headers, body } = signedMessage(message, signing, rank, Date.now());
    const answer = await http(url, { method: "POST", headers, body }).catch((error: unknown) => ({
      status: 0,
      body: String(error),
    }));
    if (answer.status === 200 || answer.status === 202) return;
    last = `${answer.status === 0 ? "no answer" : answer.status} ${answer.body}`;
    if (answer.status !== 0 && answer.status !== 429 && answer.status < 500) break;
  }
  throw new CliError(`The webhook ${id} of ${source} was not taken: ${last}.`, `It was posted to ${url}.`);
}
