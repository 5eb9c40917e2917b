import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { personWrote } from "../../core/conversations/hear/person-wrote.ts";
import { textHeard } from "../../core/conversations/hear/text-heard.ts";
import { withoutClock } from "../../core/conversations/thread/append.ts";
import type { EventsClient } from "../../core/events/event-bus.client.ts";
import type { BrandConfig } from "../../core/giving/config/brand-config.ts";
import { keywordWords } from "../../core/i18n/consent-words.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { isTexted } from "../../core/people/contacts/texted-number.ts";
import { receiveText } from "../../core/people/sms/receive-text.ts";
import { smsStore } from "../../core/people/sms/sms.store.ts";
import { randomBytes } from "../../core/platform/random.ts";
import {
  clock,
  confirm,
  confirmLink,
  contacts,
  conversations,
  createTable,
  currentConsents,
  deleteTable,
  dynamo,
  exported,
  forgetCustomer,
  joined,
  later,
  people,
  scanned,
  suppressions,
  table,
  take,
  wish,
  wordsOf,
} from "../support/people-world.ts";
import { everyTextCountry } from "../support/text-countries.ts";

/** Texts against a real table of people, with events that are caught, and steps that fail when a test says so. */
interface Told {
  readonly event: string;
  readonly detail: Record<string, unknown>;
}
const told: Told[] = [];
let failAfter = Number.POSITIVE_INFINITY;

class Broken extends Error {}
function step(): void {
  failAfter -= 1;
  if (failAfter < 0) throw new Broken();
}
const events: EventsClient = {
  publish: async ({ name, detail }, details) => {
    step();
    told.push(...details.map((one) => ({ event: name, detail: Object(detail.parse(one)) })));
  },
};
/** Each call is a step that may be the last one. */
function breakable<Store extends object>(store: Store): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return async (...given: unknown[]) => {
        step();
        return member.apply(target, given);
      };
    },
  });
}
const stated = async () => ({ brand: { name: "Tarnfell" } }) as unknown as BrandConfig;
const receive = receiveText({
  people: breakable(people),
  contacts: breakable(contacts),
  suppressions: breakable(suppressions),
  texts: breakable(smsStore(dynamo, table)),
  hear: textHeard(
    personWrote({ conversations: breakable(conversations), clockOf: withoutClock, random: randomBytes }),
  ),
  events,
  stated,
  joinWord: "JOIN",
  keywordWords,
  isTexted: (number) => isTexted(number, everyTextCountry),
  now: () => clock.at,
  random: randomBytes,
});

let last = 1000;
const someNumber = () => `+1202555${++last}`;
const posted = (originationNumber: string, messageBody: string, inboundMessageId: string = randomUUID()) => ({
  originationNumber,
  messageBody,
  inboundMessageId,
});
/** A minute passes with each text. */
async function says(from: string, body: string) {
  later(1);
  const { outcome, facts } = await receive(posted(from, body), clock.at);
  return facts === undefined ? outcome : `${outcome} ${String(facts["waits"])}`;
}
const hashOf = (number: string) => contacts.hashOf({ channel: "sms", address: number });
const isStopped = async (number: string) => (await suppressions.read([await hashOf(number)])).length > 0;
const answers = () =>
  told.map(({ event, detail }) => `${event} ${String(detail["answer"] ?? detail["channel"])}`);

/** Somebody who agreed to texts about their impact. */
async function subscriber(number: string): Promise<CustomerId> {
  const customer = await joined({ phone: number, wishes: [wish("impact", "sms")] });
  expect(await says(number, "yes")).toBe("confirmed");
  told.length = 0;
  return customer;
}

beforeAll(createTable);
afterAll(deleteTable);
beforeEach(() => {
  told.length = 0;
  failAfter = Number.POSITIVE_INFINITY;
});

describe("YES", () => {
  test("gives the consents pending at this number, is answered, and is announced to the journeys", async () => {
    const number = someNumber();
    const customer = await joined({ phone: number, wishes: [wish("impact", "sms")] });
    expect(await says(someNumber(), "YES")).toBe("waits notKnown");
    expect(await currentConsents(customer)).toEqual({ "impact.sms": "pending 1" });
    expect(await says(number, "Yes!")).toBe("confirmed");
    expect(await currentConsents(customer)).toEqual({ "impact.sms": "given 2" });
    expect(answers()).toEqual(["CustomerConfirmed.v1 sms", "TextAnswered.v1 started"]);
    expect((await people.preferences(customer))?.topics.impact.sms).toBe(true);
    const record = await people.consentRecord(customer, { topic: "impact", channel: "sms", version: 2 });
    expect(record?.proof).toMatch(/^text:text_/);
  });
  test("is no answer where no question is open, after days, or as a part of a longer text", async () => {
    const number = someNumber();
    const customer = await joined({ phone: number, wishes: [wish("impact", "sms")] });
    expect(await says(number, "oh yes")).toBe("waits other");
    later(73 * 60);
    expect(await says(number, "yes")).toBe("waits nothingToDo");
    expect(await currentConsents(customer)).toEqual({ "impact.sms": "pending 1" });
    expect(told).toEqual([]);
  });
});

