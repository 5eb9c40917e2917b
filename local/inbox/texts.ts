import { z } from "zod";
import { askEngine } from "../engine/ask-engine.ts";
import type { Stage } from "../stage.ts";

/** One text as its recipient's telephone got it. */
export interface Text {
  readonly id: string;
  readonly to: string;
  readonly words: string;
}

const Answer = z.object({
  sms_messages: z.record(
    z.string(),
    z.array(z.object({ PhoneNumber: z.string(), MessageId: z.string(), Message: z.string() })),
  ),
});

/** Every text that the engine took for a telephone. */
export async function readTexts({ endpoint }: Pick<Stage, "endpoint">): Promise<readonly Text[]> {
  const answer = await askEngine(endpoint, "/_ministack/sns/sms-messages");
  if (answer.status !== 200) return [];
  return Object.values(Answer.parse(JSON.parse(answer.body)).sms_messages)
    .flat()
    .map(({ PhoneNumber, MessageId, Message }) => ({ id: MessageId, to: PhoneNumber, words: Message }));
}
