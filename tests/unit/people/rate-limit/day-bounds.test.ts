import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minutesAfter } from "../../../../core/model/instant.ts";
import {
  boundsOfForm,
  boundsOfSend,
  type DayBound,
  DayBounds,
  nextDay,
  reachedBound,
} from "../../../../core/people/rate-limit/day-bounds.ts";
import type { RateLimitStore } from "../../../../core/people/rate-limit/rate-limit.store.ts";
import { windowOf } from "../../../../core/people/rate-limit/rate-limit.ts";
import { dayBoundsFor, localDayBounds } from "../../../../lib/day-bounds.ts";

const bounds: DayBounds = {
  questions: { texts: 5, textsPerCountry: 3, letters: 7 },
  links: { letters: 6 },
  customers: { texts: 9, textsPerCountry: 8 },
  source: { texts: 2, letters: 4 },
};

/** The promise of the store's one conditional update, in memory. */
function counters(now: () => string): RateLimitStore {
  const counts = new Map<string, number>();
  return {
    async consume(limit, subject) {
      const row = `${limit.name} ${subject} ${windowOf(limit, now())}`;
      const times = counts.get(row) ?? 0;
      if (times >= limit.max) return "exceeded";
      counts.set(row, times + 1);
      return "allowed";
    },
  };
}

const someForm = fc.record({
  causes: fc.constantFrom("questions" as const, "links" as const),
  channel: fc.constantFrom("email" as const, "sms" as const),
  source: fc.constantFrom("203.0.113.7", "2001:db8:0:0", "198.51.100.1"),
});
const someSend = fc.record({
  causedBy: fc.constantFrom("questions" as const, "links" as const, "customers" as const),
  channel: fc.constantFrom("email" as const, "sms" as const),
  country: fc.constantFrom("US", "CA", "DE"),
});
const aDay = { minLength: 1, maxLength: 120 };

/** How many of these were allowed, by what `nameOf` says of each. */
async function allowed<Event>(
  events: readonly Event[],
  boundsOf: (event: Event) => readonly DayBound[],
  nameOf: (event: Event) => string,
  limits = counters(() => "2026-11-26T12:00:00Z"),
): Promise<ReadonlyMap<string, number>> {
  const tally = new Map<string, number>();
  for (const event of events) {
    if ((await reachedBound(limits, boundsOf(event))) !== undefined) continue;
    tally.set(nameOf(event), (tally.get(nameOf(event)) ?? 0) + 1);
  }
  return tally;
}

describe("the bounds of a day", () => {
  test("are never passed by what forms cause, of one source or of all, in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someForm, aDay), async (forms) => {
        const bySource = await allowed(
          forms,
          (form) => boundsOfForm(bounds, form),
          ({ causes, channel, source }) => `${causes}.${channel} ${source}`,
        );
        for (const [name, times] of bySource) expect(times).toBeLessThanOrEqual(name.includes("sms") ? 2 : 4);
        const byKind = await allowed(
          forms,
          (form) => boundsOfForm(bounds, form),
          ({ causes, channel }) => `${causes}.${channel}`,
        );
        expect(byKind.get("questions.email") ?? 0).toBeLessThanOrEqual(7);
        expect(byKind.get("questions.sms") ?? 0).toBeLessThanOrEqual(5);
        expect(byKind.get("links.email") ?? 0).toBeLessThanOrEqual(6);
        expect(byKind.get("links.sms") ?? 0).toBeLessThanOrEqual(5);
      }),
    );
  });

  test("are never passed by what is sent to one country or to all, in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someSend, aDay), async (sends) => {
        const texts = sends.filter(({ channel }) => channel === "sms");
        const byCountry = await allowed(
          texts,
          (send) => boundsOfSend(bounds, send),
          ({ causedBy, country }) => `${causedBy} ${country}`,
        );
        for (const [name, times] of byCountry)
          expect(times).toBeLessThanOrEqual(name.startsWith("customers") ? 8 : 3);
        const byKind = await allowed(
          texts,
          (send) => boundsOfSend(bounds, send),
          ({ causedBy }) => causedBy,
        );
        expect(byKind.get("customers") ?? 0).toBeLessThanOrEqual(9);
        expect(byKind.get("questions") ?? 0).toBeLessThanOrEqual(5);
        expect(byKind.get("links") ?? 0).toBeLessThanOrEqual(5);
      }),
    );
  });

  test("of one kind are not used up by any flood of another", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someSend, aDay), someSend, async (flood, own) => {
        const kind = ({ causedBy, channel }: typeof own) => `${causedBy}.${channel}`;
        const limits = counters(() => "2026-11-26T12:00:00Z");
        const others = flood.filter((send) => kind(send) !== kind(own));
        await allowed(others, (send) => boundsOfSend(bounds, send), kind, limits);
        await allowed(
          others,
          ({ causedBy, ...send }) =>
            boundsOfForm(bounds, {
              causes: causedBy === "links" ? "links" : "questions",
              source: "203.0.113.7",
              ...send,
            }),
          kind,
          limits,
        );
        expect(await reachedBound(limits, boundsOfSend(bounds, own))).toBeUndefined();
      }),
    );
  });

  test("name the one that is reached, and count nothing after it", async () => {
    const limits = counters(() => "2026-11-26T12:00:00Z");
    const ask = (source: string) =>
      reachedBound(limits, boundsOfForm(bounds, { causes: "questions", channel: "sms", source }));
    expect([await ask("a"), await ask("a"), await ask("a"), await ask("a")]).toEqual([
      undefined,
      undefined,
      "day.source.questions.sms",
      "day.source.questions.sms",
    ]);
    expect([await ask("b"), await ask("b"), await ask("c"), await ask("c")]).toEqual([
      undefined,
      undefined,
      undefined,
      "day.forms.questions.sms",
    ]);
  });

  test("begin again at midnight in UTC", async () => {
    let at = "2026-11-26T23:59:59Z";
    const limits = counters(() => at);
    const ask = () =>
      reachedBound(limits, boundsOfSend(bounds, { causedBy: "questions", channel: "sms", country: "US" }));
    for (let time = 0; time < 3; time += 1) expect(await ask()).toBeUndefined();
    expect(await ask()).toBe("day.questions.sms.country");
    expect(nextDay(at)).toBe("2026-11-27T00:00:00Z");
    at = nextDay(at);
    expect(nextDay(at)).toBe(minutesAfter(at, 24 * 60));
    expect(await ask()).toBeUndefined();
  });

  test("leave letters to customers alone, which they agreed to", () => {
    expect(boundsOfSend(bounds, { causedBy: "customers", channel: "email" })).toEqual([]);
  });

  test.each([1, 10, 50, 333.3, 20_000])(
    "are derived from %d dollars a month, each at least one",
    (dollars) => {
      const derived = dayBoundsFor(dollars);
      expect(DayBounds.parse(derived)).toEqual(derived);
      expect(derived.questions.texts).toBeLessThanOrEqual(derived.customers.texts);
      expect(derived.source.texts).toBeLessThanOrEqual(derived.questions.texts);
      expect(DayBounds.parse(localDayBounds)).toEqual(localDayBounds);
    },
  );
});