describe("STOP", () => {
  test("suppresses the number, withdraws the texts of every customer there with the word as proof, and is confirmed once", async () => {
    const number = someNumber();
    const ann = await subscriber(number);
    const bob = await joined({
      email: "bob@example.org",
      phone: number,
      wishes: [wish("dates", "sms"), wish("dates")],
    });
    await confirm(await confirmLink(bob));
    expect(await says(number, " stop all! ")).toBe("stopped");
    expect(await isStopped(number)).toBe(true);
    expect(await currentConsents(ann)).toEqual({ "impact.sms": "withdrawn 3" });
    expect(await currentConsents(bob)).toEqual({ "dates.sms": "withdrawn 2", "dates.email": "given 2" });
    const record = await people.consentRecord(ann, { topic: "impact", channel: "sms", version: 3 });
    expect(record).toMatchObject({ words: "STOP ALL", source: "keyword" });
    expect(answers()).toEqual(["TextAnswered.v1 stopped"]);
    expect(told[0]?.detail).toMatchObject({ at: clock.at, until: expect.stringMatching(/Z$/) });
    const another = await receive(posted(number, "stop"), clock.at);
    expect(another.outcome, "in the same second").toBe("stoppedBefore");
    expect(await says(number, "STOP")).toBe("stoppedBefore");
    expect(answers()).toHaveLength(1);
  });
  test("of a stranger holds as well", async () => {
    const number = someNumber();
    expect(await says(number, "stop")).toBe("stopped");
    expect([await isStopped(number), told]).toEqual([true, []]);
  });
  test("in other words is obeyed at once and kept for a person to read", async () => {
    const number = someNumber();
    const customer = await subscriber(number);
    expect(await says(number, "Please leave me alone, I am Ann of Elm Street")).toBe("stopped stopLike");
    expect(await currentConsents(customer)).toEqual({ "impact.sms": "withdrawn 3" });
    const record = await people.consentRecord(customer, { topic: "impact", channel: "sms", version: 3 });
    expect(record?.words).toBe("LEAVE ME ALONE");
    expect(await wordsOf(customer)).toEqual(["Please leave me alone, I am Ann of Elm Street"]);
  });
});

describe("START", () => {
  test("gives back what STOP took and nothing else", async () => {
    const number = someNumber();
    const customer = await subscriber(number);
    await people.recordConsents([
      { customer, ...wish("dates", "sms"), state: "pending", at: clock.at, source: "form", proof: "form:2" },
    ]);
    await says(number, "yes");
    const said = { words: "x", wordsVersion: "1", locale: "en", proof: "p", source: "preferences" } as const;
    await take(customer, { ...said, topic: "dates", channel: "sms" });
    await says(number, "stop");
    told.length = 0;
    expect(await says(number, "Start")).toBe("started");
    expect(await isStopped(number)).toBe(false);
    expect(await currentConsents(customer)).toEqual({ "impact.sms": "given 4", "dates.sms": "withdrawn 3" });
    const topics = (await people.preferences(customer))?.topics;
    expect([topics?.impact.sms, topics?.dates.sms]).toEqual([true, false]);
    expect(answers()).toEqual(["TextAnswered.v1 started"]);
  });
  test("is no YES: an open question is asked again", async () => {
    const number = someNumber();
    const customer = await joined({ phone: number, wishes: [wish("impact", "sms")] });
    await says(number, "STOP");
    told.length = 0;
    expect(await says(number, "start")).toBe("started");
    expect(await currentConsents(customer)).toEqual({ "impact.sms": "pending 3" });
    expect(answers()).toEqual(["CustomerJoined.v1 sms"]);
    expect(await says(number, "YES")).toBe("confirmed");
  });
  test("that comes late lifts no STOP that was said after it; nor a complaint", async () => {
    const number = someNumber();
    await subscriber(number);
    const start = posted(number, "START");
    const early = clock.at;
    await says(number, "stop");
    expect((await receive(start, early)).outcome).toBe("waits");
    expect(await isStopped(number)).toBe(true);
    await suppressions.suppress({ ...(await hashOf(number)), reason: "complaint", at: clock.at });
    expect(await says(number, "start")).toBe("waits nothingToDo");
    expect(await isStopped(number)).toBe(true);
  });
});

