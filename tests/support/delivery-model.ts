import fc from "fast-check";
import { expect } from "vitest";
import { NotSentError } from "../../core/messaging/content/not-sent.ts";
import type { ClaimStore } from "../../core/messaging/delivery/claim.ts";
import { deliverMessage } from "../../core/messaging/delivery/deliver-message.ts";
import {
  type ComposedMessage,
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

/** What happens when a message is sent to the provider. A crash ends the whole call; `rejected`: the provider accepts the
 * message and does not pass it on. */
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

/** One trigger of one message, with the fate of each of its tries. */
export interface Trigger {
  readonly message: number;
  readonly tries: readonly Fate[];
}

export interface Plan {
  readonly triggers: readonly Trigger[];
  /** The customer's choices meanwhile, in this order, each `after` turns: withdraws, or agrees (again). */
  readonly says: readonly { readonly agreed: boolean; readonly after: number }[];
  /** Whether the provider publishes events about its messages: it does not guarantee to. */
  readonly publishes: boolean;
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
  publishes: fc.boolean(),
});

/** Runs one step alone, in its turn: between two steps of a call, other calls may take theirs. */
export type Turn = <Result>(label: string, act: () => Promise<Result>) => Promise<Result>;

/** The stores of one customer, in memory or in a table. Each of their steps takes a turn. */
export interface World {
  readonly customer: CustomerId;
  readonly claims: ClaimStore;
  readonly receipts: ReceiptStore;
  readPerson(): Promise<RecipientState | undefined>;
  say(agreed: boolean): Promise<void>;
  history(): Promise<readonly HistoryEntry[]>;
}

/** The commits in their order: `claim 2`, `release 2`, `agreed`, `withdrew`. */
export type Log = string[];

export const now = "2026-11-18T11:00:00Z";
export const address = "h".repeat(43);

class Died extends Error {}

const composed: ComposedMessage = {
  to: "ada@example.test",
  topic: "impact",
  transactional: false,
  rendition: { channel: "email", subject: "s", html: "h", text: "t" },
  unsubscribe: undefined,
  at: now,
};

export const keyOf = (message: number) => `impact-update:gift_${message}`;

interface Delivery {
  readonly message: number;
  readonly delivered: MessageDelivered | undefined;
}

/**
 * What a claim breaks that looks at its key a step too early. Two calls claim one key, and both send; the second claim
 * overwrites the row and the entry of the first, and a release by either deletes those of the other.
 */
export const KEY_INVARIANTS = [
  "a message was sent twice",
  "sent without a claim",
  "a send that history does not show",
  "an accepted send that history does not settle",
  "a rejected send that history shows as sent",
  "history and claims differ in number",
] as const;

/** Plays a plan in the order of the turns, then delivers each message once more; then checks the invariants. */
export async function play(
  world: World,
  log: Log,
  turn: Turn,
  { triggers, says, publishes }: Plan,
  limit: number,
): Promise<void> {
  const taken: number[] = [];
  const rejected: number[] = [];
  const published: Promise<unknown>[] = [];
  const deliveries: Delivery[] = [];

  const record = recordDeliveryEvent({
    receipts: world.receipts,
    claims: world.claims,
    suppressions: { suppress: async () => {} },
    smokes: { record: async () => {} },
    now: () => now,
  });
  async function publish(type: DeliveryEvent, message: string, tag: string): Promise<void> {
    await turn(`event ${type}`, async () => {});
    await record({ id: "1", source: "aws.ses", "detail-type": type, detail: { message, claim: [tag] } });
  }

  async function deliver(message: number, fate: Fate): Promise<void> {
    const carry = (_: ComposedMessage, tag: string) =>
      turn(`carry ${message}`, async () => {
        if (fate === "crashBefore" || fate === "timeoutNot") throw new Died();
        if (fate === "busy" || fate === "refused")
          throw new NotSentError("no", fate === "busy" ? "busy" : "message");
        taken.push(message);
        log.push(`taken ${message}`);
        const id = `m-${message}-${taken.length}`;
        if (fate === "rejected") rejected.push(message);
        if (publishes) published.push(publish("Email Sent", id, tag), publish("Email Delivered", id, tag));
        if (publishes && fate === "rejected") published.push(publish("Email Rejected", id, tag));
        if (fate !== "taken" && fate !== "rejected") throw new Died();
        return { provider: "ses", id };
      });
    const delivered = await deliverMessage({
      readPerson: () => world.readPerson(),
      journeySwitch: async () => undefined,
      readAside: async () => ({ suppressed: false }),
      recipient: async () => ({ channel: "email", hmac: address, address: composed.to, confirmed: true }),
      claims: world.claims,
      countSend: async () => "counted",
      countRefused: () => {},
      compose: async () => composed,
      send: carry,
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
    deliveries.push({ message, delivered: delivered ?? undefined });
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
  await Promise.all(published);
  expectTheTruth({
    log,
    taken,
    rejected: publishes ? rejected : [],
    publishes,
    limit,
    history: await world.history(),
  });
  if (!agreedAtLast) expect(taken.length, "sent after the customer withdrew").toBe(before);
  if (agreedAtLast && says.length === 0) expectNoneLost(triggers, log, taken, limit, deliveries);
}

interface Truth {
  readonly log: Log;
  readonly taken: readonly number[];
  readonly rejected: readonly number[];
  readonly publishes: boolean;
  readonly limit: number;
  readonly history: readonly HistoryEntry[];
}

function expectTheTruth({ log, taken, rejected, publishes, limit, history }: Truth): void {
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
    expect(outcome(message), "a send that history does not show").toHaveLength(1);
    if (publishes)
      expect(outcome(message), "an accepted send that history does not settle").toEqual(["sent"]);
  }
  for (const message of rejected)
    expect(outcome(message), "a rejected send that history shows as sent").toEqual([]);
  const sent = history.filter((entry) => entry.outcome === "sent");
  const untaken = sent.filter(({ sendKey }) => !taken.some((message) => keyOf(message) === sendKey));
  expect(untaken, "history shows a send that never was").toEqual([]);
  const counted = history.filter((entry) => entry.outcome === "unknown" || entry.outcome === "sent");
  expect(counted, "history and claims differ in number").toHaveLength(claimed.size - rejected.length);
}

/** A customer who never withdrew gets all messages that the cap allows and no crash left unknown. */
function expectNoneLost(
  triggers: readonly Trigger[],
  log: Log,
  taken: readonly number[],
  limit: number,
  deliveries: readonly Delivery[],
): void {
  const wanted = new Set(triggers.map(({ message }) => message)).size;
  const claims = log.filter((entry) => entry.startsWith("claim ")).length;
  const released = log.filter((entry) => entry.startsWith("release ")).length;
  const refused = deliveries.filter(({ delivered }) => delivered?.outcome === "dropped").length;
  expect(claims - released, "a message was lost").toBeGreaterThanOrEqual(Math.min(wanted, limit) - refused);
  expect(taken.length, "more sends than claims").toBeLessThanOrEqual(claims - released);
}
