import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockBy, dueOf } from "../../../../core/conversations/clock/due.ts";
import { afterWorking, workingMinutes } from "../../../../core/conversations/clock/working-time.ts";
import { type Service, usualService } from "../../../../core/model/answering-hours.ts";
import { instantAt, minutesAfter } from "../../../../core/model/instant.ts";
import { ana, conversationWorld } from "../../../support/conversation-world.ts";

const berlin: Service = {
  ...usualService("Europe/Berlin"),
  holidays: ["2026-12-25"],
  matters: { orders: { firstAnswer: 60, nextAnswer: 120, resolve: 600 } },
};
const lunch = [
  { from: "13:30", to: "17:00" },
  { from: "09:00", to: "12:30" },
];
const week = { ...berlin.week, wed: lunch };

describe("working time", () => {
  test.each([
    ["within a day", "2026-11-23T08:30:00Z", 60, "2026-11-23T09:30:00Z"],
    ["from before the day on", "2026-11-23T04:00:00Z", 60, "2026-11-23T09:00:00Z"],
    ["over a break", "2026-11-25T11:00:00Z", 60, "2026-11-25T13:00:00Z"],
    ["up to the end of a day, and not into the next", "2026-11-23T15:00:00Z", 60, "2026-11-23T16:00:00Z"],
    ["over a weekend", "2026-11-27T15:30:00Z", 60, "2026-11-30T08:30:00Z"],
    ["over a holiday and its weekend", "2026-12-24T15:30:00Z", 60, "2026-12-28T08:30:00Z"],
    ["over the weekend in which summer time ends", "2026-10-23T14:30:00Z", 60, "2026-10-26T08:30:00Z"],
  ])("passes %s", (_, from, minutes, to) => {
    expect(afterWorking(from, minutes, { ...berlin, week })).toBe(to);
    expect(workingMinutes(from, to, { ...berlin, week })).toBe(minutes);
  });

  test("never passes where nobody works", () => {
    const closed = { ...berlin, week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } };
    expect(afterWorking("2026-11-23T08:30:00Z", 60, closed)).toBeUndefined();
  });

  const times = fc
    .integer({ min: Date.parse("2026-01-01T00:00:00Z"), max: Date.parse("2027-12-31T00:00:00Z") })
    .map(instantAt);
  const zones = fc.constantFrom(
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "UTC",
    "Asia/Kolkata",
  );
  const always = [{ from: "00:00", to: "00:00" }];
  const open = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always };

  test("is time as it passes where somebody always works, also while a clock changes", () => {
    fc.assert(
      fc.property(times, zones, fc.integer({ min: 0, max: 60 * 24 * 5 }), (from, zone, minutes) => {
        expect(afterWorking(from, minutes, { zone, week: open, holidays: [] })).toBe(
          minutesAfter(from, minutes),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("counts back what it counted on, never goes back, and ends while somebody works", () => {
    fc.assert(
      fc.property(
        times,
        zones,
        fc.integer({ min: 1, max: 3_000 }),
        fc.integer({ min: 1, max: 600 }),
        (from, zone, minutes, more) => {
          const hours = { zone, week, holidays: ["2026-12-25"] };
          const to = afterWorking(from, minutes, hours) ?? "";
          expect(workingMinutes(from, to, hours)).toBe(minutes);
          expect(workingMinutes(minutesAfter(to, -1), to, hours)).toBe(1);
          expect((afterWorking(from, minutes + more, hours) ?? "") > to).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("the clock of a conversation", () => {
  /** Monday, 10:00 in Berlin. */
  async function opened() {
    const world = conversationWorld({ clockOf: clockBy(async () => berlin) });
    const heard = await world.says("Where is my jacket?");
    if (heard.outcome === "forgotten") throw new Error("Nothing is kept");
    const { conversation } = heard;
    const clock = async () => (await world.conversations.head(conversation))?.clock;
    return { world, conversation, who: { conversation, by: ana }, clock };
  }

  test("runs for the first answer, by what the brand promises of its matter", async () => {
    const { world, who, clock } = await opened();
    expect(await clock()).toEqual({ kind: "firstAnswer", due: "2026-11-24T09:00:00Z" });
    await world.acts.sort(who, { matter: "orders" });
    expect(await clock()).toEqual({ kind: "firstAnswer", due: "2026-11-23T10:00:00Z" });
    world.later(30);
    await world.says("Hello?");
    expect(await clock()).toEqual({ kind: "firstAnswer", due: "2026-11-23T10:00:00Z" });
  });

  test("stands while the brand waits for the customer, and goes on towards the end when they write", async () => {
    const { world, who, clock } = await opened();
    await world.acts.sort(who, { matter: "orders" });
    world.later(120);
    const given = { kind: "answerGiven", channel: "sms" } as const;
    await world.act(who, () => [{ fact: given }]);
    await world.act(who, ({ version }) => [
      { fact: { kind: "answerSettled", answer: version, outcome: "sent" } },
    ]);
    expect(await clock()).toEqual({ kind: "silence", due: "2026-12-07T11:00:00Z" });
    world.later(3 * 24 * 60);
    await world.says("Still torn");
    expect(await clock()).toEqual({ kind: "nextAnswer", due: "2026-11-26T13:00:00Z" });
    // Two hours of ten are gone: eight are left, from Thursday noon on.
    world.later(60);
    await world.act(who, () => [{ fact: given }]);
    await world.act(who, ({ version }) => [
      { fact: { kind: "answerSettled", answer: version, outcome: "dropped" } },
    ]);
    expect(await clock()).toEqual({ kind: "nextAnswer", due: "2026-11-26T13:00:00Z" });
    await world.act(who, () => [{ fact: { kind: "sorted", matter: "slow" } }]);
    expect((await world.conversations.head(who.conversation))?.waits).toEqual([
      { from: "2026-11-23T09:00:00Z", to: "2026-11-23T11:00:00Z" },
    ]);
  });

  test("runs for a promise that is due sooner, sleeps with the conversation, and ends with it", async () => {
    const { world, who, clock } = await opened();
    await world.acts.promise(who, { words: "We ring", due: "2026-11-23T12:00:00Z" });
    expect(await clock()).toEqual({ kind: "promise", due: "2026-11-23T12:00:00Z" });
    await world.acts.snooze(who, { until: "2026-12-01T08:00:00Z", evenIfAnswered: false });
    expect(await clock()).toEqual({ kind: "promise", due: "2026-11-23T12:00:00Z" });
    await world.acts.keepPromise(who, { promise: 2 });
    expect(await clock()).toEqual({ kind: "snooze", due: "2026-12-01T08:00:00Z" });
    const before = await world.conversations.head(who.conversation);
    expect(before && dueOf(before, berlin)).toEqual(await clock());
    await world.acts.close(who, { as: "answered" });
    expect(await clock()).toBeUndefined();
  });

  test("orders the desk: what is due first is listed first", async () => {
    const world = conversationWorld({ clockOf: clockBy(async () => berlin) });
    await world.says("Where is my jacket?", { ...world.stranger("bo") });
    world.later(60);
    await world.says("Torn", { ...world.stranger("cy"), matter: "orders" });
    const { heads } = await world.conversations.desk("open", { limit: 9 });
    expect(heads.map(({ matter }) => matter)).toEqual(["orders", "other"]);
  });
});
