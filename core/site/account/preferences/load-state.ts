import { accountWords } from "../../../i18n/page-words.ts";
import type { CustomerId } from "../../../model/customer.ts";
import { offeredTopics } from "../../../model/offered-topics.ts";
import type { Preferences } from "../../../model/preferences.ts";
import { CHANNELS, type Channel, type Topic } from "../../../model/topic.ts";
import type { ContactStore } from "../../../people/contacts/contact.store.ts";
import type { SuppressionStore } from "../../../people/contacts/suppression.store.ts";
import { isTexted, type TextCountries } from "../../../people/contacts/texted-number.ts";
import { startingPreferences } from "../../../people/preferences/starting-preferences.ts";
import type { PeopleStore } from "../../../people/records/people.store.ts";
import type { Now } from "../../../platform/clock.ts";
import { countryOfPhone } from "../../../platform/crypto/phone.ts";
import type { AccountContext, SignedInCustomer } from "../../ui/page.ts";
import { signedInContext } from "../../ui/page-context.ts";
import { addressHint } from "./address-hint.ts";
import type { Offer } from "./field.tsx";
import type { Step } from "./steps.ts";
import type { Reach } from "./topic-boxes.ts";

export interface PreferencesDeps {
  readonly people: Pick<
    PeopleStore,
    "preferences" | "consents" | "causes" | "savePreferences" | "recordConsents"
  >;
  readonly contacts: Pick<ContactStore, "contacts" | "readAddress">;
  readonly suppressions: Pick<SuppressionStore, "read" | "remove">;
  readonly textCountries: TextCountries;
  /** Whether a phone has the customer's card, in Apple's wallet. */
  readonly hasCardOnPhone: (customer: CustomerId) => Promise<boolean>;
  /** Sends the question whether what is pending on this channel was them. Asking twice asks twice. */
  readonly requestTopics: (customer: CustomerId, channel: Channel, topics: readonly Topic[]) => Promise<void>;
  readonly now: Now;
}

/** A customer at a page of the preference centre, with what is known of them. */
export interface PageState {
  readonly visitor: SignedInCustomer;
  readonly context: AccountContext;
  readonly offer: Offer;
}

/** Reads what is known of a customer. `step`: the page whose form they are shown, or sent. */
export async function loadState(
  deps: PreferencesDeps,
  visitor: SignedInCustomer,
  context: AccountContext,
  step?: Step,
): Promise<PageState> {
  const { people, contacts, suppressions, textCountries, hasCardOnPhone, now } = deps;
  const { customer } = visitor;
  const [saved, standing, rows, onPhone] = await Promise.all([
    people.preferences(customer),
    people.consents(customer),
    contacts.contacts(customer),
    hasCardOnPhone(customer),
  ]);
  const preferences = saved ?? startingPreferences(context.formatter.locale, await people.causes(customer));
  const suppressed = await suppressions.read(rows);
  const found = CHANNELS.flatMap((channel) => rows.filter((row) => row.channel === channel));
  const reach = await Promise.all(
    found.map(async ({ channel, confirmed }): Promise<Reach[]> => {
      const address = await contacts.readAddress(customer, channel);
      if (address === undefined) return [];
      const reason = suppressed.find((one) => one.channel === channel)?.reason;
      const stopped = { suppressed: reason !== undefined, bounced: reason === "bounce" };
      const country = channel === "sms" ? countryOfPhone(address, undefined) : undefined;
      const refused = channel === "sms" && !isTexted(address, textCountries);
      const hint = addressHint({ channel, address });
      return [{ channel, confirmed, refused, ...stopped, country, hint }];
    }),
  );
  const { cardHint } = accountWords(context.formatter).preferences;
  const card: Reach[] = onPhone
    ? [{ channel: "wallet", confirmed: true, suppressed: false, hint: cardHint }]
    : [];
  const offer: Offer = {
    customer,
    preferences,
    consents: standing,
    reach: [...reach.flat(), ...card],
    topics: offeredTopics(context.brand, preferences.lists),
    now: now(),
    causes: causesOffered(context, preferences),
    brandZone: context.brand.timeZone,
    step,
  };
  return { visitor, context: signedInContext(context, preferences), offer };
}

/** Those that take gifts, and those that were chosen when they still did. */
function causesOffered({ brandConfig }: AccountContext, { causes }: Preferences): Offer["causes"] {
  const chosen = new Set(causes.map(({ cause }) => cause));
  return brandConfig.causes.filter(({ slug, status }) => status === "active" || chosen.has(slug));
}

/** A session is begun by a link to the customer's own address, and by nothing else. */
export function proofOf({ session: { startedAt } }: SignedInCustomer): string {
  return `session:${startedAt}`;
}
