import { CustomerId } from "../../core/model/customer.ts";
import type { Preferences } from "../../core/model/preferences.ts";
import { TOPICS } from "../../core/model/topic.ts";
import type { MessageRequest, RecipientState } from "../../core/people/records/decision.ts";

export const ada = CustomerId.parse(`cus_${"a".repeat(26)}`);

export function somePreferences(over: Partial<Preferences> = {}): Preferences {
  const wanted = { email: true, sms: true, rhythm: "eachTime" as const };
  const topics = Object.fromEntries(TOPICS.map((topic) => [topic, wanted])) as Preferences["topics"];
  return {
    version: 1,
    topics,
    language: "en",
    timeZone: "Europe/Berlin",
    country: "DE",
    causes: [],
    interests: [],
    dates: [],
    giftsForOthers: false,
    ...over,
  };
}

/** A person who agreed to every topic on both channels, lives in Berlin, and got no message yet. */
export function aPerson(over: Partial<RecipientState> = {}): RecipientState {
  const at = "2026-01-02T08:00:00Z";
  return {
    customer: ada,
    addresses: { email: true, sms: true },
    suppressed: { email: false, sms: false },
    textable: true,
    consents: TOPICS.flatMap((topic) => [
      { topic, channel: "email" as const, state: "given" as const, version: 1, at },
      { topic, channel: "sms" as const, state: "given" as const, version: 2, at },
    ]),
    preferences: somePreferences(),
    recent: [],
    ...over,
  };
}

export function aProposal(over: Partial<MessageRequest> = {}): MessageRequest {
  return {
    message: "impact-update",
    topic: "impact",
    channel: "email",
    transactional: false,
    journeyStopped: false,
    goalReached: false,
    holds: true,
    ...over,
  };
}

/** A Wednesday, 12:00 in Berlin, 06:00 in New York. */
export const noon = "2026-11-18T11:00:00Z";
