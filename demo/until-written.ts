import { setTimeout as sleep } from "node:timers/promises";
import type { Inbox } from "../local/inbox/page.ts";

const POLL_MS = 300;
/** The number of polls in a row that find no change: a journey takes a moment from its event to its message. */
const STILL_POLLS = 4;
const WAIT_MS_MAX = 30_000;

/** Reads again until no further message is recorded and each sent one has arrived, or the time limit is reached. */
export async function untilWritten(read: () => Promise<Inbox>): Promise<Inbox> {
  const giveUpAt = Date.now() + WAIT_MS_MAX;
  let seen = await read();
  for (let still = 0; still < STILL_POLLS && Date.now() < giveUpAt; ) {
    await sleep(POLL_MS);
    const next = await read();
    still = stateOf(next) === stateOf(seen) && isWhole(next) ? still + 1 : 0;
    seen = next;
  }
  return seen;
}

function stateOf({ lines, letters, texts }: Inbox): string {
  return [lines.length, isOpen(lines), letters.length, texts.length].join(" ");
}

function isOpen(lines: Inbox["lines"]): number {
  return lines.filter(({ entry }) => entry.outcome === "unknown").length;
}

function isWhole({ lines, letters, texts }: Inbox): boolean {
  const sent = lines.filter(({ entry }) => entry.outcome === "sent").length;
  return isOpen(lines) === 0 && sent === letters.length + texts.length;
}
