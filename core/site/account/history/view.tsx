import { topicWords } from "../../../i18n/consent-words.ts";
import { accountWords } from "../../../i18n/page-words.ts";
import type { Translations } from "../../../i18n/translations.ts";
import { zoneCity } from "../../../i18n/zone-names.ts";
import type { MessageTitles } from "../../../messaging/content/brand-messages.ts";
import { MessageName } from "../../../messaging/content/catalog.ts";
import { messageTitles } from "../../../messaging/content/generated/titles.ts";
import { assertNever } from "../../../model/assert-never.ts";
import type { ConsentRecord } from "../../../model/consent.ts";
import type { Instant } from "../../../model/purchase.ts";
import type { HistoryEntry } from "../../../people/records/history.ts";
import { linkTo, type RenderedView, ViewPart } from "../../ui/layout.tsx";
import type { AccountContext } from "../../ui/page.ts";
import { linkWith } from "../../ui/page-context.ts";
import type { PageFormatter } from "../../ui/page-formatter.ts";
import { accountLayout } from "../layout.tsx";

/** What a message is called in the language of the page, or in its base. */
function titleOf(name: MessageName, { language }: PageFormatter): string {
  return titles[name][language.tag] ?? titles[name][language.locale];
}

const titles: MessageTitles = typeof HAS_BRAND_MESSAGES === "undefined" ? messageTitles : BRAND_TITLES;

/** One line of history, with the record of the consent that allowed it, if one did and it is still there. */
export interface HistoryLine {
  readonly entry: HistoryEntry;
  readonly record?: ConsentRecord;
}

/**
 * What the page is made from.
 * - `zone`: the clock of the times
 * - `readable`: messages can be read again from here
 * - `next`: leads to what is older; absent at the end
 */
export interface HistoryView {
  readonly lines: readonly HistoryLine[];
  readonly context: AccountContext;
  readonly zone: string;
  readonly isNewest: boolean;
  readonly readable: boolean;
  readonly next?: string;
}

const PATH = "/history";

export function historyView(view: HistoryView): RenderedView {
  const { lines, context, zone, isNewest, next } = view;
  const words = accountWords(context.formatter).history;
  return accountLayout({
    page: "history",
    context,
    children: (
      <ViewPart
        id="messages"
        title={words.title}
        aside={
          <p class="muted">
            {[
              words.clock(zoneCity(zone, context.formatter.locale)),
              ...(view.readable ? [words.kept] : []),
            ].join(" ")}
          </p>
        }
      >
        {lines.length === 0 ? (
          <Nothing words={words} isNewest={isNewest} />
        ) : (
          <Lines view={view} words={words} />
        )}
        <p class="onwards">
          {!isNewest && <a href={linkTo(PATH, context)}>{words.newest}</a>}
          {next !== undefined && <a href={linkWith(PATH, { before: next }, context)}>{words.older}</a>}
        </p>
      </ViewPart>
    ),
  });
}

function Nothing({
  words,
  isNewest,
}: {
  readonly words: Translations["account"]["history"];
  readonly isNewest: boolean;
}) {
  if (!isNewest) return <p>{words.nothingOlder}</p>;
  return (
    <>
      <p class="far">{words.nothing}</p>
      <p>{words.nothingText}</p>
    </>
  );
}

function Lines({
  view,
  words,
}: {
  readonly view: HistoryView;
  readonly words: Translations["account"]["history"];
}) {
  const { lines, context, zone } = view;
  const format = new Intl.DateTimeFormat(context.formatter.language.tag, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: zone,
  });
  const clock = (at: Instant) => format.format(new Date(at));
  return (
    <ol class="messages">
      {lines.map((line) => (
        <Line line={line} context={context} words={words} clock={clock} readable={view.readable} />
      ))}
    </ol>
  );
}

interface LineProps {
  readonly line: HistoryLine;
  readonly context: AccountContext;
  readonly words: Translations["account"]["history"];
  readonly clock: (at: Instant) => string;
  readonly readable: boolean;
}

function Line(props: LineProps) {
  const { line, context, words, clock, readable } = props;
  const { entry } = line;
  const { name } = topicWords(context.formatter.language, entry.topic);
  const message = MessageName.safeParse(entry.message);
  return (
    <li class={entry.outcome}>
      <p class="muted">
        <time dateTime={entry.at}>{clock(entry.at)}</time>
      </p>
      <div>
        <h3>{message.success ? titleOf(message.data, context.formatter) : name}</h3>
        <p class="muted">{[...(entry.transactional ? [] : [name]), words.by[entry.channel]].join(", ")}</p>
        <Outcome {...props} />
        {readable && entry.outcome === "sent" && entry.copied && (
          <p>
            <a class="onward" href={linkWith(PATH, { at: entry.at, key: entry.sendKey }, context)}>
              {words.readAgain}
              <span class="unseen">{` (${clock(entry.at)})`}</span>
            </a>
          </p>
        )}
      </div>
    </li>
  );
}

/** What became of it, and why. */
function Outcome({ line, context, words, clock }: LineProps) {
  const { entry } = line;
  switch (entry.outcome) {
    case "sent":
      return (
        <>
          <p class="mark">{words.sent}</p>
          <Allowed line={line} context={context} words={words} />
        </>
      );
    case "unknown":
      return (
        <>
          <p class="mark">{words.unknown}</p>
          <p>{words.unknownText}</p>
          <Allowed line={line} context={context} words={words} />
        </>
      );
    case "deferred":
      return (
        <>
          <p class="mark">{words.deferred(clock(entry.until))}</p>
          <Because reasons={entry.reasons} context={context} words={words} />
        </>
      );
    case "dropped":
      return (
        <>
          <p class="mark">{words.dropped}</p>
          <Because reasons={entry.reasons} context={context} words={words} />
        </>
      );
    default:
      return assertNever(entry);
  }
}

type Dropped = Extract<HistoryEntry, { outcome: "dropped" }>;

function Because({
  reasons,
  context,
  words,
}: Pick<LineProps, "context" | "words"> & Pick<Dropped, "reasons">) {
  const texts = reasons.map((reason) => words.reasons[reason]);
  return (
    <p>
      {words.because} {context.formatter.all(texts)}.
    </p>
  );
}

/** By which consent it was sent: when and where it was given, and in which words. */
function Allowed({ line: { entry, record }, context, words }: Pick<LineProps, "line" | "context" | "words">) {
  if (entry.transactional) return <p>{words.answer}</p>;
  if (record === undefined) return <p>{words.consentGone}</p>;
  return (
    <>
      <p>{words.agreed(context.formatter.date(record.at), words.sources[record.source])}.</p>
      <details>
        <summary>{words.agreedTo}</summary>
        <blockquote lang={record.locale}>{record.words}</blockquote>
      </details>
    </>
  );
}
