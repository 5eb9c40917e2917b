import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { CustomerEntry } from "../../../../core/giving/ledger/customer-entries.store.ts";
import type { Entry } from "../../../../core/giving/ledger/entry.ts";
import { entriesPrefix } from "../../../../core/giving/ledger/ledger.keys.ts";
import type { Sum } from "../../../../core/impact/impact.ts";
import type { ReachedMilestone } from "../../../../core/impact/milestone.ts";
import { messages } from "../../../../core/messaging/content/catalog.ts";
import { gatherCalendar } from "../../../../core/messaging/journeys/calendar/gather-calendar.ts";
import { planBroadcasts } from "../../../../core/messaging/journeys/calendar/plan-broadcasts.ts";
import { QUIET_DAYS } from "../../../../core/messaging/journeys/calendar/quiet-facts.ts";
import {
  broadcastsOn,
  type CalendarAbout,
  calendarJourneys,
} from "../../../../core/messaging/journeys/calendar/registry.ts";
import { CustomerId } from "../../../../core/model/customer.ts";
import { atHour, dayIn } from "../../../../core/model/days.ts";
import type { CalendarJourney } from "../../../../core/model/journey.ts";
import type { Preferences } from "../../../../core/model/preferences.ts";
import { audiencesOf } from "../../../../core/people/audiences/audience.ts";
import { startingPreferences, ticked } from "../../../../core/people/preferences/starting-preferences.ts";
import { aCause, brand } from "../../../support/giving-builders.ts";
import { accrual, clawback } from "../../../support/ledger-entries.ts";

const ann = CustomerId.parse(`cus_${"a".repeat(26)}`);
const at = "2026-11-22T05:00:00Z";
const zone = "Europe/Berlin";
const rivers = {
  ...aCause("clean-rivers"),
  goal: {
    currency: "EUR",
    amount: 100_000,
    milestones: [{ amount: 50_000, label: { en: "Half", de: "Die Hälfte" } }],
  },
};
const paths = aCause("open-paths");
const brandConfig = async () => ({ brand, causes: [rivers, paths], terms: [], pools: [] });
const wanting = (changes: Partial<Preferences> = {}): Preferences => ({
  ...ticked(startingPreferences("en"), [{ topic: "feedback", channel: "email" }], true),
  ...changes,
});

interface World {
  readonly entries?: readonly Entry[];
  readonly preferences?: Preferences | undefined;
  readonly sums?: readonly Sum[];
  readonly reached?: readonly ReachedMilestone[];
  readonly brandZone?: string;
}

function journeyOf(about: CalendarAbout): CalendarJourney {
  const journey = calendarJourneys.find((one) => one.about.safeParse(about).success);
  if (journey === undefined) throw new Error(`No journey is about ${about.about}`);
  return journey.name;
}
const gather = (world: World, about: CalendarAbout, now = at) =>
  gatherCalendar({
    entries: {
      of: async () =>
        (world.entries ?? []).map((entry) =>
          CustomerEntry.parse({
            ...entry,
            purchase: entriesPrefix(entry),
            key: { pk: "bucket", sk: entry.kind },
          }),
        ),
    },
    preferences: async () => ("preferences" in world ? world.preferences : wanting()),
    brandConfig: async () => {
      const config = await brandConfig();
      return { ...config, brand: { ...config.brand, timeZone: world.brandZone ?? config.brand.timeZone } };
    },
    now: () => now,
    days: async () => [
      {
        day: "2026-11-15",
        totals: { entries: 9, sums: [], counts: [{ cause: "*", purchases: 9, customers: 9 }] },
      },
      {
        day: "2026-11-17",
        totals: {
          entries: 3,
          sums: [...(world.sums ?? [])],
          counts: [
            { cause: "*", purchases: 3, customers: 1 },
            { cause: "open-paths", purchases: 2, customers: 0 },
            { cause: "clean-rivers", purchases: 1, customers: 0 },
          ],
        },
      },
    ],
    reached: async () => world.reached ?? [],
  })(journeyOf(about), about).then((factsFor) => factsFor(ann));

const years = (year: number, day = "11-22") =>
  accrual({ orderId: "1", placedAt: `${year}-${day}T13:35:45Z` });

