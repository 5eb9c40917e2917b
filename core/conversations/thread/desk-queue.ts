import * as z from "zod";
import type { Instant } from "../../model/purchase.ts";
import { type ConversationHead, ConversationState } from "./head.ts";

/** A queue of the desk: a state, and of what is closed a month. */
export const DeskQueue = z.union([
  ConversationState.exclude(["closed"]),
  z.string().regex(/^closed#\d{4}-(0[1-9]|1[0-2])$/),
]);
export type DeskQueue = z.infer<typeof DeskQueue>;

/** What is closed in the month of this time. */
export function closedIn(at: Instant): DeskQueue {
  return `closed#${at.slice(0, 7)}`;
}

/** Where a conversation stands at the desk, and by which time: when it is due, else since when somebody waits. */
export function deskPlace(head: ConversationHead): { readonly queue: DeskQueue; readonly due: Instant } {
  const { state, clock, closedAt, waitingSince, heardAt } = head;
  if (state === "closed") {
    const at = closedAt ?? heardAt;
    return { queue: closedIn(at), due: at };
  }
  return { queue: state, due: clock?.due ?? waitingSince ?? heardAt };
}
