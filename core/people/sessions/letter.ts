import type { Now } from "../../platform/clock.ts";
import { hasExpired } from "../consent/opt-in.ts";
import type { ContactStore } from "../contacts/contact.store.ts";
import type { PeopleStore } from "../records/people.store.ts";
import { addressMark, isOldLetter, type LetterSubject } from "./letter-token.ts";
import type { SessionStore } from "./session.store.ts";

export interface LetterDeps {
  readonly contacts: Pick<ContactStore, "contacts">;
  readonly people: Pick<PeopleStore, "consents">;
  readonly sessions: Pick<SessionStore, "endedAt">;
  /** Reads the key that the links of letters are signed with. */
  readonly contactKey: () => Promise<string>;
  readonly now: Now;
}

/**
 * Whether a letter's link, or a session that it opened, still lets its reader read: the letter is not old, its address is
 * still the customer's, something is still sent there, and its owner has not signed out everywhere since. Whoever is
 * forgotten has no address. Changes nothing.
 */
export function letterHolds({ contacts, people, sessions, contactKey, now }: LetterDeps) {
  return async ({
    customer,
    issuedAt,
    mark,
  }: Pick<LetterSubject, "customer" | "issuedAt" | "mark">): Promise<boolean> => {
    if (isOldLetter({ issuedAt }, now())) return false;
    const [rows, consents, endedAt, key] = await Promise.all([
      contacts.contacts(customer),
      people.consents(customer),
      sessions.endedAt(customer),
      contactKey(),
    ]);
    const isOwn = rows.some(
      ({ channel, confirmed, hmac }) => channel === "email" && confirmed && addressMark(key, hmac) === mark,
    );
    const isWritten = consents.some(
      (one) => one.channel === "email" && one.state === "given" && !hasExpired(one, now()),
    );
    return isOwn && isWritten && (endedAt === undefined || endedAt < issuedAt);
  };
}
