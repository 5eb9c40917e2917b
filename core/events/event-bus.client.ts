import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from "@aws-sdk/client-eventbridge";
import type { z } from "zod";
import { EVENT_SOURCE, type EventContract } from "./catalog.ts";

/** Limits of one PutEvents call on AWS. */
export const PUT_EVENTS_ENTRIES_MAX = 10;
export const PUT_EVENTS_BYTES_MAX = 256 * 1024;

/**
 * The bus refused some of the events; `refused` holds their positions in what was published, and the reasons.
 * All others are on the bus. Publishing all of them again is safe: a consumer handles an event twice as once.
 */
export class EventsRefusedError extends Error {
  override readonly name = "EventsRefusedError";
  readonly refused: readonly { readonly index: number; readonly code: string }[];

  constructor(contract: string, refused: readonly { index: number; code: string }[]) {
    const codes = [...new Set(refused.map((entry) => entry.code))].join(", ");
    super(`The event bus refused ${refused.length} of the ${contract} events: ${codes}`);
    this.refused = refused;
  }
}

/** One event of the catalog with its detail. */
export interface CatalogEvent {
  readonly contract: EventContract;
  readonly detail: unknown;
}

/** Takes events of several contracts at once. Resolves and throws as {@link EventsClient} does. Where one is too large for the bus, none is sent. */
export interface EventBus {
  put(events: readonly CatalogEvent[]): Promise<void>;
}

export interface EventsClient {
  /**
   * Puts one event per detail on the bus, in calls of at most ten. Resolves when the bus has accepted every one
   * of them; otherwise throws {@link EventsRefusedError}, or what the call itself threw. A detail that does not
   * fit its contract, or into an event, throws before anything is sent.
   */
  publish<Detail extends z.ZodType>(
    contract: EventContract<Detail>,
    details: readonly z.input<Detail>[],
  ): Promise<void>;
}

interface Indexed {
  readonly index: number;
  readonly entry: PutEventsRequestEntry;
}

/** EventBridge counts the UTF-8 bytes of source, type and detail. */
function bytesOf(entry: PutEventsRequestEntry): number {
  return Buffer.byteLength(`${entry.Source}${entry.DetailType}${entry.Detail}`);
}

/** Consecutive calls, each within both limits. */
function calls(entries: readonly Indexed[]): Indexed[][] {
  const all: Indexed[][] = [];
  let open: Indexed[] = [];
  let bytes = 0;
  for (const item of entries) {
    const size = bytesOf(item.entry);
    if (open.length === PUT_EVENTS_ENTRIES_MAX || (open.length > 0 && bytes + size > PUT_EVENTS_BYTES_MAX)) {
      all.push(open);
      open = [];
      bytes = 0;
    }
    open.push(item);
    bytes += size;
  }
  return open.length > 0 ? [...all, open] : all;
}

/** Puts events of the catalog on one bus. PutEvents answers 200 for refused entries, so each entry's result is read. */
export function eventBus(eventBridge: EventBridgeClient, bus: string): EventBus {
  return {
    async put(events) {
      const entries = events.map(({ contract, detail }, index) => ({
        index,
        entry: {
          EventBusName: bus,
          Source: EVENT_SOURCE,
          DetailType: contract.name,
          Detail: JSON.stringify(contract.detail.parse(detail)),
        },
      }));
      const names = [...new Set(events.map(({ contract }) => contract.name))].join(" and ");
      const large = entries.filter(({ entry }) => bytesOf(entry) > PUT_EVENTS_BYTES_MAX);
      if (large.length > 0) {
        throw new EventsRefusedError(
          names,
          large.map(({ index }) => ({ index, code: "EntryTooLarge" })),
        );
      }
      const refused: { index: number; code: string }[] = [];
      for (const call of calls(entries)) {
        const answer = await eventBridge.send(
          new PutEventsCommand({ Entries: call.map((item) => item.entry) }),
        );
        call.forEach((item, position) => {
          const result = answer.Entries?.[position];
          if (result?.EventId === undefined)
            refused.push({ index: item.index, code: result?.ErrorCode ?? "NoAnswer" });
        });
      }
      if (refused.length > 0) throw new EventsRefusedError(names, refused);
    },
  };
}

/** Publishes events of one contract on one bus. */
export function eventsClient(eventBridge: EventBridgeClient, bus: string): EventsClient {
  const { put } = eventBus(eventBridge, bus);
  return {
    publish: (contract, details) => put(details.map((detail) => ({ contract, detail }))),
  };
}
