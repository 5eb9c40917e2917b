import { languages } from "../../../i18n/dictionaries.ts";
import { CHANNELS, Channel } from "../../../model/topic.ts";
import { type AskForAddressDeps, askForAddress } from "../../../people/change-address.ts";
import type { ContactStore } from "../../../people/contacts/contact.store.ts";
import { isTexted, type TextCountries } from "../../../people/contacts/texted-number.ts";
import { sourceOf } from "../../../people/rate-limit/rate-limit.ts";
import type { PeopleStore } from "../../../people/records/people.store.ts";
import type { AtLeast } from "../../../platform/at-least.ts";
import { normalEmail } from "../../../platform/crypto/identity.ts";
import { countryOfPhone, normalPhone } from "../../../platform/crypto/phone.ts";
import type { AccountContext, SignedInCustomer, SignedInPage } from "../../ui/page.ts";
import { pageAnswer } from "../../ui/page-answer.ts";
import { signedInContext } from "../../ui/page-context.ts";
import { addressHint } from "../preferences/address-hint.ts";
import { type AddressProblem, askedView, changeView, fieldName, type Reached } from "./view.tsx";

/** Longer than asking takes: the time of an answer does not show whether the new address is known. */
const ANSWER_MS = 400;

export interface AddressPageDeps extends AskForAddressDeps {
  readonly people: Pick<PeopleStore, "preferences">;
  readonly contacts: Pick<ContactStore, "contacts" | "hashOf" | "readAddress">;
  readonly textCountries: TextCountries;
  readonly atLeast: AtLeast;
}

const page = "address";

/**
 * `GET /preferences/address` has a form for each address that a customer has. `POST` has the new address asked whether it is
 * the customer's, and changes nothing: the same answer for every address, whoever has it.
 */
export function addressPage(deps: AddressPageDeps): SignedInPage {
  const ask = askForAddress(deps);
  return async (request, { customer }, context) => {
    const preferences = await deps.people.preferences(customer);
    const own = preferences === undefined ? context : signedInContext(context, preferences);
    const reached = await reachedAt(deps, customer);
    const channel = Channel.safeParse(request.form.text("channel")).data;
    const current = reached.find((one) => one.channel === channel);
    if (request.method !== "POST" || channel === undefined || current === undefined)
      return pageAnswer(changeView({ context: own, reached }), { page });
    const typed = request.form.text(fieldName(channel)).trim();
    const refused = (problem: AddressProblem) => {
      const rendered = changeView({ context: own, reached, typed: { channel, typed, problem } });
      return pageAnswer(rendered, { page, status: 422, facts: { problem } });
    };
    const address = normal(channel, typed, current, own);
    if (address === undefined) return refused("notAnAddress");
    if (channel === "sms" && !isTexted(address, deps.textCountries)) return refused("noTextsThere");
    const asked = await deps.atLeast(ANSWER_MS, () =>
      ask(customer, { channel, address }, sourceOf(request.sourceIp)),
    );
    if (asked.outcome === "same") return refused("same");
    if (asked.outcome === "nothingToChange")
      return pageAnswer(changeView({ context: own, reached }), { page });
    const facts = asked.bound !== undefined && { facts: { bounds: [asked.bound] } };
    return pageAnswer(askedView(own, channel, typed), { page: "addressAsked", ...facts });
  };
}

interface Current extends Reached {
  readonly country: string | undefined;
}

async function reachedAt(
  { contacts }: AddressPageDeps,
  customer: SignedInCustomer["customer"],
): Promise<readonly Current[]> {
  const rows = await contacts.contacts(customer);
  const found = CHANNELS.filter((channel) => rows.some((row) => row.channel === channel));
  const read = await Promise.all(
    found.map(async (channel): Promise<Current[]> => {
      const address = await contacts.readAddress(customer, channel);
      if (address === undefined) return [];
      const country = channel === "sms" ? countryOfPhone(address, undefined) : undefined;
      return [{ channel, hint: addressHint({ channel, address }), country }];
    }),
  );
  return read.flat();
}

/** A number without its country code is of the country of the one before it. */
function normal(
  channel: Channel,
  typed: string,
  { country }: Current,
  { formatter }: AccountContext,
): string | undefined {
  if (channel === "email") return normalEmail(typed);
  return normalPhone(typed, country ?? languages[formatter.locale].countries[0]);
}
