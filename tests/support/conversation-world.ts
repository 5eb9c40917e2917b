import { createHash } from "node:crypto";
import type { ForgetWordsDeps } from "../../core/conversations/acts/forget-words.ts";
import { actOn, staffActs } from "../../core/conversations/acts/staff-acts.ts";
import { type PersonWords, personWrote } from "../../core/conversations/hear/person-wrote.ts";
import { type ClockOf, withoutClock } from "../../core/conversations/thread/append.ts";
import { conversationStore } from "../../core/conversations/thread/conversation.store.ts";
import { readConversation } from "../../core/conversations/thread/read-conversation.ts";
import { type Staff, wordsIdOf } from "../../core/model/conversation.ts";
import { minutesAfter } from "../../core/model/instant.ts";
import { saltKey } from "../../core/people/keys/people.keys.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { ada } from "./eligibility-builders.ts";
import { memoryTable } from "./memory-table.ts";

export const ana: Staff = "staff:ana";
export const ben: Staff = "staff:ben";
export const KEPT_DAYS = 30;
const START = "2026-11-23T09:00:00Z";

/** Nobody ever wrote. */
export const noConversations: ForgetWordsDeps["conversations"] = {
  head: async () => undefined,
  append: async () => "appended",
  ofCustomer: async () => [],
  ofStranger: async () => [],
  shred: async () => {},
  unname: async () => {},
  dropStranger: async () => {},
};

/** The keyed hash of a number, as far as a test can tell. */
export const numberOf = (name: string) =>
  ({ channel: "sms", hmac: createHash("sha256").update(name).digest("base64url") }) as const;

/** Conversations in a table in memory, of `ada` who is a customer and of strangers, with a clock and chance of their own. */
export function conversationWorld({
  clockOf = withoutClock,
  ...broken
}: {
  readonly clockOf?: ClockOf;
  readonly leaveOut?: Parameters<typeof memoryTable>[0];
} = {}) {
  const table = memoryTable(broken.leaveOut);
  table.put({ ...saltKey(ada), salt: Buffer.alloc(32, 1).toString("base64url") });
  const clock = { at: START };
  const now = () => clock.at;
  let drawn = 0;
  const random = (count: number) => {
    drawn += 1;
    return createHash("sha512").update(String(drawn)).digest().subarray(0, count);
  };
  const conversations = conversationStore(table.dynamo, "T", {
    key: async () => "a".repeat(64),
    random,
    keptDays: async () => KEPT_DAYS,
    now,
  });
  const deps = { conversations, clockOf, now, random };
  const hear = personWrote(deps);
  let written = 0;
  return {
    ...deps,
    table,
    clock,
    later: (minutes: number) => {
      clock.at = minutesAfter(clock.at, minutes);
    },
    hear,
    /** Ada texts, unless it says who else does. */
    says: (said: string, more: Partial<PersonWords> = {}) => {
      written += 1;
      return hear({
        id: wordsIdOf("form", String(written)),
        channel: "sms",
        customer: ada,
        by: "known",
        address: numberOf("ada"),
        said,
        saidAt: clock.at,
        at: clock.at,
        ...more,
      });
    },
    stranger: (name: string) =>
      ({ customer: undefined, by: "stranger", address: numberOf(name), from: name }) as const,
    acts: staffActs(deps),
    act: actOn(deps),
    read: readConversation({ conversations }),
    people: peopleStore(table.dynamo, "T", async () => {}),
    /** All that the table holds, as somebody sees it who has a copy and not the key. */
    dump: () => JSON.stringify(table.rows()),
  };
}
