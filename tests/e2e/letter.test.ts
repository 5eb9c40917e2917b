import { randomBytes } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { loadBrand } from "../../cli/brand/load-brand.ts";
import { letterStageOf } from "../../cli/letter/letter-stage.ts";
import { operatorProgram } from "../../cli/program.ts";
import { projectRoot } from "../../cli/settings.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { instantAfter } from "../../core/model/days.ts";
import { instantAt } from "../../core/model/instant.ts";
import { LetterName } from "../../core/model/letter.ts";
import type { Topic } from "../../core/model/topic.ts";
import { scheduleLetter } from "../../core/operations/letters/schedule-letter.ts";
import { forget } from "../../core/operations/people/forget.ts";
import { importPerson } from "../../core/operations/people/import-people.ts";
import { audienceMembers } from "../../core/people/audiences/audience.store.ts";
import { wantingTopic } from "../../core/people/audiences/audience.ts";
import { audienceKey } from "../../core/people/keys/audience.keys.ts";
import { unsubscribe } from "../../core/people/unsubscribe.ts";
import { now } from "../../core/platform/clock.ts";
import { askEngine } from "../../local/engine/ask-engine.ts";
import { currentStage } from "../../local/stage.ts";
import { mailOf } from "../support/engine-mail.ts";
import { letterContent } from "../support/letter-builders.ts";

/** A one-off letter on the deployed stacks: from words in files, by the operator's own commands, to mailboxes and results. */

const stage = await currentStage();
const opened = await letterStageOf(stage, "local");
const { people: world } = opened;
const mark = randomBytes(4).toString("hex");
const letter = LetterName.parse(`e2e-${mark}`);
const folder = join(projectRoot, "brands", "demo", "letters", letter);
const WAIT = { timeout: 60_000, interval: 250 };
/** So long nothing more comes, when nothing is to come. */
const SILENCE_MS = 4_000;
const silence = () => new Promise((resolve) => setTimeout(resolve, SILENCE_MS));

beforeAll(async () => {
  await loadBrand(stage, "demo");
}, 60_000);
afterAll(async () => {
  opened.close();
  await rm(folder, { recursive: true, force: true });
});

/** What a command says. */
async function wellspring(...args: string[]): Promise<string> {
  const said: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((text: string) => {
    said.push(text);
  });
  try {
    await (await operatorProgram(["letter"])).parseAsync(["node", "wellspring", "letter", ...args]);
    return said.join("\n");
  } finally {
    log.mockRestore();
  }
}

const addressOf = (name: string) => `${name}-${mark}@example.org`;

/** Somebody who confirmed elsewhere that they want to hear of this, and named the interest that this test's letters are for. */
async function customerWhoAskedFor(name: string, topic: Topic, interest = mark): Promise<CustomerId> {
  const address = { channel: "email" as const, address: addressOf(name) };
  const row = {
    line: 2,
    addresses: [address],
    wishes: [{ topic, channel: "email" as const }],
    language: "en" as const,
    words: `Yes, ${topic}.`,
    wordsVersion: "1",
    confirmedAt: "2026-01-01T00:00:00Z",
    proof: "a test",
    chosen: { country: "DE", timeZone: "Europe/Berlin" },
  };
  expect(await importPerson(world)(row, { write: true })).toMatchObject({ outcome: "new" });
  const customer = await world.contacts.customerOf(await world.contacts.hashOf(address));
  if (customer === undefined) throw new Error("Nobody was imported");
  await change(customer, { interests: [interest] });
  return customer;
}

async function change(customer: CustomerId, over: object): Promise<void> {
  const preferences = await world.people.preferences(customer);
  if (preferences === undefined) throw new Error("no preferences");
  expect(await world.people.savePreferences(customer, { ...preferences, ...over })).toBe("saved");
}

async function history(customer: CustomerId): Promise<string[]> {
  const { entries } = await world.people.history(customer, { limit: 20 });
  return entries.map((one) => `${one.outcome}${"reasons" in one ? `: ${one.reasons}` : ""}`).toReversed();
}

const mailTo = async (name: string) =>
  mailOf((await askEngine(stage.endpoint, "/_ministack/ses/messages")).body, addressOf(name));

const members = () => audienceMembers(opened.stage.dynamo, opened.stage.peopleTable, wantingTopic("offers"));

const withdrawal = {
  topic: "offers",
  channel: "email",
  source: "oneClick",
  locale: "en",
  words: "Stop",
  wordsVersion: "1",
  proof: "a test",
} as const;

/** The files of a letter, as `letter new` writes them, for this test's customers alone. */
async function writtenLetter(headline: string): Promise<void> {
  const file = (name: string) => join(folder, name);
  const text = await readFile(file("letter.yaml"), "utf8");
  await writeFile(file("letter.yaml"), text.replace(/audience:.*/, `audience: { interest: "${mark}" }`));
  const words = await readFile(file("en.yaml"), "utf8");
  await writeFile(file("en.yaml"), words.replace(/headline:.*/, `headline: ${headline}`));
}

