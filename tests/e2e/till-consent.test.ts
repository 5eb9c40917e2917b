import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CustomerId } from "../../core/model/customer.ts";
import { linkPaths } from "../../core/model/routes.ts";
import { connectShops } from "../../demo/connect.ts";
import { signedHeaders } from "../../demo/signing.ts";
import { visitorOf } from "../../demo/visitor.ts";
import { type HttpResponse, http } from "../../local/http.ts";
import { readTexts } from "../../local/inbox/texts.ts";
import { startRecording, stopRecording } from "../support/deployed-bus.ts";
import {
  buys,
  buysInVain,
  customerOf,
  eventually,
  lettersTo,
  letterTo,
  linesOf,
  linkIn,
  openShops,
  people,
  somebody,
  stage,
} from "../support/engagement-world.ts";
import { everything, tracesOf } from "../support/forgotten-places.ts";

/**
 * What a customer ticks at the till, through the deployed stacks with IAM enforced: the question goes out on each channel,
 * and nothing else until it is answered there.
 */

/** So long nothing more comes, when nothing is to come. */
const SILENCE_MS = 3_000;
const WORDS = "Tarnfell may tell me by email and by text what my purchases gave. I can stop it at any time.";
const signing = (await connectShops(stage)).get("standard");

type Json = Record<string, unknown>;

/** Posts as the till does; the same `id` is the same delivery again, signed anew. */
async function sends(url: string, message: Json, id: string, key = signing): Promise<HttpResponse> {
  if (key === undefined) throw new Error("Nobody made keys for the till.");
  const body = JSON.stringify(message);
  const headers = signedHeaders({ source: "standard", id, body }, key, 0, Date.now());
  return http(url, { method: "POST", headers, body });
}
const tells = (data: Json, id: string = randomUUID(), key = signing) =>
  sends(stage.output("ConsentAddressStandardPos"), { type: "customer.consented", data }, id, key);

function ticked({ email, phone }: { readonly email: string; readonly phone: string }, more: Json = {}): Json {
  return {
    email,
    phone,
    language: "en",
    wishes: [
      { topic: "impact", channel: "email" },
      { topic: "impact", channel: "sms" },
    ],
    words: WORDS,
    wordsVersion: "till-1",
    at: new Date().toISOString(),
    ...more,
  };
}

const bare = (phone: string) => phone.replaceAll(" ", "");
async function textsTo(phone: string): Promise<readonly string[]> {
  return (await readTexts(stage)).filter(({ to }) => to === bare(phone)).map(({ words }) => words);
}
async function known(email: string): Promise<CustomerId> {
  const found = await customerOf(email);
  if (found === undefined) throw new Error("Nobody has that address");
  return found;
}
async function standing(email: string): Promise<Record<string, string>> {
  const consents = await people.people.consents(await known(email));
  return Object.fromEntries(
    consents.map(({ topic, channel, state, version }) => [`${topic}.${channel}`, `${state} ${version}`]),
  );
}

beforeAll(async () => {
  await openShops();
  await startRecording();
});
afterAll(async () => {
  await stopRecording();
  people.close();
});

describe("a customer who ticks topics at the till", () => {
  const ada = somebody();
  const id = randomUUID();
  const message = ticked(ada);

  test("is asked by one letter and one text, and gets nothing else before they answer", async () => {
    expect(await tells(message, id)).toMatchObject({ status: 202, body: '{"outcome":"accepted"}' });
    await letterTo(ada.email, /confirm/i);
    await eventually("a text asks", async () =>
      (await textsTo(ada.phone)).find((text) => /reply YES/.test(text)),
    );
    await buysInVain(ada);
    expect(await standing(ada.email)).toEqual({ "impact.email": "pending 1", "impact.sms": "pending 1" });
    const about = { topic: "impact", channel: "sms", version: 1 } as const;
    expect(await people.people.consentRecord(await known(ada.email), about)).toMatchObject({
      source: "posFlag",
      state: "pending",
      words: WORDS,
      wordsVersion: "till-1",
      proof: `webhook:pos/${id}`,
      saidAt: expect.stringMatching(/Z$/),
    });
  });

  test("is asked once, however often the till sends it", async () => {
    for (let time = 0; time < 3; time += 1) expect((await tells(message, id)).status).toBe(202);
    await sleep(SILENCE_MS);
    expect([await lettersTo(ada.email), await textsTo(ada.phone)].map((all) => all.length)).toEqual([1, 1]);
    expect(await standing(ada.email)).toEqual({ "impact.email": "pending 1", "impact.sms": "pending 1" });
    const sent = (await linesOf(ada.email)).filter(({ entry }) => entry.outcome === "sent");
    expect(sent.map(({ entry }) => entry.message).sort()).toEqual(["confirm-email", "confirm-phone"]);
  });

  test("has agreed by answering, on that channel alone, in the words of the till", async () => {
    const url = linkIn(await letterTo(ada.email, /confirm/i), linkPaths.confirm(""));
    expect(await visitorOf(stage.siteUrl).confirm(url)).toBe("confirmed");
    await letterTo(ada.email, /from now on/i);
    expect(await standing(ada.email)).toEqual({ "impact.email": "given 2", "impact.sms": "pending 1" });
    const about = { topic: "impact", channel: "email", version: 2 } as const;
    expect(await people.people.consentRecord(await known(ada.email), about)).toMatchObject({
      source: "posFlag",
      words: WORDS,
      proof: expect.stringMatching(/^link:/),
    });
    await tells(message, id);
    expect((await standing(ada.email))["impact.email"]).toBe("given 2");
    await buys(ada);
    await letterTo(ada.email, /for your purchase/i);
    expect(await textsTo(ada.phone)).toHaveLength(1);
  });

  test("is in no event, log, queue, run or quarantine, and in the tables only sealed", async () => {
    const [mailbox = ""] = ada.email.split("@");
    const number = bare(ada.phone).slice(2);
    const places = await everything();
    expect(places.get("events")?.join()).toContain(await known(ada.email));
    expect(tracesOf([mailbox, number, number.slice(3)], places)).toEqual([]);
  });
});

describe("a consent that was not ticked", () => {
  test("is not in an order: its phone number is asked nothing", async () => {
    const bob = somebody();
    const order = { orderId: `T-${randomUUID()}`, placedAt: new Date().toISOString(), currency: "EUR" };
    const data = { ...order, base: "10.00", paid: "10.00", customer: { email: bob.email, phone: bob.phone } };
    const sent = await sends(
      `${stage.webhookUrl}/webhooks/standard/pos`,
      { type: "purchase.completed", data },
      randomUUID(),
    );
    expect(JSON.parse(sent.body)).toEqual({ outcome: "accepted", events: 1 });
    await sleep(SILENCE_MS);
    expect([await lettersTo(bob.email), await textsTo(bob.phone)]).toEqual([[], []]);
    const address = await people.contacts.hashOf({ channel: "sms", address: bare(bob.phone) });
    expect(await people.contacts.customersAt(address)).toEqual([]);
  });

  test("is not accepted under another key, nor with a part missing", async () => {
    const eve = somebody();
    const forged = await tells(ticked(eve), randomUUID(), {
      secrets: [`whsec_${btoa("not the key of the till")}`],
    });
    expect(forged.status).toBe(401);
    const half = await tells(ticked(eve, { words: "", email: "nowhere" }));
    expect(half.status).toBe(422);
    expect(JSON.parse(half.body)).toMatchObject({ faults: [{ field: "data.words" }] });
    expect(half.body).not.toContain("nowhere");
    expect(await customerOf(eve.email)).toBeUndefined();
  });
});
