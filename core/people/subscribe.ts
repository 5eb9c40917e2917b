import { type ConsentNow, type ConsentRecord, type ConsentSource, consentName } from "../model/consent.ts";
import { CUSTOMER_ID_BYTES, type CustomerId, customerIdOf, type WeightedCause } from "../model/customer.ts";
import type { Preferences } from "../model/preferences.ts";
import type { Instant } from "../model/purchase.ts";
import type { Channel, Topic } from "../model/topic.ts";
import { retryContended } from "../platform/aws/contention.ts";
import type { Now } from "../platform/clock.ts";
import { normalEmail } from "../platform/crypto/identity.ts";
import { countryOfPhone, normalPhone } from "../platform/crypto/phone.ts";
import type { RandomBytes } from "../platform/random.ts";
import { optInsToRequest } from "./consent/opt-in.ts";
import type { Address, ContactStore } from "./contacts/contact.store.ts";
import { startingPreferences } from "./preferences/starting-preferences.ts";
import type { PeopleStore } from "./records/people.store.ts";

/** One wish of a customer: a topic on a channel, with the words that were shown about it. */
export interface OptInRequest extends Pick<ConsentRecord, "words" | "wordsVersion" | "locale"> {
  readonly topic: Topic;
  readonly channel: Channel;
}

/**
 * A customer's request to join: in the form, at the till, by a text.
 * - `country`: the country of a phone number without a country code
 * - `chosen`: other preferences; saved only for a new customer, because the sender is not known to own the address yet
 * - `proof`: evidence of the request; nothing personal. The same when the same request is repeated
 * - `saidAt`: when the customer made the request, where it is received later. A consent withdrawn after it stays withdrawn
 */
export interface JoinRequest {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly country?: string | undefined;
  readonly language: Preferences["language"];
  readonly wishes: readonly OptInRequest[];
  readonly chosen?: Partial<
    Pick<Preferences, "country" | "region" | "timeZone" | "interests"> & { readonly causes: WeightedCause[] }
  >;
  readonly source: ConsentSource;
  readonly proof: string;
  readonly saidAt?: Instant;
}

/**
 * - `joined`: `requested` are the wishes of this request that wait for an answer on their channel; none when all are given, or
 *   when another request asked a moment ago. The caller must show the same page for all of these, so as not to reveal
 *   whether a customer is known
 * - `outdated`: it was said before its owner had the address forgotten; nothing was saved
 * - `refused`: what is wrong, at which field; nothing was saved
 */
export type Joined =
  | { readonly outcome: "joined"; readonly customer: CustomerId; readonly requested: readonly OptInRequest[] }
  | { readonly outcome: "outdated" }
  | { readonly outcome: "refused"; readonly problems: readonly JoinProblem[] };

export interface JoinProblem {
  readonly field: "email" | "phone" | "wishes";
  readonly problem: "missing" | "notAnAddress" | "notANumber" | "noTextsThere";
}

export interface SubscribeDeps {
  readonly people: PeopleStore;
  readonly contacts: ContactStore;
  readonly now: Now;
  readonly random: RandomBytes;
}

/**
 * Records the wishes of a customer who joins. It permits no message yet: every wish is pending until its own address
 * answers. A given consent stays given, and nothing else of a known customer changes. Repeating the same request writes
 * nothing, and returns its questions again, because they may not have been sent; another request asks nothing twice.
 * `found`: what the caller found wrong, refused together with the rest.
 */
export function subscribe(dependencies: SubscribeDeps) {
  return async (request: JoinRequest, found: readonly JoinProblem[] = []): Promise<Joined> => {
    const read = readJoin(request);
    const problems = [...read.problems, ...found];
    if (problems.length > 0) return { outcome: "refused", problems };
    const addresses = await notForgottenSince(dependencies, request, read.addresses);
    const wishes = request.wishes.filter(({ channel }) => addresses.some((one) => one.channel === channel));
    if (wishes.length === 0) return { outcome: "outdated" };
    return retryContended("the rows of one customer who joins", async () => {
      const introduced = await introduce(dependencies, request, addresses);
      if (introduced === undefined) return "lost";
      const { customer, reachable } = introduced;
      const requested = await recordPending(dependencies, customer, { ...request, wishes }, reachable);
      return requested === undefined ? "lost" : { outcome: "joined", customer, requested };
    });
  };
}

/** The addresses that nobody had forgotten since the customer spoke: a forgotten person is not written down again by an old request. */
async function notForgottenSince(
  { contacts }: SubscribeDeps,
  { saidAt }: JoinRequest,
  addresses: readonly Address[],
): Promise<readonly Address[]> {
  if (saidAt === undefined) return addresses;
  const times = await Promise.all(
    addresses.map(async (address) => contacts.forgottenAt(await contacts.hashOf(address))),
  );
  return addresses.filter((_, index) => (times[index] ?? "") < saidAt);
}

interface ReadJoin {
  readonly addresses: readonly Address[];
  readonly problems: readonly JoinProblem[];
}

/** Where a customer who joins says they are; of one who does not say, the country of their number. */
export function placeOf({
  phone,
  country,
  chosen = {},
}: JoinRequest): Pick<Preferences, "country" | "region" | "timeZone"> {
  const { country: stated, region, timeZone } = chosen;
  const home = stated ?? region?.slice(0, 2) ?? (phone?.trim() ? countryOfPhone(phone, country) : undefined);
  return { ...(home && { country: home }), ...(region && { region }), ...(timeZone && { timeZone }) };
}

