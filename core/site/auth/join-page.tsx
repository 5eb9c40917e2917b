import { authWords } from "../../i18n/page-words.ts";
import type { TermsView } from "../../impact/view.ts";
import { unreachableByText } from "../../messaging/eligibility/text-reach.ts";
import { offeredTopics } from "../../model/offered-topics.ts";
import { CHANNELS } from "../../model/topic.ts";
import type { TextCountries } from "../../people/contacts/texted-number.ts";
import { QUESTIONS, sourceOf } from "../../people/rate-limit/rate-limit.ts";
import { type RequestOptInDeps, requestOptIn } from "../../people/request-opt-in.ts";
import { type JoinProblem, type JoinRequest, type SubscribeDeps, subscribe } from "../../people/subscribe.ts";
import type { AtLeast } from "../../platform/at-least.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import type { AccountContext, Page, PageRequest } from "../ui/page.ts";
import { LISTED, pageAnswer } from "../ui/page-answer.ts";
import { emptyForm } from "../ui/read-form.ts";
import { requestIdOf } from "../ui/request-id.ts";
import { Onward, statusView } from "../ui/status-page.tsx";
import { joinFields, readJoin, requestIn } from "./join-form.ts";
import { joinView } from "./join-view.tsx";

/** Longer than subscribing a customer takes: the time of an answer does not show whether an address is known. */
export const JOIN_ANSWER_MS = 600;

export interface JoinDeps extends RequestOptInDeps, SubscribeDeps {
  readonly atLeast: AtLeast;
  readonly textCountries: TextCountries;
  readonly readOffers: () => Promise<readonly TermsView[]>;
}

/**
 * GET shows the form; POST records the request, and asks at the address whether it is wanted. The answer is
 * the same for known and unknown addresses. If it fails, the same form sent again asks the same question, once.
 */
export function joinPage(deps: JoinDeps): Page {
  const join = subscribe(deps);
  return async (request, context) => {
    const id = requestIn(request.form) ?? requestIdOf("join", deps.random);
    if (request.method !== "POST") {
      const listed = { ...context, address: `${context.siteUrl}/join` };
      const offers = await deps.readOffers();
      const empty = { filled: emptyForm, errors: new Map<string, string>(), request: id };
      const rendered = joinView({ context: listed, offers, ...empty });
      return pageAnswer(rendered, { page: "join", headers: LISTED });
    }
    const { formatter, brand, brandConfig } = context;
    const offer = {
      brand: brand.name,
      shownIn: formatter.language,
      causes: brandConfig.causes,
      topics: offeredTopics(brand),
    };
    const read = readJoin(request.form, offer, id);
    const words = authWords(formatter).join;
    if (read.outcome === "notOffered") {
      return formAgain(
        request,
        context,
        id,
        new Map([[read.field, words.notOffered]]),
        await deps.readOffers(),
      );
    }
    const source = sourceOf(request.sourceIp);
    const { joined, bounds } = await deps.atLeast(JOIN_ANSWER_MS, async () => {
      const joined = await join(
        read.join,
        unreachableByText(read.join, { countries: deps.textCountries, now: deps.now() }),
      );
      const asked = joined.outcome === "joined" ? requestOptIn(deps, joined, { join: id, source }) : [];
      return { joined, bounds: await asked };
    });
    if (joined.outcome === "refused")
      return formAgain(request, context, id, errorsOf(joined.problems, context), await deps.readOffers());
    return joinedView(context, read.join, bounds);
  };
}

/** The form as it was sent, with what is wrong at its fields. Nothing was saved. */
function formAgain(
  request: PageRequest,
  context: AccountContext,
  id: string,
  errors: ReadonlyMap<string, string>,
  offers: readonly TermsView[],
): HttpAnswer {
  const rendered = joinView({ context, offers, filled: request.form, errors, request: id });
  return pageAnswer(rendered, { page: "join", status: 422, facts: { errors: errors.size } });
}

type ProblemTexts = Readonly<Record<JoinProblem["field"], Partial<Record<JoinProblem["problem"], string>>>>;

function errorsOf(problems: readonly JoinProblem[], { formatter }: AccountContext): Map<string, string> {
  const words: ProblemTexts = authWords(formatter).join.problems;
  return new Map(
    problems.flatMap(({ field, problem }): [string, string][] => {
      const text = words[field][problem];
      return text === undefined ? [] : [[joinFields[field], text]];
    }),
  );
}

/** The same page whether the questions are sent, or a bound of the day is reached: only the log says so. */
function joinedView(
  context: AccountContext,
  { email = "", phone = "", wishes }: JoinRequest,
  bounds: readonly string[],
): HttpAnswer {
  const { join: words, toCommunity } = authWords(context.formatter);
  const typed = { email, sms: phone };
  const used = CHANNELS.filter((one) => wishes.some(({ channel }) => channel === one));
  const [first = "", ...more] = used.map((channel) => words.done[channel](typed[channel]));
  const rendered = statusView(
    context,
    { title: words.doneTitle, text: first },
    <>
      {more.map((text) => (
        <p>{text}</p>
      ))}
      {used.map((channel) => (
        <p>{words.doneLater[channel](context.replyTo, QUESTIONS.max)}</p>
      ))}
      <Onward to="/join" context={context} text={words.otherAddress} />
      <Onward to="/" context={context} text={toCommunity} />
    </>,
  );
  return pageAnswer(rendered, { page: "joined", ...(bounds.length > 0 && { facts: { bounds } }) });
}
