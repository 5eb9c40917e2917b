import type { CatalogEvent, EventBus } from "../../events/event-bus.client.ts";
import type { KeptWebhook, Quarantine } from "../../intake/quarantine/quarantine.client.ts";
import { UnreadableWebhookError } from "../../intake/quarantine/unreadable-webhook.ts";
import { type EventsOfWebhookDeps, eventsOfWebhook } from "../../intake/webhook/read-webhook.ts";

/**
 * What became of one webhook in quarantine. Only `unusable` stays there, with the reason of this reading. `ignored`: why
 * parts that are about money were left aside; absent where there are none.
 */
export type Replayed = { readonly key: string; readonly receivedAt: string } & (
  | { readonly outcome: "accepted"; readonly events: number; readonly ignored?: readonly string[] }
  | { readonly outcome: "notNeeded"; readonly ignored?: readonly string[] }
  | { readonly outcome: "unusable"; readonly reason: string }
);

export interface ReplayQuarantineDeps extends EventsOfWebhookDeps {
  readonly bus: EventBus;
  readonly quarantine: Quarantine;
}

export interface ReplayOptions {
  /** `source/connection`; all of them when absent. */
  readonly connection?: string | undefined;
  /** Reads and reports what would become of each, and changes nothing. */
  readonly dryRun: boolean;
}

/**
 * Reads each webhook in quarantine again with the current code; its signature was verified when it arrived. An object is
 * removed only after the bus has accepted its events; a crash in between replays it, and its events count once. One that
 * cannot be read, or whose events the bus refuses, stays and holds up no other; what else the calls throw ends it.
 */
export async function* replayQuarantine(
  { bus, quarantine, ...reading }: ReplayQuarantineDeps,
  { connection, dryRun }: ReplayOptions,
): AsyncGenerator<Replayed> {
  const read = eventsOfWebhook(reading);
  for await (const key of quarantine.keys(connection)) {
    const kept = await keptUnder(quarantine, key);
    if (kept === undefined) {
      yield { key, receivedAt: "", outcome: "unusable", reason: "the object is no webhook" };
      continue;
    }
    const { webhook, receivedAt } = kept;
    const result = await read(webhook);
    if (result.outcome === "unusable") {
      const reason = result.issues.map(({ field, reason }) => `${field}: ${reason}`).join("; ");
      yield { key, receivedAt, outcome: "unusable", reason };
      continue;
    }
    if (!dryRun) {
      const refused = result.outcome === "events" ? await refusal(bus, result.events) : undefined;
      if (refused !== undefined) {
        yield { key, receivedAt, outcome: "unusable", reason: refused };
        continue;
      }
      await quarantine.release(key);
    }
    const ignored = result.ignored.length === 0 ? {} : { ignored: result.ignored };
    yield result.outcome === "events"
      ? { key, receivedAt, outcome: "accepted", events: result.events.length, ...ignored }
      : { key, receivedAt, outcome: "notNeeded", ...ignored };
  }
}

async function keptUnder(quarantine: Quarantine, key: string): Promise<KeptWebhook | undefined> {
  try {
    return await quarantine.get(key);
  } catch (error) {
    if (error instanceof UnreadableWebhookError) return undefined;
    throw error;
  }
}

/** Why the bus refused some of the events; undefined if it has them all. */
async function refusal(bus: EventBus, events: readonly CatalogEvent[]): Promise<string | undefined> {
  try {
    await bus.put(events);
    return undefined;
  } catch (error) {
    if (error instanceof Error && error.name === "EventsRefusedError") return error.message;
    throw error;
  }
}
