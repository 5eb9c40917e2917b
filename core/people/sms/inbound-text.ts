import * as z from "zod";
import { TextId } from "../../events/catalog.ts";
import { hashId } from "../../model/prefixed-id.ts";
import type { Instant } from "../../model/purchase.ts";

const BODY_CHARS_MAX = 2000;

/** The message that AWS End User Messaging posts to a number's topic: https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html */
export const PostedText = z.object({
  originationNumber: z.string().regex(/^\+[1-9]\d{6,14}$/, "a number in E.164"),
  messageBody: z.string().max(BODY_CHARS_MAX),
  inboundMessageId: z.string().min(1).max(200),
});
export type PostedText = z.infer<typeof PostedText>;

/** A text sent to the brand's number. `from` is in E.164, `at` is when the topic received it. */
export interface InboundText {
  readonly id: TextId;
  readonly from: string;
  readonly body: string;
  readonly at: Instant;
}

export function inboundText(posted: PostedText, at: Instant): InboundText {
  const { originationNumber, messageBody, inboundMessageId } = posted;
  return { id: textIdOf(inboundMessageId), from: originationNumber, body: messageBody, at };
}

/** The network's id may have any form; ours is derived from it alone. */
function textIdOf(inboundMessageId: string): TextId {
  return TextId.parse(hashId("text", inboundMessageId));
}
