import { DeskGroup, type Staff } from "../../model/conversation.ts";
import type { StaffMember } from "../sessions/desk-session.store.ts";
import type { DeskSession } from "../sessions/desk-session.ts";
import type { ConversationWords } from "../words/conversation-words.ts";

const MEMBER = "staff:";
const OPERATOR = "operator:";

/** A member of staff as the actor of what they do with a conversation. */
export function actorOf({ staff }: Pick<DeskSession, "staff">): Staff {
  return `${MEMBER}${staff}`;
}

/** Names whoever does something with conversations: members by the name with which they signed in last. */
export function staffNames(members: readonly StaffMember[], words: ConversationWords) {
  const names = new Map(members.map(({ staff, name }) => [`${MEMBER}${staff}`, name]));
  return (who: Staff | DeskGroup): string => {
    const group = DeskGroup.safeParse(who);
    if (group.success) return words.groups[group.data];
    if (who.startsWith(OPERATOR)) return words.operator(who.slice(OPERATOR.length));
    return names.get(who) ?? words.unknownMember;
  };
}
export type StaffNames = ReturnType<typeof staffNames>;
