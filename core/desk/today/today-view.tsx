import type { RenderedView } from "../../site/ui/layout.tsx";
import { linkTo, ViewPart } from "../../site/ui/layout.tsx";
import type { AccountContext } from "../../site/ui/page.ts";
import { linkWith } from "../../site/ui/page-context.ts";
import { deskView } from "../frame/frame.tsx";
import type { DeskSession } from "../sessions/desk-session.ts";
import { deskWords } from "../words/in-language.ts";
import type { RingingAlarm } from "./alarms.client.ts";
import type { DayFigures, WaitingFigures } from "./today-figures.ts";

export interface Waiting extends WaitingFigures {
  /** There are more than were looked at: each figure is at least that. */
  readonly isMore: boolean;
}

/** What a page of today shows. What is undefined no role of its reader sees. */
export interface ShownToday {
  readonly context: AccountContext;
  readonly member: DeskSession;
  readonly figures: DayFigures;
  readonly waiting: Waiting | undefined;
  readonly alarms: readonly RingingAlarm[] | "unread" | undefined;
  /** How many payouts wait for an approval. */
  readonly toApprove: number | undefined;
}

/** Descriptions of alarms are in one language. */
const ALARM_LANGUAGE = "en";

export function todayView(shown: ShownToday): RenderedView {
  const { context, member, waiting, alarms, toApprove } = shown;
  const words = deskWords(context.formatter);
  const roles = context.formatter.all(member.roles.map((role) => words.roles[role]));
  return deskView({
    context,
    member,
    path: "/desk",
    title: words.welcome(member.name),
    text: words.signedInAs(roles),
    children: (
      <>
        {waiting !== undefined && <WaitingPart waiting={waiting} context={context} />}
        {toApprove !== undefined && <ToApprovePart toApprove={toApprove} context={context} />}
        {alarms !== undefined && <AlarmsPart alarms={alarms} context={context} />}
        <CameIn shown={shown} />
      </>
    ),
  });
}

function WaitingPart({ waiting, context }: { readonly waiting: Waiting; readonly context: AccountContext }) {
  const { day } = deskWords(context.formatter);
  const { counted, number } = context.formatter;
  const { open, late, complaints, unowned, broken, isMore } = waiting;
  const toInbox = (whose: string) => linkWith("/desk/inbox", { queue: "open", whose }, context);
  return (
    <ViewPart id="waiting" title={day.waiting}>
      <p>
        <span class="amount">{number(broken)}</span> {broken === 1 ? day.broken.one : day.broken.other}
      </p>
      <ul class="entries">
        <li>
          <a class="onward" href={toInbox("all")}>
            {isMore ? day.moreThan(number(open)) : counted(open, day.open)}
          </a>
          <p>{day.ofThem(number(late), number(complaints))}</p>
        </li>
        {unowned > 0 && (
          <li>
            <a class="onward" href={toInbox("unowned")}>
              {counted(unowned, day.unowned)}
            </a>
          </li>
        )}
      </ul>
    </ViewPart>
  );
}

function ToApprovePart({
  toApprove,
  context,
}: {
  readonly toApprove: number;
  readonly context: AccountContext;
}) {
  const { payouts: words } = deskWords(context.formatter);
  return (
    <ViewPart id="payouts" title={words.title}>
      <p>
        <a class="onward" href={linkTo("/desk/payouts", context)}>
          {toApprove === 0 ? words.none : context.formatter.counted(toApprove, words.toApprove)}
        </a>
      </p>
    </ViewPart>
  );
}

function AlarmsPart({
  alarms,
  context,
}: {
  readonly alarms: NonNullable<ShownToday["alarms"]>;
  readonly context: AccountContext;
}) {
  const { day } = deskWords(context.formatter);
  return (
    <ViewPart id="alarms" title={day.alarms}>
      {alarms === "unread" && <p>{day.alarmsUnread}</p>}
      {alarms !== "unread" && alarms.length === 0 && <p>{day.noAlarm}</p>}
      {alarms !== "unread" && alarms.length > 0 && (
        <>
          <ul class="entries">
            {alarms.map(({ name, meaning }) => (
              <li>
                <strong lang={ALARM_LANGUAGE}>{meaning}</strong>
                <p>{name}</p>
              </li>
            ))}
          </ul>
          <p>{day.alarmsNext}</p>
        </>
      )}
    </ViewPart>
  );
}

function CameIn({ shown }: { readonly shown: ShownToday }) {
  const { context, figures } = shown;
  const { day } = deskWords(context.formatter);
  const { number, money } = context.formatter;
  const { purchases, given } = figures;
  return (
    <ViewPart id="came-in" title={day.cameIn}>
      <ul class="figures">
        <li>
          <span class="amount">{number(purchases)}</span>{" "}
          {purchases === 1 ? day.purchases.one : day.purchases.other}
        </li>
        {given.map(({ currency, minor }) => (
          <li>
            <span class="amount">{money(minor, currency)}</span> {day.given}
          </li>
        ))}
      </ul>
      <p class="muted">{day.byDay}</p>
    </ViewPart>
  );
}
