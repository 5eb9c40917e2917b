/** The client of the load with kills: posts webhooks as shop systems do, and may be killed at any time. */
import { request } from "node:http";
import { mapBounded } from "../../core/platform/bounded.ts";
import { signedMessage } from "../../demo/signing.ts";
import { http } from "../../local/http.ts";
import type { Post, Posted } from "./posts.ts";

const AT_ONCE = 8;
/** How long a request lives that is cut off on the way. */
const CUT_AFTER_MS = 15;

function tell(posted: Posted): void {
  process.send?.(posted);
}

/** The status, or nothing where there was no answer: the shop system sends it again. */
async function post({ message, keys, url, isCut }: Post): Promise<number | undefined> {
  const { headers, body } = signedMessage(message, keys, 0, Date.now());
  if (isCut) return cutOff(url, headers, body);
  const sent = { method: "POST", headers, body };
  return http(url, sent).then(
    ({ status }) => status,
    () => undefined,
  );
}

/** Sends it and hangs up, whether or not it arrived. */
function cutOff(url: string, headers: Record<string, string>, body: string): Promise<undefined> {
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve) => {
    const sent = request({ host: hostname, port, path: pathname, method: "POST", headers });
    sent.once("error", () => resolve(undefined));
    sent.once("response", (answer) => answer.resume());
    sent.end(body);
    setTimeout(() => {
      sent.destroy();
      resolve(undefined);
    }, CUT_AFTER_MS);
  });
}

process.once("message", async (posts: readonly Post[]) => {
  await mapBounded(posts, AT_ONCE, async (one) => {
    const status = await post(one);
    tell({ index: one.index, ...(status !== undefined && { status }) });
  });
  process.exit(0);
});
