import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messageOf } from "../../../../core/messaging/content/catalog.ts";
import type {
  ClaimRow,
  ClaimStore,
  SendClaim,
  SendClaimed,
} from "../../../../core/messaging/delivery/claim.ts";
import { deliverMessage } from "../../../../core/messaging/delivery/deliver-message.ts";
import { type ComposedMessage, DeliverMessage } from "../../../../core/messaging/delivery/delivery.ts";
import type { RecipientState } from "../../../../core/people/records/decision.ts";
import { ada, aPerson, noon } from "../../../support/eligibility-builders.ts";

/**
 * A telephone texts STOP and START while messages to it, and the confirmations of its STOPs, are on their way. The claims
 * here check what claim.store.ts checks: a mutant leaves one check out.
 */
type Mutant = "none" | "looksOutside" | "anyAnswer";
type Word = "STOP" | "START";

/** Each STOP has a second of its own, as two words of one telephone have. */
const second = (count: number) => `2026-11-18T11:00:${String(count).padStart(2, "0")}Z`;
const hmac = "h".repeat(43);
const messages = ["impact-update", "text-help", "text-started", "text-stopped"] as const;
type Name = (typeof messages)[number];

interface Plan {
  readonly words: readonly { readonly word: Word; readonly after: number }[];
  readonly sends: readonly { readonly message: Name; readonly about: number; readonly after: number }[];
}
const after = fc.integer({ min: 0, max: 8 });
const plans: fc.Arbitrary<Plan> = fc.record({
  words: fc.array(fc.record({ word: fc.constantFrom<Word>("STOP", "START"), after }), { maxLength: 4 }),
  sends: fc.array(
    fc.record({ message: fc.constantFrom(...messages), about: fc.integer({ min: 0, max: 2 }), after }),
    { minLength: 1, maxLength: 6 },
  ),
});

async function holds(scheduler: fc.Scheduler, plan: Plan, mutant: Mutant): Promise<void> {
  const turn = async <Result>(label: string, act: () => Result): Promise<Result> => {
    await scheduler.schedule(Promise.resolve(), label);
    return act();
  };
  const rows = new Map<string, ClaimRow>();
  const log: { readonly what: string; readonly stoppedAt: string | undefined }[] = [];
  let stoppedAt: string | undefined;
  let clock = 0;

  const claimFailure = (claim: SendClaim): SendClaimed | undefined => {
    if (rows.has(claim.sendKey)) return "taken";
    if (mutant === "anyAnswer" && claim.transactional) return undefined;
    return claim.stoppedAt === stoppedAt ? undefined : "changed";
  };
  const claims: ClaimStore = {
    findClaim: (_, sendKey) => turn("find claim", () => rows.get(sendKey)),
    claim: async (claim) => {
      const early = mutant === "looksOutside" ? await turn("look", () => claimFailure(claim)) : undefined;
      return turn("claim", () => {
        const taken = rows.has(claim.sendKey) ? "taken" : undefined;
        const failure = mutant === "looksOutside" ? (taken ?? early) : claimFailure(claim);
        if (failure !== undefined) return failure;
        const { at, topic, channel, address, sendKey, message } = claim;
        rows.set(sendKey, { state: "claimed", at, topic, channel, address });
        log.push({ what: message, stoppedAt });
        return "claimed";
      });
    },
    recordSent: ({ sendKey }) =>
      turn("record", () => {
        const row = rows.get(sendKey);
        if (row !== undefined) rows.set(sendKey, { ...row, state: "sent" });
      }),
    release: () => turn("release", () => {}),
    recordRefused: () => turn("refused", () => {}),
    recordUnsent: () => turn("unsent", () => {}),
  };
  const readPerson = () =>
    turn("read", (): RecipientState => {
      if (stoppedAt === undefined) return aPerson();
      return aPerson({ suppressed: { email: false, sms: true }, stoppedAt: { sms: stoppedAt } });
    });
  const composed: ComposedMessage = {
    to: "+12025550100",
    topic: "impact",
    transactional: true,
    rendition: { channel: "sms", text: "t", parts: 1 },
    unsubscribe: undefined,
    at: noon,
  };
  const deliver = deliverMessage({
    readPerson,
    journeySwitch: async () => undefined,
    readAside: async () => ({ suppressed: false }),
    recipient: async (_, channel) => ({ channel, hmac, address: composed.to, confirmed: true }),
    claims,
    countSend: async () => "counted",
    countRefused: () => {},
    compose: async () => composed,
    send: () => turn("carry", () => ({ provider: "sns", id: "1" })),
    now: () => second(clock),
  });
  const wait = async (turns: number) => {
    for (let count = 0; count < turns; count += 1) await turn("think", () => {});
  };
  const says = async () => {
    for (const { word, after } of plan.words) {
      await wait(after);
      await turn(word, () => {
        clock += 1;
        if (word === "STOP") stoppedAt ??= second(clock);
        else stoppedAt = undefined;
      });
    }
  };
  const sends = plan.sends.map(async ({ message, about, after }) => {
    await wait(after);
    const request = { customer: ada, message, sendKey: `${message}:${about}`, facts: {}, channel: "sms" };
    await deliver(DeliverMessage.parse(request)).catch((error: unknown) => {
      if (!(error instanceof Error) || error.name !== "PersonChangingError") throw error;
    });
  });
  await scheduler.waitFor(Promise.all([says(), ...sends]));

  for (const { what, stoppedAt: then } of log) {
    expect(messageOf(what as Name).channels).toContain("sms");
    if (what === "text-stopped") expect(then, "confirmed a STOP that is no longer in force").toBeDefined();
    else expect(then, "claimed after a STOP was committed").toBeUndefined();
  }
  expect(rows.size).toBe(log.length);
}

const property = (mutant: Mutant) =>
  fc.asyncProperty(fc.scheduler(), plans, (scheduler, plan) => holds(scheduler, plan, mutant));

describe("however STOP, START and what is on its way to a telephone interleave", () => {
  test("only its confirmation is claimed after a STOP, and only while the number is stopped", async () => {
    await fc.assert(property("none"), { numRuns: 1500 });
  });
  test.each(["looksOutside", "anyAnswer"] as const)("a claim that %s is found out", async (mutant) => {
    const found = await fc.check(property(mutant), { numRuns: 3000 });
    expect(found.failed).toBe(true);
    expect(String(found.errorInstance)).toMatch(/after a STOP was committed|no longer in force/);
  });
});