describe("the audience of a day", () => {
  test("is planned by the brand's own clock", async () => {
    const late = "2026-11-22T23:30:00Z";
    const { broadcasts } = await planBroadcasts({ brandConfig })({ journey: "important-dates", at: late });
    expect(broadcasts.map(({ key, audience }) => [key, audience])).toEqual([
      ["2026-11-23", "date:11-23"],
      ["2026-11-23:first-gift", "topic:dates"],
      ["2026-11-24", "date:11-24"],
      ["2026-11-24:first-gift", "topic:dates"],
    ]);
  });
  test.each([
    ["2027-02-28", ["date:02-28", "date:02-29"]],
    ["2028-02-28", ["date:02-28"]],
    ["2028-02-29", ["date:02-29"]],
    ["2027-03-01", ["date:03-01"]],
  ])("on %s is %j: the 29th of February is celebrated on the 28th where there is none", (day, expected) => {
    const planned = broadcastsOn("important-dates", `${day}T05:00:00Z`, zone).filter(
      ({ about }) => about.about !== "week" && about.about !== "quiet" && about.day === day,
    );
    const named = planned.filter(({ about }) => about.about === "namedDate");
    expect(named.map(({ audience }) => audience)).toEqual(expected);
    // One message for the day, also to a customer who named both.
    expect(new Set(named.map(({ key }) => key)).size).toBe(1);
  });
  test("is both lists of the brand's people, of the week that is over", () => {
    expect(broadcastsOn("purpose-brief", at, zone)).toMatchObject([
      { audience: "list:staff", key: "2026-11-15", about: { from: "2026-11-09", to: "2026-11-15" } },
      { audience: "list:vendor", key: "2026-11-15" },
    ]);
  });
});

describe("an important date", () => {
  const day = "2027-02-28";
  const noon = "2027-02-28T11:00:00Z";
  const named = (dates: Preferences["dates"], changes: Partial<Preferences> = {}, now = noon) =>
    gather(
      { preferences: wanting({ dates, ...changes }), entries: [years(2026)] },
      { about: "namedDate", day },
      now,
    );

  test("comes with what the purchases gave so far, until the day is over on the customer's clock", async () => {
    const gathered = await named([
      { name: "Mum", month: 2, day: 28 },
      { name: "Leap day", month: 2, day: 29 },
      { name: "Other", month: 3, day: 1 },
    ]);
    expect(gathered).toMatchObject({ outcome: "current", validUntil: "2027-02-28T23:00:00Z" });
    expect(messages["important-date"].facts.parse("facts" in gathered ? gathered.facts : {})).toEqual({
      occasion: { kind: "named", name: "Mum · Leap day" },
      day,
      soFar: [{ funding: "brand", amount: { minor: 100, currency: "USD" } }],
    });
  });
  test("is sent to no customer before the morning of the day on their own clock", async () => {
    const dates = [{ name: "Mum", month: 2, day: 28 }];
    const early = await named(dates, { timeZone: "America/Los_Angeles" }, "2027-02-28T06:00:00Z");
    expect(early).toEqual({ outcome: "notYet", until: "2027-02-28T16:00:00Z" });
    expect(await named(dates, {}, "2027-02-28T06:59:59Z")).toMatchObject({ until: "2027-02-28T07:00:00Z" });
    expect(await named(dates, {}, "2027-02-28T07:00:00Z")).toMatchObject({ outcome: "current" });
  });
  test("that a customer removed meanwhile concerns them no more, nor does one of a customer who left", async () => {
    expect(await named([])).toEqual({ outcome: "notConcerned" });
    const gone = await gather({ preferences: undefined }, { about: "namedDate", day });
    expect(gone).toEqual({ outcome: "notConcerned" });
  });
});

/** Every call of a journey of a brand's over some days, as its schedule makes it, with what came of it for one customer. */
async function deliveriesOf(brandZone: string, preferences: Preferences, days: readonly string[]) {
  const sent: { readonly at: string; readonly day: string }[] = [];
  for (const day of days) {
    const call = atHour(brandZone, day, 7);
    for (const { about, audience } of broadcastsOn("important-dates", call, brandZone)) {
      if (about.about !== "namedDate" || !audiencesOf(preferences).includes(audience)) continue;
      const world = { preferences, entries: [years(2020)], brandZone };
      let now = call;
      let gathered = await gather(world, about, now);
      if (gathered.outcome === "notYet") {
        now = gathered.until;
        gathered = await gather(world, about, now);
      }
      if (gathered.outcome === "current" && now < gathered.validUntil) sent.push({ at: now, day: about.day });
    }
  }
  return sent;
}

