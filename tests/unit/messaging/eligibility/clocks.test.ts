import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatter } from "../../../../core/i18n/formatter.ts";
import { clocksOf, daytimeFrom, homeClock } from "../../../../core/messaging/eligibility/clocks.ts";
import { decide } from "../../../../core/messaging/eligibility/decide.ts";
import { jurisdictionsOf, type Location } from "../../../../core/messaging/eligibility/jurisdictions.ts";
import { digestSpan } from "../../../../core/messaging/journeys/digest-span.ts";
import { timeZoneOf } from "../../../../core/messaging/journeys/facts.ts";
import { savedForm } from "../../../../core/site/account/preferences/form.ts";
import { signedInContext } from "../../../../core/site/ui/page-context.ts";
import { aPerson, aProposal, somePreferences } from "../../../support/eligibility-builders.ts";
import { context, offer } from "../../../support/preferences-builders.ts";

const BERLIN = "Europe/Berlin";

const locations: fc.Arbitrary<Location> = fc.record(
  {
    timeZone: fc.constantFrom("Asia/Tokyo", "America/Los_Angeles", "Europe/Kyiv", "Nowhere/At_All"),
    country: fc.constantFrom("US", "DE", "NZ", "AU", "JP", "UK", "ZZ"),
    region: fc.constantFrom("US-CA", "US-FL", "DE-BY", "US-ZZ", "CA-ON"),
  },
  { requiredKeys: [] },
);

describe("the clocks of a customer", () => {
  test.each<[Location, string, string]>([
    [{}, BERLIN, BERLIN],
    [{ country: "ZZ" }, BERLIN, BERLIN],
    [{ country: "US", region: "US-CA" }, BERLIN, "America/Los_Angeles"],
    [{ region: "US-HI" }, BERLIN, "Pacific/Honolulu"],
    [{ country: "NZ" }, "America/Los_Angeles", "Pacific/Auckland"],
    [{ country: "JP" }, BERLIN, "Asia/Tokyo"],
    [{ country: "UK" }, BERLIN, "Europe/London"],
    [{ country: "US" }, BERLIN, "America/New_York"],
    [{ country: "US" }, "America/Chicago", "America/Chicago"],
    [{ country: "US" }, "US/Pacific", "America/Los_Angeles"],
    [{ country: "DE", timeZone: "Asia/Tokyo" }, BERLIN, "Asia/Tokyo"],
    [{ timeZone: "Nowhere/At_All", country: "DE" }, "UTC", BERLIN],
  ])("%j of a brand in %s: %s is the likeliest", (person, brand, clock) => {
    expect(homeClock(person, brand)).toBe(clock);
  });

  test("are those of the places by which hours are decided, each once, and the brand's where there is none", () => {
    fc.assert(
      fc.property(locations, fc.constantFrom(BERLIN, "America/Los_Angeles", "UTC"), (person, brand) => {
        const places = jurisdictionsOf(person)?.map(({ zone }) => zone) ?? [brand];
        expect(clocksOf(person, brand).toSorted()).toEqual([...new Set(places)].toSorted());
      }),
    );
  });

  test("say when it is day: on all of them", () => {
    expect(daytimeFrom(["America/New_York", "Pacific/Honolulu"], "2026-11-22T05:00:00Z")).toBe(
      "2026-11-22T18:00:00Z",
    );
    expect(daytimeFrom([BERLIN], "2026-11-22T12:00:00Z")).toBe("2026-11-22T12:00:00Z");
  });
});

describe("one clock for one customer", () => {
  const california = { country: "US", region: "US-CA" };
  const preferences = somePreferences({ ...california, timeZone: undefined });
  const config = { brand: context.brand, causes: [], terms: [], pools: [] };
  // It is still the 21st in California, and the 22nd at the brand.
  const at = "2026-11-22T05:00:00Z";

  test("begins and ends their digests' days", () => {
    const { from } = digestSpan("daily", at, timeZoneOf({ preferences, config }));
    expect(from).toBe("2026-11-21");
  });

  test("is that of their pages, with the pause that they show", () => {
    const { formatter: shown } = signedInContext(context, preferences);
    expect(shown.date(at)).toBe(formatter("en", { timeZone: "America/Los_Angeles" }).date(at));
    const paused = offer({ preferences: { ...preferences, pausedUntil: "2026-12-01T08:00:00Z" }, now: at });
    expect(savedForm(paused).text("pausedUntil")).toBe("2026-12-01");
    const almost = offer({ preferences: { ...preferences, pausedUntil: "2026-12-01T07:00:00Z" }, now: at });
    expect(savedForm(almost).text("pausedUntil")).toBe("2026-11-30");
  });

  test("holds their quiet hours; the brand's holds those of a customer of whom no place is known", () => {
    const quiet = { from: "22:00", to: "07:00" };
    const nowhere = { ...somePreferences({ quiet }), timeZone: undefined, country: undefined };
    const decided = (brandZone: string) =>
      decide(aPerson({ preferences: nowhere, brandZone }), aProposal(), "2026-11-18T11:00:00Z").kind;
    expect(decided(BERLIN)).toBe("allow");
    expect(decided("America/Los_Angeles")).toBe("defer");
    const there = aPerson({
      preferences: somePreferences({ ...california, timeZone: undefined, quiet }),
      brandZone: BERLIN,
    });
    expect(decide(there, aProposal(), "2026-11-18T11:00:00Z").kind).toBe("defer");
  });
});
