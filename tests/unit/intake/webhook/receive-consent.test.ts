import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import {
  TICKED_DAYS_MAX,
  TICKED_FOR_TEXT_MINUTES_MAX,
} from "../../../../core/intake/sources/standard/consent.ts";
import { connectionSecrets } from "../../../../core/intake/webhook/connection-secrets.ts";
import { receiveConsent } from "../../../../core/intake/webhook/receive-consent.ts";
import { CustomerId } from "../../../../core/model/customer.ts";
import type { LetterTopic } from "../../../../core/model/topic.ts";
import type { OptInQuestion } from "../../../../core/people/request-opt-in.ts";
import type { Joined, JoinRequest } from "../../../../core/people/subscribe.ts";
import { http } from "../../../../core/platform/lambda/http.ts";
import { localDayBounds } from "../../../../lib/day-bounds.ts";
import { context, httpEvent } from "../../../support/http-event.ts";
import { SENDERS, type SignedWebhook, signed } from "../../../support/senders.ts";
import { brand } from "../../../support/states.ts";
import { everyTextCountry } from "../../../support/text-countries.ts";
import { CANARIES, NOW, standardPurchase } from "../../../support/webhooks.ts";

const CUSTOMER = CustomerId.parse(`cus_${"1".repeat(26)}`);
const WORDS = "I want to hear what my purchases gave, by email and by text.";

function ticked(more: Record<string, unknown> = {}) {
  return {
    type: "customer.consented",
    data: {
      email: "ada.canary@example.com",
      phone: "212-555-0142",
      country: "US",
      language: "en",
      wishes: [
        { topic: "impact", channel: "email" },
        { topic: "dates", channel: "email" },
        { topic: "impact", channel: "sms" },
      ],
      words: WORDS,
      wordsVersion: "till-3",
      at: "2026-11-22T14:35:00+01:00",
      ...more,
    },
  };
}

interface Broken {
  readonly secret?: boolean;
  readonly bus?: boolean;
  readonly beyond?: boolean;
}

interface Till extends Broken {
  /** On which topics the brand writes letters of its own. */
  readonly letters?: readonly LetterTopic[];
}

/** The whole function, with what it knows of people in memory. */
function till({ secret = false, bus = false, beyond = false, letters = ["offers"] }: Till = {}) {
  const world = {
    calls: [] as string[],
    joins: [] as JoinRequest[],
    questions: [] as OptInQuestion[],
    lines: [] as string[],
  };
  const readSecret = async () => {
    world.calls.push("secret");
    if (secret) throw new Error("AccessDenied");
    return JSON.stringify({ secrets: [SENDERS.standard.key] });
  };
  const subscribe = async (join: JoinRequest): Promise<Joined> => {
    world.calls.push("subscribe");
    world.joins.push(join);
    if (join.email === "nowhere")
      return { outcome: "refused", problems: [{ field: "email", problem: "notAnAddress" }] };
    return { outcome: "joined", customer: CUSTOMER, requested: join.wishes };
  };
  const now = () => NOW;
  const log = (message: string, facts: object) => world.lines.push(JSON.stringify({ message, ...facts }));
  const handler = http(
    receiveConsent({
      secrets: connectionSecrets({
        readSecret,
        arns: new Map(["pos", "kiosk"].map((name) => [`standard/${name}`, "arn"])),
        now,
      }),
      subscribe,
      requestConfirmation: async (question) => {
        if (bus) throw new Error("bus down");
        world.questions.push(question);
      },
      limits: { consume: async () => (beyond ? "exceeded" : "allowed") },
      textCountries: everyTextCountry,
      dayBounds: localDayBounds,
      brandConfig: async () => ({
        brand: { ...brand, letters: [...letters] },
        causes: [],
        terms: [],
        pools: [],
      }),
      now,
    }),
    { info: log, error: log },
  );
  async function post(webhook: SignedWebhook, connection = "pos") {
    const route = "POST /webhooks/standard/{connection}/consents";
    const answer = await handler(httpEvent({ route, parameters: { connection }, ...webhook }), context);
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? "null"), text: answer.body ?? "" };
  }
  return { world, post };
}

const sent = (payload: unknown) => signed("standard", payload);