describe("a named day", () => {
  const week = [
    "2027-03-08",
    "2027-03-09",
    "2027-03-10",
    "2027-03-11",
    "2027-03-12",
    "2027-03-13",
    "2027-03-14",
  ];
  const naming = (day: string, where: Partial<Preferences>): Preferences => ({
    ...ticked(startingPreferences("en"), [{ topic: "dates", channel: "email" }], true),
    dates: [{ name: "Mum", month: Number(day.slice(5, 7)), day: Number(day.slice(8)) }],
    ...where,
  });
  const hourOn = (zone: string, at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(zone).hour;

  test.each([
    ["Europe/Berlin", { country: "US", region: "US-CA" }, ["America/Los_Angeles"]],
    ["America/Los_Angeles", { country: "NZ" }, ["Pacific/Auckland"]],
    ["America/Los_Angeles", { timeZone: "Pacific/Auckland" }, ["Pacific/Auckland"]],
    ["Pacific/Auckland", { country: "US", region: "US-HI" }, ["Pacific/Honolulu"]],
    ["America/Los_Angeles", { country: "US" }, ["America/New_York", "Pacific/Honolulu"]],
    ["Europe/Berlin", { country: "AU" }, ["Australia/Sydney", "Australia/Perth"]],
    ["America/New_York", { country: "JP" }, ["Asia/Tokyo"]],
    ["America/New_York", {}, ["America/New_York"]],
  ])(
    "of a brand in %s reaches a customer at %j on that day, by daylight",
    async (brandZone, where, zones) => {
      const sent = await deliveriesOf(brandZone, naming("2027-03-11", where), week);
      expect(sent.length).toBeGreaterThan(0);
      for (const { at } of sent)
        for (const zone of zones) {
          expect(dayIn(zone, at)).toBe("2027-03-11");
          expect(hourOn(zone, at)).toBeGreaterThanOrEqual(8);
        }
    },
  );

  test("is told wherever brand and customer are, on the customer's own day and not before eight", async () => {
    const zones = [
      "Pacific/Kiritimati",
      "Pacific/Auckland",
      "Asia/Kolkata",
      "Europe/Kyiv",
      "UTC",
      "America/St_Johns",
    ];
    const west = ["America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "Pacific/Pago_Pago"];
    const anywhere = fc.constantFrom(...zones, ...west);
    await fc.assert(
      fc.asyncProperty(
        anywhere,
        anywhere,
        fc.constantFrom(...week.slice(2, 5)),
        async (brandZone, timeZone, day) => {
          const sent = await deliveriesOf(brandZone, naming(day, { timeZone }), week);
          expect(sent.length).toBeGreaterThan(0);
          for (const { at } of sent) {
            expect(dayIn(timeZone, at)).toBe(day);
            expect(hourOn(timeZone, at)).toBeGreaterThanOrEqual(8);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("the anniversary of a first gift", () => {
  const on = (day: string, entries: readonly Entry[], changes: Partial<Preferences> = {}) =>
    gather({ preferences: wanting(changes), entries }, { about: "anniversary", day }, `${day}T12:00:00Z`);
  const later = accrual({ orderId: "2", placedAt: "2025-11-23T10:00:00Z" });

  test("is its day in each later year, with that first day", async () => {
    const gathered = await on("2026-11-22", [later, years(2024)]);
    const facts = messages["important-date"].facts.parse("facts" in gathered ? gathered.facts : {});
    expect(facts).toMatchObject({ occasion: { kind: "firstGift", years: 2 }, day: "2024-11-22" });
  });
  test.each([
    ["another day", "2026-11-23", [later, years(2024)]],
    ["the day itself", "2024-11-22", [years(2024)]],
    [
      "a day whose purchase was refunded in full",
      "2026-11-22",
      [years(2024), clawback(years(2024), { sequence: 1 })],
    ],
    ["any day, for a customer without gifts", "2026-11-22", []],
  ])("is not %s", async (_, day, entries) => {
    expect(await on(day, entries)).toEqual({ outcome: "notConcerned" });
  });
  test("of a leap day is celebrated in every year", async () => {
    expect(await on("2027-02-28", [years(2024, "02-29")])).toMatchObject({ outcome: "current" });
    expect(await on("2028-02-28", [years(2024, "02-29")])).toEqual({ outcome: "notConcerned" });
  });
  test("is none where the first purchase was a present, and another day is not called it instead", async () => {
    const presents = [years(2024).gift];
    expect(await on("2026-11-22", [later, years(2024)], { presents })).toEqual({ outcome: "notConcerned" });
    expect(await on("2026-11-23", [later, years(2024)], { presents })).toEqual({ outcome: "notConcerned" });
    const others = { presents: [`gift_${"8".repeat(26)}`] };
    expect(await on("2026-11-22", [years(2024)], others)).toMatchObject({ outcome: "current" });
  });
  test("does not concern a customer whose purchases were for others", async () => {
    expect(await on("2026-11-22", [years(2024)], { giftsForOthers: true })).toEqual({
      outcome: "notConcerned",
    });
  });
});

describe("a quiet customer", () => {
  const quietAt = "2026-11-22T08:00:00Z";
  const daysAgo = (days: number) => {
    const day = new Date(Date.parse(quietAt) - days * 86_400_000).toISOString().slice(0, 10);
    return accrual({ orderId: "1", placedAt: `${day}T08:00:00Z`, gift: `gift_${"7".repeat(26)}` });
  };
  const ask = (entries: readonly Entry[], preferences = wanting()) =>
    gather({ entries, preferences }, { about: "quiet", at: quietAt }, quietAt);

  test("is asked once for each quiet time: the key is the last gift", async () => {
    expect(await ask([daysAgo(QUIET_DAYS)])).toEqual({
      outcome: "current",
      facts: { since: "2026-05-26" },
      key: `gift_${"7".repeat(26)}`,
      validUntil: "2026-11-29T08:00:00Z",
    });
  });
  test.each([
    ["who gave lately", [daysAgo(QUIET_DAYS - 1)], {}],
    ["who never gave", [], {}],
    ["who has paused already", [daysAgo(400)], { pausedUntil: "2026-12-01T00:00:00Z" }],
    ["whose purchases were for others", [daysAgo(400)], { giftsForOthers: true }],
    ["whose last purchase was a present", [daysAgo(400)], { presents: [`gift_${"7".repeat(26)}`] }],
    ["who wants no questions", [daysAgo(400)], { topics: startingPreferences("en").topics }],
  ])("is not one %s", async (_, entries, changes) => {
    expect(await ask(entries, wanting(changes))).toEqual({ outcome: "notConcerned" });
  });
  test("is asked by day where they are, whenever the brand's day begins", async () => {
    const there = (where: Partial<Preferences>) => ask([daysAgo(QUIET_DAYS)], wanting(where));
    expect(await there({ country: "US", region: "US-CA" })).toEqual({
      outcome: "notYet",
      until: "2026-11-22T16:00:00Z",
    });
    expect(await there({ country: "NZ" })).toEqual({ outcome: "notYet", until: "2026-11-22T19:00:00Z" });
    expect(await there({ country: "GB" })).toMatchObject({ outcome: "current" });
  });
  test("is asked although the last purchase was refunded: it was bought", async () => {
    const bought = daysAgo(400);
    expect(await ask([bought, clawback(bought, { sequence: 1 })])).toMatchObject({ outcome: "current" });
  });
});

describe("the purpose brief", () => {
  const sum = { cause: "clean-rivers", funding: "brand", takenBack: 0, gifts: 1 } as const;
  const week = { about: "week", from: "2026-11-16", to: "2026-11-22" } as const;

  test("has what the purchases of the week gave, fundings and currencies apart, in the message's schema", async () => {
    const gathered = await gather(
      {
        sums: [
          { ...sum, currency: "EUR", net: 300, settlesOn: "2026-12-01" },
          { ...sum, currency: "EUR", net: 200 },
          { ...sum, currency: "USD", net: 50 },
          { ...sum, currency: "EUR", funding: "match", net: 70 },
          { ...sum, cause: "open-paths", currency: "EUR", net: 0 },
        ],
        reached: [
          { cause: "clean-rivers", currency: "EUR", amount: 50_000, at: "2026-11-22T22:59:00Z" },
          { cause: "clean-rivers", currency: "EUR", amount: 100_000, at: "2026-11-18T10:00:00Z" },
        ],
      },
      week,
    );
    expect(gathered).toMatchObject({ outcome: "current", validUntil: "2026-11-29T23:00:00Z" });
    expect(messages["purpose-brief"].facts.parse("facts" in gathered ? gathered.facts : {})).toEqual({
      from: week.from,
      to: week.to,
      purchases: 3,
      gifts: [
        { cause: rivers.name, funding: "brand", amount: { minor: 500, currency: "EUR" } },
        { cause: rivers.name, funding: "brand", amount: { minor: 50, currency: "USD" } },
        { cause: rivers.name, funding: "match", amount: { minor: 70, currency: "EUR" } },
      ],
      causes: [
        { cause: paths.name, purchases: 2 },
        { cause: rivers.name, purchases: 1 },
      ],
      milestones: [{ cause: rivers.name, label: { en: "Half", de: "Die Hälfte" } }],
    });
  });
  test("has no milestone of another week", async () => {
    const early = { cause: "clean-rivers", currency: "EUR", amount: 50_000, at: "2026-11-15T22:59:00Z" };
    expect(await gather({ reached: [early] }, week)).toMatchObject({ facts: { milestones: [] } });
  });
});
