import * as z from "zod";
import { stopWords } from "../../../i18n/consent-words.ts";
import { accountTranslations } from "../../../i18n/dictionaries.ts";
import type { CustomerId } from "../../../model/customer.ts";
import type { Preferences } from "../../../model/preferences.ts";
import type { Channel, Topic } from "../../../model/topic.ts";
import { CHANNELS } from "../../../model/topic.ts";
import { optInsToRequest } from "../../../people/consent/opt-in.ts";
import type { ContactStore } from "../../../people/contacts/contact.store.ts";
import type { SuppressionStore } from "../../../people/contacts/suppression.store.ts";
import { isTexted, type TextCountries } from "../../../people/contacts/texted-number.ts";
import { startingPreferences } from "../../../people/preferences/starting-preferences.ts";
import type { PeopleStore } from "../../../people/records/people.store.ts";
import { unsubscribe } from "../../../people/unsubscribe.ts";
import { retryContended } from "../../../platform/aws/contention.ts";
import type { Now } from "../../../platform/clock.ts";
import { countryOfPhone } from "../../../platform/crypto/phone.ts";
import type { HttpAnswer } from "../../../platform/lambda/http.ts";
import type { AccountContext, PageRequest, SignedInCustomer, SignedInPage } from "../../ui/page.ts";
import { pageAnswer, seeOther } from "../../ui/page-answer.ts";
import { linkWith, signedInContext } from "../../ui/page-context.ts";
import type { SubmittedForm } from "../../ui/read-form.ts";
import { addressHint } from "./address-hint.ts";
import { conflictOf, isSaved } from "./conflict.ts";
import type { Offer } from "./field.tsx";
import { readPreferences, SEEN, savedForm, seenNow } from "./form.ts";
import { type BoxChanges, boxesOf, type ConsentContext, type Reach } from "./topic-boxes.ts";
import { DO, preferencesView } from "./view.tsx";

export interface PreferencesDeps {
  readonly people: Pick<
    PeopleStore,
    "preferences" | "consents" | "causes" | "savePreferences" | "recordConsents"
  >;
  readonly contacts: Pick<ContactStore, "contacts" | "readAddress">;
  readonly suppressions: Pick<SuppressionStore, "read" | "remove">;
  readonly textCountries: TextCountries;
  /** Sends the question whether what is pending on this channel was them. Asking twice asks twice. */
  readonly requestTopics: (customer: CustomerId, channel: Channel, topics: readonly Topic[]) => Promise<void>;
  readonly now: Now;
}

const page = "preferences";

/** What came of a form, as the page that follows it is asked to say. */
const Done = z.enum(["saved", "asked", "resumed", "stopped", "lifted", "confirmed", "confirmedBefore"]);
type Done = z.infer<typeof Done>;

const PATH = "/preferences";
/** At most this many other savings may come first while a pause is ended. */
const RESUME_RACES_MAX = 5;

/** A customer at the page, with what is known of them. */
interface PageState {
  readonly visitor: SignedInCustomer;
  readonly context: AccountContext;
  readonly offer: Offer;
}

/**
 * `GET` shows what a customer chose. `POST` saves the whole form in one transaction, or nothing: 422 when something in
 * it cannot be read, 409 when something else was saved since it was shown. The same form sent again is answered as the first
 * time. Three buttons do one thing each, whatever else was
 * saved meanwhile: end the pause, withdraw everything, and write again to an address from which messages came back.
 */
export function preferencesPage(deps: PreferencesDeps): SignedInPage {
  return async (request, visitor, context) => {
    const here = await loadState(deps, visitor, context);
    if (request.method !== "POST") return show(here, request.query["done"]);
    switch (request.form.text(DO)) {
      case "resume":
        return resume(deps, here);
      case "stopAll":
        return stopAll(deps, here);
      case "lift":
        return liftBounces(deps, here);
      default:
        return save(deps, here, request);
    }
  };
}