describe("what a customer ticked at the till", () => {
  test("is asked for, by channel, with the words that were shown and the delivery as its proof", async () => {
    const { world, post } = till();
    expect(await post(sent(ticked()))).toMatchObject({ status: 202, body: { outcome: "accepted" } });
    expect(world.joins).toEqual([
      {
        email: "ada.canary@example.com",
        phone: "212-555-0142",
        country: "US",
        language: "en",
        wishes: ticked().data.wishes.map((wish) => ({
          ...wish,
          words: WORDS,
          wordsVersion: "till-3",
          locale: "en",
        })),
        chosen: { country: "US" },
        source: "posFlag",
        proof: "webhook:pos/msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
        saidAt: "2026-11-22T13:35:00Z",
      },
    ]);
    expect(world.questions).toMatchObject([
      { customer: CUSTOMER, channel: "email", topics: ["impact", "dates"] },
      { customer: CUSTOMER, channel: "sms", topics: ["impact"] },
    ]);
  });

  test("is asked under the same name when it is delivered again, and another when another till sends it", async () => {
    const { world, post } = till();
    for (const connection of ["pos", "pos", "kiosk"]) await post(sent(ticked()), connection);
    const names = world.questions.filter(({ channel }) => channel === "sms").map(({ join }) => join);
    expect(names[1]).toBe(names[0]);
    expect(names[2]).not.toBe(names[0]);
    expect(names[0]).toMatch(/^join_[0-9a-z]{26}$/);
  });

  test("lives where the number is from, whatever country the till stands in", async () => {
    const { world, post } = till();
    await post(sent(ticked({ phone: "+49 1511 2345678" })));
    expect(world.joins[0]?.chosen).toEqual({ country: "DE" });
  });

  test("keeps no address that no wish is for", async () => {
    const { world, post } = till();
    await post(sent(ticked({ wishes: [{ topic: "impact", channel: "email" }] })));
    expect([world.joins[0]?.email, world.joins[0]?.phone]).toEqual(["ada.canary@example.com", undefined]);
  });

  test("is not asked for where the brand sends nothing on it, and the till is told", async () => {
    const { world, post } = till({ letters: [] });
    const wishes = ["impact", "community", "offers"].map((topic) => ({ topic, channel: "email" }));
    expect((await post(sent(ticked({ wishes })))).body).toEqual({
      outcome: "accepted",
      leftOut: ["offers"],
    });
    expect(world.joins[0]?.wishes.map(({ topic }) => topic)).toEqual(["impact", "community"]);
    expect(await post(sent(ticked({ wishes: wishes.slice(2) })))).toMatchObject({
      status: 422,
      body: { faults: [{ field: "data.wishes" }] },
    });
    expect(world.joins).toHaveLength(1);
  });

  test("is asked by no text once that would come at an unexpected hour, and by letter for a week", async () => {
    const ago = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
    const { world, post } = till();
    const at = [TICKED_FOR_TEXT_MINUTES_MAX, TICKED_FOR_TEXT_MINUTES_MAX + 1, TICKED_DAYS_MAX * 24 * 60].map(
      ago,
    );
    const answers = [];
    for (const one of at) answers.push((await post(sent(ticked({ at: one })))).body);
    const late = { outcome: "accepted", leftOut: ["sms"] };
    expect(answers).toEqual([{ outcome: "accepted" }, late, late]);
    expect(world.questions.map(({ channel }) => channel)).toEqual(["email", "sms", "email", "email"]);
    const texts = { wishes: [{ topic: "impact", channel: "sms" }], at: at[1] };
    expect(await post(sent(ticked(texts)))).toMatchObject({
      status: 422,
      body: { faults: [{ field: "data.at" }] },
    });
  });

  test("is answered the same when the limit of questions for the day is reached", async () => {
    const { world, post } = till({ beyond: true });
    const [within, beyond] = [await till().post(sent(ticked())), await post(sent(ticked()))];
    expect([beyond.status, beyond.text]).toEqual([within.status, within.text]);
    expect(world.questions).toEqual([]);
  });

  test("is delivered again when it could not be published: 500 while the bus is down, 503 while the key cannot be read", async () => {
    expect((await till({ bus: true }).post(sent(ticked()))).status).toBe(500);
    const { world, post } = till({ secret: true });
    expect((await post(sent(ticked()))).status).toBe(503);
    expect(world.joins).toEqual([]);
  });
});

