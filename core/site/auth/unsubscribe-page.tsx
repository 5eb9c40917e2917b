import { createHash } from "node:crypto";
import { CONSENT_WORDS_VERSION, topicWords } from "../../i18n/consent-words.ts";
import { authTranslations } from "../../i18n/dictionaries.ts";
import { linkPaths } from "../../model/routes.ts";
import { readUnsubscribeToken, type UnsubscribeSubject } from "../../people/sessions/unsubscribe-token.ts";
import { type UnsubscribeDeps, type UnsubscribeRequest, unsubscribe } from "../../people/unsubscribe.ts";
import { Form, Submit } from "../ui/form.tsx";
import type { AccountContext, Page } from "../ui/page.ts";
import { pageAnswer } from "../ui/page-answer.ts";
import { neutralPage, Onward, statusView } from "../ui/status-page.tsx";

export interface UnsubscribePageDeps extends UnsubscribeDeps {
  /** Reads the key that unsubscribe links are signed with. */
  readonly contactKey: () => Promise<string>;
}

/** What mailbox providers post for their users: https://www.rfc-editor.org/rfc/rfc8058. */
const ONE_CLICK = "List-Unsubscribe=One-Click";

/**
 * GET shows one button; POST stops what the link is for, from any sender and with any body: it needs no session
 * and no form, as the mailbox provider's program has neither. Stopping again changes nothing.
 */
export function unsubscribePage(deps: UnsubscribePageDeps): Page {
  const withdraw = unsubscribe(deps);
  return async (request, context) => {
    const token = request.parameters["token"] ?? "";
    const link = readUnsubscribeToken(await deps.contactKey(), token);
    if (link === undefined) return neutralPage(context);
    if (request.method !== "POST") return pageAnswer(question(context, link, token), { page: "unsubscribe" });
    const { consents } = await withdraw(link.customer, withdrawalOf(link, context, token, request.body));
    return pageAnswer(stopped(context, link), { page: "unsubscribed", facts: { consents } });
  };
}

/** The words of it are those on the button's page; a program that posts at once has shown none but its own. */
function withdrawalOf(
  link: UnsubscribeSubject,
  context: AccountContext,
  token: string,
  body: Buffer,
): UnsubscribeRequest {
  const oneClick = body.includes("One-Click");
  return {
    topic: link.topic,
    channel: link.channel,
    source: "oneClick",
    locale: context.formatter.locale,
    words: oneClick ? ONE_CLICK : sentence(context, link),
    wordsVersion: oneClick ? "rfc8058" : `unsubscribe.${CONSENT_WORDS_VERSION}`,
    proof: `link:${createHash("sha256").update(token).digest("base64url")}`,
  };
}

function sentence(context: AccountContext, link: UnsubscribeSubject): string {
  const { locale } = context.formatter;
  return authTranslations[locale].unsubscribe.text(context.brand.name, nameOf(link, context), link.channel);
}

function nameOf({ topic }: UnsubscribeSubject, { formatter }: AccountContext): string | undefined {
  return topic === "all" ? undefined : topicWords(formatter.locale, topic).name;
}

function question(context: AccountContext, link: UnsubscribeSubject, token: string) {
  const words = authTranslations[context.formatter.locale].unsubscribe;
  return statusView(
    context,
    { title: words.title, text: sentence(context, link) },
    <Form action={linkPaths.unsubscribe(token)} context={context}>
      <Submit>{words.stop}</Submit>
    </Form>,
  );
}

function stopped(context: AccountContext, link: UnsubscribeSubject) {
  const { unsubscribe: words, toPreferences } = authTranslations[context.formatter.locale];
  return statusView(
    context,
    { title: words.doneTitle, text: words.done(context.brand.name, nameOf(link, context), link.channel) },
    <>
      <p>{words.onItsWay}</p>
      <p>{words.undo}</p>
      <Onward to={linkPaths.preferences} context={context} text={toPreferences} />
    </>,
  );
}