async function loadState(
  deps: PreferencesDeps,
  visitor: SignedInCustomer,
  context: AccountContext,
): Promise<PageState> {
  const { people, contacts, suppressions, textCountries, now } = deps;
  const { customer } = visitor;
  const [saved, standing, rows] = await Promise.all([
    people.preferences(customer),
    people.consents(customer),
    contacts.contacts(customer),
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
  const offer: Offer = {
    customer,
    preferences,
    consents: standing,
    reach: reach.flat(),
    now: now(),
    causes: causesOffered(context, preferences),
    brandZone: context.brand.timeZone,
  };
  return { visitor, context: signedInContext(context, preferences), offer };
}

/** Those that take gifts, and those that were chosen when they still did. */
function causesOffered({ brandConfig }: AccountContext, { causes }: Preferences): Offer["causes"] {
  const chosen = new Set(causes.map(({ cause }) => cause));
  return brandConfig.causes.filter(({ slug, status }) => status === "active" || chosen.has(slug));
}

function show({ context, offer }: PageState, done: string | undefined): HttpAnswer {
  const known = Done.safeParse(done);
  const notice = known.success
    ? accountTranslations[context.formatter.locale].preferences.done[known.data]
    : undefined;
  return pageAnswer(preferencesView({ offer, context, form: savedForm(offer), notice }), { page });
}

async function save(deps: PreferencesDeps, here: PageState, { form }: PageRequest): Promise<HttpAnswer> {
  const { visitor, context, offer } = here;
  const said = { locale: context.formatter.locale, brand: context.brand.name, proof: proofOf(visitor) };
  if (form.text(SEEN) !== seenNow(offer)) return savedMeanwhile(here, form, said);
  const read = readPreferences(form, offer, said);
  if (read.outcome === "refused") {
    const { problems } = read;
    const rendered = preferencesView({ offer, context, form, problems });
    return pageAnswer(rendered, { page, status: 422, facts: { problems: [...new Set(problems.values())] } });
  }
  const { next, changes } = read;
  const saved = await deps.people.savePreferences(visitor.customer, next, changes.records, offer.consents);
  if (saved === "stale") return savedMeanwhile(await loadState(deps, visitor, context), form, said);
  const reachable = changes.requested.filter(({ channel }) => isReachable(offer, channel));
  await requestOptIns(deps, visitor.customer, reachable);
  return backToPage(here, reachable.length > 0 ? "asked" : "saved");
}

/** Nothing is sent to a suppressed address, and so no question may be promised there. */
function isReachable({ reach }: Offer, channel: Channel): boolean {
  return reach.some((one) => one.channel === channel && !one.suppressed && one.refused !== true);
}

/**
 * The answer to a form that was shown before the last saving. What it says may be saved already, because it was sent twice:
 * then its answer is the same. Else nothing is saved, and the page keeps what was entered and says what differs.
 */
function savedMeanwhile(
  { context, offer }: PageState,
  form: SubmittedForm,
  said: ConsentContext,
): HttpAnswer {
  if (isSaved(form, offer, said)) return backToPage({ context }, wasAskedLately(offer) ? "asked" : "saved");
  const texts = accountTranslations[context.formatter.locale].preferences;
  const conflict = conflictOf(form, { offer, context, texts });
  const rendered = preferencesView({ offer, context, ...conflict, notice: texts.stale });
  return pageAnswer(rendered, { page, status: 409, facts: { differing: conflict.differing.size } });
}

function wasAskedLately(offer: Offer): boolean {
  const waiting = boxesOf(offer).filter(
    ({ state, channel }) => state === "waiting" && isReachable(offer, channel),
  );
  return optInsToRequest(waiting, offer.consents, offer.now).length < waiting.length;
}

/** After it is saved: a question that was lost is asked again by saving again, once it is old enough. */
async function requestOptIns(
  deps: PreferencesDeps,
  customer: CustomerId,
  requested: BoxChanges["requested"],
): Promise<void> {
  for (const channel of CHANNELS) {
    const topics = requested.filter((record) => record.channel === channel).map(({ topic }) => topic);
    if (topics.length > 0) await deps.requestTopics(customer, channel, topics);
  }
}

async function resume(deps: PreferencesDeps, here: PageState): Promise<HttpAnswer> {
  let { offer } = here;
  await retryContended(
    "the preferences of one customer",
    async () => {
      const { pausedUntil, ...next } = offer.preferences;
      if (pausedUntil === undefined) return "resumed";
      if ((await deps.people.savePreferences(here.visitor.customer, next)) === "saved") return "resumed";
      ({ offer } = await loadState(deps, here.visitor, here.context));
      return "lost";
    },
    { racesMax: RESUME_RACES_MAX },
  );
  return backToPage(here, "resumed");
}

/** Its owner says that the address works. Whatever else suppresses an address stays, as does a bounce that comes meanwhile. */
async function liftBounces(
  { contacts, suppressions }: PreferencesDeps,
  here: PageState,
): Promise<HttpAnswer> {
  const found = await suppressions.read(await contacts.contacts(here.visitor.customer));
  for (const one of found) if (one.reason === "bounce") await suppressions.remove(one);
  return backToPage(here, "lifted");
}

async function stopAll(deps: PreferencesDeps, here: PageState): Promise<HttpAnswer> {
  const { visitor, context } = here;
  await unsubscribe(deps)(visitor.customer, {
    topic: "all",
    channel: "all",
    source: "preferences",
    ...stopWords(context.formatter.locale, context.brand.name),
    proof: proofOf(visitor),
  });
  return backToPage(here, "stopped");
}

function backToPage({ context }: Pick<PageState, "context">, done: Done): HttpAnswer {
  return seeOther(linkWith(PATH, { done }, context), { page, facts: { done } });
}

/** A session is begun by a link to the customer's own address, and by nothing else. */
function proofOf({ session: { startedAt } }: SignedInCustomer): string {
  return `session:${startedAt}`;
}
