import type { Channel } from "../../model/topic.ts";
import type { Pacer } from "../../platform/pacer.ts";
import { NotSentError } from "../content/not-sent.ts";
import type { DeliverMessageDeps } from "../delivery/deliver-message.ts";

/** How many messages a second one worker may begin, by channel. */
export type Rates = Readonly<Record<Channel, number>>;

/** After so long a wait for its turn, what was decided upon may be another: it is decided anew, and its turn is kept. */
export const STALE_AFTER_MS = 2_000;
/** A provider that is too busy is left alone for so long, and twice as long each time that it is so again. */
const HOLD_FIRST_MS = 1_000;
export const HOLD_MAX_MS = 20_000;

export interface PacedDeps {
  readonly pacer: (perSecond: number) => Pacer;
  readonly nowMs: () => number;
}

/**
 * The same steps, at the provider's pace. A turn is waited for before the claim, so that nothing is claimed long before it
 * is sent; and once more, shortly, before the provider, as claims do not all take the same time.
 */
export function paced(
  { claims, carry }: Pick<DeliverMessageDeps, "claims" | "carry">,
  rates: Rates,
  { pacer, nowMs }: PacedDeps,
): Pick<DeliverMessageDeps, "claims" | "carry"> {
  const both = (perSecond: number) => ({ claim: pacer(perSecond), carry: pacer(perSecond), holdMs: 0 });
  const lanes = { email: both(rates.email), sms: both(rates.sms) };
  const hasTurn = new Set<string>();

  return {
    claims: {
      ...claims,
      async claim(claim) {
        const { customer, channel } = claim;
        if (!hasTurn.delete(customer)) {
          const askedMs = nowMs();
          await lanes[channel].claim.turn();
          if (nowMs() - askedMs > STALE_AFTER_MS) {
            hasTurn.add(customer);
            return "changed";
          }
        }
        return claims.claim(claim);
      },
    },
    async carry(...given) {
      const [{ rendition }] = given;
      const lane = lanes[rendition.channel];
      await lane.carry.turn();
      try {
        const accepted = await carry(...given);
        lane.holdMs = 0;
        return accepted;
      } catch (error) {
        if (error instanceof NotSentError && error.again) {
          lane.holdMs = Math.min(HOLD_MAX_MS, Math.max(HOLD_FIRST_MS, 2 * lane.holdMs));
          lane.claim.hold(lane.holdMs);
          lane.carry.hold(lane.holdMs);
        }
        throw error;
      }
    },
  };
}
