import { describe, expect, test } from "vitest";
import { DEVICES_MAX } from "../../../../core/people/cards/pass.store.ts";
import { startingPreferences, ticked } from "../../../../core/people/preferences/starting-preferences.ts";
import { cardOf } from "../../../../core/site/wallet/wallet-card.ts";
import { personal } from "../../../support/account-states.ts";
import { phone } from "../../../support/phone.ts";
import { cardholder, passIn, phoneWorld } from "../../../support/phone-world.ts";
import { cardFacts, SERIAL } from "../../../support/wallet-cards.ts";
import { PASS_TYPE } from "../../../support/wallet-keys.ts";

const { personal: everyday } = cardFacts();
const alerts = { topic: "impact", channel: "wallet" } as const;
const gaveMore = personal["paused"] ?? everyday;

describe("a phone with a card", () => {
  test("registers, is told of what changed, fetches it once, and is told no more after the card was deleted", async () => {
    const { state, passes, respond, added } = await phoneWorld();
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
    expect(await passes.devicesOf(cardholder, SERIAL)).toEqual([]);
  });

  test("is one registration however often it registers, with the push token that it named last", async () => {
    const { passes, respond, added } = await phoneWorld();
    const own = phone(respond);
    const statuses: number[] = [];
    for (let time = 0; time < 300; time += 1)
      statuses.push((await own.register(added, `token${time}`)).status);
    expect(statuses[0]).toBe(201);
    expect(new Set(statuses.slice(1))).toEqual(new Set([200]));
    const registered = await passes.devicesOf(cardholder, SERIAL);
    expect(registered.map(({ pushToken }) => pushToken)).toEqual(["token299"]);
  });

  test("fetches nothing where the card says the same on another day", async () => {
    const { state, respond, added } = await phoneWorld();
    const own = phone(respond);
    await own.register(added);
    await own.update(PASS_TYPE);
    state.now = "2026-11-24T12:00:00Z";
    state.impact = { ...everyday, asOf: "2026-11-24" };
    expect((await own.update(PASS_TYPE)).size).toBe(0);
    expect((await own.fetch(added)).status).toBe(304);
  });

  test("gets a card that says that it ended, without a figure, once it was replaced or its customer forgotten", async () => {
    const { passes, respond, added } = await phoneWorld();
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
    const { passes, respond, added } = await phoneWorld();
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
    const { passes, respond, added } = await phoneWorld();
    expect((await phone(respond).register(added, "not a token")).status).toBe(400);
    for (let at = 0; at < DEVICES_MAX; at += 1) await phone(respond, `phone-${at}`).register(added);
    expect((await phone(respond, "one-more").register(added)).status).toBe(409);
    expect((await phone(respond, "phone-3").register(added)).status).toBe(200);
    expect(await passes.devicesOf(cardholder, SERIAL)).toHaveLength(DEVICES_MAX);
  });

  test("changes nothing by asking, fetching or complaining", async () => {
    const { state, passes, respond, added } = await phoneWorld();
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

  test("shows what its customer agreed to be alerted of, in its hours, and withdraws that as the last phone deletes the card", async () => {
    const { state, account, respond, added } = await phoneWorld({
      given: [alerts],
      preferences: { topics: ticked(startingPreferences("en"), [alerts], true).topics },
    });
    const [own, other] = [phone(respond), phone(respond, "another")];
    await own.register(added);
    await other.register(added);
    await own.update(PASS_TYPE);
    const said = () => own.update(PASS_TYPE).then((answers) => newsOf(passIn(answers.get(SERIAL))));
    const news = { at: state.now, sendKey: "impact-update:gift_1", text: "€0.70 to Clean rivers" };
    state.news = { ...news, until: "2026-11-22T20:00:00Z" };
    expect(await said()).toEqual([
      { key: "back-news", label: "Latest", value: news.text, changeMessage: "%@" },
    ]);
    state.now = "2026-11-22T20:00:00Z";
    state.news = { ...news, text: "€0.90 to Clean rivers", until: state.now };
    expect(await said()).toEqual([{ key: "back-news", label: "Latest", value: "€0.90 to Clean rivers" }]);

    expect(await own.remove(added)).toMatchObject({ status: 200, facts: { outcome: "unregistered" } });
    expect(account.consents()).toMatchObject([{ state: "given" }]);
    expect(await other.remove(added)).toMatchObject({ status: 200, facts: { outcome: "withdrawn" } });
    expect(account.consents()).toMatchObject([{ channel: "wallet", state: "withdrawn" }]);
    expect(account.saved().topics.impact.wallet).toBe(false);
    expect(account.records.at(-1)).toMatchObject({ source: "wallet", proof: "wallet:unregistered" });
    await other.remove(added);
    expect(account.records).toHaveLength(2);
  });

  test("alerts of nothing that its customer did not agree to", async () => {
    const { state, respond, added } = await phoneWorld();
    const own = phone(respond);
    await own.register(added);
    await own.update(PASS_TYPE);
    state.news = { at: state.now, sendKey: "impact-update:gift_1", text: "€0.70 to Clean rivers" };
    const pass = passIn((await own.update(PASS_TYPE)).get(SERIAL));
    expect(JSON.stringify(pass)).not.toContain("changeMessage");
  });
});

/** What a pass says that was said last, on its face of today. */
function newsOf(pass: { storeCard: { backFields: { key: string }[] } }) {
  return pass.storeCard.backFields.filter(({ key }) => key === "back-news");
}
