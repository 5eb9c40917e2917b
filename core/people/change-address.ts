import type { ConsentRecord } from "../model/consent.ts";
import type { CustomerId } from "../model/customer.ts";
import { minutesAfter } from "../model/instant.ts";
import type { Instant } from "../model/purchase.ts";
import { Channel } from "../model/topic.ts";
import { retryContended } from "../platform/aws/contention.ts";
import type { Now } from "../platform/clock.ts";
import type { AddressChangeStore, AddressSwap, Swapped } from "./contacts/address-change.store.ts";
import type { Address, ContactStore } from "./contacts/contact.store.ts";
import type { AddressHash } from "./contacts/suppression.ts";
import { boundsOfForm, type DayBounds, reachedBound } from "./rate-limit/day-bounds.ts";
import type { RateLimitStore } from "./rate-limit/rate-limit.store.ts";
import { QUESTIONS } from "./rate-limit/rate-limit.ts";
import type { PeopleStore } from "./records/people.store.ts";
import type { FoundLink, LinkStore } from "./sessions/link.store.ts";
import { CONFIRM_MINUTES, changeProof, type Link, partsOf, type TokenParts } from "./sessions/link.ts";
import type { SessionStore } from "./sessions/session.store.ts";

/** The question is on its way before this is over, or not at all: its link is good for {@link CONFIRM_MINUTES} from then on. */
const UNDERWAY_MINUTES = 60;

export interface AskForAddressDeps {
  readonly contacts: Pick<ContactStore, "contacts" | "hashOf">;
  readonly changes: Pick<AddressChangeStore, "ask">;
  readonly limits: RateLimitStore;
  readonly dayBounds: DayBounds;
  /** Publishes the question, which a journey sends to the new address. */
  readonly requestChange: (customer: CustomerId, channel: Channel) => Promise<void>;
  readonly now: Now;
}

/**
 * - `asked`: a question goes to the new address; beyond a limit none does (`bound`: that of the day), and the caller says the
 *   same. Whether the address is known, another customer's or suppressed makes no difference here
 * - `same`: it is the address that the customer has
 * - `nothingToChange`: the customer has no address on this channel
 */
export interface Asked {
  readonly outcome: "asked" | "same" | "nothingToChange";
  readonly bound?: string;
}

/**
 * Keeps the address that a signed-in customer wants, and has its owner asked. Changes nothing else: until the answer the old
 * one is used. Asking again replaces what was asked before, whose link is outdated then.
 */
export function askForAddress({
  contacts,
  changes,
  limits,
  dayBounds,
  requestChange,
  now,
}: AskForAddressDeps) {
  return async (customer: CustomerId, wanted: Address, source: string): Promise<Asked> => {
    const { channel } = wanted;
    const before = (await contacts.contacts(customer)).find((row) => row.channel === channel);
    if (before === undefined) return { outcome: "nothingToChange" };
    const { hmac } = await contacts.hashOf(wanted);
    if (before.hmac === hmac) return { outcome: "same" };
    for (const subject of [`change ${customer} ${channel}`, `change ${channel} ${hmac}`])
      if ((await limits.consume(QUESTIONS, subject)) === "exceeded") return { outcome: "asked" };
    const bounds = boundsOfForm(dayBounds, { causes: "questions", channel, source });
    const bound = await reachedBound(limits, bounds);
    if (bound !== undefined) return { outcome: "asked", bound };
    const until = minutesAfter(now(), CONFIRM_MINUTES + UNDERWAY_MINUTES);
    await changes.ask(customer, { ...wanted, hmac, replaces: before.hmac, until });
    await requestChange(customer, channel);
    return { outcome: "asked" };
  };
}

/** The facts of a link that is sent to this address; undefined when the customer does not want it any more. */
export async function changeFacts(
  changes: Pick<AddressChangeStore, "asked">,
  customer: CustomerId,
  { channel, hmac }: AddressHash,
): Promise<Link["facts"] | undefined> {
  const asked = await changes.asked(customer, channel);
  return asked?.hmac === hmac ? { channel, address: hmac, replaces: asked.replaces } : undefined;
}

export interface ChangeAddressDeps {
  readonly people: Pick<PeopleStore, "consents" | "consentRecord">;
  readonly changes: Pick<AddressChangeStore, "swap">;
  readonly links: Pick<LinkStore, "peek">;
  readonly sessions: Pick<SessionStore, "endAll">;
  /** Publishes that the address changed, for the notice to the old one. Journeys send it once for each link. */
  readonly announceChange: (changed: ChangedAddress) => Promise<void>;
  readonly now: Now;
}

/** `change`: the id of the link that did it. */
export interface ChangedAddress {
  readonly customer: CustomerId;
  readonly channel: Channel;
  readonly change: string;
}

/** What a link to change an address leads to. Undefined when it is none of ours. Changes nothing. */
export function readChange({ links }: Pick<ChangeAddressDeps, "links">) {
  return async (token: string): Promise<(FoundLink & { readonly channel: Channel }) | undefined> => {
    const link = await links.peek(token, "changeAddress");
    const swap = link && swapOf(link);
    return link && swap && { ...link, channel: swap.channel };
  };
}

/**
 * Gives the customer the address that the link was sent to, with what is agreed to on its channel, in the same words; then has
 * the old address told, and ends every session. `startedAt`: when the session began in which the button was pressed. A second
 * call in a session from before the change finishes what a crash left; in a later one it does nothing.
 */
export function changeAddress(deps: ChangeAddressDeps) {
  const { links, sessions, announceChange } = deps;
  return async (token: string, startedAt: Instant): Promise<Swapped | "expired"> => {
    const link = await links.peek(token, "changeAddress");
    const swap = link && swapOf(link);
    const parts = partsOf(token);
    if (link === undefined || swap === undefined || parts === undefined) return "outdated";
    if (link.state === "expired") return "expired";
    const swapped = link.state === "used" ? "changed" : await swapOnce(deps, link.customer, parts, swap);
    const isLater = link.usedAt !== undefined && link.usedAt < startedAt;
    if (swapped !== "changed" || isLater) return swapped;
    // The sessions end last: as long as one lasts, its customer can press again and have the old address told.
    await announceChange({ customer: link.customer, channel: swap.channel, change: parts.hash });
    await sessions.endAll(link.customer);
    return swapped;
  };
}

/** Reads the consents and swaps upon them, until no other writer is faster: a withdrawal meanwhile stays one. */
async function swapOnce(
  { people, changes, now }: Pick<ChangeAddressDeps, "people" | "changes" | "now">,
  customer: CustomerId,
  link: TokenParts,
  swap: AddressSwap,
): Promise<Swapped> {
  return retryContended("the address of one customer", async () => {
    const existing = await people.consents(customer);
    const at = now();
    const given = existing.filter(({ channel, state }) => channel === swap.channel && state === "given");
    const records = await Promise.all(given.map((one) => people.consentRecord(customer, one)));
    const carried = records
      .flatMap((record) => record ?? [])
      .map((record): ConsentRecord => ({ ...record, at, source: "preferences", proof: changeProof(link) }));
    return changes.swap(customer, link, swap, { records: carried, existing }, at);
  });
}

/** What the facts of a link say; undefined for those of another kind. */
function swapOf({ facts }: Pick<Link, "facts">): AddressSwap | undefined {
  const channel = Channel.safeParse(facts["channel"]).data;
  const { address, replaces } = facts;
  return channel === undefined || address === undefined || replaces === undefined
    ? undefined
    : { channel, hmac: address, replaces };
}
