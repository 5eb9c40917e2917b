import { describe, expect, test } from "vitest";
import { cardAlerts, knowingPhones, orOnCard } from "../../../../core/messaging/delivery/card-alert.ts";
import { chooseChannel, messageRequests } from "../../../../core/messaging/delivery/choose-channel.ts";
import { CARD_TOPICS, TOPICS } from "../../../../core/model/topic.ts";
import { type CardNews, cardNewsStore } from "../../../../core/people/cards/card-news.store.ts";
import { identityRowKey } from "../../../../core/people/keys/customer.keys.ts";
import { copyStore } from "../../../../core/people/records/copy.store.ts";
import type { RecipientState } from "../../../../core/people/records/decision.ts";
import type { CallTaken } from "../../../../core/platform/aws/function-call.client.ts";
import { ada, aPerson, noon, somePreferences } from "../../../support/eligibility-builders.ts";
import { memoryPasses } from "../../../support/memory-passes.ts";
import { memoryTable } from "../../../support/memory-table.ts";
import { SERIAL } from "../../../support/wallet-cards.ts";

/** A customer who agreed to alerts of their card alone. */
function onCardAlone(over: Partial<RecipientState> = {}): RecipientState {
  const off = { email: false, sms: false, rhythm: "eachTime" as const };
  const { topics } = somePreferences();
  const none = Object.fromEntries(TOPICS.map((topic) => [topic, off])) as typeof topics;
  return aPerson({
    addresses: { email: true, sms: true, wallet: true },
    preferences: somePreferences({ topics: { ...none, impact: { ...off, wallet: true } } }),
    consents: [{ topic: "impact", channel: "wallet", state: "given", version: 4, at: noon }],
    ...over,
  });
}

const update = { message: "impact-update", goalReached: false, holds: true } as const;
const chosen = (person: RecipientState) => chooseChannel(person, messageRequests(update, false), noon);

describe("an alert of a card", () => {
  test("is decided as letters and texts are: consent, wish, quiet hours and cap", () => {
    expect(chosen(onCardAlone())).toMatchObject({
      request: { channel: "wallet" },
      decision: { kind: "allow", consentVersion: 4 },
    });
    const { preferences } = onCardAlone();
    const quiet = onCardAlone({ preferences: { ...preferences, quiet: { from: "11:00", to: "14:00" } } });
    expect(chosen(quiet).decision).toMatchObject({ kind: "defer", reasons: ["quietHours"] });
    const sent = { channel: "wallet", topic: "impact", at: noon, transactional: false } as const;
    expect(chosen(onCardAlone({ recent: [sent, sent, sent] })).decision).toMatchObject({
      kind: "defer",
      reasons: ["capReached"],
    });
    for (const against of [
      onCardAlone({ consents: [] }),
      onCardAlone({ addresses: { email: true, sms: true } }),
      onCardAlone({
        preferences: somePreferences({
          topics: { ...preferences.topics, impact: { email: false, sms: false, rhythm: "eachTime" } },
        }),
      }),
    ])
      expect(chosen(against).decision.kind).toBe("drop");
  });

  test("takes the place of no letter, and is of no other message than those about a customer's own purchases", () => {
    expect(chosen(aPerson({ addresses: { email: true, sms: true, wallet: true } })).request.channel).toBe(
      "email",
    );
    const milestone = messageRequests({ ...update, message: "milestone-reached" }, false);
    expect(milestone.map(({ channel }) => channel)).not.toContain("wallet");
    expect(CARD_TOPICS).toEqual(["impact"]);
  });
});

describe("the phones of a customer", () => {
  const registration = { customer: ada, serial: SERIAL, device: "phone", pushToken: "token", at: noon };

  test("are asked for only where the customer agreed to alerts, and are found by the card that is theirs still", async () => {
    const passes = memoryPasses();
    const read = (person: RecipientState) => knowingPhones(async () => person, passes)(ada, noon);
    const recipient = orOnCard(async () => "an address", passes);
    const { wallet: _, ...addresses } = onCardAlone().addresses;
    const agreed = onCardAlone({ addresses });
    expect((await read(agreed))?.addresses.wallet).toBe(false);
    passes.owners.set(SERIAL, ada);
    await passes.register(registration);
    expect((await read(agreed))?.addresses.wallet).toBe(true);
    expect(await recipient(ada, "wallet")).toEqual({ channel: "wallet", hmac: SERIAL });
    expect(await recipient(ada, "email")).toBe("an address");
    passes.owners.delete(SERIAL);
    expect(await recipient(ada, "wallet")).toBeUndefined();
    const asked = knowingPhones(async () => aPerson(), {
      ...passes,
      phonesOf: () => Promise.reject(new Error("asked")),
    });
    expect((await asked(ada, noon))?.addresses.wallet).toBeUndefined();
  });
});

describe("what a card says", () => {
  const of = { customer: ada, serial: SERIAL };
  const news: CardNews = {
    at: noon,
    sendKey: "impact-update:gift_1",
    text: "€0.70 to Clean rivers",
    until: noon,
  };
  function world(taken: CallTaken = { kind: "taken" }) {
    const table = memoryTable();
    table.put({ ...identityRowKey({ kind: "customerCard", hmac: SERIAL }), customer: ada });
    table.put({ pk: `customer#${ada}`, sk: "salt", salt: "s".repeat(43) });
    const copies = copyStore(table.dynamo, "People", {
      key: async () => "k".repeat(64),
      random: (bytes) => new Uint8Array(bytes),
    });
    const store = cardNewsStore(table.dynamo, "People", copies);
    const calls: object[] = [];
    const client = cardAlerts({
      news: store,
      call: async (input) => {
        calls.push(input);
        return taken;
      },
    });
    const rendition = { channel: "wallet" as const, customer: ada, sendKey: news.sendKey, text: news.text };
    return {
      ...table,
      store,
      calls,
      send: () => client.send({ serial: SERIAL, rendition, at: noon, until: noon }),
    };
  }

  test("is kept encrypted, and its phones are pushed at once", async () => {
    const { store, rows, calls, send } = world();
    expect(await store.read(of)).toBeUndefined();
    expect(await send()).toEqual({ provider: "Apple Wallet", id: SERIAL });
    expect(calls).toEqual([{ customers: [ada], alert: true }]);
    expect(await store.read(of)).toEqual(news);
    expect(JSON.stringify(rows())).not.toContain("rivers");
  });

  test("is not said on a card that ended, nor of a customer who is forgotten; a push that was not taken is tried again", async () => {
    const ended = world();
    ended.put({ ...identityRowKey({ kind: "customerCard", hmac: SERIAL }), customer: "cus_of_another" });
    await expect(ended.send()).rejects.toMatchObject({ name: "NotSentError", refusal: "message" });
    expect([await ended.store.read(of), ended.calls]).toEqual([undefined, []]);
    const busy = world({ kind: "refused", reason: "TooManyRequestsException" });
    await expect(busy.send()).rejects.toMatchObject({ name: "NotSentError", refusal: "busy" });
  });
});
