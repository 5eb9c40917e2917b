import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventsOfWebhook } from "../../../../core/intake/webhook/read-webhook.ts";
import { Source } from "../../../../core/model/sources.ts";
import { bodyOf, SENDERS } from "../../../support/senders.ts";
import { NOW } from "../../../support/webhooks.ts";

const read = eventsOfWebhook({
  key: async () => "identity-key-".repeat(5),
  lookUps: new Set(),
  roundUps: new Map(),
  now: () => NOW,
});

/** What shops' systems do not send, and whoever holds a shop's key can. */
const odd = fc.constantFrom<unknown>(
  ...[null, true, 0, -1, 1.5, 1e21, 2 ** 53, "", "\u0000", "<odd-mark>", "\u202eodd-mark", "x".repeat(5_000)],
  ...[
    "-0.01",
    "1e5",
    "0x10",
    "9".repeat(400),
    "NaN",
    "2026-02-30T00:00:00Z",
    "XXX",
    "__proto__",
    [],
    {},
    [[]],
  ],
);

/** What a shop may call as it likes; our pages and messages show none of it unescaped. A cause is letters, digits and hyphens. */
const OWN_NAMES = ["orderId", "aliases", "refundId", "lineId", "store", "sku", "cause"];

type Place = readonly (string | number)[];

function placesIn(value: unknown, at: Place = []): Place[] {
  if (typeof value !== "object" || value === null) return [at];
  const inside = Object.entries(value).flatMap(([name, each]) => placesIn(each, [...at, name]));
  return at.length === 0 ? inside : [at, ...inside];
}

/** The same with something else at one place; nothing there if `something` is undefined. */
function withAt(value: unknown, [name, ...rest]: Place, something: unknown): unknown {
  if (name === undefined || typeof value !== "object" || value === null) return something;
  const copy: Record<string, unknown> = { ...value };
  copy[name] = withAt(copy[name], rest, something);
  return Array.isArray(value) ? Object.values(copy) : copy;
}

describe.each(Source.options)("a genuine webhook of %s", (source) => {
  const payload = SENDERS[source].purchase();
  const { topic } = SENDERS[source];
  const oddly = fc
    .array(fc.tuple(fc.constantFrom(...placesIn(payload)), fc.option(odd, { nil: undefined })), {
      minLength: 1,
      maxLength: 3,
    })
    .map((changes) =>
      changes.reduce<unknown>((value, [at, something]) => withAt(value, at, something), payload),
    );

  test("becomes events that fit their contracts, or is kept, whatever it says: nothing throws", async () => {
    await fc.assert(
      fc.asyncProperty(oddly, async (value) => {
        const body = Buffer.from(bodyOf(source, value));
        const reading = await read({ source, connection: "shop", topic, body });
        if (reading.outcome !== "events") return;
        for (const { contract, detail } of reading.events) contract.detail.parse(detail);
        const told = reading.events.map(({ detail }) => detail);
        expect(JSON.stringify(told, (name, each) => (OWN_NAMES.includes(name) ? "" : each))).not.toMatch(
          /odd-mark/,
        );
      }),
      { numRuns: 300 },
    );
  });
});