describe("the brand's word", () => {
  test("enrols an unknown number as pending, and asks", async () => {
    const number = "+4915112345678";
    expect(await says(number, "join")).toBe("joined");
    const [customer] = await contacts.customersAt(await hashOf(number));
    if (customer === undefined) throw new Error("Nobody joined");
    expect(await currentConsents(customer)).toEqual({ "impact.sms": "pending 1" });
    expect(await people.preferences(customer)).toMatchObject({ country: "DE", language: "de" });
    expect(answers()).toEqual(["CustomerJoined.v1 sms"]);
    expect(told[0]?.detail).toMatchObject({
      customer,
      topics: ["impact"],
      join: expect.stringMatching(/^ask_/),
    });
    expect(await says(number, "join")).toBe("joined");
    expect(answers()).toHaveLength(1);
  });
  test("asks also a customer who stopped before, by their own word", async () => {
    const number = someNumber();
    await subscriber(number);
    await says(number, "stop");
    expect(await says(number, "JOIN")).toBe("joined");
    expect(await isStopped(number)).toBe(false);
    expect(answers()).toEqual(["TextAnswered.v1 stopped", "CustomerJoined.v1 sms"]);
  });
});

describe("any other text", () => {
  test("opens a conversation, sealed, and is forgotten with its customer", async () => {
    const number = someNumber();
    const customer = await subscriber(number);
    expect(await says(number, "canary: where is my jacket?")).toBe("waits other");
    expect(await says(number, "help")).toBe("helped");
    expect(await says(someNumber(), "canary of a stranger")).toBe("waits other");
    expect(await says(someNumber(), "INFO")).toBe("waits notKnown");
    expect(answers()).toEqual(["TextAnswered.v1 help"]);
    const all = await scanned();
    expect(all).not.toContain("canary");
    expect(all).not.toContain(number.slice(1));
    const [conversation] = await conversations.ofCustomer(customer);
    if (conversation === undefined) throw new Error("It opened none");
    expect(await wordsOf(customer)).toEqual(["canary: where is my jacket?"]);
    const [mine] = (await exported(customer))?.conversations ?? [];
    expect(mine?.events[0]?.words).toEqual({ said: "canary: where is my jacket?", from: number });
    await says(number, "canary: the blue one");
    expect(await wordsOf(customer)).toEqual(["canary: where is my jacket?", "canary: the blue one"]);
    await forgetCustomer(customer);
    const head = await conversations.head(conversation);
    expect(head).toMatchObject({ state: "closed", closedAs: "forgotten" });
    const events = head === undefined ? [] : await conversations.read(head);
    expect(events.map(({ fact, words }) => [fact.kind, words])).toEqual([
      ["personWrote", undefined],
      ["personWrote", undefined],
      ["closed", undefined],
    ]);
    expect(await conversations.ofCustomer(customer)).toEqual([]);
  });
});

describe("a text that is delivered again", () => {
  test("is processed once: an old STOP does not undo a START", async () => {
    const number = someNumber();
    await subscriber(number);
    later(1);
    const stop = posted(number, "STOP");
    expect((await receive(stop, clock.at)).outcome).toBe("stopped");
    await says(number, "START");
    later(1);
    expect((await receive(stop, clock.at)).outcome).toBe("duplicate");
    expect(await isStopped(number)).toBe(false);
  });

  test.each(["STOP", "leave me alone", "START", "YES", "JOIN", "hello"])(
    "after a crash at any step, %s ends as if nothing had happened",
    async (body) => {
      const played = async (number: string, crashAt: number) => {
        told.length = 0;
        const customer = await joined({ phone: number, wishes: [wish("impact", "sms")] });
        if (body !== "YES") await says(number, "yes");
        if (body === "START") await says(number, "stop");
        told.length = 0;
        later(1);
        const text = posted(number, body);
        failAfter = crashAt;
        const crashed = await receive(text, clock.at).then(
          () => false,
          (error: unknown) => {
            if (error instanceof Broken) return true;
            throw error;
          },
        );
        failAfter = Number.POSITIVE_INFINITY;
        await receive(text, clock.at);
        const events = new Set(
          told.map(({ event, detail }) => JSON.stringify([event, { ...detail, customer: "" }])),
        );
        const shape = [...events].map((one) => one.replaceAll(/"(text|join)":"\w+"|"\d{4}-[^"]+"/g, ""));
        return {
          crashed,
          ends: [
            await currentConsents(customer),
            await isStopped(number),
            shape.sort(),
            await wordsOf(customer),
          ],
        };
      };
      const { ends } = await played(someNumber(), Number.POSITIVE_INFINITY);
      for (let crashAt = 0; crashAt < 60; crashAt += 1) {
        const { crashed, ends: again } = await played(someNumber(), crashAt);
        expect(again, `crashed at step ${crashAt}`).toEqual(ends);
        if (!crashed) return;
      }
      throw new Error("It never ended without a crash");
    },
  );
});
