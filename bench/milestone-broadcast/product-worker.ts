import type { BatchQueue } from "../../core/messaging/broadcast/batch-queue.client.ts";
import { deliverBatch } from "../../core/messaging/broadcast/deliver-batch.ts";
import { NotSentError } from "../../core/messaging/content/not-sent.ts";
import type { ClaimRow, ClaimStore } from "../../core/messaging/delivery/claim.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { pacer } from "../../core/platform/pacer.ts";
import { LATENCY_MS, type Life, PER_SECOND, TEXTS_PER_SECOND, WORKERS, type Work } from "./workers.ts";

const AT = "2026-11-18T11:00:00Z";
const TIMEOUT_MS = 300_000;
const HASH = "h".repeat(43);
const rates = { email: PER_SECOND / WORKERS, sms: TEXTS_PER_SECOND / WORKERS };
const renditions = {
  email: { channel: "email", subject: "s", html: "h", text: "t" },
  sms: { channel: "sms", text: "t", parts: 1 },
} as const;

/** The promises of the claim store, in memory: each act is one step that nothing comes between. */
function claimsOf(rows: Map<CustomerId, ClaimRow["state"]>, { call, followers, clock }: Life): ClaimStore {
  const row = { at: AT, topic: "milestones", address: HASH } as const;
  return {
    async findClaim(customer) {
      await call();
      const state = rows.get(customer);
      return state && { ...row, channel: followers.channelOf(customer), state };
    },
    async claim({ customer, consentVersion }) {
      await call();
      if (rows.has(customer)) return "taken";
      const [consent] = followers.person(customer, clock.nowMs()).consents;
      if (consent?.version !== consentVersion) return "changed";
      rows.set(customer, "claimed");
      return "claimed";
    },
    async recordSent({ customer }) {
      await call();
      rows.set(customer, "sent");
    },
    async recordRefused({ customer }) {
      rows.set(customer, "refused");
    },
    async release({ customer }) {
      rows.delete(customer);
    },
    async recordUnsent() {
      await call();
    },
  };
}

/** The product's own worker: it decides, claims, paces and sends; what is below it is the model. Messages are not rendered. */
export function productWorker(): Work {
  const rows = new Map<CustomerId, ClaimRow["state"]>();
  return (batch, life, post) => {
    const { clock, followers } = life;
    const startedMs = clock.nowMs();
    const queue: BatchQueue = {
      post: async (rest, delaySeconds) => post(rest, delaySeconds * 1000),
      postAt: async (rest) => post(rest, TIMEOUT_MS),
    };
    const deliver = deliverBatch({
      readAside: async () => ({ suppressed: false }),
      async readPerson(customer) {
        await life.alive();
        return followers.person(customer, clock.nowMs());
      },
      journeySwitch: async () => undefined,
      recipient: async (customer, channel) => ({ channel, hmac: HASH, address: customer, confirmed: true }),
      claims: claimsOf(rows, life),
      // A text is counted for its country and for all: two calls of the table.
      async countSend(_, { channel }) {
        if (channel === "sms") for (let count = 0; count < 2; count += 1) await life.call();
        return "counted";
      },
      countRefused: () => {},
      compose: async (_, { customer }, { channel }, at) => ({
        to: customer,
        topic: "milestones",
        transactional: false,
        rendition: renditions[channel === "wallet" ? "email" : channel],
        unsubscribe: undefined,
        at,
      }),
      async send({ to, rendition }) {
        await clock.wait(LATENCY_MS / 4);
        await life.alive();
        if (!life.hand(to as CustomerId)) throw new NotSentError("Too many in this second", "busy");
        await life.answer();
        return { provider: rendition.channel === "email" ? "ses" : "sns", id: to };
      },
      now: () => AT,
      gather: async () => async () => ({ outcome: "current", facts: {}, validUntil: "2026-11-25T11:00:00Z" }),
      queue,
      rates,
      pacer: (perSecond) => pacer(perSecond, clock),
      nowMs: clock.nowMs,
    });
    return deliver(batch, () => startedMs + TIMEOUT_MS - clock.nowMs());
  };
}
