import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimStore } from "../../core/messaging/delivery/claim.store.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { pause } from "../../core/platform/pause.ts";
import {
  clock,
  confirm,
  confirmLink,
  contacts,
  copies,
  createTable,
  deleteTable,
  dynamo,
  exported,
  forgetCustomer,
  joined,
  people,
  scanned,
  table,
} from "../support/people-world.ts";

beforeAll(createTable);
afterAll(deleteTable);

const said = { subject: "Your purchase gave $1.96", text: "Your purchase in Harbour Street gave $1.96." };
const claims = claimStore(dynamo, table, pause);

/** A letter that was claimed for a customer, and not recorded as sent yet. */
async function claimed(email: string) {
  const customer = await joined({ email });
  await confirm(await confirmLink(customer));
  const [contact] = await contacts.contacts(customer);
  const claim = {
    customer,
    sendKey: "impact-update:gift_1",
    at: clock.at,
    message: "impact-update",
    topic: "impact",
    channel: "email",
    transactional: false,
    consentVersion: 2,
    address: contact?.hmac ?? "",
    cap: { day: "2026-11-22", limit: 3 },
  } as const;
  expect(await claims.claim(claim)).toBe("claimed");
  return { customer, claim, sealed: await copies.seal(customer, claim, said) };
}
const receipt = { provider: "ses", id: "m-1", at: clock.at };
const rowsOf = async (customer: CustomerId) =>
  (await scanned()).split("\n").filter((row) => row.includes(customer));

describe("what a message said", () => {
  test("is kept as ciphertext beside its entry, read again, exported, and gone once its customer is forgotten", async () => {
    const { customer, claim, sealed } = await claimed("ann@example.org");
    await claims.recordSent(claim, receipt, sealed);
    const { entries } = await people.history(customer, { limit: 10 });
    expect(entries).toMatchObject([{ outcome: "sent", copied: true }]);
    expect(await copies.read(customer, claim)).toEqual(said);
    expect(await scanned()).not.toContain("Harbour Street");
    const file = await exported(customer);
    expect(file?.messages).toEqual([{ at: claim.at, sendKey: claim.sendKey, ...said }]);
    expect(Object.keys(file?.held ?? {})).not.toContain("copy");
    await forgetCustomer(customer);
    expect(await copies.read(customer, claim)).toBeUndefined();
    expect(await rowsOf(customer)).toEqual([]);
  });

  test("is not kept of a customer who is forgotten before it is recorded", async () => {
    const { customer, claim, sealed } = await claimed("bo@example.org");
    expect(sealed).toBeDefined();
    await forgetCustomer(customer);
    await claims.recordSent(claim, receipt, sealed);
    expect(await rowsOf(customer)).toEqual([]);
    expect(await copies.seal(customer, claim, said)).toBeUndefined();
  });

  test("is read as no other message's, and is not kept where it is longer than any of ours", async () => {
    const { customer, claim, sealed } = await claimed("cy@example.org");
    await claims.recordSent(claim, receipt, sealed);
    expect(await copies.read(customer, { ...claim, sendKey: "impact-update:gift_2" })).toBeUndefined();
    expect(await copies.seal(customer, claim, { text: "x".repeat(20_001) })).toBeUndefined();
  });
});
