import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identitiesOf } from "../../../../core/intake/webhook/person-identities.ts";
import { CustomerId } from "../../../../core/model/customer.ts";
import type { CardToken } from "../../../../core/model/customer-card.ts";
import { dossierStore } from "../../../../core/operations/people/dossier.store.ts";
import { type CardStore, cardStore } from "../../../../core/people/cards/card.store.ts";
import { identityRowKey } from "../../../../core/people/keys/customer.keys.ts";
import { saltKey } from "../../../../core/people/keys/people.keys.ts";
import { type Action, memoryTable } from "../../../support/memory-table.ts";

const at = "2026-11-28T12:00:00Z";
const IDENTITY_KEY = "i".repeat(64);
const keys = { addresses: async () => "a".repeat(64), identities: async () => IDENTITY_KEY };
const noPause = async () => {};
const customers = ["a", "b", "c"].map((letter) => CustomerId.parse(`cus_${letter.repeat(26)}`));
const [ann, bea] = customers as [CustomerId, CustomerId];

function world(leaveOut?: Parameters<typeof memoryTable>[0]) {
  const table = memoryTable(leaveOut);
  for (const customer of customers)
    table.put({ ...saltKey(customer), salt: randomBytes(32).toString("base64url") });
  return {
    ...table,
    cards: cardStore(table.dynamo, "People", { keys, random: randomBytes, pause: noPause }),
    forget: (customer: CustomerId) => dossierStore(table.dynamo, "People", noPause).remove(customer),
  };
}

async function newCard(cards: CardStore, customer: CustomerId): Promise<CardToken> {
  const instead = (await cards.read(customer))?.version ?? 0;
  await cards.replace(customer, { instead, at });
  const card = await cards.read(customer);
  if (card === undefined) throw new Error("There is no card");
  return card.token;
}

const Step = fc.oneof(
  fc.record({
    do: fc.constant("replace" as const),
    who: fc.nat({ max: 2 }),
    /** How many windows press the button of the same page at once. */
    times: fc.integer({ min: 1, max: 3 }),
    /** The form is of the card as it was so many cards ago. */
    late: fc.constantFrom(0, 0, 0, 1, 2),
  }),
  fc.record({ do: fc.constant("forget" as const), who: fc.nat({ max: 2 }) }),
);
const Steps = fc.array(Step, { maxLength: 6 });
const numRuns = 20;
type Steps = typeof Steps extends fc.Arbitrary<infer Value> ? Value : never;

/** After each step: the card that a customer has now names them alone, and every other that there ever was names nobody. */
async function walk(steps: Steps, leaveOut?: Parameters<typeof memoryTable>[0]): Promise<void> {
  const { cards, forget } = world(leaveOut);
  const seen = new Set<CardToken>();
  for (const step of steps) {
    const customer = customers[step.who] ?? ann;
    if (step.do === "forget") await forget(customer);
    else {
      const instead = Math.max(0, ((await cards.read(customer))?.version ?? 0) - step.late);
      const presses = Array.from({ length: step.times }, () => cards.replace(customer, { instead, at }));
      const came = await Promise.all(presses);
      expect(came.filter((one) => one === "replaced").length).toBeLessThanOrEqual(1);
    }
    const current = new Map<CardToken, CustomerId>();
    for (const one of customers) {
      const card = await cards.read(one);
      if (card === undefined) continue;
      seen.add(card.token);
      current.set(card.token, one);
    }
    for (const token of seen) expect(await cards.customerOf(token)).toBe(current.get(token));
  }
}

describe("a customer's card", () => {
  test("names its customer, as a till's purchase finds them", async () => {
    const { cards, rows } = world();
    const token = await newCard(cards, ann);
    expect(await cards.customerOf(token)).toBe(ann);
    const person = { emails: [], phones: [], cards: [], customerCard: ` ${token.toLowerCase()}\r` };
    const [identity] = await identitiesOf(person, IDENTITY_KEY);
    expect(identity?.kind).toBe("customerCard");
    const { pk } = identityRowKey(identity ?? { kind: "email", hmac: "" });
    expect(rows().find((row) => row["pk"] === pk)).toMatchObject({ customer: ann });
  });

  test("lies nowhere in the clear", async () => {
    const { cards, rows } = world();
    const token = await newCard(cards, ann);
    expect(JSON.stringify(rows())).not.toContain(token.slice(1, 12));
  });

  test("whatever is pressed, however often, at once and late: a card names one customer while it is theirs, and nobody afterwards", async () => {
    await fc.assert(
      fc.asyncProperty(Steps, (steps) => walk(steps)),
      { numRuns },
    );
  });

  test("names nobody once its customer is forgotten, and nothing of it is left", async () => {
    const { cards, rows, forget } = world();
    const token = await newCard(cards, ann);
    await newCard(cards, bea);
    await forget(ann);
    expect(await cards.customerOf(token)).toBeUndefined();
    expect(JSON.stringify(rows())).not.toContain(ann);
    expect(await cards.replace(ann, { instead: 0, at })).toBe("stale");
  });

  test.each<[string, (action: Action, write: { readonly ConditionExpression?: string }) => boolean]>([
    ["leaves the replaced card's row", (action) => action === "Delete"],
    [
      "asks not which card is replaced",
      (action, { ConditionExpression }) =>
        action === "Put" && (ConditionExpression ?? "").startsWith("version"),
    ],
  ])("mutant: a table that %s is found out", async (_name, leaveOut) => {
    await expect(
      fc.assert(
        fc.asyncProperty(Steps, (steps) => walk(steps, leaveOut)),
        { endOnFailure: true },
      ),
    ).rejects.toThrow();
  });
});
