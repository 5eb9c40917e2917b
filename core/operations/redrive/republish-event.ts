import * as z from "zod";
import { CATALOG, EVENT_SOURCE, JourneyCalled } from "../../events/catalog.ts";
import type { CatalogEvent, EventBus } from "../../events/event-bus.client.ts";
import { jsonText } from "../../platform/json-text.ts";
import type { RedriveStrategy } from "./redrive.ts";

const CONFLICT = "conflict";

/** The event as it was on the bus: both the bus and the workflows send it to a queue in this form. */
const Letter = jsonText(
  z.object({ source: z.literal(EVENT_SOURCE), "detail-type": z.string(), detail: z.unknown() }),
);

/** A schedule's letter: the detail of its event, or the whole request to the bus. */
const Call = jsonText(
  z.union([
    JourneyCalled.detail,
    z
      .object({ Entries: z.tuple([z.object({ Detail: jsonText(JourneyCalled.detail) })]) })
      .transform(({ Entries }) => Entries[0].Detail),
  ]),
);

function eventOf(body: string): CatalogEvent | undefined {
  const letter = Letter.safeParse(body).data;
  const contract = CATALOG.find(({ name }) => name === letter?.["detail-type"]);
  if (letter === undefined || contract === undefined) return undefined;
  const detail = contract.detail.safeParse(letter.detail);
  return detail.success ? { contract, detail: detail.data } : undefined;
}

function callOf(body: string): CatalogEvent | undefined {
  const detail = Call.safeParse(body).data;
  return detail && { contract: JourneyCalled, detail };
}

/**
 * Publishes events on the bus again, where each counts once, and calls of journeys, which begin once a day. With
 * `conflicts`, also events of an order that came with other facts before: they return until an operator settles that.
 */
export function republishEvents(
  bus: EventBus,
  { conflicts }: { readonly conflicts: boolean },
): RedriveStrategy {
  return ({ body, reason }) => {
    if (reason === CONFLICT && !conflicts) return { because: CONFLICT };
    const event = eventOf(body) ?? callOf(body);
    if (event === undefined) return { because: "notAnEventOfOurs" };
    return { what: event.contract.name, handBack: () => bus.put([event]) };
  };
}
