import type { BatchQueue } from "../../core/messaging/broadcast/batch-queue.client.ts";
import { BroadcastBatch } from "../../core/messaging/broadcast/broadcast.ts";
import { type DeliverBatchDeps, deliverBatch } from "../../core/messaging/broadcast/deliver-batch.ts";
import type { Rates } from "../../core/messaging/broadcast/paced.ts";
import type { ClaimRow, ClaimStore, Unsent } from "../../core/messaging/delivery/claim.ts";
import type { FactsGathered } from "../../core/messaging/journeys/facts.ts";
import { type CustomerId, customerIdOf } from "../../core/model/customer.ts";
import type { JourneySwitch } from "../../core/model/journey.ts";
import type { Instant } from "../../core/model/purchase.ts";
import type { RecipientState } from "../../core/people/records/decision.ts";
import { pacer } from "../../core/platform/pacer.ts";
import { aPerson, noon } from "./eligibility-builders.ts";
import { VirtualClock } from "./virtual-clock.ts";

export const about = {
  about: "milestone",
  cause: "clean-rivers",
  currency: "EUR",
  amount: 30_000,
  at: noon,
} as const;
const current: FactsGathered = { outcome: "current", facts: {}, validUntil: "2026-11-25T11:00:00Z" };
const LATENCY_MS = 40;

export function customers(count: number): CustomerId[] {
  return Array.from({ length: count }, (_, one) => {
    const bytes = new Uint8Array(16);
    new DataView(bytes.buffer).setUint32(0, one);
    return customerIdOf(bytes);
  });
}

export function aBatch(count: number): BroadcastBatch {
  return BroadcastBatch.parse({
    journey: { name: "milestone-reached", startedAt: noon },
    message: "milestone-reached",
    key: "clean-rivers:EUR:30000",
    about,
    customers: customers(count),
  });
}

/** A table, a provider and a queue in memory, with the latencies of real ones, in virtual time. */
export class BatchWorld {
  readonly clock = new VirtualClock();
  /** The messages that the provider received, with the time in milliseconds. */
  readonly received: { readonly customer: CustomerId; readonly atMs: number }[] = [];
  readonly posted: { readonly batch: BroadcastBatch; readonly seconds: number }[] = [];
  readonly scheduled = new Map<string, { readonly batch: BroadcastBatch; readonly at: Instant }>();
  readonly unsent: Unsent[] = [];
  /** How many refusals were counted for the operator's alarm. */
  refused = 0;
  readonly rows = new Map<CustomerId, ClaimRow["state"]>();
  person = (customer: CustomerId): RecipientState | undefined => aPerson({ customer });
  gathered = (_: CustomerId): FactsGathered => current;
  journeySwitch: JourneySwitch | undefined;
  /** Throws the provider's error for a customer's message, if any. */
  provider = (_: CustomerId): void => {};
  now: Instant = noon;
  rates: Rates = { email: 25, sms: 25 };

  private latency(): Promise<void> {
    return this.clock.wait(LATENCY_MS);
  }

  private claims(): ClaimStore {
    const at = { at: noon, topic: "milestones", channel: "email", address: "h".repeat(43) } as const;
    return {
      findClaim: async (customer) => {
        await this.latency();
        const state = this.rows.get(customer);
        return state && { ...at, state };
      },
      claim: async ({ customer }) => {
        await this.latency();
        if (this.rows.has(customer)) return "taken";
        this.rows.set(customer, "claimed");
        return "claimed";
      },
      recordSent: async ({ customer }) => {
        await this.latency();
        this.rows.set(customer, "sent");
      },
      recordRefused: async () => {},
      release: async ({ customer }) => {
        this.rows.delete(customer);
      },
      recordUnsent: async (_, entry) => {
        this.unsent.push(entry);
      },
    };
  }

  private queue(): BatchQueue {
    return {
      post: async (batch, seconds) => {
        this.posted.push({ batch, seconds });
      },
      postAt: async (batch, at, name) => {
        this.scheduled.set(name, { batch, at });
      },
    };
  }

  deliver(batch: BroadcastBatch, timeLeft = () => Number.POSITIVE_INFINITY) {
    const deps: DeliverBatchDeps = {
      readPerson: async (customer) => {
        await this.latency();
        return this.person(customer);
      },
      journeySwitch: async () => this.journeySwitch,
      readAside: async () => ({ suppressed: false }),
      recipient: async (customer, channel) => ({
        channel,
        hmac: "h".repeat(43),
        address: customer,
        confirmed: true,
      }),
      claims: this.claims(),
      countSend: async () => "counted",
      countRefused: () => {
        this.refused += 1;
      },
      compose: async (_, { customer }, { channel }, at) => ({
        to: customer,
        topic: "milestones",
        transactional: false,
        rendition:
          channel !== "email"
            ? { channel: "sms", text: "t", encoding: "GSM-7", parts: 1 }
            : { channel, subject: "s", html: "h", text: "t" },
        unsubscribe: undefined,
        at,
      }),
      send: async ({ to }) => {
        const customer = to as CustomerId;
        this.received.push({ customer, atMs: this.clock.nowMs() });
        await this.latency();
        this.provider(customer);
        return { provider: "ses", id: to };
      },
      now: () => this.now,
      gather: async () => async (customer) => this.gathered(customer),
      queue: this.queue(),
      rates: this.rates,
      pacer: (perSecond) => pacer(perSecond, this.clock),
      nowMs: this.clock.nowMs,
    };
    return this.clock.run(deliverBatch(deps)(batch, timeLeft));
  }
}
