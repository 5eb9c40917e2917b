import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CustomerEntry } from "../../../../core/giving/ledger/customer-entries.store.ts";
import type { Entry } from "../../../../core/giving/ledger/entry.ts";
import { entriesPrefix, parseEntriesPrefix } from "../../../../core/giving/ledger/ledger.keys.ts";
import { personalImpact } from "../../../../core/impact/read-personal.ts";
import { messages } from "../../../../core/messaging/content/catalog.ts";
import { digestSpan } from "../../../../core/messaging/journeys/digest-span.ts";
import { type GatherFacts, gatherFacts } from "../../../../core/messaging/journeys/event/gather-facts.ts";
import { IndexBehindError } from "../../../../core/messaging/journeys/event/impact-update.ts";
import { type FactsGathered, pictureOfOnly } from "../../../../core/messaging/journeys/facts.ts";
import { CustomerId } from "../../../../core/model/customer.ts";
import type { Rhythm } from "../../../../core/model/preferences.ts";
import { TaskInputError } from "../../../../core/platform/lambda/task.ts";
import { aCause, brand } from "../../../support/giving-builders.ts";
import { accrual, clawback, history } from "../../../support/ledger-entries.ts";
import { demoPicture } from "../../../support/pictures.ts";

const ann = CustomerId.parse(`cus_${"a".repeat(26)}`);
const now = () => "2026-11-22T14:00:00Z";
const rivers = aCause("clean-rivers");
const brandConfig = async () => ({ brand, causes: [rivers], terms: [], pools: [] });

const topicsWith = (rhythm: Rhythm) => {
  const one = { email: true, sms: false, rhythm };
  return {
    impact: one,
    milestones: one,
    community: one,
    orders: one,
    dates: one,
    offers: one,
    feedback: one,
  };
};

/** The gathered facts of a message that is sent at once. */
function factsOf(gathered: FactsGathered) {
  if (!("facts" in gathered)) throw new Error("It belongs in a digest");
  return gathered.facts;
}

/** The request for the facts of a gift's update, as its workflow makes it. */
const updateOf = (gift: string): GatherFacts => ({
  journey: "impact-update",
  customer: ann,
  detail: { ...announced, gift },
});
const announced = {
  order: { source: "standard", connection: "pos", orderId: "1" },
  placedAt: "2026-11-22T13:35:45Z",
  currency: "USD",
  parts: [],
  customer: ann,
};

/** As the index by customer shows an entry. */
const shown = (entry: Entry): CustomerEntry =>
  CustomerEntry.parse({ ...entry, purchase: entriesPrefix(entry), key: { pk: "bucket", sk: entry.kind } });
const gather = (
  entries: readonly Entry[],
  causes: readonly string[] | null = [],
  rhythm: Rhythm = "eachTime",
) =>
  gatherFacts({
    entries: { of: async () => entries.map(shown) },
    preferences: async () =>
      causes === null
        ? undefined
        : {
            causes: causes.map((cause) => ({ cause, weight: 1 })),
            timeZone: "Europe/Berlin",
            topics: topicsWith(rhythm),
            dates: [],
            giftsForOthers: false,
          },
    brandConfig,
    now,
  });

const first = accrual({ orderId: "1", gift: `gift_${"1".repeat(26)}` });
const second = accrual({
  orderId: "2",
  gift: `gift_${"2".repeat(26)}`,
  parts: [
    { cause: "clean-rivers", funding: "brand", minor: 300 },
    { cause: "clean-rivers", funding: "match", minor: 300 },
  ],
});

describe("an impact update", () => {
  test("has what the purchase gave and what all of them gave, in the message's schema", async () => {
    const gathered = await gather([first, second])(updateOf(second.gift));
    expect(gathered).toMatchObject({ outcome: "current", validUntil: "2026-12-06T13:35:45Z" });
    expect(messages["impact-update"].facts.parse(factsOf(gathered))).toEqual({
      at: second.placedAt,
      gifts: [
        { cause: rivers.name, funding: "brand", amount: { minor: 300, currency: "USD" } },
        { cause: rivers.name, funding: "match", amount: { minor: 300, currency: "USD" } },
      ],
      settlesOn: "2026-12-21",
      soFar: [
        { funding: "brand", amount: { minor: 400, currency: "USD" } },
        { funding: "match", amount: { minor: 300, currency: "USD" } },
      ],
      purchases: 2,
      picture: null,
    });
  });
  test("shows the picture of its cause if the purchase gave to one, and none where it gave to several", () => {
    const picture = demoPicture("clean-rivers", "A river");
    const causes = [{ ...rivers, picture }, aCause("open-paths")];
    const given = (...slugs: string[]) => {
      const parts = slugs.map((cause) => ({ cause, funding: "brand" as const, minor: 100 }));
      return pictureOfOnly({ parts }, { causes });
    };
    expect(given("clean-rivers", "clean-rivers")).toBe(picture);
    for (const several of [["clean-rivers", "open-paths"], ["open-paths"], ["gone"], []])
      expect(given(...several)).toBeUndefined();
  });
  test("says what a refund left, and is no longer true when it left nothing", async () => {
    const part = clawback(second, {
      sequence: 1,
      parts: second.parts.map((one) => ({ ...one, minor: -100 })),
    });
    const gathered = await gather([second, part])(updateOf(second.gift));
    expect(factsOf(gathered)["gifts"]).toMatchObject([
      { amount: { minor: 200 } },
      { amount: { minor: 200 } },
    ]);
    const all = clawback(first, { sequence: 1 });
    const gone = await gather([first, all])(updateOf(first.gift));
    expect(gone).toMatchObject({ outcome: "noLongerTrue", facts: {} });
  });
  test("waits for an index that does not show the gift yet", async () => {
    const request = gather([first])(updateOf(second.gift));
    await expect(request).rejects.toThrow(IndexBehindError);
  });
});

