import type { Channel } from "../../model/topic.ts";
import type { Pacer } from "../../platform/pacer.ts";
import { NotSentError } from "../content/not-sent.ts";
import type { DeliverMessageDeps } from "../delivery/deliver-message.ts";

/** The messages a second that one worker may start, by channel. */
export type Rates = Readonly<Record<Channel, number>>;

/** A message that waited longer for its turn is decided anew, since the facts may have changed, and keeps its turn. */
export const STALE_AFTER_MS = 2_000;
/** How long a throttled channel pauses; twice as long each further time, up to HOLD_MAX_MS. */
const HOLD_FIRST_MS = 1_000;
export const HOLD_MAX_MS = 20_000;

export interface PacedDeps {
  readonly pacer: (perSecond: number) => Pacer;
  readonly nowMs: () => number;
}

/** `refused`: why the provider takes nothing more from the account while this batch lasts. */
interface Lane {
  readonly claim: Pacer;
  readonly send: Pacer;
  holdMs: number;
  refused: NotSentError | undefined;
}

/**
 * The same claims and sender, at the provider's rate. A message waits for a turn before its claim, so that no claim is much
 * older than its send; and once more, shortly, before the provider, as claims do not all take the same time.
 * A provider that takes nothing from the account is not asked again for this batch.
 */
export function paced(
  { claims, send }: Pick<DeliverMessageDeps, "claims" | "send">,
  rates: Rates,
  { pacer, nowMs }: PacedDeps,
): Pick<DeliverMessageDeps, "claims" | "send" | "refusedBefore"> {
  const laneAt = (perSecond: number): Lane => ({
    claim: pacer(perSecond),
    send: pacer(perSecond),
    holdMs: 0,
    refused: undefined,
  });
  // No message to many is an alert of a card; one would be paced as letters are.
  const lanes = { email: laneAt(rates.email), sms: laneAt(rates.sms), wallet: laneAt(rates.email) };
  const hasTurn = new Set<string>();

  return {
    refusedBefore: (channel) => lanes[channel].refused,
    claims: {
      ...claims,
      async claim(claim) {
        const { customer, channel } = claim;
        if (!hasTurn.delete(customer)) {
          const startMs = nowMs();
          await lanes[channel].claim.turn();
          if (nowMs() - startMs > STALE_AFTER_MS) {
            hasTurn.add(customer);
            return "changed";
          }
        }
        return claims.claim(claim);
      },
    },
    async send(...message) {
      const [{ rendition }] = message;
      const lane = lanes[rendition.channel];
      await lane.send.turn();
      try {
        const accepted = await send(...message);
        lane.holdMs = 0;
        return accepted;
      } catch (error) {
        if (error instanceof NotSentError && (error.refusal === "account" || error.refusal === "quota"))
          lane.refused = error;
        if (error instanceof NotSentError && error.refusal === "busy") {
          lane.holdMs = Math.min(HOLD_MAX_MS, Math.max(HOLD_FIRST_MS, 2 * lane.holdMs));
          lane.claim.hold(lane.holdMs);
          lane.send.hold(lane.holdMs);
        }
        throw error;
      }
    },
  };
}