/** The addresses in normal form. The first one identifies the customer. */
function readJoin({ email, phone, country, wishes }: JoinRequest): ReadJoin {
  const problems: JoinProblem[] = [];
  const addresses: Address[] = [];
  const wanted = (channel: Channel) => wishes.some((wish) => wish.channel === channel);
  const take = (channel: Channel, field: "email" | "phone", text: string | undefined, normal?: string) => {
    if (normal !== undefined) addresses.push({ channel, address: normal });
    else if (text?.trim())
      problems.push({ field, problem: field === "email" ? "notAnAddress" : "notANumber" });
    else if (wanted(channel)) problems.push({ field, problem: "missing" });
  };
  take("email", "email", email, email === undefined ? undefined : normalEmail(email));
  take("sms", "phone", phone, phone === undefined ? undefined : normalPhone(phone, country));
  if (wishes.length === 0) problems.push({ field: "wishes", problem: "missing" });
  return { addresses, problems };
}

/**
 * Finds or creates the customer, with the channels on which they can be asked. A known customer is asked only at the
 * address that identifies them, and at others that were theirs before: otherwise a stranger could add their own number
 * to a customer's email. Undefined: another call created the same customer at the same time.
 */
async function introduce(
  { people, contacts, now, random }: SubscribeDeps,
  request: JoinRequest,
  addresses: readonly Address[],
): Promise<{ customer: CustomerId; reachable: ReadonlySet<Channel> } | undefined> {
  const [first, ...others] = addresses;
  if (first === undefined) throw new Error("A request to join needs an address");
  const known = await contacts.customerOf(await contacts.hashOf(first));
  const customer = known ?? customerIdOf(random(CUSTOMER_ID_BYTES));
  const [before, introduced] = await Promise.all([contacts.contacts(customer), people.preferences(customer)]);
  const saveIfNew = async (address: Address, identify: boolean): Promise<"saved" | "identityTaken"> => {
    const { hmac } = await contacts.hashOf(address);
    // A confirmed address is replaced by a change alone (change-address.ts): a former one leads to its customer as well.
    const stays = before.some(
      (row) => row.channel === address.channel && (row.hmac === hmac || row.confirmed),
    );
    return stays ? "saved" : contacts.saveAddress(customer, { ...address, at: now(), identify });
  };
  if ((await saveIfNew(first, true)) === "identityTaken") return undefined;
  const reachable = new Set<Channel>([first.channel]);
  for (const other of others) {
    const { hmac } = await contacts.hashOf(other);
    const theirs = before.some((row) => row.channel === other.channel && row.hmac === hmac);
    if (!theirs && introduced !== undefined) continue;
    await saveIfNew(other, false);
    reachable.add(other.channel);
  }
  // Saved last, because it marks all of this as done: an interrupted request can be repeated.
  if (introduced === undefined) {
    const start = startingPreferences(request.language, await people.causes(customer));
    // `stale`: another call was faster, and its preferences stay.
    await people.savePreferences(customer, { ...start, ...request.chosen, ...placeOf(request) });
  }
  return { customer, reachable };
}

/** Records as pending the wishes that are not given yet. Undefined: consents changed meanwhile. */
async function recordPending(
  { people, now }: SubscribeDeps,
  customer: CustomerId,
  { wishes, source, proof, saidAt }: JoinRequest,
  reachable: ReadonlySet<Channel>,
): Promise<readonly OptInRequest[] | undefined> {
  const existing: ConsentNow[] = await people.consents(customer);
  const at = now();
  const open = wishes.filter(
    (wish) => reachable.has(wish.channel) && !wasWithdrawnAfter(wish, existing, saidAt),
  );
  const before = await pendingFrom(people, customer, proof, open, existing);
  const requested = optInsToRequest(
    open.filter((wish) => !before.includes(wish)),
    existing,
    at,
  );
  const records = requested.map(
    ({ topic, channel, words, wordsVersion, locale }): ConsentRecord => ({
      customer,
      topic,
      channel,
      state: "pending",
      at,
      source,
      words,
      wordsVersion,
      locale,
      proof,
      ...(saidAt !== undefined && { saidAt }),
    }),
  );
  if ((await people.recordConsents(records, existing)) !== "recorded") return undefined;
  return [...requested, ...before];
}

/** A withdrawal outranks every earlier request, whenever that request is received. */
function wasWithdrawnAfter(
  wish: OptInRequest,
  existing: readonly ConsentNow[],
  saidAt: Instant | undefined,
): boolean {
  const found = existing.find((one) => consentName(one) === consentName(wish));
  return saidAt !== undefined && found?.state === "withdrawn" && found.at >= saidAt;
}

/** The wishes that an earlier delivery of the same request made pending. */
async function pendingFrom(
  people: PeopleStore,
  customer: CustomerId,
  proof: string,
  wishes: readonly OptInRequest[],
  existing: readonly ConsentNow[],
): Promise<OptInRequest[]> {
  const waiting = existing.filter(({ state }) => state === "pending");
  const records = await Promise.all(
    waiting
      .filter((one) => wishes.some((wish) => consentName(wish) === consentName(one)))
      .map((one) => people.consentRecord(customer, one)),
  );
  const names = new Set(records.flatMap((record) => (record?.proof === proof ? consentName(record) : [])));
  return wishes.filter((wish) => names.has(consentName(wish)));
}
