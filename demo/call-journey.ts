import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { engineOf } from "../cli/settings.ts";
import { JourneyCalled } from "../core/events/catalog.ts";
import { eventBus } from "../core/events/event-bus.client.ts";
import type { Stage } from "../local/stage.ts";

/** Calls the journey of a day, as its schedule does in the morning. The same moment again begins nothing. */
export async function callImportantDates(stage: Stage, at: string): Promise<void> {
  const eventBridge = new EventBridgeClient(engineOf(stage));
  try {
    const bus = eventBus(eventBridge, stage.output("EventBus"));
    await bus.put([{ contract: JourneyCalled, detail: { journey: "important-dates", at } }]);
  } finally {
    eventBridge.destroy();
  }
}
