import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../cli/settings.ts";
import type { Chance } from "../../demo/chance.ts";
import type { Message } from "../../demo/message.ts";
import type { SigningKeys } from "../../demo/signing.ts";
import { environment } from "../../local/settings.ts";

/** One delivery of a webhook. `isCut`: the connection is dropped in the middle of it. */
export interface Post {
  readonly index: number;
  readonly url: string;
  readonly message: Message;
  readonly keys: SigningKeys;
  readonly isCut: boolean;
}

/** What became of one; without a status nobody answered. */
export interface Posted {
  readonly index: number;
  readonly status?: number;
}

export interface PostsTally {
  readonly posted: number;
  readonly cut: number;
  readonly clientsKilled: number;
}

const CLIENT = join(projectRoot, "bench", "exactly-once", "post-webhooks.ts");
const KILLED_AFTER_MS_MIN = 400;
const KILLED_AFTER_MS_MAX = 2_500;
const CLIENTS_KILLED_MAX = 12;
/** A shop system gives up after days; on the bench a post that is refused so often is a fault. */
const ROUNDS_MAX = 60;

/** Posts all by a client that is killed and started anew, until each is answered 200 or 202: as shop systems do. */
export async function postAll(all: readonly Post[], chance: Chance): Promise<PostsTally> {
  const open = new Map(all.map((post) => [post.index, post]));
  const tally = { posted: 0, cut: 0, clientsKilled: 0 };
  const take = ({ index, status }: Posted): void => {
    tally.posted += 1;
    const post = open.get(index);
    if (post === undefined) return;
    if (post.isCut) {
      tally.cut += 1;
      open.set(index, { ...post, isCut: false });
    } else if (status === 200 || status === 202) open.delete(index);
  };
  for (let round = 0; open.size > 0; round += 1) {
    if (round === ROUNDS_MAX) throw new Error(`${open.size} webhooks were never accepted.`);
    const killed = await client([...open.values()], take, tally.clientsKilled < CLIENTS_KILLED_MAX && chance);
    if (killed) tally.clientsKilled += 1;
  }
  return tally;
}

/** True if it was killed before it was done. */
function client(
  posts: readonly Post[],
  take: (posted: Posted) => void,
  chance: Chance | false,
): Promise<boolean> {
  const child: ChildProcess = fork(CLIENT, {
    env: environment(),
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  child.on("message", (message) => take(message as Posted));
  child.send(posts as unknown as object);
  const timer =
    chance &&
    setTimeout(() => child.kill("SIGKILL"), chance.between(KILLED_AFTER_MS_MIN, KILLED_AFTER_MS_MAX));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (timer) clearTimeout(timer);
      if (code === 0 || signal === "SIGKILL") resolve(signal === "SIGKILL");
      else reject(new Error(`The client of the bench ended with ${code ?? signal}.`));
    });
  });
}
