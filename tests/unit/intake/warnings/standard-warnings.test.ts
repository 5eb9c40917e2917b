import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { standardWarnings } from "../../../../core/intake/sources/standard/warnings.ts";
import { WARNINGS_MAX } from "../../../../core/intake/warnings/payload-warning.ts";
import { misspelt } from "../../../support/misspelt.ts";
import {
  standardDelay,
  standardPurchase,
  standardRefund,
  standardUnavailability,
} from "../../../support/webhooks.ts";

type Json = { readonly [name: string]: unknown };

/** Every member of every type, filled in. */
const MESSAGES: readonly Json[] = [
  standardPurchase({
    paymentId: "P-1",
    base: "20.17",
    goodsGross: "24.00",
    test: false,
    customer: { email: "ada@example.com", phone: "212-555-0142", cardToken: "tok", country: "US" },
  }),
  standardRefund({ test: false }),
  standardDelay(),
  standardUnavailability(),
];

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

/** The path of each member, positions in lists included. */
function pathsOf(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    ...(Array.isArray(value) ? [] : [[...at, name]]),
    ...pathsOf(member, [...at, name]),
  ]);
}

/** The same value with another name for the member at a path. */
function renamed(value: unknown, [first = "", ...rest]: readonly string[], name: string): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === first ? renamed(item, rest, name) : item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([own, member]) => {
      if (own !== first) return [own, member];
      return rest.length === 0 ? [name, member] : [own, renamed(member, rest, name)];
    }),
  );
}

const members = MESSAGES.flatMap((message) => pathsOf(message).map((path) => ({ message, path })));
/** The longest name that is too short for a slip in it to be recognised. */
const SHORT = 2;

describe("what a message in our own format may not mean as it says it", () => {
  test.each(MESSAGES)("is nothing, where all is as the format has it: $type", (message) => {
    expect(standardWarnings(message)).toEqual([]);
  });

  test("property: any member with one slip in its name is named, with what was meant", () => {
    expect(members.length).toBeGreaterThan(40);
    const slips = fc
      .constantFrom(...members)
      .chain(({ message, path }) => misspelt(path.at(-1) ?? "").map((name) => ({ message, path, name })));
    fc.assert(
      fc.property(slips, ({ message, path, name }) => {
        const meant = path.at(-1) ?? "";
        const place = path.slice(0, -1);
        const siblings = members.filter(
          (one) => one.message === message && one.path.slice(0, -1).join() === place.join(),
        );
        fc.pre(!siblings.some((one) => one.path.at(-1) === name));
        const warnings = standardWarnings(renamed(message, path, name));
        const [found] = warnings.filter(({ path: at }) => at === [...place, name].join("."));
        expect(found).toMatchObject({ kind: "unknownMember" });
        if (meant.length > SHORT) {
          const known = siblings.map((one) => one.path.at(-1));
          expect(known).toContain(found?.didYouMean);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["data.couse", "cause", { couse: "clean-rivers" }],
    ["data.order_id", "orderId", { order_id: "B-1" }],
    ["data.email", "data.customer.email", { email: "ada@example.com" }],
    ["data.goods", "data.lines.goods", { goods: "5.00" }],
  ])("names %s and what it should be, %s", (path, didYouMean, more) => {
    expect(standardWarnings(standardPurchase(more))).toMatchObject([
      { kind: "unknownMember", path, didYouMean },
    ]);
  });

  test("names a member at the top that belongs into data, and one whose name is nothing like ours", () => {
    expect(standardWarnings({ ...standardPurchase(), cause: "clean-rivers", till: 4 })).toMatchObject([
      { path: "cause", didYouMean: "data.cause" },
      { path: "till" },
    ]);
  });
  test("names a misspelt type's member, though nobody can say of which type it is", () => {
    const { type, ...rest } = standardPurchase();
    expect(standardWarnings({ typ: type, ...rest })).toMatchObject([{ path: "typ", didYouMean: "type" }]);
  });
  test("says once what is the same in all lines", () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => ({
      lineId: String(index),
      quantity: 1,
      goods: "1.00",
      colour: "red",
    }));
    expect(standardWarnings(standardPurchase({ lines }))).toMatchObject([{ path: "data.lines.0.colour" }]);
  });
  test("names no more members than anybody mends at once", () => {
    const added = Object.fromEntries(Array.from({ length: 4_000 }, (_, at) => [`of_ours_${at}`, at]));
    const { data, ...rest } = standardPurchase();
    expect(standardWarnings({ ...rest, data: { ...data, ...added } })).toHaveLength(WARNINGS_MAX);
  });

  test("repeats no name that is words: they may be somebody's", () => {
    const warnings = standardWarnings(standardPurchase({ "ada.canary@example.com": 1, "Ada Lovelane": 2 }));
    expect(warnings).toHaveLength(2);
    expect(JSON.stringify(warnings)).not.toMatch(/canary|lovelane/i);
  });

  test.each([
    ["purchase.complete", "purchase.completed"],
    ["PURCHASE_REFUNDED", "purchase.refunded"],
    ["items.unavailable", "item.unavailable"],
    ["order.paid", undefined],
  ])("names the type %s, which it does not have", (type, didYouMean) => {
    const warnings = standardWarnings({ ...standardPurchase(), type });
    expect(warnings[0]).toMatchObject({ kind: "unknownType", path: "type" });
    expect(warnings[0]?.didYouMean).toBe(didYouMean);
  });
  test("says where a consent goes", () => {
    expect(standardWarnings({ type: "customer.consented", data: {} })).toMatchObject([
      { kind: "unknownType", message: expect.stringContaining("pos addresses") },
    ]);
  });
  test.each([
    ["EURO", "EUR"],
    ["eur", "EUR"],
    ["€", "EUR"],
    ["USDD", "USD"],
    ["doubloons", undefined],
  ])("says what the currency %s was meant to be", (currency, didYouMean) => {
    const warnings = standardWarnings(standardPurchase({ currency }));
    expect(warnings).toMatchObject([{ kind: "unknownCurrency", path: "data.currency" }]);
    expect(warnings[0]?.didYouMean).toBe(didYouMean);
  });
  test("names a refund whose lines do not sum to its goods", () => {
    const lines = [{ lineId: "1", quantity: 1, goods: "4.00" }];
    const scope = { of: "goods", goods: "5.00", lines };
    expect(standardWarnings(standardRefund({ scope }))).toMatchObject([
      { kind: "sums", path: "data.scope.lines" },
    ]);
  });
  test("is found in any payload whatever, without a failure", () => {
    fc.assert(fc.property(fc.jsonValue(), (payload) => void standardWarnings(payload)));
  });
});
