import {
  MessageType,
  type PinpointSMSVoiceV2Client,
  PinpointSMSVoiceV2ServiceException,
  SendTextMessageCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { Instant } from "../../model/purchase.ts";
import type { Now } from "../../platform/clock.ts";
import { CLAIM_TAG, STAGE_TAG } from "./claim-tag.ts";
import { notSent, sendsOnce } from "./provider.ts";
import { END_USER_MESSAGING_REFUSALS } from "./refusals.ts";
import { insistOnTexted, type TextClient, type TextGuard, textOrigin } from "./text.ts";

const SERVICE = { name: "End User Messaging", refusals: END_USER_MESSAGING_REFUSALS };

/** How long the service tries to hand a text over: what it takes at least and at most, in seconds. */
const LIVES_SECONDS = { least: 5, most: 72 * 60 * 60 };

export interface EndUserMessagingDeps extends TextGuard {
  /** Made with `maxAttempts: 1`. */
  readonly sms: PinpointSMSVoiceV2Client;
  /** A number in E.164, a name, or the id of a number or a pool; empty: the service chooses among the account's. */
  readonly sender: string;
  readonly stage: string;
  /** The most that one text may cost, in US dollars as decimal text; empty: as much as it does. */
  readonly dollarsMax: string;
  readonly now: Now;
}

/**
 * Needs sms-voice:SendTextMessage on what it sends from. A text lives until its `until`, and the account's default bus gets an
 * event with its tag about what became of it.
 */
export function endUserMessagingTexts(deps: EndUserMessagingDeps): TextClient {
  const { sms, sender, stage, dollarsMax, now } = deps;
  const origin = textOrigin(sender);
  return {
    async send({ to, rendition, transactional, until }, tag) {
      await sendsOnce(sms);
      insistOnTexted(to, deps);
      try {
        const { MessageId } = await sms.send(
          new SendTextMessageCommand({
            DestinationPhoneNumber: to,
            MessageBody: rendition.text,
            MessageType: transactional ? MessageType.TRANSACTIONAL : MessageType.PROMOTIONAL,
            TimeToLive: livesSeconds(now(), until),
            Context: { [CLAIM_TAG]: tag, [STAGE_TAG]: stage },
            ...(origin.kind !== "any" && { OriginationIdentity: origin.value }),
            ...(dollarsMax !== "" && { MaxPrice: dollarsMax }),
          }),
        );
        if (MessageId === undefined) throw new Error("End User Messaging returned no message id");
        return { provider: "endUserMessaging", id: MessageId };
      } catch (error) {
        throw notSent(
          SERVICE,
          error,
          error instanceof PinpointSMSVoiceV2ServiceException ? error : undefined,
        );
      }
    },
  };
}

function livesSeconds(now: Instant, until: Instant | undefined): number {
  if (until === undefined) return LIVES_SECONDS.most;
  const seconds = Math.floor((Date.parse(until) - Date.parse(now)) / 1000);
  return Math.min(LIVES_SECONDS.most, Math.max(LIVES_SECONDS.least, seconds));
}
