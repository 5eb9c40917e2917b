import { describe, expect, test } from "vitest";
import type { PersonalImpact } from "../../../../core/impact/read-personal.ts";
import { CustomerId } from "../../../../core/model/customer.ts";
import { DEVICES_MAX } from "../../../../core/people/cards/pass.store.ts";
import type { HttpAnswer } from "../../../../core/platform/lambda/http.ts";
import { appliedContext } from "../../../../core/site/serve-people.ts";
import { appleService } from "../../../../core/site/wallet/answer-phones.ts";
import { currentPass, passSigner } from "../../../../core/site/wallet/sign-pass.ts";
import { cardOf } from "../../../../core/site/wallet/wallet-card.ts";
import { personal } from "../../../support/account-states.ts";
import { memoryPasses } from "../../../support/memory-passes.ts";
import { type AddedPass, phone } from "../../../support/phone.ts";
import { cardFacts, NUMBER, SERIAL } from "../../../support/wallet-cards.ts";
import { appleKeys, openPkpass, PASS_TYPE } from "../../../support/wallet-keys.ts";

const keys = appleKeys();
const { brand, causes, personal: everyday, siteUrl } = cardFacts();
const customer = CustomerId.parse("cus_aaaaaaaaaaaaaaaaaaaaaaaaaa");

/** The pass that an answer holds. */
function passIn(answer: HttpAnswer | undefined) {
  const { files } = openPkpass(Buffer.from(answer?.body ?? "", "base64"), keys);
  return JSON.parse(files.get("pass.json")?.toString("utf8") ?? "{}");
}

const signer = passSigner({ apple: async () => keys, key: async () => "a key of identities", siteUrl });

/** Apple's service for one customer with a card, whose figures and clock a test changes. */
async function world() {
  const state: { impact: PersonalImpact; now: string } = { impact: everyday, now: "2026-11-22T12:00:00Z" };
  const passes = memoryPasses();
  passes.owners.set(SERIAL, customer);
  const now = () => state.now;
  const card = {
    people: { preferences: async () => undefined, causes: async () => [] },
    cards: { read: async () => ({ token: NUMBER }) },
    serialOf: async () => SERIAL,
    readPersonal: async () => state.impact,
  };
  const contextOf = appliedContext({
    readBrandConfig: async () => ({ brand, causes, terms: [], pools: [] }),
    readBrandWords: async () => [],
    ...{ siteUrl, replyTo: "hello@tarnfell.example", now },
  });
  const respond = appleService({
    passes,
    key: async () => "a key of identities",
    passType: async () => PASS_TYPE,
    currentPass: currentPass({ ...card, passes, signer, contextOf }),
    now,
  });
  const file = await signer.sign(cardOf(cardFacts()));
  const added: AddedPass = passIn({ status: 200, body: file.toString("base64") });
  return { state, passes, respond, added };
}

const gaveMore = personal["paused"] ?? everyday;

describe("a phone with a card", () => {
  test("registers, is told of what changed, fetches it once, and is told no more after the card was deleted", async () => {
    const { state, passes, respond, added } = await world();
    const own = phone(respond);
    expect((await own.register(added)).status).toBe(201);
    expect([...(await own.update(PASS_TYPE)).keys()]).toEqual([SERIAL]);
    expect((await own.update(PASS_TYPE)).size).toBe(0);
    expect((await own.fetch(added)).status).toBe(304);

    state.impact = gaveMore;
    state.now = "2026-11-22T13:00:00Z";
    const answer = (await own.update(PASS_TYPE)).get(SERIAL);
    expect(answer).toMatchObject({
      status: 200,
      headers: { "last-modified": "Sun, 22 Nov 2026 12:59:59 GMT" },
    });
    expect(passIn(answer).storeCard.headerFields).toEqual([cardOf(cardFacts({ personal: gaveMore })).given]);
    expect((await own.update(PASS_TYPE)).size).toBe(0);

    expect((await own.remove(added)).status).toBe(200);
    expect((await own.remove(added)).status).toBe(200);
    state.impact = everyday;
    expect((await own.update(PASS_TYPE)).size).toBe(0);
    expect(await passes.devicesOf(customer, SERIAL)).toEqual([]);
  });

  test("is one registration however often it registers, with the push token that it named last", async () => {
    const { passes, respond, added } = await world();
    const own = phone(respond);
    const statuses: number[] = [];
    for (let time = 0; time < 300; time += 1)
      statuses.push((await own.register(added, `token${time}`)).status);
    expect(statuses[0]).toBe(201);
    expect(new Set(statuses.slice(1))).toEqual(new Set([200]));
    const registered = await passes.devicesOf(customer, SERIAL);
    expect(registered.map(({ pushToken }) => pushToken)).toEqual(["token299"]);
  });

  test("fetches nothing where the card says the same on another day", async () => {
    const { state, respond, added } = await world();
    const own = phone(respond);
    await own.register(added);
    await own.update(PASS_TYPE);
    state.now = "2026-11-24T12:00:00Z";
    state.impact = { ...everyday, asOf: "2026-11-24" };
    expect((await own.update(PASS_TYPE)).size).toBe(0);
    expect((await own.fetch(added)).status).toBe(304);
  });

  test("gets a card that says that it ended, without a figure, once it was replaced or its customer forgotten", async () => {
    const { passes, respond, added } = await world();
    const own = phone(respond);
    await own.register(added);
    await own.update(PASS_TYPE);
    passes.owners.delete(SERIAL);
    const ended = passIn((await own.update(PASS_TYPE)).get(SERIAL));
    expect(ended).toMatchObject({ voided: true, barcodes: [], serialNumber: SERIAL });
    expect(JSON.stringify(ended)).not.toContain(cardOf(cardFacts()).given.value);
    expect((await phone(respond, "another").register(added)).status).toBe(404);
  });

  test("reads nothing and registers nothing with the token of another card, or with none", async () => {
    const { passes, respond, added } = await world();
    const before = passes.snapshot();
    const thief = phone(respond);
    for (const authenticationToken of ["", "x".repeat(43), added.authenticationToken.toUpperCase()]) {
      const forged = { ...added, authenticationToken };
      expect((await thief.register(forged)).status).toBe(401);
      expect((await thief.fetch(forged)).status).toBe(401);
      expect((await thief.remove(forged)).status).toBe(401);
    }
    const elsewhere = { ...added, passTypeIdentifier: "pass.com.example.other" };
    expect((await thief.fetch(elsewhere)).status).toBe(404);
    expect(passes.snapshot()).toBe(before);
  });

  test("is refused a registration without a push token, or as one phone more than anybody has", async () => {
    const { passes, respond, added } = await world();
    expect((await phone(respond).register(added, "not a token")).status).toBe(400);
    for (let at = 0; at < DEVICES_MAX; at += 1) await phone(respond, `phone-${at}`).register(added);
    expect((await phone(respond, "one-more").register(added)).status).toBe(409);
    expect((await phone(respond, "phone-3").register(added)).status).toBe(200);
    expect(await passes.devicesOf(customer, SERIAL)).toHaveLength(DEVICES_MAX);
  });

  test("changes nothing by asking, fetching or complaining", async () => {
    const { state, passes, respond, added } = await world();
    const own = phone(respond);
    await own.register(added);
    const before = passes.snapshot();
    state.impact = gaveMore;
    await own.update(PASS_TYPE);
    await own.fetch(added);
    expect(await own.complain("Server requirement not met")).toMatchObject({
      status: 200,
      facts: { complaints: 1 },
    });
    expect(passes.snapshot()).toBe(before);
  });
});
