import type { ConversationHead } from "../../conversations/thread/head.ts";
import type { ReadConversation } from "../../conversations/thread/read-conversation.ts";
import type { FormErrors } from "../../site/ui/form.tsx";
import type { SubmittedForm } from "../../site/ui/read-form.ts";
import type { DeskWords } from "../words/desk-words.ts";
import type { ConversationReading } from "./standing.tsx";
import type { Receiver } from "./thread-acts.ts";

/**
 * A conversation as a page shows it.
 * - `readAt`: the version that its reader has seen: what came after it is marked as new
 * - `draft`: what was filled in and not done; `refused`: why not
 */
export interface ShownConversation extends ConversationReading {
  readonly reasons: DeskWords["reasons"];
  readonly found: ReadConversation;
  readonly others: readonly ConversationHead[];
  readonly receivers: readonly Receiver[];
  readonly readAt: number;
  readonly draft: SubmittedForm;
  readonly done?: string | undefined;
  readonly refused?: { readonly said?: string; readonly errors?: FormErrors };
}
