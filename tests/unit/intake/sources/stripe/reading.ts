import type { NormalisedEvent } from "../../../../../core/intake/shop-system/payload.ts";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";

const now = "2026-11-24T00:00:00Z";

export const NOTHING = { outcome: "normalised", events: [] };

export function readStripe(payload: unknown) {
  return normaliseWebhook("stripe", { connection: "checkout", payload, now });
}

/** The events of a body that can be used; a test fails on any other. */
export function stripeEvents(payload: unknown): readonly NormalisedEvent[] {
  const read = readStripe(payload);
  if (read.outcome === "normalised") return read.events;
  throw new Error(JSON.stringify(read.issues));
}

export function stripePurchase(payload: unknown) {
  const [event] = stripeEvents(payload);
  if (event?.kind === "purchase") return event.purchase;
  throw new Error(`no purchase: ${JSON.stringify(event)}`);
}

export function stripeRefundOf(payload: unknown) {
  const [event] = stripeEvents(payload);
  if (event?.kind === "refund") return event.refund;
  throw new Error(`no refund: ${JSON.stringify(event)}`);
}

export function ignored(reason: string) {
  return { outcome: "normalised", events: [{ kind: "ignored", reason }] };
}
