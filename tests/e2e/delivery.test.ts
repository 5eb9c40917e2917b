import { randomUUID } from "node:crypto";
import { CreateTableCommand, DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SendClaim } from "../../core/messaging/delivery/claim.ts";
import { claimTag, readClaimTag } from "../../core/messaging/delivery/claim-tag.ts";
import { CAPS } from "../../core/messaging/eligibility/caps.ts";
import { dossierStore } from "../../core/operations/people/dossier.store.ts";
import { suppressionStore } from "../../core/people/contacts/suppression.store.ts";
import {
  address,
  KEY_INVARIANTS,
  keyOf,
  type Log,
  now,
  type Plan,
  plans,
  play,
  type Turn,
} from "../support/delivery-model.ts";
import { countOf, dynamo, historyOf, type Mutant, unconfirm, world } from "../support/delivery-world.ts";

const table = `delivery-${randomUUID()}`;
const limit = CAPS.email.perDay;

beforeAll(async () => {
  await dynamo.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
    }),
  );
});
afterAll(async () => {
  await dynamo.send(new DeleteTableCommand({ TableName: table }));
});

/** One act after another, in the order that the scheduler chooses. */
function turns(scheduler: fc.Scheduler): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return async (label, act) => {
    await scheduler.schedule(Promise.resolve(), label);
    const mine = last.then(act, act);
    last = mine.catch(() => undefined);
    return mine;
  };
}

async function holds(scheduler: fc.Scheduler, plan: Plan, mutant: Mutant): Promise<void> {
  const log: Log = [];
  const turn = turns(scheduler);
  const here = await world(table, log, turn, mutant);
  await scheduler.waitFor(play(here, log, turn, plan, limit));
  const claims = log.filter((entry) => entry.startsWith("claim ")).length;
  const released = log.filter((entry) => entry.startsWith("release ")).length;
  expect(await countOf(table, here.customer, "2026-11-18")).toBe(claims - released);
}

const property = (mutant: Mutant) =>
  fc.asyncProperty(fc.scheduler(), plans, (scheduler, plan) => holds(scheduler, plan, mutant));

const alone: Turn = (_, act) => act();

function aClaim(customer: SendClaim["customer"], over: Partial<SendClaim> = {}): SendClaim {
  return {
    customer,
    sendKey: keyOf(1),
    at: now,
    message: "impact-update",
    topic: "impact",
    channel: "email",
    transactional: false,
    consentVersion: 1,
    address,
    cap: { day: "2026-11-18", limit },
    ...over,
  };
}

