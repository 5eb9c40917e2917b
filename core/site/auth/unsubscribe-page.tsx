import { createHash } from "node:crypto";
import { agreedIn, consentVersion, topicWords } from "../../i18n/consent-words.ts";
import { authWords } from "../../i18n/page-words.ts";
import { minutesAfter } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import { linkPaths } from "../../model/routes.ts";
import type { Topic } from "../../model/topic.ts";
import { hasExpired } from "../../people/consent/opt-in.ts";
import {
  type Before,
  beforeOf,
  beforeText,
  type LessenDeps,
  lessen,
  PAUSE_DAYS,
} from "../../people/lessen.ts";
import { readTicket, TICKET_MINUTES, ticket } from "../../people/sessions/ticket.ts";
import {
  readUnsubscribeToken,
  type UnsubscribeSubject,
  unsubscribeToken,
} from "../../people/sessions/unsubscribe-token.ts";
import { type UnsubscribeDeps, type UnsubscribeRequest, unsubscribe } from "../../people/unsubscribe.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import type { AccountContext, Page, PageRequest, SignedInPage } from "../ui/page.ts";
import { pageAnswer } from "../ui/page-answer.ts";
import { signedInContext } from "../ui/page-context.ts";
import { readForm } from "../ui/read-form.ts";
import { isSameSite } from "../ui/same-site.ts";
import { neutralPage, otherSitePage } from "../ui/status-page.tsx";
import { type Done, LESS, lessView, type Standing, UNDO } from "./less-view.tsx";

export interface UnsubscribePageDeps extends UnsubscribeDeps, LessenDeps {
  readonly people: UnsubscribeDeps["people"] & LessenDeps["people"];
  /** Reads the key that unsubscribe links are signed with. */
  readonly contactKey: () => Promise<string>;
}

/** What mailbox providers post for their users: https://www.rfc-editor.org/rfc/rfc8058. */
const ONE_CLICK = "List-Unsubscribe=One-Click";
const TICKET = "undo";

interface Here {
  readonly link: UnsubscribeSubject;
  readonly token: string;
  readonly key: string;
  readonly request: PageRequest;
  readonly context: AccountContext;
}

/**
 * GET says what is sent and what goes on, with a button each to stop this, to hear less, to pause and to stop all. A POST
 * without one of our buttons stops what the link is for, from any sender and with any body: it needs no session and no form,
 * as the mailbox provider's program has neither (RFC 8058). Our own buttons are taken from our own page alone. What was
 * done can be undone within the hour, by a ticket that only its answer holds. Repeating any of it changes nothing.
 */
export function unsubscribePage(deps: UnsubscribePageDeps): Page {
  return async (request, context) => {
    const token = request.parameters["token"] ?? "";
    const key = await deps.contactKey();
    const link = readUnsubscribeToken(key, token);
    if (link === undefined) return neutralPage(context);
    const here: Here = { link, token, key, request, context };
    if (request.method !== "POST") return lessPage(deps, here);
    const form = readForm(request);
    const pressed = form?.text(LESS) ?? "";
    const undoes = form?.text(UNDO) ?? "";
    if (pressed === "" && undoes === "") return stop(deps, here, link.topic);
    if (!isSameSite(request)) return otherSitePage(context);
    return undoes === "" ? press(deps, here, pressed) : undo(deps, here, undoes);
  };
}

/** What the reader of a letter sees of the preferences: what is sent, and each way to hear less. */
export function lessForReader(deps: UnsubscribePageDeps): SignedInPage {
  return async (_request, { customer }, context) => {
    const key = await deps.contactKey();
    const link: UnsubscribeSubject = { customer, topic: "all", channel: "email" };
    const preferences = await deps.people.preferences(customer);
    const own = preferences === undefined ? context : signedInContext(context, preferences);
    return lessPage(deps, { link, token: unsubscribeToken(key, link), key, context: own });
  };
}

/** The page as it stands, after what was just done on it. */
async function lessPage(
  deps: UnsubscribePageDeps,
  { link, token, key, context }: Pick<Here, "link" | "token" | "key" | "context">,
  done?: Done,
): Promise<HttpAnswer> {
  const standing = await standingOf(deps, link);
  const signed =
    done?.before && ticket(key, TICKET, { ...done, customer: link.customer, facts: beforeText(done.before) });
  const pathOf = (topic: Topic) => linkPaths.unsubscribe(unsubscribeToken(key, { ...link, topic }));
  const rendered = lessView({ context, link, token, standing, done: done?.kind, ticket: signed, pathOf });
  const page = done === undefined ? "unsubscribe" : done.kind === "stopped" ? "unsubscribed" : done.kind;
  return pageAnswer(rendered, {
    page,
    ...(done?.consents !== undefined && { facts: { consents: done.consents } }),
  });
}

