import { accountWords } from "../../../i18n/page-words.ts";
import type { CustomerId } from "../../../model/customer.ts";
import { CHANNELS, type MessageChannel } from "../../../model/topic.ts";
import { optInsToRequest } from "../../../people/consent/opt-in.ts";
import type { HttpAnswer } from "../../../platform/lambda/http.ts";
import type { PageRequest, SignedInPage } from "../../ui/page.ts";
import { pageAnswer, seeOther } from "../../ui/page-answer.ts";
import { linkWith } from "../../ui/page-context.ts";
import type { SubmittedForm } from "../../ui/read-form.ts";
import { conflictOf, isSaved } from "./conflict.ts";
import { DO, noticeOf, type PreferencesDone } from "./done.ts";
import type { Offer } from "./field.tsx";
import { isOwn, readPreferences, SEEN, savedForm, seenNow } from "./form.ts";
import { loadState, type PageState, type PreferencesDeps, proofOf } from "./load-state.ts";
import { lacksZone } from "./place-fields.tsx";
import { stepView } from "./step-view.tsx";
import { type Step, stepPath } from "./steps.ts";
import { type BoxChanges, boxesOf, type ConsentContext } from "./topic-boxes.ts";

const page = "preferences";

/**
 * A step of the preference centre. `GET` shows what a customer chose. `POST` saves the form of the step in one transaction,
 * or nothing: 422 when something in it cannot be read, 409 when something else was saved since it was shown, or when another
 * customer was shown it, whose form is not read. The same form sent again is answered as the first time. What other steps show stays as it is. One button only shows the shares that
 * the causes would have, and saves nothing.
 */
export function stepPage(deps: PreferencesDeps, step: Step): SignedInPage {
  return async (request, visitor, context) => {
    const here = await loadState(deps, visitor, context, step);
    if (request.method !== "POST") return show(here, request.query["done"]);
    return request.form.text(DO) === "count" ? count(here, request) : save(deps, here, request);
  };
}

function show({ context, offer }: PageState, done: string | undefined, status = 200): HttpAnswer {
  const notice = noticeOf(done, context);
  return pageAnswer(stepView({ offer, context, form: savedForm(offer), notice }), { page, status });
}

/** The form as it was sent, with the shares that it would make. */
function count({ context, offer }: PageState, { form }: PageRequest): HttpAnswer {
  const { counted } = accountWords(context.formatter).preferences;
  const rendered = stepView({ offer, context, form, notice: counted });
  return pageAnswer(rendered, { page, facts: { done: "counted" } });
}

async function save(deps: PreferencesDeps, here: PageState, { form }: PageRequest): Promise<HttpAnswer> {
  const { visitor, context, offer } = here;
  const said = { shownIn: context.formatter.language, brand: context.brand.name, proof: proofOf(visitor) };
  if (!isOwn(form, offer)) return show(here, "none", 409);
  if (form.text(SEEN) !== seenNow(offer)) return savedMeanwhile(here, form, said);
  const read = readPreferences(form, offer, said);
  if (read.outcome === "refused") {
    const { problems } = read;
    const rendered = stepView({ offer, context, form, problems });
    return pageAnswer(rendered, { page, status: 422, facts: { problems: [...new Set(problems.values())] } });
  }
  const { next, changes } = read;
  const saved = await deps.people.savePreferences(visitor.customer, next, changes.records, offer.consents);
  if (saved === "stale")
    return savedMeanwhile(await loadState(deps, visitor, context, offer.step), form, said);
  const reachable = changes.requested.filter(({ channel }) => isReachable(offer, channel));
  await requestOptIns(deps, visitor.customer, reachable);
  if (offer.step === "when" && lacksZone(next)) return backToStep(here, "savedNoZone");
  return backToStep(here, reachable.length > 0 ? "asked" : "saved");
}

/** Nothing is sent to a suppressed address, and so no question may be promised there. */
function isReachable({ reach }: Offer, channel: MessageChannel): boolean {
  return reach.some((one) => one.channel === channel && !one.suppressed && one.refused !== true);
}

/**
 * The answer to a form that was shown before the last saving. What it says may be saved already, because it was sent twice:
 * then its answer is the same. Else nothing is saved, and the page keeps what was entered and says what differs.
 */
function savedMeanwhile(
  { context, offer }: Omit<PageState, "visitor">,
  form: SubmittedForm,
  said: ConsentContext,
): HttpAnswer {
  if (isSaved(form, offer, said))
    return backToStep({ context, offer }, wasAskedLately(offer) ? "asked" : "saved");
  const texts = accountWords(context.formatter).preferences;
  const conflict = conflictOf(form, { offer, context, texts });
  const rendered = stepView({ offer, context, ...conflict, notice: texts.stale });
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

function backToStep(
  { context, offer: { step = "what" } }: Omit<PageState, "visitor">,
  done: PreferencesDone,
): HttpAnswer {
  return seeOther(linkWith(stepPath(step), { done }, context), { page, facts: { done } });
}
