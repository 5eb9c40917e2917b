import { chooseChannel, messageRequests } from "../../messaging/delivery/choose-channel.ts";
import type { FactsFor } from "../../messaging/journeys/calendar/calendar-journey.ts";
import { LETTER_KEY, LETTER_MESSAGES, type LetterContent } from "../../messaging/letters/frozen-letter.ts";
import type { CustomerId } from "../../model/customer.ts";
import { type LetterName, switchOf } from "../../model/letter.ts";
import type { Instant } from "../../model/purchase.ts";
import type { RecipientState } from "../../people/records/decision.ts";
import type { SendKey } from "../../people/records/history.ts";
import { mapBounded } from "../../platform/bounded.ts";

/** Customers who are read at once. */
const AT_ONCE = 16;

export interface SimulateLetterDeps {
  /** As the worker asks it: whom the letter is for. */
  readonly factsFor: FactsFor;
  readonly findClaim: (customer: CustomerId, sendKey: SendKey) => Promise<object | undefined>;
  readonly readPerson: (customer: CustomerId, now: Instant) => Promise<RecipientState | undefined>;
}

/**
 * What would become of a letter for one customer.
 * - `sent` by a channel, `putOff` or `notSent` for the reasons of the decision
 * - `sentBefore`: they have it; `notForThem`: they asked for the topic, and the letter is for others
 */
export interface LetterFate {
  readonly fate: "sent" | "putOff" | "notSent" | "sentBefore" | "notForThem";
  readonly because: string;
}

/** The send key of a letter: it has no version. */
export function sendKeyOf(letter: LetterName): SendKey {
  return `${switchOf(letter)}:${LETTER_KEY}`;
}

/** Decides for each customer as the send step does, at one time. Sends and writes nothing. */
export function simulateLetter({ factsFor, findClaim, readPerson }: SimulateLetterDeps) {
  async function fateOf(
    letter: LetterName,
    { topic }: Pick<LetterContent, "topic">,
    at: Instant,
    customer: CustomerId,
  ): Promise<LetterFate> {
    const gathered = await factsFor(customer);
    if (gathered.outcome !== "current") return { fate: "notForThem", because: "" };
    if ((await findClaim(customer, sendKeyOf(letter))) !== undefined)
      return { fate: "sentBefore", because: "" };
    const person = await readPerson(customer, at);
    if (person === undefined) return { fate: "notSent", because: "noAddress" };
    const { validUntil, channel } = gathered;
    const asked = { message: LETTER_MESSAGES[topic], validUntil, goalReached: false, holds: true };
    const requests = messageRequests({ ...asked, ...(channel && { channel }) }, false);
    const { request, decision } = chooseChannel(person, requests, at);
    if (decision.kind === "allow") return { fate: "sent", because: request.channel };
    const because = decision.reasons.join(", ");
    return { fate: decision.kind === "defer" ? "putOff" : "notSent", because };
  }
  return async (
    letter: LetterName,
    content: Pick<LetterContent, "topic">,
    at: Instant,
    customers: readonly CustomerId[],
  ): Promise<readonly (LetterFate & { readonly customers: number })[]> => {
    const fates = await mapBounded(customers, AT_ONCE, (one) => fateOf(letter, content, at, one));
    return countFates(fates);
  };
}

const ORDER = ["sent", "putOff", "notSent", "sentBefore", "notForThem"] as const;

/** How many customers have each fate, in the order of {@link LetterFate}, the most first. */
export function countFates(
  fates: readonly LetterFate[],
): readonly (LetterFate & { readonly customers: number })[] {
  const groups = Map.groupBy(fates, ({ fate, because }) => `${fate} ${because}`);
  return [...groups.values()]
    .flatMap((group) => (group[0] === undefined ? [] : [{ ...group[0], customers: group.length }]))
    .toSorted(
      (one, other) =>
        ORDER.indexOf(one.fate) - ORDER.indexOf(other.fate) ||
        other.customers - one.customers ||
        (one.because < other.because ? -1 : 1),
    );
}
