import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadBrand } from "../../cli/brand/load-brand.ts";
import { peopleOf } from "../../cli/people/people-stage.ts";
import { localCredentials, localRegion } from "../../cli/settings.ts";
import { readConversation } from "../../core/conversations/thread/read-conversation.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { readTexts } from "../../local/inbox/texts.ts";
import { currentStage } from "../../local/stage.ts";

/**
 * What somebody texts, through the deployed stacks with IAM enforced: the number posts it to the topic, and what is
 * answered is read on the recipient's telephone.
 */

const stage = await currentStage();
const people = peopleOf(stage);
const sns = new SNSClient({ endpoint: stage.endpoint, region: localRegion, credentials: localCredentials });
const PATIENCE_MS = 40_000;
const POLL_MS = 100;
/** So long nothing more comes, when nothing is to come. */
const SILENCE_MS = 3_000;

/** Nobody is answered more than five times a day: who says much here has another telephone. */
const someNumber = () => `+1202555${randomInt(10_000).toString().padStart(4, "0")}`;
let number = someNumber();

async function says(messageBody: string, inboundMessageId: string = randomUUID()): Promise<void> {
  const posted = {
    originationNumber: number,
    destinationNumber: "+12065550100",
    messageKeyword: "KEYWORD_1",
    messageBody,
    inboundMessageId,
    previousPublishedMessageId: randomUUID(),
  };
  const TopicArn = stage.output("InboundTextsTopicArn");
  await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(posted) }));
}

async function eventually<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > giveUpAt) throw new Error(`Not within ${PATIENCE_MS / 1000} s: ${what}`);
    await sleep(POLL_MS);
  }
}

async function telephone(): Promise<readonly string[]> {
  return (await readTexts(stage)).filter(({ to }) => to === number).map(({ words }) => words);
}
function rings(words: RegExp, times = 1): Promise<true> {
  return eventually(`${times} texts like ${words}`, async () => {
    const found = (await telephone()).filter((text) => words.test(text));
    return found.length >= times ? true : undefined;
  });
}

async function customer(): Promise<CustomerId> {
  const address = await people.contacts.hashOf({ channel: "sms", address: number });
  return eventually("somebody has that number", async () => (await people.contacts.customersAt(address))[0]);
}
async function consent(): Promise<string | undefined> {
  return (await people.people.consents(await customer())).find(({ topic }) => topic === "impact")?.state;
}

beforeAll(() => loadBrand(stage, "demo"));
afterAll(() => {
  people.close();
  sns.destroy();
});

describe("a customer who texts", () => {
  test("the brand's word is asked, and nothing else is written before they answer", async () => {
    await says("Join");
    await rings(/reply YES/);
    expect(await consent()).toBe("pending");
    expect(await telephone()).toHaveLength(1);
  });

  test("YES has agreed, and gets an answer that says so", async () => {
    await says("yes");
    await rings(/We will text you/);
    expect(await consent()).toBe("given");
    const [record] = await people.people.consents(await customer());
    expect(record?.version).toBe(2);
  });

  test("HELP gets an answer that says what this is", async () => {
    await says("HELP");
    await rings(/Manage preferences/);
  });

  test("STOP is confirmed once, however often that text is delivered, and gets no more texts", async () => {
    const id = randomUUID();
    for (let time = 0; time < 3; time += 1) await says("Stop!", id);
    await rings(/no more texts/);
    await says("stop");
    await says("HELP");
    await sleep(SILENCE_MS);
    expect((await telephone()).filter((text) => /no more texts/.test(text))).toHaveLength(1);
    expect((await telephone()).filter((text) => /Manage preferences/.test(text))).toHaveLength(1);
    expect(await consent()).toBe("withdrawn");
    const person = await people.people.readPerson(await customer(), people.now());
    expect(person?.suppressed.sms).toBe(true);
  });

  test("START gets again the texts that they had agreed to", async () => {
    // A second is the finest time that a word has: it must be a later one.
    await sleep(1_100);
    await says("START");
    await rings(/We will text you/, 2);
    expect(await consent()).toBe("given");
  });

  test("in words of their own is read by a person, and is stopped at once if that is what they may mean", async () => {
    number = someNumber();
    await says("JOIN");
    await rings(/reply YES/);
    await says("Please leave me alone!");
    await rings(/no more texts/);
    expect(await consent()).toBe("withdrawn");
    const id = await customer();
    const conversation = await eventually(
      "a conversation is open",
      async () => (await people.conversations.ofCustomer(id))[0],
    );
    const read = await readConversation(people)(conversation);
    expect(read?.events[0]).toMatchObject({
      fact: { kind: "personWrote", readAs: "stopLike" },
      words: { from: number, said: "Please leave me alone!" },
    });
  });

  test("from a satellite phone or another country's number is heard, and never answered", async () => {
    for (const [count, from] of [
      `+88161${randomInt(1_000_000, 9_999_999)}`,
      `+1876555${randomInt(1000, 9999)}`,
    ].entries()) {
      number = from;
      await says("JOIN");
      await says("STOP");
      const address = await people.contacts.hashOf({ channel: "sms", address: number });
      await eventually(`STOP ${count} is taken`, async () => (await people.suppressions.read([address]))[0]);
      await sleep(SILENCE_MS);
      expect(await telephone()).toEqual([]);
      expect(await people.contacts.customersAt(address)).toEqual([]);
    }
  });
});
