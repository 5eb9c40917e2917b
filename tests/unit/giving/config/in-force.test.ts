import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formerVersions, termsInForce, versionsInForce } from "../../../../core/giving/config/in-force.ts";
import type { Purchase } from "../../../../core/model/purchase.ts";
import { type Terms, termsName } from "../../../../core/model/terms.ts";
import { aPurchase, someTerms } from "../../../support/giving-builders.ts";

const CONNECTIONS = ["web", "till", "market"].map((connection) => ({
  source: "square" as const,
  connection,
}));
const STORES = ["harbour", "hill"];

/** Purchases of every connection and store, of those that no terms name too. */
function everywhere(placedAt: string): Purchase[] {
  return [...CONNECTIONS, { source: "shopify" as const, connection: "new" }].flatMap((connection) =>
    [...STORES, "elsewhere", undefined].map((store) => {
      const { store: _, ...purchase } = aPurchase({ ...connection, placedAt });
      return { ...purchase, ...(store !== undefined && { store }) };
    }),
  );
}

/** The names of all terms by which some purchase of a moment gives, found by pricing each. */
function decidedBy(terms: readonly Terms[], placedAt: string): string[] {
  const found = everywhere(placedAt).flatMap((purchase) => termsInForce(terms, purchase) ?? []);
  return [...new Set(found.map(termsName))].toSorted();
}

const names = (some: readonly Terms[]) => some.map(termsName).toSorted();

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, "0")}T00:00:00Z`);
const maybe = <Value>(some: fc.Arbitrary<Value>) => fc.option(some, { nil: undefined });
const versions = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom("a", "b", "c"),
      version: fc.integer({ min: 1, max: 4 }),
      from: day,
      until: maybe(day),
      connections: maybe(fc.subarray(CONNECTIONS, { minLength: 1 })),
      stores: maybe(fc.subarray(STORES, { minLength: 1 })),
    }),
    { selector: ({ id, version }) => `${id}@${version}`, maxLength: 8 },
  )
  .map((drawn) =>
    drawn.map(({ until, connections, stores, ...more }) =>
      someTerms({
        ...more,
        ...(until && { until }),
        ...(connections && { connections }),
        ...(stores && { stores }),
      }),
    ),
  );

describe("the terms in force", () => {
  test("are those by which some purchase of that moment gives, whatever its connection and store", () => {
    fc.assert(
      fc.property(versions, day, (terms, now) => {
        expect(names(versionsInForce(terms, now))).toEqual(decidedBy(terms, now));
      }),
    );
  });

  test("are not hidden by later ones of the same name for fewer connections", () => {
    const terms = [
      someTerms({ id: "web", version: 1, from: "2026-01-01T00:00:00Z", connections: CONNECTIONS }),
      someTerms({
        id: "web",
        version: 2,
        from: "2026-02-01T00:00:00Z",
        connections: CONNECTIONS.slice(0, 1),
      }),
    ];
    expect(names(versionsInForce(terms, "2026-03-01T00:00:00Z"))).toEqual(["web@1", "web@2"]);
    expect(formerVersions(terms, "2026-03-01T00:00:00Z")).toEqual([]);
    const rest = someTerms({ id: "tills", from: "2026-02-10T00:00:00Z", connections: CONNECTIONS.slice(1) });
    const ended = formerVersions([...terms, rest], "2026-03-01T00:00:00Z");
    expect(ended.map((one) => [termsName(one), one.until])).toEqual([["web@1", "2026-02-10T00:00:00Z"]]);
  });
});

describe("former terms", () => {
  test("say of each moment, with those in force, by which purchases gave", () => {
    fc.assert(
      fc.property(versions, day, day, (terms, at, now) => {
        fc.pre(at <= now);
        const held = [...formerVersions(terms, now), ...versionsInForce(terms, now)].filter(
          ({ from, until }) => from <= at && (until === undefined || at < until),
        );
        expect(names(held)).toEqual(decidedBy(terms, at));
      }),
    );
  });
});
