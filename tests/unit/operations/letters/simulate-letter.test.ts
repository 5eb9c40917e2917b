import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BroadcastBatch } from "../../../../core/messaging/broadcast/broadcast.ts";
import type { CustomerId } from "../../../../core/model/customer.ts";
import { switchOf } from "../../../../core/model/letter.ts";
import { broadcastOf } from "../../../../core/operations/letters/schedule-letter.ts";
import { simulateLetter } from "../../../../core/operations/letters/simulate-letter.ts";
import type { RecipientState } from "../../../../core/people/records/decision.ts";
import { BatchWorld, customers } from "../../../support/batch-world.ts";
import { aPerson, noon, somePreferences } from "../../../support/eligibility-builders.ts";
import { LETTER, letterContent } from "../../../support/letter-builders.ts";

const until = "2026-11-25T11:00:00Z";
const everybody = customers(12);

/** What may be special about a customer; `notConcerned`: the letter is for others. */
const KINDS = {
  allowed: {},
  paused: { preferences: somePreferences({ pausedUntil: "2026-11-19T11:00:00Z" }) },
  pausedForLong: { preferences: somePreferences({ pausedUntil: "2027-11-19T11:00:00Z" }) },
  quiet: { preferences: somePreferences({ quiet: { from: "11:00", to: "14:00" } }) },
  noConsent: { consents: [] },
  withdrawn: {
    consents: aPerson().consents.map((one) => ({ ...one, state: "withdrawn" as const })),
  },
  suppressed: { suppressed: { email: true, sms: true } },
  noAddress: { addresses: { email: false, sms: false } },
  capped: {
    recent: Array.from({ length: 9 }, () => ({
      channel: "email" as const,
      topic: "dates" as const,
      at: noon,
      transactional: false,
    })),
  },
  textOnly: { addresses: { email: false, sms: true } },
  notConcerned: {},
  gone: undefined,
} satisfies Record<string, Partial<RecipientState> | undefined>;
type Kind = keyof typeof KINDS;

describe("simulating a letter", () => {
  test("property: counts what sending then does, by the same reasons", async () => {
    const kinds = fc.array(fc.constantFrom(...(Object.keys(KINDS) as Kind[])), {
      minLength: everybody.length,
      maxLength: everybody.length,
    });
    await fc.assert(
      fc.asyncProperty(kinds, fc.boolean(), async (drawn, hasText) => {
        const kindOf = (customer: CustomerId): Kind => drawn[everybody.indexOf(customer)] ?? "gone";
        const person = (customer: CustomerId) => {
          const over = KINDS[kindOf(customer)];
          return over && aPerson({ ...over, customer });
        };
        const gathered = (customer: CustomerId) =>
          kindOf(customer) === "notConcerned"
            ? { outcome: "notConcerned" as const }
            : {
                outcome: "current" as const,
                facts: {},
                validUntil: until,
                ...(!hasText && { channel: "email" as const }),
              };
        const simulated = await simulateLetter({
          factsFor: async (customer) => gathered(customer),
          findClaim: async () => undefined,
          readPerson: async (customer) => person(customer),
        })(LETTER, letterContent(), noon, everybody);

        const world = new BatchWorld();
        world.person = person;
        world.gathered = gathered;
        const schedule = { letter: LETTER, version: 1, at: noon, until, startedAt: noon };
        const broadcast = broadcastOf(schedule, letterContent());
        const { facts } = await world.deliver(BroadcastBatch.parse({ ...broadcast, customers: everybody }));

        const sum = (fate: string) =>
          simulated.filter((one) => one.fate === fate).reduce((all, one) => all + one.customers, 0);
        expect([sum("sent"), sum("putOff"), sum("notSent"), sum("notForThem")]).toEqual(
          ["sent", "deferred", "dropped", "notConcerned"].map((outcome) =>
            Number(Object(facts)[outcome] ?? 0),
          ),
        );
        const reasons = (list: readonly (readonly [string, number])[]) =>
          Object.fromEntries(list.toSorted(([one], [other]) => (one < other ? -1 : 1)));
        const recorded = Map.groupBy(world.unsent, (one) => one.reasons.join(", "));
        const known = simulated.filter(({ fate }) => fate === "putOff" || fate === "notSent");
        const unknown = drawn.filter((one) => one === "gone").length;
        // Of who is gone sending records nothing: there is no history.
        expect(
          reasons(
            known
              .map(
                ({ because, customers: count }) =>
                  [because, because === "noAddress" ? count - unknown : count] as const,
              )
              .filter(([, count]) => count > 0),
          ),
        ).toEqual(reasons([...recorded].map(([because, list]) => [because, list.length])));
      }),
      { numRuns: 60 },
    );
  });

  test("says who has the letter already, by a key that has no version", async () => {
    const asked: string[] = [];
    const [one] = everybody;
    const fates = await simulateLetter({
      factsFor: async () => ({ outcome: "current", facts: {}, validUntil: until }),
      findClaim: async (customer, sendKey) => {
        asked.push(sendKey);
        return customer === one ? {} : undefined;
      },
      readPerson: async (customer) => aPerson({ customer }),
    })(LETTER, letterContent(), noon, everybody);
    expect(fates).toEqual([
      { fate: "sent", because: "email", customers: everybody.length - 1 },
      { fate: "sentBefore", because: "", customers: 1 },
    ]);
    expect([...new Set(asked)]).toEqual([`${switchOf(LETTER)}:once`]);
  });
});
