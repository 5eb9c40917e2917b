import type { ChangedFigures } from "../../impact/changed-figures.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { Instant } from "../../model/purchase.ts";
import type { MessageChannel } from "../../model/topic.ts";
import type { CardNewsStore } from "../../people/cards/card-news.store.ts";
import type { CardPhonesStore } from "../../people/cards/card-phones.store.ts";
import type { PeopleStore } from "../../people/records/people.store.ts";
import type { FunctionCall } from "../../platform/aws/function-call.client.ts";
import { NotSentError } from "../content/not-sent.ts";
import type { CardRecipient, CardRendition } from "./delivery.ts";
import type { AcceptedMessage } from "./ses.client.ts";

/** Says something on a customer's card. `until`: afterwards it stands there without an alert. */
export interface CardAlert {
  readonly serial: string;
  readonly rendition: CardRendition;
  readonly at: Instant;
  readonly until?: Instant | undefined;
}

export interface CardClient {
  /**
   * Writes the news of the card and has its phones pushed. Throws a {@link NotSentError} where the card is gone, or the push was
   * not taken: both may be tried again.
   */
  send(alert: CardAlert): Promise<AcceptedMessage>;
}

export interface CardAlertDeps {
  readonly news: Pick<CardNewsStore, "keep">;
  /** Has phones pushed; absent: no card of the stage is in Apple's wallet. */
  readonly call: FunctionCall | undefined;
}

const PROVIDER = "Apple Wallet";

export function cardAlerts({ news, call }: CardAlertDeps): CardClient {
  return {
    async send({ serial, rendition: { customer, sendKey, text }, at, until }) {
      if (call === undefined) throw new NotSentError("No card of the stage is in a wallet", "message");
      const kept = await news.keep({ customer, serial }, { at, sendKey, text, ...(until && { until }) });
      if (kept === "ended") throw new NotSentError("The card is its customer's no longer", "message");
      const input: ChangedFigures = { customers: [customer], alert: true };
      const { kind, reason } = await call(input);
      if (kind === "refused") throw new NotSentError(`The push was not taken: ${reason}`, "busy");
      return { provider: PROVIDER, id: serial };
    },
  };
}

/** The phones of a customer's card, where the stage's cards are in Apple's wallet. */
export type CardPhones = Pick<CardPhonesStore, "phonesOf" | "customerOf"> | undefined;

/** A customer's state with whether a phone has their card; asked only of customers who agreed to alerts. */
export function knowingPhones(
  readPerson: PeopleStore["readPerson"],
  passes: CardPhones,
): PeopleStore["readPerson"] {
  return async (customer, now) => {
    const person = await readPerson(customer, now);
    const agreed = person?.consents.some(({ channel, state }) => channel === "wallet" && state === "given");
    if (person === undefined || passes === undefined || agreed !== true) return person;
    const wallet = (await cardOnPhone(passes, customer)) !== undefined;
    return { ...person, addresses: { ...person.addresses, wallet } };
  };
}

/** Where a message reaches a customer: on their card, or at the address that `others` finds. */
export function orOnCard<Other>(
  others: (customer: CustomerId, channel: Exclude<MessageChannel, "wallet">) => Promise<Other | undefined>,
  passes: CardPhones,
): (customer: CustomerId, channel: MessageChannel) => Promise<Other | CardRecipient | undefined> {
  return (customer, channel) =>
    channel === "wallet" ? cardOnPhone(passes, customer) : others(customer, channel);
}

/** The customer's card that a phone has and that is theirs still. */
async function cardOnPhone(passes: CardPhones, customer: CustomerId): Promise<CardRecipient | undefined> {
  const serials = new Set((await passes?.phonesOf(customer))?.map(({ serial }) => serial));
  for (const hmac of serials) {
    if ((await passes?.customerOf(hmac)) === customer) return { channel: "wallet", hmac };
  }
  return undefined;
}
