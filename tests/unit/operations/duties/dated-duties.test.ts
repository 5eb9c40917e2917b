import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysAfter, daysBetween } from "../../../../core/model/days.ts";
import { campaignsOf, datedDuties } from "../../../../core/operations/duties/dated-duties.ts";
import { DUTIES } from "../../../../core/operations/duties/duties.ts";
import { someTerms } from "../../../support/giving-builders.ts";

const PLACES = [...new Set(DUTIES.map(({ place }) => place))];
const day = fc.integer({ min: 0, max: 2_000 }).map((days) => daysAfter("2026-01-01", days));

describe("what places ask of who gives a share of its sales", () => {
  test("is due before a campaign begins, while it runs, each year, and after its end", () => {
    const campaign = { id: "everyday", from: "2026-06-01", until: "2026-12-31" };
    const due = (place: string, today = "2026-10-15") =>
      datedDuties([place], [campaign], today).map(({ due: by, what }) => [by, what.split(" ")[0]]);
    expect(due("US-AL", "2026-08-15")).toEqual([
      ["2026-05-17", "File"],
      ["2026-09-30", "Register,"],
      ["2027-03-31", "File"],
    ]);
    expect(due("US-CA").slice(-2)).toEqual([
      ["2026-11-28", "Pay"],
      ["2027-07-15", "File"],
    ]);
    expect(due("US-HI").at(-1)?.[0]).toBeUndefined();
    expect(due("FR")).toEqual([]);
  });

  test("is about all versions of some terms together, from the first day to the last", () => {
    const terms = [
      someTerms({ version: 2, from: "2026-06-01T22:00:00Z", until: "2026-12-31T23:00:00Z" }),
      someTerms({ version: 1, from: "2026-01-01T00:00:00Z" }),
      someTerms({ id: "other", from: "2026-03-01T00:00:00Z" }),
    ];
    expect(campaignsOf(terms, "Europe/Berlin")).toEqual([
      { id: "everyday", from: "2026-01-01", until: "2027-01-01" },
      { id: "other", from: "2026-03-01" },
    ]);
  });

  test("is nothing for a campaign that ended long ago", () => {
    const over = { id: "everyday", from: "2025-01-01", until: "2025-02-01" };
    expect(datedDuties(PLACES, [over], "2026-01-01")).toEqual([]);
  });

  test("is listed for 90 days after its day, also where the campaign is over by then", () => {
    const files = (until: string | undefined, today: string) =>
      datedDuties(["US-AL"], [{ id: "everyday", from: "2026-06-01", ...(until && { until }) }], today).filter(
        ({ time, what }) => time.kind !== "yearly" && what.startsWith("File"),
      );
    expect(files(undefined, "2026-08-15").map(({ due }) => due)).toEqual(["2026-05-17", undefined]);
    expect(files(undefined, "2026-08-16").map(({ due }) => due)).toEqual([undefined]);
    expect(files("2026-12-31", "2027-06-29").map(({ due }) => due)).toEqual(["2027-03-31"]);
    expect(files("2026-12-31", "2027-06-30")).toEqual([]);
  });

  test("property: what comes again is due at most one turn ahead and never past while the campaign runs", () => {
    fc.assert(
      fc.property(day, fc.nat(1_500), (from, days) => {
        const today = daysAfter(from, days);
        for (const { time, due } of datedDuties(PLACES, [{ id: "everyday", from }], today)) {
          if (time.kind !== "every" && time.kind !== "yearly") continue;
          const ahead = daysBetween(today, due ?? "");
          expect(ahead).toBeGreaterThanOrEqual(0);
          expect(ahead).toBeLessThanOrEqual(time.kind === "every" ? time.days : 366);
        }
      }),
    );
  });
});