describe("a letter", () => {
  test("goes from words in files to the mailboxes of those who ticked its topic, once, and to results", async () => {
    const ann = await customerWhoAskedFor("ann", "offers");
    const ben = await customerWhoAskedFor("ben", "orders");
    const cyd = await customerWhoAskedFor("cyd", "offers");
    const dee = await customerWhoAskedFor("dee", "offers");
    const other = await customerWhoAskedFor("fay", "offers", "knitting");
    await change(dee, { pausedUntil: instantAfter(now(), 2) });
    await unsubscribe(world)(cyd, withdrawal);
    // As one who ticked offers before the topic had an audience.
    await opened.stage.dynamo.send(
      new DeleteItemCommand({
        TableName: opened.stage.peopleTable,
        Key: marshall(audienceKey(wantingTopic("offers"), ann)),
      }),
    );

    expect(await wellspring("new", letter, "--topic", "offers")).toContain(`letters/${letter}/letter.yaml`);
    await writtenLetter("We mend what you wear.");
    expect(await wellspring("preview", letter, "--to", join(".local", "letters"))).toContain("2 renditions");

    expect(await wellspring("test", letter, "ada")).toContain("to ada");
    const tests = mailOf(
      (await askEngine(stage.endpoint, "/_ministack/ses/messages")).body,
      "ada@tarnfell.example",
    );
    expect(tests.filter((mail) => mail.includes("[test]")).length).toBeGreaterThanOrEqual(2);
    await expect(wellspring("test", letter, "eve")).rejects.toThrow("lists nobody");

    const simulated = await wellspring("simulate", letter);
    expect(simulated).toMatch(/would be sent by +email +1\n/);
    expect(simulated).toMatch(/would be put off +paused +1\n/);
    expect(simulated).toContain("Nothing was sent or changed.");
    expect([await history(ann), await history(dee)]).toEqual([[], []]);

    expect(await wellspring("schedule", letter, "--at", "now")).toContain(`${letter}@1 goes at`);
    expect(await members()).toContain(ann);
    await vi.waitFor(async () => {
      expect(await history(ann)).toEqual(["sent"]);
      expect(await history(dee)).toEqual(["deferred: paused"]);
    }, WAIT);
    const [mail = ""] = await mailTo("ann");
    expect(mail).toContain("We mend what you wear.");
    expect(mail).toContain("/unsubscribe/");

    // Other words, and scheduled again: a new version, and nobody gets it twice.
    await writtenLetter("We still mend what you wear.");
    expect(await wellspring("schedule", letter, "--at", "now")).toContain(`${letter}@2 goes at`);
    await silence();
    expect(
      await Promise.all(["ann", "ben", "cyd", "dee", "fay"].map(async (one) => (await mailTo(one)).length)),
    ).toEqual([1, 0, 0, 0, 0]);
    expect(await Promise.all([ben, cyd, other].map(history))).toEqual([[], [], []]);

    await unsubscribe(world)(ann, withdrawal);
    const results = await wellspring("results", letter);
    expect(results).toContain(`${letter}@2, scheduled for`);
    expect(results).toMatch(/sent by +email +1/);
    expect(results).toMatch(/put off +paused +1/);
    expect(results).toContain("0 bounced, 0 complained, 1 opted out");

    // Who got it is in their history alone: of a forgotten reader the results know nothing.
    await forget(world)(ann);
    expect(await members()).not.toContain(ann);
    expect(await wellspring("results", letter)).not.toMatch(/sent by/);
  }, 180_000);

  test("that is stopped while it is sent goes to nobody else, and a schedule to come begins nothing", async () => {
    const COUNT = 60;
    const stopped = LetterName.parse(`stop-${mark}`);
    const interest = `stop-${mark}`;
    const names = Array.from({ length: COUNT }, (_, one) => `many-${one}`);
    const customers = await Promise.all(names.map((name) => customerWhoAskedFor(name, "offers", interest)));
    const { letters, start, stage: journeys } = opened;
    const schedule = scheduleLetter({ letters, turn: journeys.journeys.turn, start, now });
    const content = letterContent({ audience: { interest } });
    await schedule(stopped, content, { at: now(), until: instantAfter(now(), 7) });
    const arrived = async () =>
      (await Promise.all(customers.map(history))).filter((lines) => lines.includes("sent")).length;
    await vi.waitFor(async () => expect(await arrived()).toBeGreaterThan(2), { ...WAIT, interval: 20 });
    expect(await wellspring("stop", stopped)).toContain("is stopped");
    await silence();
    const some = await arrived();
    expect(some).toBeLessThan(COUNT);
    await silence();
    expect(await arrived()).toBe(some);
    const results = await wellspring("results", stopped);
    expect(results).toContain("and stopped since");
    expect(results).toMatch(new RegExp(`sent by +email +${some}\\b`));
    for (const lines of await Promise.all(customers.map(history)))
      expect([[], ["sent"], ["dropped: journeyStopped"]]).toContainEqual(lines);

    // Scheduled for later and stopped before: the run that waits finds it stopped.
    const soon = instantAt(Date.now() + 3_000);
    await schedule(stopped, content, { at: soon, until: instantAfter(now(), 7) });
    await wellspring("stop", stopped);
    await silence();
    await silence();
    expect(await arrived()).toBe(some);
  }, 180_000);
});
