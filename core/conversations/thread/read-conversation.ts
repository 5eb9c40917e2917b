import type { ConversationId } from "../../model/conversation.ts";
import type { ConversationStore, ReadEvent } from "./conversation.store.ts";
import type { ConversationHead } from "./head.ts";

/** A conversation as it stands, with all that was said in it, as long as that can be read. */
export interface ReadConversation {
  readonly head: ConversationHead;
  readonly events: readonly ReadEvent[];
}

/** Undefined for one that does not exist. Changes nothing. */
export function readConversation({
  conversations,
}: {
  readonly conversations: Pick<ConversationStore, "head" | "read">;
}) {
  return async (conversation: ConversationId): Promise<ReadConversation | undefined> => {
    const head = await conversations.head(conversation);
    return head && { head, events: await conversations.read(head) };
  };
}
