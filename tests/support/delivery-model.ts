import fc from "fast-check";
import { expect } from "vitest";
import { NotSentError } from "../../core/messaging/content/not-sent.ts";
import type { ClaimStore } from "../../core/messaging/delivery/claim.ts";
import { deliverMessage } from "../../core/messaging/delivery/deliver-message.ts";
import {
  type Composed,
  DeliverMessage,
  type MessageDelivered,
} from "../../core/messaging/delivery/delivery.ts";
import type { ReceiptStore } from "../../core/messaging/delivery/receipt.store.ts";
import {
  type DeliveryEvent,
  recordDeliveryEvent,
} from "../../core/messaging/delivery/record-delivery-event.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import type { RecipientState } from "../../core/people/records/decision.ts";
import type { HistoryEntry } from "../../core/people/records/history.ts";

/** What happens when a message is handed to the provider. A crash takes the whole call with it; `rejected`: it is
 * taken, and then not passed on. */
export const fates = [
  "taken",
  "rejected",
  "busy",
  "refused",
  "crashBefore",
  "crashAfter",
  "timeoutTaken",
  "timeoutNot",
] as const;
export type Fate = (typeof fates)[number];

/** One trigger of one of the messages: what happens at each of its tries. */
export interface Trigger {
  readonly message: number;
  readonly tries: readonly Fate[];
}

export interface Plan {
  readonly triggers: readonly Trigger[];
  /** What the customer says meanwhile, in this order, after so many turns: withdraws, or agrees (again). */
  readonly says: readonly { readonly agreed: boolean; readonly after: number }[];
  /** Whether the provider tells what became of messages; it does its best, no more. */
  readonly tells: boolean;
}

