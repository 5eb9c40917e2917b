import type { ConversationId, DeskGroup, Matter, Staff } from "../../model/conversation.ts";
import { minutesAfter } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { Now } from "../../platform/clock.ts";
import { type ClockOf, nextEvents, type Said } from "../thread/append.ts";
import type { ConversationStore } from "../thread/conversation.store.ts";
import type { ClosedAs } from "../thread/event.ts";
import { type ConversationHead, LEASE_MINUTES } from "../thread/head.ts";

/**
 * Which conversation, and who does it.
 * - `readAt`: the version at which they read it: where it has another by now, nothing is done
 */
export interface StaffAct {
  readonly conversation: ConversationId;
  readonly by: Staff;
  readonly readAt?: number;
}

/**
 * - `done`: it is an event now
 * - `unknown`: there is no such conversation; `forgotten`: its words are gone, and none are added
 * - `changed`: something happened since it was read
 * - `closed`: that needs an open one; `past`: that time is over
 * - `taken`: somebody else is answering, since then: whoever takes it over says so (`over`)
 */
export type ActOutcome =
  | { readonly outcome: "done"; readonly head: ConversationHead }
  | { readonly outcome: "unknown" | "changed" | "forgotten" | "closed" | "past" | "noSuchPromise" }
  | { readonly outcome: "taken"; readonly owner: Staff; readonly since: Instant };

export interface StaffActsDeps {
  readonly conversations: Pick<ConversationStore, "head" | "append">;
  readonly clockOf: ClockOf;
  readonly now: Now;
}

/** What an act appends to a conversation as it stands, or why it does not. */
export type Acting = (
  head: ConversationHead,
  at: Instant,
) => readonly Said[] | Exclude<ActOutcome, { readonly outcome: "done" }>;

/** Appends what an act says of a conversation as it stands. Decides anew when another event came first, unless its actor says what they read. */
export function actOn({ conversations, clockOf, now }: StaffActsDeps) {
  return async ({ conversation, by, readAt }: StaffAct, acting: Acting): Promise<ActOutcome> =>
    retryContended<ActOutcome>("one conversation", async () => {
      const head = await conversations.head(conversation);
      if (head === undefined) return { outcome: "unknown" };
      if (readAt !== undefined && head.version !== readAt) return { outcome: "changed" };
      const at = now();
      const said = acting(head, at);
      if (!isSaid(said)) return said;
      if (said.length === 0) return { outcome: "done", head };
      const { events, after } = await nextEvents(conversation, head, said, { actor: by, at, clockOf });
      const appended = await conversations.append({ before: head, after, events });
      if (appended === "sealedOff") return { outcome: "forgotten" };
      return appended === "lost" ? "lost" : { outcome: "done", head: after };
    });
}

function isSaid(acted: ReturnType<Acting>): acted is readonly Said[] {
  return Array.isArray(acted);
}

/**
 * What people at the brand do with a conversation besides answering it. Each is one event; doing again what holds already
 * adds none, except a note, a promise and a snooze, which are kept each time.
 */
export function staffActs(deps: StaffActsDeps) {
  const act = actOn(deps);
  const open =
    (acting: Acting): Acting =>
    (head, at) =>
      head.state === "closed" ? { outcome: "closed" } : acting(head, at);

  return {
    /** Says that this person answers now: others see it for {@link LEASE_MINUTES}, and take over only with `over`. */
    take: (who: StaffAct, { over = false }: { readonly over?: boolean } = {}) =>
      act(
        who,
        open(({ owner, takenAt }, at) => {
          const isLeased = takenAt !== undefined && minutesAfter(takenAt, LEASE_MINUTES) > at;
          if (owner !== undefined && owner !== who.by && takenAt !== undefined && isLeased && !over)
            return { outcome: "taken", owner, since: takenAt };
          return owner === who.by && isLeased ? [] : [{ fact: { kind: "taken" } }];
        }),
      ),
    handOver: (who: StaffAct, { to }: { readonly to: Staff | DeskGroup }) =>
      act(
        who,
        open(({ owner }) => (owner === to ? [] : [{ fact: { kind: "handedOver", to } }])),
      ),
    /** Says what it is about: its promise of time hangs on that. */
    sort: (who: StaffAct, { matter }: { readonly matter: Matter }) =>
      act(who, (head) => (head.matter === matter ? [] : [{ fact: { kind: "sorted", matter } }])),
    tag: (who: StaffAct, { tags }: { readonly tags: readonly string[] }) =>
      act(who, (head) => {
        const next = [...new Set(tags)].toSorted();
        return next.join(" ") === head.tags.join(" ") ? [] : [{ fact: { kind: "tagged", tags: next } }];
      }),
    /** Says whether it is a complaint: an open one holds promotions. */
    mark: (who: StaffAct, { trouble }: { readonly trouble: boolean }) =>
      act(who, (head) => (head.trouble === trouble ? [] : [{ fact: { kind: "marked", trouble } }])),
    /** A note for colleagues: its customer reads it in their export. */
    note: (who: StaffAct, { words }: { readonly words: string }) =>
      act(who, () => [{ fact: { kind: "noteAdded" }, words: { said: words } }]),
    /** Sleeps until then, or until the customer writes; with `evenIfAnswered` also if they do. */
    snooze: (
      who: StaffAct,
      { until, evenIfAnswered }: { readonly until: Instant; readonly evenIfAnswered: boolean },
    ) =>
      act(
        who,
        open((_, at) =>
          until <= at ? { outcome: "past" } : [{ fact: { kind: "snoozed", until, evenIfAnswered } }],
        ),
      ),
    wake: (who: StaffAct) =>
      act(who, ({ state }) => (state === "snoozed" ? [{ fact: { kind: "woken" } }] : [])),
    /** Something that the customer was told will happen by then. Its words are for colleagues. */
    promise: (who: StaffAct, { due, words }: { readonly due: Instant; readonly words: string }) =>
      act(
        who,
        open((_, at) =>
          due <= at ? { outcome: "past" } : [{ fact: { kind: "promiseMade", due }, words: { said: words } }],
        ),
      ),
    keepPromise: (who: StaffAct, { promise }: { readonly promise: number }) =>
      act(who, ({ promises }) =>
        promises.some((one) => one.promise === promise)
          ? [{ fact: { kind: "promiseKept", promise } }]
          : { outcome: "noSuchPromise" },
      ),
    close: (who: StaffAct, { as }: { readonly as: ClosedAs }) =>
      act(who, ({ state }) => (state === "closed" ? [] : [{ fact: { kind: "closed", as } }])),
    reopen: (who: StaffAct) =>
      act(who, ({ state }) => (state === "closed" ? [{ fact: { kind: "reopened" } }] : [])),
  };
}
