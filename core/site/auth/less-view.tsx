import { topicWords } from "../../i18n/consent-words.ts";
import { authWords } from "../../i18n/page-words.ts";
import type { Rhythm } from "../../model/preferences.ts";
import type { Instant } from "../../model/purchase.ts";
import { linkPaths } from "../../model/routes.ts";
import type { Topic } from "../../model/topic.ts";
import { type Before, GATHERED, PAUSE_DAYS } from "../../people/lessen.ts";
import type { UnsubscribeSubject } from "../../people/sessions/unsubscribe-token.ts";
import { Form, Submit } from "../ui/form.tsx";
import { linkTo, type RenderedView } from "../ui/layout.tsx";
import type { AccountContext } from "../ui/page.ts";
import { Onward, type StatusText, statusView } from "../ui/status-page.tsx";
import { NEXT } from "./return-path.ts";
import { KNOWN } from "./sign-in-view.tsx";

/** The names of the buttons. A POST with neither stops what the link is for. */
export const LESS = "less";
export const UNDO = "undo";

/** What was just done: `before` is what undoes it; absent where nothing was left to do. */
export interface Done {
  readonly kind: "stopped" | "paused" | "monthly" | "undone" | "undoneBefore";
  readonly at: Instant;
  readonly before?: Before | undefined;
  readonly consents?: number;
}

/** What is sent on the channel of the link now. */
export interface Standing {
  readonly on: readonly Topic[];
  readonly rhythm: (topic: Topic) => Rhythm;
  readonly pausedUntil: Instant | undefined;
}

export interface LessView {
  readonly context: AccountContext;
  readonly link: UnsubscribeSubject;
  readonly token: string;
  readonly standing: Standing;
  readonly done: Done["kind"] | undefined;
  readonly ticket: string | undefined;
  /** The page of one topic alone. */
  readonly pathOf: (topic: Topic) => string;
}

/** What is sent, with a button for each way to hear less of it; after one was pressed what came of it, and how to undo it. */
export function lessView(view: LessView): RenderedView {
  const { context, link, standing, done, ticket, token } = view;
  const { unsubscribe: words, toPreferences } = authWords(context.formatter);
  const { topic, channel } = link;
  const others = standing.on.filter((one) => one !== topic);
  const isOn = topic === "all" ? standing.on.length > 0 : standing.on.includes(topic);
  const isAll = topic === "all";
  return statusView(
    context,
    said(view, isOn),
    <>
      {done === "stopped" && <p>{words.onItsWay}</p>}
      {ticket !== undefined && (
        <Form action={linkPaths.unsubscribe(token)} context={context}>
          <Submit name={UNDO} value={ticket}>
            {words.undo}
          </Submit>
        </Form>
      )}
      {isOn && !isAll && done !== "paused" && done !== "monthly" && (
        <Form action={linkPaths.unsubscribe(token)} context={context}>
          <Submit name={LESS} value="this" quiet={done !== undefined}>
            {words.stop}
          </Submit>
        </Form>
      )}
      {others.length > 0 && !isAll && (
        <p>
          {words.others[channel]} <strong>{others.map((one) => nameOf(one, context)).join(" · ")}</strong>
        </p>
      )}
      {isAll && others.length > 0 && (
        <ul class="onwards">
          {others.map((one) => (
            <li>
              <a href={linkTo(view.pathOf(one), context)}>{words.each(nameOf(one, context))}</a>
            </li>
          ))}
        </ul>
      )}
      {standing.on.length > 0 && <Less view={view} isOn={isOn} hasMore={others.length > 0} />}
      {isAll ? (
        <More context={context} />
      ) : (
        <Onward to={linkPaths.preferences} context={context} text={toPreferences} />
      )}
    </>,
  );
}

function said({ context, link, standing, done }: LessView, isOn: boolean): StatusText {
  const { unsubscribe: words } = authWords(context.formatter);
  const { brand } = context;
  const isAll = link.topic === "all";
  const what = link.topic === "all" ? undefined : nameOf(link.topic, context);
  const until = standing.pausedUntil && context.formatter.date(standing.pausedUntil);
  switch (done) {
    case "stopped":
      return { title: words.doneTitle, text: words.done(brand.name, what, link.channel) };
    case "paused":
      return { title: words.pausedTitle, text: words.paused(brand.name, until ?? "") };
    case "monthly":
      return { title: words.monthlyTitle, text: words.monthlyDone(what ?? "") };
    case "undone":
      return { title: words.undoneTitle, text: words.undone };
    case "undoneBefore":
      return { title: words.undoneTitle, text: words.undoneBefore };
    case undefined:
      if (!isOn) return { title: words.offTitle, text: words.off(brand.name, what, link.channel) };
      return {
        title: isAll ? words.allTitle : words.title,
        text: [
          words.text(brand.name, what, link.channel),
          ...(until === undefined ? [] : [words.isPaused(until)]),
        ].join(" "),
      };
  }
}

/** Ways to hear less that stop nothing for good. */
function Less({
  view: { context, link, token, standing, done },
  isOn,
  hasMore,
}: {
  readonly view: LessView;
  readonly isOn: boolean;
  readonly hasMore: boolean;
}) {
  const { unsubscribe: words } = authWords(context.formatter);
  const { topic } = link;
  const mayGather =
    topic !== "all" && isOn && GATHERED.includes(topic) && standing.rhythm(topic) !== "monthly";
  const mayPause = standing.pausedUntil === undefined && done !== "undone";
  const isRest = done === "stopped" || !(mayGather || mayPause);
  return (
    <section aria-labelledby="less">
      <h2 id="less">{isRest ? words.restTitle : words.lessTitle}</h2>
      <Form action={linkPaths.unsubscribe(token)} context={context}>
        {mayGather && (
          <Submit quiet name={LESS} value="monthly">
            {words.monthly}
          </Submit>
        )}
        {mayPause && (
          <>
            <p>{words.pauseText}</p>
            <div class="buttons">
              {PAUSE_DAYS.map((days) => (
                <Submit quiet name={LESS} value={`pause-${days}`}>
                  {words.pause[days]}
                </Submit>
              ))}
            </div>
          </>
        )}
        {hasMore && (
          <Submit quiet name={LESS} value="all">
            {words.stopAll[link.channel](context.brand.name)}
          </Submit>
        )}
      </Form>
    </section>
  );
}

/** All else is for its owner: a link to sign in goes to the address of the letter, which its reader need not type. */
function More({ context }: { readonly context: AccountContext }) {
  const { unsubscribe: words } = authWords(context.formatter);
  return (
    <Form action="/sign-in" context={context}>
      <p>{words.moreText}</p>
      <input type="hidden" name={NEXT} value={linkPaths.preferences} />
      <Submit name={KNOWN} value="1">
        {words.more}
      </Submit>
    </Form>
  );
}

function nameOf(topic: Topic, { formatter }: AccountContext): string {
  return topicWords(formatter.language, topic).name;
}
