import * as z from "zod";
import { SIMULATED_LETTERS, SIMULATED_TEXT, type SimulatedLetter, SmokeId } from "../../model/smoke.ts";
import type { Now } from "../../platform/clock.ts";
import { NotSentError } from "../content/not-sent.ts";
import type { Rendition } from "../content/render.ts";
import type { ComposedMessage } from "./delivery.ts";
import type { AcceptedMessage } from "./ses.client.ts";

const letterKinds = Object.keys(SIMULATED_LETTERS) as [SimulatedLetter, ...SimulatedLetter[]];

/** A test message of `wellspring smoke`. It names a simulator and no address: no call can make this write to a person. */
export const DeliverSmoke = z.object({
  smoke: SmokeId,
  to: z.discriminatedUnion("channel", [
    z.object({ channel: z.literal("email"), simulator: z.enum(letterKinds) }),
    z.object({ channel: z.literal("sms") }),
  ]),
});
export type DeliverSmoke = z.infer<typeof DeliverSmoke>;

/** `sent`: the provider accepted it. `notAccepted`: it certainly did not; `because` says why, `cure` what to do, where that is known. */
export type SmokeDelivered =
  | { readonly outcome: "sent"; readonly provider: string; readonly id: string }
  | { readonly outcome: "notAccepted"; readonly because: string; readonly cure?: string };

export interface DeliverSmokeDeps {
  readonly send: (composed: ComposedMessage, tag: string) => Promise<AcceptedMessage>;
  readonly now: Now;
}

/**
 * Hands a test message to the provider by the clients, sender, identity and configuration set of every other message. No
 * customer, consent, claim or day's bound is touched. Each call sends one.
 */
export function deliverSmoke({ send, now }: DeliverSmokeDeps) {
  return async ({ smoke, to }: DeliverSmoke): Promise<SmokeDelivered> => {
    const composed: ComposedMessage = {
      to: to.channel === "email" ? SIMULATED_LETTERS[to.simulator] : SIMULATED_TEXT.number,
      topic: "community",
      transactional: true,
      rendition: renditionOf(to.channel, smoke),
      unsubscribe: undefined,
      at: now(),
    };
    try {
      const { provider, id } = await send(composed, smoke);
      return { outcome: "sent", provider, id };
    } catch (error) {
      if (!(error instanceof NotSentError)) throw error;
      const { message, cure } = error;
      return { outcome: "notAccepted", because: message, ...(cure !== undefined && { cure }) };
    }
  };
}

function renditionOf(channel: DeliverSmoke["to"]["channel"], smoke: SmokeId): Rendition {
  const text = `Wellspring smoke test ${smoke}`;
  return channel === "sms"
    ? { channel, text, parts: 1 }
    : { channel, subject: text, text, html: `<p>${text}</p>` };
}