export const plans: fc.Arbitrary<Plan> = fc.record({
  triggers: fc.array(
    fc.record({
      message: fc.integer({ min: 0, max: 3 }),
      tries: fc.array(fc.constantFrom<Fate>("taken", "taken", "taken", ...fates), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  says: fc.array(fc.record({ agreed: fc.boolean(), after: fc.integer({ min: 0, max: 24 }) }), {
    maxLength: 3,
  }),
  tells: fc.boolean(),
});

/** Does one thing in its turn, alone: between two of them anything else may happen. */
export type Turn = <Result>(label: string, act: () => Promise<Result>) => Promise<Result>;

/** A customer, their consent and their messages, in whatever holds them. Each of its steps takes a turn. */
export interface World {
  readonly customer: CustomerId;
  readonly claims: ClaimStore;
  readonly receipts: ReceiptStore;
  readPerson(): Promise<RecipientState | undefined>;
  say(agreed: boolean): Promise<void>;
  history(): Promise<readonly HistoryEntry[]>;
}

/** Every commit, in its order: `claim 2`, `release 2`, `agreed`, `withdrew`. */
export type Log = string[];

export const now = "2026-11-18T11:00:00Z";
export const address = "h".repeat(43);

class Died extends Error {}

const composed: Composed = {
  to: "ada@example.test",
  topic: "impact",
  transactional: false,
  rendition: { channel: "email", subject: "s", html: "h", text: "t" },
  unsubscribe: undefined,
  at: now,
};

export const keyOf = (message: number) => `impact-update:gift_${message}`;

interface Told {
  readonly message: number;
  readonly delivered: MessageDelivered | undefined;
}

/** Plays a plan in the order that the turns come, then delivers all once more; then looks at what holds always. */
export async function play(
  world: World,
  log: Log,
  turn: Turn,
  { triggers, says, tells }: Plan,
  limit: number,
): Promise<void> {
  const taken: number[] = [];
  const rejected: number[] = [];
  const telling: Promise<unknown>[] = [];
  const outcomes: Told[] = [];

  const record = recordDeliveryEvent({
    receipts: world.receipts,
    claims: world.claims,
    suppressions: { suppress: async () => {} },
    now: () => now,
  });
  async function tell(type: DeliveryEvent, message: string, tag: string): Promise<void> {
    await turn(`tell ${type}`, async () => {});
    await record({ id: "1", source: "aws.ses", "detail-type": type, detail: { message, claim: [tag] } });
  }

  async function deliver(message: number, fate: Fate): Promise<void> {
    const carry = (_: Composed, tag: string) =>
      turn(`carry ${message}`, async () => {
        if (fate === "crashBefore" || fate === "timeoutNot") throw new Died();
        if (fate === "busy" || fate === "refused") throw new NotSentError("no", fate === "busy");
        taken.push(message);
        log.push(`taken ${message}`);
        const id = `m-${message}-${taken.length}`;
        if (fate === "rejected") rejected.push(message);
        if (tells) telling.push(tell("Email Sent", id, tag), tell("Email Delivered", id, tag));
        if (tells && fate === "rejected") telling.push(tell("Email Rejected", id, tag));
        if (fate !== "taken" && fate !== "rejected") throw new Died();
        return { provider: "ses", id };
      });
    const delivered = await deliverMessage({
      readPerson: () => world.readPerson(),
      journeySwitch: async () => undefined,
      recipient: async () => ({ channel: "email", hmac: address, address: composed.to, confirmed: true }),
      claims: world.claims,
      compose: async () => composed,
      carry,
      now: () => now,
    })(
      DeliverMessage.parse({
        customer: world.customer,
        message: "impact-update",
        sendKey: keyOf(message),
        facts: {},
        channel: "email",
      }),
    ).catch((error: unknown) => {
      if (error instanceof Died || (error instanceof Error && error.name === "ProviderBusyError")) return;
      throw error;
    });
    outcomes.push({ message, delivered: delivered ?? undefined });
  }

  await Promise.all([
    ...triggers.map(async ({ message, tries }) => {
      for (const fate of tries) await deliver(message, fate);
    }),
    (async () => {
      for (const { agreed, after } of says) {
        for (let turns = 0; turns < after; turns += 1) await turn("think", async () => {});
        await world.say(agreed);
      }
    })(),
  ]);
  const before = taken.length;
  const agreedAtLast = says.at(-1)?.agreed ?? true;
  for (const { message } of triggers) await deliver(message, "taken");
  await Promise.all(telling);
  expectTheTruth({
    log,
    taken,
    rejected: tells ? rejected : [],
    tells,
    limit,
    history: await world.history(),
  });
  if (!agreedAtLast) expect(taken.length, "sent to somebody who had withdrawn").toBe(before);
  if (agreedAtLast && says.length === 0) expectNoneLost(triggers, log, taken, limit, outcomes);
}

interface Truth {
  readonly log: Log;
  readonly taken: readonly number[];
  readonly rejected: readonly number[];
  readonly tells: boolean;
  readonly limit: number;
  readonly history: readonly HistoryEntry[];
}

function expectTheTruth({ log, taken, rejected, tells, limit, history }: Truth): void {
  expect(new Set(taken).size, "a message was sent twice").toBe(taken.length);
  let agreed = true;
  let claims = 0;
  const claimed = new Set<string>();
  for (const entry of log) {
    const [what, message = ""] = entry.split(" ");
    if (what === "agreed") agreed = true;
    if (what === "withdrew") agreed = false;
    if (what === "claim") {
      expect(agreed, "claimed after an opt-out was committed").toBe(true);
      claims += 1;
      claimed.add(message);
    }
    if (what === "release") {
      claims -= 1;
      claimed.delete(message);
    }
    if (what === "taken") expect(claimed.has(message), "sent without a claim").toBe(true);
    expect(claims, "over the cap").toBeLessThanOrEqual(limit);
  }
  const outcome = (message: number) =>
    history
      .filter(({ sendKey }) => sendKey === keyOf(message))
      .map((entry) => entry.outcome)
      .filter((one) => one === "sent" || one === "unknown");
  const passedOn = taken.filter((message) => !rejected.includes(message));
  for (const message of passedOn) {
    expect(outcome(message), "a send that history does not tell").toHaveLength(1);
    if (tells) expect(outcome(message), "the provider reported it, and no record says so").toEqual(["sent"]);
  }
  for (const message of rejected) expect(outcome(message), "it was not passed on").toEqual([]);
  const sent = history.filter((entry) => entry.outcome === "sent");
  expect(sent.every(({ sendKey }) => taken.some((message) => keyOf(message) === sendKey))).toBe(true);
  expect(history.filter((entry) => entry.outcome === "unknown" || entry.outcome === "sent")).toHaveLength(
    claimed.size - rejected.length,
  );
}

/** Who never withdrew gets as many as the cap allows of what no crash left unknown. */
function expectNoneLost(
  triggers: readonly Trigger[],
  log: Log,
  taken: readonly number[],
  limit: number,
  outcomes: readonly Told[],
): void {
  const wanted = new Set(triggers.map(({ message }) => message)).size;
  const claims = log.filter((entry) => entry.startsWith("claim ")).length;
  const released = log.filter((entry) => entry.startsWith("release ")).length;
  const refused = outcomes.filter(({ delivered }) => delivered?.outcome === "dropped").length;
  expect(claims - released, "a message was lost").toBeGreaterThanOrEqual(Math.min(wanted, limit) - refused);
  expect(taken.length).toBeLessThanOrEqual(claims - released);
}
