import type { z } from "zod";
import {
  GiftAccrued,
  GiftReassigned,
  GiftTakenBack,
  MatchPoolExhausted,
  MilestoneReached,
  StoryTold,
} from "../events/catalog.ts";
import type { EventsClient } from "../events/event-bus.client.ts";
import { Entry } from "../giving/ledger/entry.ts";
import { isMilestoneKey, parseBucketKey, parseExhaustedPool } from "../giving/ledger/ledger.keys.ts";
import { Part } from "../model/gift.ts";
import { OrderRef } from "../model/purchase.ts";
import { unreadableFacts } from "../platform/lambda/report-unreadable.ts";
import type { StreamRecord, StreamUseCase } from "../platform/lambda/stream.ts";
import { ReachedMilestone } from "./milestone.ts";
import { isToldStoryKey } from "./stories/story.keys.ts";
import { ToldStory } from "./stories/told-story.ts";

/** What a record is to be announced as: at most one of these holds one event. */
interface Announcements {
  readonly accrued: z.input<typeof GiftAccrued.detail>[];
  readonly takenBack: z.input<typeof GiftTakenBack.detail>[];
  readonly reassigned: z.input<typeof GiftReassigned.detail>[];
  readonly exhausted: z.input<typeof MatchPoolExhausted.detail>[];
  readonly milestones: z.input<typeof MilestoneReached.detail>[];
  readonly stories: z.input<typeof StoryTold.detail>[];
}

const PARKED = "parked";

/**
 * Adds an entry's announcement, if its customer is known and it moved money, or if its cause was picked afterwards. What an order gives more, or gets back, is in
 * the figures and in no event: nobody is written to about it.
 */
function addEntry(entry: Entry, into: Announcements): void {
  const { customer, placedAt, currency } = entry;
  const order = OrderRef.parse(entry);
  const parts = entry.parts.map((part) => Part.parse(part));
  if (entry.kind === "reassignment") {
    const { cause, claimedAt: at, by } = entry;
    const facts = { order, placedAt, currency, parts, cause, at };
    into.reassigned.push({ ...facts, ...(by && { by }), ...(customer && { customer }) });
    return;
  }
  if (customer === undefined || parts.every((part) => part.minor === 0)) return;
  const facts = { order, placedAt, currency, parts, customer };
  if (entry.kind === "accrual") into.accrued.push({ gift: entry.gift, ...facts });
  if (entry.kind === "clawback") into.takenBack.push({ refundId: entry.refundId, ...facts });
}

/** Adds a record's announcement; answers the reason where the record cannot be read. Skips rows that are never announced. */
function addRecord({ key, item, at }: StreamRecord, into: Announcements): string | undefined {
  if (item === undefined) return undefined;
  const pool = parseExhaustedPool(key);
  if (pool !== undefined) {
    into.exhausted.push({ pool, at });
  } else if (isMilestoneKey(key)) {
    const milestone = ReachedMilestone.safeParse(item);
    if (!milestone.success) return `${key.pk} ${key.sk} is no milestone`;
    into.milestones.push(milestone.data);
  } else if (isToldStoryKey(key)) {
    const story = ToldStory.safeParse(item);
    if (!story.success) return `${key.pk} ${key.sk} is no told story`;
    into.stories.push(story.data);
  } else if (parseBucketKey(key.pk) !== undefined && item.kind !== PARKED) {
    const entry = Entry.safeParse(item);
    if (!entry.success) return `${key.pk} ${key.sk} is no entry`;
    addEntry(entry.data, into);
  }
  return undefined;
}

/**
 * Publishes events for the ledger's stream: gifts of known customers, what refunds took back of them, gifts that moved to a picked cause, match pools that
 * gave their last money, milestones, stories. Each event names its subject (gift, refund of an order, pool, threshold, story), and a
 * retry publishes exactly the same: by the subject a consumer recognises it. Publishing before the batch is acknowledged
 * means at least once; what the bus refuses throws, and the stream delivers the batch again. A row that cannot be read is
 * announced to nobody, and an alarm counts it: as a failure it would hold up all that come after it.
 */
export function announceGifts({ events }: { readonly events: EventsClient }): StreamUseCase {
  return async (records) => {
    const found: Announcements = {
      accrued: [],
      takenBack: [],
      reassigned: [],
      exhausted: [],
      milestones: [],
      stories: [],
    };
    const unreadable = records.flatMap((record) => addRecord(record, found) ?? []);
    await events.publish(GiftAccrued, found.accrued);
    await events.publish(GiftTakenBack, found.takenBack);
    await events.publish(GiftReassigned, found.reassigned);
    await events.publish(MatchPoolExhausted, found.exhausted);
    await events.publish(MilestoneReached, found.milestones);
    await events.publish(StoryTold, found.stories);
    const announced = Object.values(found).reduce((sum, kind) => sum + kind.length, 0);
    return { failed: [], facts: { announced, ...unreadableFacts(unreadable) } };
  };
}
