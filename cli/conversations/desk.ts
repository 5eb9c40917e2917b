import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { staffActs } from "../../core/conversations/acts/staff-acts.ts";
import { clockBy } from "../../core/conversations/clock/due.ts";
import { statedService } from "../../core/conversations/clock/stated-hours.ts";
import type { ClockOf } from "../../core/conversations/thread/append.ts";
import { closedIn, DeskQueue } from "../../core/conversations/thread/desk-queue.ts";
import type { ConversationHead } from "../../core/conversations/thread/head.ts";
import { type EventsClient, eventsClient } from "../../core/events/event-bus.client.ts";
import { ConversationId, Staff } from "../../core/model/conversation.ts";
import { CliError } from "../cli-error.ts";
import { callerOf } from "../money/payouts.ts";
import { type People, peopleOf } from "../people/people-stage.ts";
import { openStage, type StageOptions } from "../stage.ts";

/** The first characters of a conversation's id, by which a person names it. */
export const NAME_CHARS = 12;
const PAGE = 100;
/** What an operator looks through for a name: a desk has more. */
const LOOKED_THROUGH_MAX = 2_000;

/** What the command line does at the desk of a stage, and as whom. */
export interface Desk {
  readonly people: People;
  readonly acts: ReturnType<typeof staffActs>;
  readonly clockOf: ClockOf;
  readonly by: () => Promise<Staff>;
  /** Puts events on the bus of the stage. */
  readonly events: () => EventsClient;
}

export async function withDesk<Result>(
  options: StageOptions,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  const stage = await openStage(options);
  const people = peopleOf(stage);
  const { conversations, now } = people;
  const clockOf = clockBy(statedService(people.brandConfig));
  try {
    return await work({
      people,
      clockOf,
      acts: staffActs({ conversations, clockOf, now }),
      events: () => eventsClient(new EventBridgeClient(stage.config), stage.output("EventBus")),
      by: async () => operatorNamed(await callerOf(stage)),
    });
  } finally {
    people.close();
  }
}

/** Whom AWS takes the caller for, as the actor of an event: the last part of the ARN. */
function operatorNamed(arn: string): Staff {
  const name = arn.split(/[/:]/).at(-1) ?? "";
  return Staff.parse(`operator:${name.replaceAll(/[^\w-]/g, "-").slice(0, 64) || "operator"}`);
}

/** A queue as it is named on the command line: `closed` is that of this month. */
export function queueNamed(name: string, { now }: Pick<People, "now">): DeskQueue {
  const queue = DeskQueue.safeParse(name === "closed" ? closedIn(now()) : name.replace("/", "#"));
  if (queue.success) return queue.data;
  throw new CliError(
    `There is no queue ${name}.`,
    "Name open, waiting, snoozed, closed, or a month such as closed/2026-11.",
  );
}

/** Every conversation of a queue, in its order, as many as an operator looks through. */
export async function headsOf({ conversations }: People, queue: DeskQueue): Promise<ConversationHead[]> {
  const heads: ConversationHead[] = [];
  let after: string | undefined;
  do {
    const page = await conversations.desk(queue, { limit: PAGE, ...(after !== undefined && { after }) });
    heads.push(...page.heads);
    after = page.next;
  } while (after !== undefined && heads.length < LOOKED_THROUGH_MAX);
  return heads;
}

/** The conversation that a name from the list, or a whole id, means. Throws a {@link CliError}. */
export async function conversationNamed(people: People, name: string): Promise<ConversationId> {
  const whole = ConversationId.safeParse(name);
  if (whole.success) return whole.data;
  const queues = (["open", "waiting", "snoozed", "closed"] as const).map((one) => queueNamed(one, people));
  const found = new Set<ConversationId>();
  for (const queue of name.length < NAME_CHARS ? [] : queues)
    for (const { conversation } of await headsOf(people, queue))
      if (conversation.startsWith(name)) found.add(conversation);
  const [only, ...others] = found;
  if (only === undefined)
    throw new CliError(
      `No conversation named ${name}.`,
      "`npx wellspring conversations list` lists the names.",
    );
  if (others.length > 0)
    throw new CliError(`Several conversations have names that begin with ${name}.`, "Give more of the name.");
  return only;
}
