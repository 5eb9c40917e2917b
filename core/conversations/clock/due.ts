import type { Service } from "../../model/answering-hours.ts";
import { minutesAfter } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import type { ClockOf } from "../thread/append.ts";
import type { ClockState } from "../thread/event.ts";
import type { ConversationHead } from "../thread/head.ts";
import { afterWorking, workingMinutes } from "./working-time.ts";

const DAY_MINUTES = 24 * 60;

/**
 * What runs for a conversation as it stands, and by when: whatever is due first of our answer, the end, and what the customer
 * was promised; while it is snoozed the snooze, and while we wait for the customer their silence. The clocks of answers and end run
 * only while the customer waits, in working time: what passed in earlier waits counts towards the end. Pure: the head says all.
 */
export function dueOf(head: ConversationHead, service: Service): ClockState | undefined {
  if (head.state === "closed") return undefined;
  const promised = head.promises.map(({ due }): ClockState => ({ kind: "promise", due }));
  const running = [...promised, ...runningNow(head, service)];
  return running.toSorted((one, other) => (one.due < other.due ? -1 : 1))[0];
}

function runningNow(head: ConversationHead, service: Service): ClockState[] {
  const { state, snooze, waitingSince } = head;
  if (state === "snoozed" && snooze !== undefined) return [{ kind: "snooze", due: snooze.until }];
  if (waitingSince === undefined) {
    if (head.promises.length > 0) return [];
    const due = minutesAfter(quietSince(head), service.silentDays * DAY_MINUTES);
    return [{ kind: "silence", due }];
  }
  const { firstAnswer, nextAnswer, resolve } = service.matters[head.matter] ?? service.others;
  const isFirst = head.answeredAt === undefined;
  const waited = head.waits.reduce((sum, { from, to }) => sum + workingMinutes(from, to, service), 0);
  const until = (minutes: number): Instant =>
    afterWorking(waitingSince, minutes, service) ?? minutesAfter(waitingSince, minutes);
  return [
    { kind: isFirst ? "firstAnswer" : "nextAnswer", due: until(isFirst ? firstAnswer : nextAnswer) },
    { kind: "resolve", due: until(Math.max(0, resolve - waited)) },
  ];
}

/** Since when nobody said anything. */
function quietSince({ heardAt, waits }: ConversationHead): Instant {
  const answered = waits.at(-1)?.to ?? heardAt;
  return answered < heardAt ? heardAt : answered;
}

/** The clock under what the brand states when an event is appended. */
export function clockBy(service: () => Promise<Service>): ClockOf {
  return async (head) => dueOf(head, await service());
}