describe("a message that is not genuine", () => {
  test("is answered 401 before it is parsed, and no customer is looked up", async () => {
    const { world, post } = till();
    const { headers } = sent(ticked());
    expect(await post({ headers, body: Buffer.from("{ not even JSON") })).toMatchObject({
      status: 401,
      body: { reason: "signatureDoesNotVerify" },
    });
    expect(world.calls).toEqual(["secret"]);
    expect((await post({ headers: {}, body: Buffer.from("{}") })).status).toBe(401);
    expect(world.calls).toEqual(["secret"]);
  });
  test("is answered 404 without a call where there is no such connection", async () => {
    const { world, post } = till();
    expect((await post(sent(ticked()), "web")).status).toBe(404);
    expect(world.calls).toEqual([]);
  });
});

describe("a message that cannot be used", () => {
  const wish = { topic: "impact", channel: "email" };
  const { words: _, ...wordless } = ticked().data;
  test.each<[string, number, unknown, string]>([
    ["no JSON", 400, '{"email":"ada.canary@example.com', "body"],
    ["a purchase, whose phone number is no consent", 422, standardPurchase(), "type"],
    ["no words", 422, { ...ticked(), data: wordless }, "data.words"],
    ["words with half a character", 422, ticked({ words: "I agree \ud83d" }), "data.words"],
    ["an address with half a character", 422, ticked({ email: "ada\ud800@example.com" }), "data.email"],
    ["words longer than any", 422, ticked({ words: "x".repeat(2001) }), "data.words"],
    ["a member that there is not", 422, ticked({ marketing: "Canary" }), "data"],
    ["no wish", 422, ticked({ wishes: [] }), "data.wishes"],
    ["the same wish twice", 422, ticked({ wishes: [wish, wish] }), "data.wishes"],
    ["another topic", 422, ticked({ wishes: [{ ...wish, topic: "Canary" }] }), "data.wishes.0.topic"],
    ["no language of ours", 422, ticked({ language: "Canary" }), "data.language"],
    ["an address that is none", 422, ticked({ email: "nowhere" }), "data.email"],
    ["no time", 422, ticked({ at: "Canary" }), "data.at"],
    ["a time long ago", 422, ticked({ at: "2026-11-15T13:39:59Z" }), "data.at"],
    ["a time to come", 422, ticked({ at: "2026-11-22T13:45:01Z" }), "data.at"],
  ])("is answered with the field: %s", async (_name, status, payload, field) => {
    const { world, post } = till();
    const answer = await post(sent(payload));
    expect(answer).toMatchObject({
      status,
      body: { faults: expect.arrayContaining([expect.objectContaining({ field })]) },
    });
    expect(world.questions).toEqual([]);
    const left = [answer.text, ...world.lines].join("\n");
    expect([...CANARIES, "nowhere"].filter((canary) => left.includes(canary))).toEqual([]);
  });
  test("is answered 400 when its id would be no proof", async () => {
    const { world, post } = till();
    const { headers, body } = sent(ticked());
    for (const id of ["1", "ada.canary@example.com", "x".repeat(101)]) {
      const at = new Date(Number(headers["webhook-timestamp"]) * 1000);
      const signature = new Webhook(SENDERS.standard.key).sign(id, at, body.toString());
      const answer = await post({
        headers: { ...headers, "webhook-id": id, "webhook-signature": signature },
        body,
      });
      expect(answer).toMatchObject({ status: 400, body: { faults: [{ field: "webhook-id" }] } });
      expect(answer.text).not.toContain("canary");
    }
    expect(world.joins).toEqual([]);
  });
});

test("nothing personal is in the log or the answer of what was taken", async () => {
  const { world, post } = till();
  const { text } = await post(sent(ticked()));
  const left = [text, ...world.lines].join("\n");
  expect([...CANARIES, WORDS].filter((canary) => left.includes(canary))).toEqual([]);
  expect(world.lines[0]).toContain('"asked":3');
});
