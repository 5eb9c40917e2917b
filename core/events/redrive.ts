import * as z from "zod";
import { CATALOG, EVENT_SOURCE } from "./catalog.ts";
import type { DeadLetter, DeadLetters } from "./dead-letters.client.ts";
import type { CatalogEvent, EventBus } from "./events.client.ts";

/** What became of a dead letter: back on the bus, or why it stays in the queue. */
export type Redriven =
  | { readonly outcome: "redriven"; readonly event: string }
  | { readonly outcome: "kept"; readonly because: "conflict" | "notAnEventOfOurs" };

export interface RedriveOptions {
  /** Says what would become of each, and changes nothing. */
  readonly dryRun: boolean;
  /** Also those that are there because the same order came with other facts; they come back until that is settled. */
  readonly conflicts: boolean;
}

/** More letters than this in one go are left for the next. */
const LETTERS_MAX = 100_000;
const CONFLICT = "conflict";

/** The event as it was on the bus, which is how both the bus and the workflow put it into the queue. */
const Letter = z.object({ source: z.literal(EVENT_SOURCE), "detail-type": z.string(), detail: z.unknown() });

function eventOf(body: string): CatalogEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  const letter = Letter.safeParse(value).data;
  const contract = CATALOG.find(({ name }) => name === letter?.["detail-type"]);
  if (letter === undefined || contract === undefined) return undefined;
  const detail = contract.detail.safeParse(letter.detail);
  return detail.success ? { contract, detail: detail.data } : undefined;
}

function judge(letter: DeadLetter, { conflicts }: RedriveOptions): Redriven | CatalogEvent {
  if (letter.reason === CONFLICT && !conflicts) return { outcome: "kept", because: "conflict" };
  return eventOf(letter.body) ?? { outcome: "kept", because: "notAnEventOfOurs" };
}

/**
 * Puts the events of a dead-letter queue back on the bus, each before it is removed from the queue: a crash in between
 * repeats it, and it counts once. What fails again comes back as another letter, which this call does not follow: it ends
 * after as many letters as there were at its beginning.
 */
export async function* redrive(
  { letters, bus }: { readonly letters: DeadLetters; readonly bus: EventBus },
  options: RedriveOptions,
): AsyncGenerator<Redriven> {
  const most = Math.min(await letters.count(), LETTERS_MAX);
  const seen = new Set<string>();
  const kept: DeadLetter[] = [];
  try {
    while (seen.size < most) {
      const received = await letters.receive();
      const fresh = received.filter(({ id }) => !seen.has(id));
      if (fresh.length === 0) return;
      for (const letter of fresh) {
        seen.add(letter.id);
        const judged = judge(letter, options);
        if ("outcome" in judged || options.dryRun) {
          kept.push(letter);
          yield "outcome" in judged ? judged : { outcome: "redriven", event: judged.contract.name };
          continue;
        }
        await bus.put([judged]);
        await letters.remove(letter);
        yield { outcome: "redriven", event: judged.contract.name };
      }
    }
  } finally {
    for (const letter of kept) await letters.putBack(letter);
  }
}