async function standingOf(
  { people, now }: UnsubscribePageDeps,
  { customer, channel }: UnsubscribeSubject,
): Promise<Standing> {
  const [consents, preferences] = await Promise.all([
    people.consents(customer),
    people.preferences(customer),
  ]);
  const at = now();
  const on = consents
    .filter((one) => one.channel === channel && one.state === "given" && !hasExpired(one, at))
    .map(({ topic }) => topic)
    .filter((topic) => preferences?.topics[topic][channel] !== false);
  const paused = preferences?.pausedUntil;
  return {
    on,
    rhythm: (topic) => preferences?.topics[topic].rhythm ?? "eachTime",
    pausedUntil: paused !== undefined && paused > at ? paused : undefined,
  };
}

async function stop(deps: UnsubscribePageDeps, here: Here, topic: Topic | "all"): Promise<HttpAnswer> {
  const { link } = here;
  const { consents } = await unsubscribe(deps)(link.customer, withdrawalOf(here, topic));
  const at = await stoppedSince(deps, here);
  const before: Before | undefined = at === undefined ? undefined : { kind: "stop" };
  const done: Done = { kind: "stopped", at: at ?? deps.now(), before, consents };
  return lessPage(deps, { ...here, link: { ...link, topic } }, done);
}

/** Since when this very link stopped what can still be undone: a button that is pressed twice can be undone as well. */
async function stoppedSince(
  { people, now }: UnsubscribePageDeps,
  { link, token }: Here,
): Promise<Instant | undefined> {
  const fresh = minutesAfter(now(), -TICKET_MINUTES);
  const stopped = (await people.consents(link.customer)).filter(
    ({ state, channel, at }) => state === "withdrawn" && channel === link.channel && at > fresh,
  );
  const records = await Promise.all(stopped.map((one) => people.consentRecord(link.customer, one)));
  const times = records.flatMap((record) => (record?.proof === proofOf(token) ? [record.at] : []));
  return times.toSorted()[0];
}

async function press(deps: UnsubscribePageDeps, here: Here, pressed: string): Promise<HttpAnswer> {
  const { link } = here;
  const at = deps.now();
  const { pause, monthly } = lessen(deps);
  const days = PAUSE_DAYS.find((one) => pressed === `pause-${one}`);
  if (pressed === "all") return stop(deps, here, "all");
  if (days !== undefined)
    return lessPage(deps, here, { kind: "paused", at, before: await pause(link.customer, days) });
  if (pressed === "monthly" && link.topic !== "all")
    return lessPage(deps, here, { kind: "monthly", at, before: await monthly(link.customer, link.topic) });
  return stop(deps, here, link.topic);
}

async function undo(deps: UnsubscribePageDeps, here: Here, given: string): Promise<HttpAnswer> {
  const { link, token, key } = here;
  const found = readTicket(key, TICKET, given, deps.now());
  const before: Before | undefined = found && beforeOf(found.facts);
  if (found?.customer !== link.customer || before === undefined) return lessPage(deps, here);
  const { topic, channel } = link;
  const undone = await lessen(deps).undo(link.customer, before, {
    topic,
    channel,
    proof: proofOf(token),
    since: found.at,
  });
  return lessPage(deps, here, { kind: undone === "undone" ? "undone" : "undoneBefore", at: found.at });
}

/** The words of it are those on the button's page; a program that posts at once has shown none but its own. */
function withdrawalOf({ link, token, request, context }: Here, topic: Topic | "all"): UnsubscribeRequest {
  const oneClick = request.body.includes("One-Click");
  const { language } = context.formatter;
  const agreed = agreedIn(language);
  const what = topic === "all" ? undefined : topicWords(language, topic).name;
  return {
    topic,
    channel: link.channel,
    source: "oneClick",
    locale: agreed.tag,
    words: oneClick ? ONE_CLICK : shownWords(context, what, link.channel),
    wordsVersion: oneClick ? "rfc8058" : `unsubscribe.${consentVersion(agreed)}`,
    proof: proofOf(token),
  };
}

/** The sentence of the page and its button. */
function shownWords(
  { formatter, brand }: AccountContext,
  what: string | undefined,
  channel: UnsubscribeSubject["channel"],
): string {
  const words = authWords(formatter).unsubscribe;
  const button = what === undefined ? words.stopAll[channel](brand.name) : words.stop;
  return `${words.text(brand.name, what, channel)} ${button}`;
}

function proofOf(token: string): string {
  return `link:${createHash("sha256").update(token).digest("base64url")}`;
}
