import type { Instant } from "../../model/purchase.ts";
import { MESSAGE_CHANNELS } from "../../model/topic.ts";
import type { Decision, MessageRequest, RecipientState } from "../../people/records/decision.ts";
import { messageChannels, messageOf } from "../content/catalog.ts";
import { TemplateRefusedError } from "../content/render.ts";
import { decide } from "../eligibility/decide.ts";
import type { DeliverMessage } from "./delivery.ts";

/** The part of a delivery that a decision depends on. */
type DeliveryTerms = Partial<DeliverMessage> &
  Pick<DeliverMessage, "message" | "goalReached" | "holds"> &
  Pick<MessageRequest, "promptUntil">;

/** One request for each channel that the message has and the delivery allows. */
export function messageRequests(delivery: DeliveryTerms, journeyStopped: boolean): MessageRequest[] {
  const { topic, transactional } = messageOf(delivery.message);
  const channels = messageChannels(delivery.message);
  const { message, rhythm, within, promptUntil, validUntil, goalReached, holds } = delivery;
  return MESSAGE_CHANNELS.filter(
    (channel) => channels.includes(channel) && (delivery.channel ?? channel) === channel,
  ).map((channel) => ({
    message,
    topic,
    channel,
    transactional,
    journeyStopped,
    goalReached,
    holds,
    ...(rhythm && { rhythm }),
    ...(within && { within }),
    ...(promptUntil && { promptUntil }),
    ...(validUntil && { validUntil }),
  }));
}

export interface ChosenChannel {
  readonly request: MessageRequest;
  readonly decision: Decision;
}

/** The first channel that is not dropped; if all are, the first. A deferred channel is not replaced by another. */
export function chooseChannel(
  person: RecipientState,
  requests: readonly MessageRequest[],
  at: Instant,
): ChosenChannel {
  const answers = requests.map((request) => ({ request, decision: decide(person, request, at) }));
  const chosen = answers.find(({ decision }) => decision.kind !== "drop") ?? answers[0];
  if (chosen === undefined) throw new TemplateRefusedError("The message has no rendition for this channel");
  return chosen;
}
