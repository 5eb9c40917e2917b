import { countryTexted } from "../../people/contacts/texted-number.ts";
import {
  boundsOfSend,
  type CausedBy,
  type DayBounds,
  reachedBound,
} from "../../people/rate-limit/day-bounds.ts";
import type { RateLimitStore } from "../../people/rate-limit/rate-limit.store.ts";
import { type MessageName, messageOf } from "../content/catalog.ts";
import type { CardRecipient, Recipient } from "./delivery.ts";

export interface CountSendDeps {
  readonly limits: RateLimitStore;
  readonly dayBounds: DayBounds;
  /** Counts a message that is not sent because of this bound, for the alarm. */
  readonly countFull: (bound: string) => void;
}

/** By whom a message can be caused: those with a link or a question by anybody who types an address. */
function causedBy(message: MessageName): CausedBy {
  const { link, asks } = messageOf(message);
  if (link === "signIn") return "links";
  return link === "confirm" || link === "changeAddress" || asks ? "questions" : "customers";
}

/**
 * Counts one message towards the bounds of its day, before it is claimed. `full`: one of them is reached, and it must not be
 * sent today. An alert of a card costs nothing, and is not counted. Counting again what was not sent reaches a bound early, and never passes it.
 */
export function countSend({ limits, dayBounds, countFull }: CountSendDeps) {
  return async (message: MessageName, recipient: Recipient | CardRecipient): Promise<"counted" | "full"> => {
    if (recipient.channel === "wallet") return "counted";
    const { channel, address } = recipient;
    const country = channel === "sms" ? countryTexted(address) : undefined;
    const bounds = boundsOfSend(dayBounds, { causedBy: causedBy(message), channel, country });
    const bound = await reachedBound(limits, bounds);
    if (bound === undefined) return "counted";
    countFull(bound);
    return "full";
  };
}