describe("a digest", () => {
  const week = {
    journey: "impact-digest",
    customer: ann,
    detail: { rhythm: "weekly", from: "2026-11-16", to: "2026-11-22" },
  } as const;
  const { from, to } = week.detail;

  test("gathers the gift of a customer who wants one", async () => {
    const request = gather([first, second], [], "weekly");
    expect(await request(updateOf(first.gift))).toEqual({
      outcome: "gathered",
      digest: { rhythm: "weekly", from, to, until: "2026-11-22T23:00:00Z" },
    });
  });
  test("has what the purchases of its days gave, by the customer's own clock, and no others", async () => {
    const late = accrual({ orderId: "3", gift: `gift_${"3".repeat(26)}`, placedAt: "2026-11-22T23:30:00Z" });
    const gone = accrual({ orderId: "4", gift: `gift_${"4".repeat(26)}` });
    const entries = [first, second, late, gone, clawback(gone, { sequence: 1 })];
    const gathered = await gather(entries, [], "weekly")(week);
    expect(messages["impact-digest"].facts.parse(factsOf(gathered))).toEqual({
      from,
      to,
      gifts: [
        { cause: rivers.name, funding: "brand", amount: { minor: 400, currency: "USD" } },
        { cause: rivers.name, funding: "match", amount: { minor: 300, currency: "USD" } },
      ],
      purchases: 2,
    });
    expect(await gather([late], [], "weekly")(week)).toMatchObject({ outcome: "noLongerTrue" });
  });
  test.each([
    ["daily", "2026-03-29T00:30:00Z", "2026-03-29", "2026-03-29", "2026-03-29T22:00:00Z"],
    ["weekly", "2026-11-22T22:59:59Z", "2026-11-16", "2026-11-22", "2026-11-22T23:00:00Z"],
    ["weekly", "2026-11-22T23:00:00Z", "2026-11-23", "2026-11-29", "2026-11-29T23:00:00Z"],
    ["monthly", "2028-02-29T12:00:00Z", "2028-02-01", "2028-02-29", "2028-02-29T23:00:00Z"],
    ["monthly", "2026-12-31T23:30:00Z", "2027-01-01", "2027-01-31", "2027-01-31T23:00:00Z"],
  ] as const)("%s: what is given at %s falls into %s to %s, until %s", (rhythm, at, from, to, until) => {
    expect(digestSpan(rhythm, at, "Europe/Berlin")).toEqual({ rhythm, from, to, until });
  });
});

describe("a welcome", () => {
  const task = {
    journey: "welcome",
    customer: ann,
    detail: { customer: ann, channel: "email", at: now() },
  } as const;

  test("names the causes that were chosen and are stated, and who is paid for them", async () => {
    const gathered = await gather([], ["clean-rivers", "unknown"])(task);
    expect(messages.welcome.facts.parse(factsOf(gathered)).causes.map(({ name }) => name)).toEqual([
      rivers.name,
    ]);
    expect(factsOf(await gather([], [])(task))).toEqual({ causes: [] });
  });
  test("is not for a customer who left meanwhile", async () => {
    const gathered = await gather([], null)(task);
    expect(gathered).toMatchObject({ outcome: "noLongerTrue", facts: {} });
  });
});

describe("facts", () => {
  test("are refused to a workflow that hands over another event, or that gathers none", async () => {
    const other = { ...updateOf(first.gift), detail: { customer: ann } };
    await expect(gather([first])(other)).rejects.toThrow(TaskInputError);
    const none = { journey: "milestone-reached", customer: ann, detail: {} } as const;
    await expect(gather([first])(none)).rejects.toThrow(TaskInputError);
  });
});

describe("what one customer's purchases add up to", () => {
  test("is the ledger's own sum, by cause, funding and currency, in whatever order the entries come", () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (entries, chance) => {
        const keyed = entries.map((entry) => ({ entry, at: chance.next().value ?? 0 }));
        const shuffled = keyed.toSorted((a, b) => a.at - b.at).map(({ entry }) => shown(entry));
        const { figures, purchases } = personalImpact(shuffled, "2026-11-22");
        const direct = new Map<string, number>();
        for (const { parts, currency } of entries) {
          for (const { cause, funding, minor } of parts) {
            const kind = `${cause} ${funding} ${currency}`;
            direct.set(kind, (direct.get(kind) ?? 0) + minor);
          }
        }
        for (const { cause, funding, currency, pending, settled } of figures) {
          expect(pending + settled).toBe(direct.get(`${cause} ${funding} ${currency}`));
          direct.delete(`${cause} ${funding} ${currency}`);
        }
        expect([...direct.values()].every((minor) => minor === 0)).toBe(true);
        expect(purchases.map(({ placedAt }) => placedAt)).toEqual(
          purchases
            .map(({ placedAt }) => placedAt)
            .toSorted()
            .reverse(),
        );
      }),
    );
  });
  test("is settled from the day on which nothing can be taken back any more", () => {
    const figure = (today: string) => personalImpact([shown(first)], today).figures[0];
    expect(figure("2026-12-21")).toMatchObject({ pending: 100, settled: 0 });
    expect(figure("2026-12-22")).toMatchObject({ pending: 0, settled: 100 });
  });
});

describe("the sort key of an entry", () => {
  test("identifies the purchase", () => {
    const prefix = entriesPrefix(first);
    expect(parseEntriesPrefix(`${prefix}accrual`)).toBe(prefix);
    expect(parseEntriesPrefix(`${prefix}clawback#001`)).toBe(prefix);
    expect(parseEntriesPrefix("order")).toBeUndefined();
  });
});
