import type { ConversationStore } from "../../conversations/thread/conversation.store.ts";
import type { ImpactStore } from "../../impact/impact.store.ts";
import { dayIn } from "../../model/days.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Now } from "../../platform/clock.ts";
import type { KnownPayouts } from "../../settlement/read-payouts.store.ts";
import type { AccountContext } from "../../site/ui/page.ts";
import { pageAnswer } from "../../site/ui/page-answer.ts";
import type { DeskPageFor } from "../frame/desk-page.ts";
import { isToApprove } from "../payouts/to-approve.ts";
import { mayAct } from "../roles/permissions.ts";
import type { DeskSession } from "../sessions/desk-session.ts";
import type { RingingAlarm } from "./alarms.client.ts";
import { figuresOf, whatWaits } from "./today-figures.ts";
import { type ShownToday, todayView, type Waiting } from "./today-view.tsx";

export interface TodayPageDeps {
  readonly conversations: Pick<ConversationStore, "desk">;
  readonly impact: Pick<ImpactStore, "days">;
  readonly readAlarms: () => Promise<readonly RingingAlarm[]>;
  /** Undefined where a row cannot be read, which is reported. */
  readonly readPayouts: () => Promise<KnownPayouts | undefined>;
  readonly now: Now;
}

/** The most that one read of a queue answers. Whatever there is more stands behind a "more than". */
const LOOKED_AT_MAX = 100;

/**
 * The first page: who one is here, what today came to, and what waits, as far as one's roles may see it. Five reads at most. Where the
 * alarms cannot be asked the page says so, and so does its line in the log.
 */
export function todayPage(deps: TodayPageDeps): DeskPageFor {
  return async (_, member, context) => {
    const at = deps.now();
    const [figures, waiting, alarms, toApprove] = await Promise.all([
      dayFigures(deps, context, at),
      waitingFor(deps, member, at),
      ringingFor(deps, member),
      toApproveFor(deps, member),
    ]);
    const shown: ShownToday = { context, member, figures, waiting, alarms, toApprove };
    const facts = alarms === "unread" ? { alarms } : {};
    return pageAnswer(todayView(shown), { page: "deskToday", facts });
  };
}

async function dayFigures({ impact }: TodayPageDeps, { brand }: AccountContext, at: Instant) {
  const day = dayIn(brand.timeZone, at);
  return figuresOf(await impact.days(day, day));
}

async function waitingFor(
  { conversations }: TodayPageDeps,
  { roles }: DeskSession,
  at: Instant,
): Promise<Waiting | undefined> {
  if (!mayAct(roles, "seeInbox")) return undefined;
  const { heads, next } = await conversations.desk("open", { limit: LOOKED_AT_MAX });
  return { ...whatWaits(heads, at), isMore: next !== undefined };
}

async function toApproveFor({ readPayouts }: TodayPageDeps, { roles }: DeskSession) {
  if (!mayAct(roles, "seePayouts")) return undefined;
  return (await readPayouts())?.payouts.filter(isToApprove).length;
}

async function ringingFor(
  { readAlarms }: TodayPageDeps,
  { roles }: DeskSession,
): Promise<ShownToday["alarms"]> {
  if (!mayAct(roles, "seeAlarms")) return undefined;
  try {
    return await readAlarms();
  } catch {
    // Whoever looks after conversations and money goes on without CloudWatch.
    return "unread";
  }
}
