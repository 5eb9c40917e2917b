import { PurchaseCompleted, SmokeReceived } from "../../events/catalog.ts";
import type { EventBus } from "../../events/event-bus.client.ts";
import { SmokeId } from "../../model/smoke.ts";
import type { WebhookEvents } from "./read-webhook.ts";

/** `smoke`: the bus has it. `notSmoke`: it is no test purchase of `wellspring smoke`; nothing was done. */
export type SmokeResult = { readonly outcome: "smoke" } | { readonly outcome: "notSmoke" };

/**
 * Puts what a smoke test sent on the bus, as {@link SmokeReceived}: one purchase of nobody, under the name of its run. Whatever
 * else is signed with its key is refused; nothing of it is kept, and nothing counts it.
 */
export async function ingestSmoke(
  bus: EventBus,
  read: WebhookEvents,
  receivedMs: number,
): Promise<SmokeResult> {
  const [event, ...others] = read.outcome === "events" ? read.events : [];
  if (event?.contract !== PurchaseCompleted || others.length > 0 || !("purchase" in event.detail))
    return { outcome: "notSmoke" };
  const { purchase } = event.detail;
  if (!SmokeId.safeParse(purchase.orderId).success || purchase.identities.length > 0)
    return { outcome: "notSmoke" };
  await bus.put([{ contract: SmokeReceived, detail: { purchase, receivedMs } }]);
  return { outcome: "smoke" };
}
