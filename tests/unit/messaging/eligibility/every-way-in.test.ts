import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { mockClient } from "aws-sdk-client-mock";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { BrandConfig } from "../../../../core/giving/config/brand-config.ts";
import { keywordWords } from "../../../../core/i18n/consent-words.ts";
import { MessageName, messageOf, messages } from "../../../../core/messaging/content/catalog.ts";
import { knowingNumber } from "../../../../core/messaging/delivery/recipient.ts";
import { snsTexts } from "../../../../core/messaging/delivery/sns.client.ts";
import { decide } from "../../../../core/messaging/eligibility/decide.ts";
import { unreachableByText, wordsWhereTexted } from "../../../../core/messaging/eligibility/text-reach.ts";
import { readImport } from "../../../../core/operations/people/import-file.ts";
import { isTexted, TextCountries } from "../../../../core/people/contacts/texted-number.ts";
import { receiveText } from "../../../../core/people/sms/receive-text.ts";
import { type JoinRequest, subscribe } from "../../../../core/people/subscribe.ts";
import { normalPhone } from "../../../../core/platform/crypto/phone.ts";
import { sms } from "../../../support/briefs.ts";
import { ada, aPerson, aProposal, noon } from "../../../support/eligibility-builders.ts";
import { memoryPeople } from "../../../support/memory-people.ts";
import { wishFor } from "../../../support/memory-site.ts";
import { anyNumber, judged } from "../../../support/phone-numbers.ts";

const countries = TextCountries.parse("CA DE GB US");
const mayBeTexted = (number: string) => isTexted(number, countries);

const provider = mockClient(SNSClient);
beforeEach(() => {
  provider.reset();
  provider.on(PublishCommand).resolves({ MessageId: "m-1" });
});

/** A stage that gets texts, with a customer at that number from before the rule if `known`; what is published is remembered. */
async function texted(number: string, { known = true } = {}) {
  const world = memoryPeople(noon);
  const published: string[] = [];
  const wishes = known ? [wishFor("impact", "Yes", "sms")] : [];
  await subscribe(world)({
    phone: number,
    language: "en",
    wishes,
    source: "form",
    proof: "form:1",
  });
  const receive = receiveText({
    ...world,
    texts: { begin: async (_, at) => ({ state: "new", at }), finish: async () => {} },
    hear: async () => {},
    events: {
      publish: async ({ name }, details) => void published.push(...details.map(() => name)),
    },
    stated: async () => ({ brand: { name: "Tarnfell" } }) as unknown as BrandConfig,
    joinWord: "JOIN",
    keywordWords: wordsWhereTexted(keywordWords, () => noon),
    isTexted: mayBeTexted,
  });
  let id = 0;
  return {
    world,
    published,
    says: (messageBody: string) =>
      receive({ originationNumber: number, messageBody, inboundMessageId: `m${++id}` }, world.now()),
  };
}

/** What cannot be texted by the largest set of metadata, as it must look after every way in: nothing is sent. */
const untexted = anyNumber.filter((number) =>
  [number, normalPhone(number, undefined) ?? number].every((form) => {
    const { isMobile, country } = judged(form);
    return !(isMobile && country !== undefined && countries.has(country));
  }),
);

describe("a number whose kind is not mobile, or whose country is not open", () => {
  test("is refused by the form and the till, by an import, by each decision, and by the provider's client", async () => {
    let refused = 0;
    const client = snsTexts({
      sns: new SNSClient({ region: "us-east-1", maxAttempts: 1 }),
      sender: "",
      countries,
      countRefused: () => {
        refused += 1;
      },
    });
    const head = "phone,country,language,topics,words,words_version,confirmed_at,proof";
    await fc.assert(
      fc.asyncProperty(
        untexted,
        fc.constantFrom("US", "DE", ""),
        fc.constantFrom(...Object.keys(messages).map((name) => MessageName.parse(name))),
        async (number, country, message) => {
          const join = { phone: number, country, wishes: [wishFor("impact", "Yes", "sms")] };
          const problems = unreachableByText(
            { ...join, language: "en", source: "form", proof: "p" },
            { countries, now: noon },
          );
          const parsed = await subscribe(memoryPeople())(
            { ...join, language: "en", source: "form", proof: "p" } satisfies JoinRequest,
            problems,
          );
          expect(parsed.outcome).toBe("refused");

          const row = `${number},${country},en,impact.sms,Yes,1,2026-01-02T03:04:05Z,log 7`;
          const file = await readImport(`${head}\n${row}`, { now: noon, countries, brand: undefined });
          expect([file.rows, file.problems.map(({ column }) => column)]).toEqual([
            [],
            expect.arrayContaining(["phone"]),
          ]);

          const readPerson = knowingNumber(
            async () => aPerson(),
            { readAddress: async () => number },
            mayBeTexted,
          );
          const { topic, transactional } = messageOf(message);
          const request = aProposal({ message, topic, transactional, channel: "sms" });
          const person = await readPerson(ada, noon);
          expect(person && decide(person, request, noon)).toMatchObject({
            kind: "drop",
            reasons: expect.arrayContaining(["numberNotTexted"]),
          });

          const before = refused;
          const send = client.send({ to: number, rendition: sms("impact-update"), transactional }, "tag");
          await expect(send).rejects.toMatchObject({ name: "NotSentError", refusal: "message" });
          expect(refused).toBe(before + 1);
        },
      ),
      { numRuns: 120 },
    );
    expect(provider.commandCalls(PublishCommand)).toHaveLength(0);
  });

  test("gets no answer to any text of its own, and its STOP is taken", async () => {
    const words = fc.array(fc.constantFrom("JOIN", "YES", "HELP", "START", "Hello?"), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(untexted, words, async (number, said) => {
        fc.pre(/^\+[1-9]\d{6,14}$/.test(number));
        const stage = await texted(number);
        for (const text of said) await stage.says(text);
        await stage.says("STOP");
        expect(stage.published.filter((name) => name !== "CustomerConfirmed.v1")).toEqual([]);
        const address = normalPhone(number, undefined) ?? number;
        const hash = await stage.world.contacts.hashOf({ channel: "sms", address });
        expect(await stage.world.suppressions.read([hash])).toMatchObject([{ reason: "stop" }]);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ["JOIN", false],
    ["HELP", true],
    ["STOP", true],
  ])("is told from one that is texted, which gets its answer to %s", async (word, known) => {
    const stage = await texted("+12125550142", { known });
    await stage.says(word);
    expect(stage.published).toHaveLength(1);
    const satellite = await texted("+881612345678", { known });
    await satellite.says(word);
    expect(satellite.published).toEqual([]);
  });
});

describe("a decision", () => {
  test("sends no text to a number of which nothing is known", () => {
    const { textable: _, ...person } = aPerson();
    expect(decide(person, aProposal({ channel: "sms" }), noon)).toMatchObject({
      kind: "drop",
      reasons: ["numberNotTexted"],
    });
    expect(decide(person, aProposal({ channel: "email" }), noon).kind).toBe("allow");
  });
});