describe("deliveries on a real table", () => {
  test("whatever interleaves: nothing after a committed opt-out, over the cap, or twice", async () => {
    await fc.assert(property("none"), { numRuns: 40, endOnFailure: true });
  });

  test.each([
    ["consent", "consentOutside", "claimed after an opt-out was committed"],
    ["the cap", "capOutside", "over the cap"],
    ["the key", "keyOutside", KEY_INVARIANTS.join("|")],
  ] as const)("a claim that looks at %s outside its transaction is found out", async (_, mutant, how) => {
    const found = await fc.check(property(mutant), { numRuns: 1000, endOnFailure: true });
    expect(found.failed).toBe(true);
    expect(String(found.errorInstance)).toMatch(new RegExp(how));
  });

  test("of many at once, one is claimed under one key, and under many keys as many as the cap allows", async () => {
    const { customer, claims } = await world(table, [], alone);
    const same = await Promise.all(Array.from({ length: 8 }, () => claims.claim(aClaim(customer))));
    expect(same.filter((one) => one === "claimed")).toHaveLength(1);
    expect(new Set(same)).toEqual(new Set(["claimed", "taken"]));
    const others = await Promise.all(
      Array.from({ length: 8 }, (_, index) => claims.claim(aClaim(customer, { sendKey: `other_${index}` }))),
    );
    expect(others.filter((one) => one === "claimed")).toHaveLength(limit - 1);
    expect(await countOf(table, customer, "2026-11-18")).toBe(limit);
  });

  test("answers have a count of their own, and need no consent", async () => {
    const { customer, claims, say } = await world(table, [], alone);
    await say(false);
    const answer = { transactional: true, consentVersion: 0 };
    expect(await claims.claim(aClaim(customer))).toBe("changed");
    expect(await claims.claim(aClaim(customer, answer))).toBe("claimed");
    expect(await countOf(table, customer, "2026-11-18")).toBe(0);
  });

  test("an address that is suppressed, is another one now, or has not answered yet, is not claimed", async () => {
    const { customer, claims } = await world(table, [], alone);
    const gone = "g".repeat(43);
    expect(await claims.claim(aClaim(customer, { address: gone, transactional: true }))).toBe("changed");
    const suppressions = suppressionStore(dynamo, table);
    await suppressions.suppress({ channel: "email", hmac: address, reason: "stop", at: now });
    expect(await claims.claim(aClaim(customer))).toBe("changed");
    expect(await claims.claim(aClaim(customer, { transactional: true }))).toBe("changed");
    await suppressions.lift({ channel: "email", hmac: address }, "2026-11-18T11:00:01Z");
    await unconfirm(table, customer);
    expect(await claims.claim(aClaim(customer))).toBe("changed");
    expect(await claims.findClaim(customer, keyOf(1))).toBeUndefined();
  });

  test("recording twice changes nothing, and a claim that was recorded is not given back", async () => {
    const { customer, claims } = await world(table, [], alone);
    const claim = aClaim(customer);
    await claims.claim(claim);
    await claims.recordSent(claim, { provider: "ses", id: "m-1", at: now });
    await claims.recordSent(claim, { provider: "ses", id: "m-2", at: now });
    await claims.release(claim);
    expect(await claims.findClaim(customer, claim.sendKey)).toMatchObject({
      state: "sent",
      receipt: { id: "m-1" },
    });
    expect((await historyOf(table, customer)).map(({ outcome }) => outcome)).toEqual(["sent"]);
    expect(await countOf(table, customer, "2026-11-18")).toBe(1);
  });

  test("the tag of a letter finds its send and the address that it went to, until its customer is forgotten", async () => {
    const { customer, claims, receipts } = await world(table, [], alone);
    const claim = aClaim(customer);
    const mark = readClaimTag(claimTag(claim));
    if (mark === undefined) throw new Error("The tag is none");
    expect(await receipts.findSend(mark)).toBeUndefined();
    await claims.claim(claim);
    await claims.claim(aClaim(customer, { sendKey: keyOf(2) }));
    const { message, topic, channel, transactional } = claim;
    const about = { message, topic, channel, transactional, at: now, sendKey: keyOf(1) };
    await claims.recordUnsent(customer, { ...about, outcome: "dropped", reasons: ["noConsent"] });
    expect(await receipts.findSend(mark)).toMatchObject({ sendKey: keyOf(1), outcome: "unknown" });
    expect(await receipts.address(customer, keyOf(1))).toEqual({ channel: "email", hmac: address });
    await claims.recordRefused(claim);
    await claims.recordSent(claim, { provider: "ses", id: "m-1", at: now });
    expect(await receipts.findSend(mark)).toMatchObject({ sendKey: keyOf(1), outcome: "dropped" });
    expect((await claims.findClaim(customer, keyOf(1)))?.state).toBe("refused");
    await dossierStore(dynamo, table, async () => {}).remove(customer);
    expect(await receipts.findSend(mark)).toBeUndefined();
    expect(await receipts.address(customer, keyOf(1))).toBeUndefined();
  });

  test("a customer who is forgotten between the claim and its record stays forgotten", async () => {
    const { customer, claims } = await world(table, [], alone);
    const claim = aClaim(customer);
    await claims.claim(claim);
    await dossierStore(dynamo, table, async () => {}).remove(customer);
    await claims.recordSent(claim, { provider: "ses", id: "m-3", at: now });
    const about = { at: now, message: "impact-update", topic: "impact", channel: "email" } as const;
    await claims.recordUnsent(customer, {
      ...about,
      transactional: false,
      sendKey: keyOf(2),
      outcome: "dropped",
      reasons: ["noConsent"],
    });
    expect(await historyOf(table, customer)).toEqual([]);
    expect(await claims.findClaim(customer, claim.sendKey)).toBeUndefined();
  });
});
