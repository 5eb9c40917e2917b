import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linkPaths } from "../../core/people-pages/routes.ts";
import { checkMessages } from "../../local/inbox/check-messages.ts";
import { type Letter, letterBox } from "../../local/inbox/letters.ts";
import { type Line, readLines } from "../../local/inbox/records.ts";
import { loadBrand } from "../../local/load-brand.ts";
import { peopleOf } from "../../local/people/chosen-people.ts";
import { connectShops, type Keys } from "../../local/sample/connect.ts";
import { deskOf } from "../../local/sample/desk.ts";
import type { Order, Shopper } from "../../local/sample/facts.ts";
import { messagesOf } from "../../local/sample/messages.ts";
import { post } from "../../local/sample/post.ts";
import { whereTheEngineIs } from "../../local/settings.ts";
import { currentStage } from "../../local/stage.ts";

/**
 * One customer's way through the deployed stacks, with IAM enforced: joins, answers the letter, buys, reads what the
 * purchase gave, leaves, and hears no more. Letters are those that reached the mail server.
 */

const stage = await currentStage();
const letters = letterBox(whereTheEngineIs());
const desk = deskOf(stage, "Tarnfell");
const people = peopleOf(stage);
const POLL_MS = 100;
const PATIENCE_MS = 40_000;
/** So long nothing more comes, when nothing is to come. */
const SILENCE_MS = 3_000;

async function eventually<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > giveUpAt) throw new Error(`Not within ${PATIENCE_MS / 1000} s: ${what}`);
    await sleep(POLL_MS);
  }
}

async function lettersTo(email: string): Promise<readonly Letter[]> {
  return (await letters.all()).filter(({ to }) => to === email);
}

function letterTo(email: string, subject: RegExp): Promise<Letter> {
  return eventually(`a letter to ${email} about ${subject}`, async () =>
    (await lettersTo(email)).find((letter) => subject.test(letter.subject)),
  );
}

function linkIn({ text }: Letter, path: string): string {
  const url = text.split(/\s+/).find((word) => word.startsWith(stage.siteUrl + path));
  if (url === undefined) throw new Error(`There is no link to ${path} in: ${text}`);
  return url;
}

function header({ headers }: Letter, name: string): string | undefined {
  return headers.find(([found]) => found.toLowerCase() === name.toLowerCase())?.[1];
}

/** The addresses of everybody here: other tests write to people of their own. */
const everybody: string[] = [];

function somebody(): Shopper {
  const mark = randomBytes(6).toString("hex");
  everybody.push(`ada.${mark}@mail.example`);
  const digits = String(randomBytes(4).readUInt32BE() % 10_000).padStart(4, "0");
  return {
    number: 1,
    name: "Ada Lindgren",
    email: `ada.${mark}@mail.example`,
    phone: `+1 202 555 ${digits}`,
    card: `sq-1-${mark}`,
    known: false,
    choice: [],
  };
}

/** The sample's till tells the email with even orders, and the phone with odd ones. */
let lastOrder = 2 * randomBytes(4).readUInt32BE();

function orderOf(shopper: Shopper): Order {
  lastOrder += 2;
  return {
    number: lastOrder,
    source: "standard",
    placedAt: `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`,
    currency: "EUR",
    taxIncluded: false,
    lines: [{ id: 1, sku: "TF-JKT-1", title: "Jacket", quantity: 1, unit: 10_000, discount: 0, tax: 0 }],
    shipping: 0,
    tip: 0,
    roundUp: 0,
    shopper,
    refunds: [],
  };
}

let keys: Keys;
const buys = (shopper: Shopper) =>
  post(stage.webhookUrl, [messagesOf(orderOf(shopper)).purchase], keys, () => {});

async function linesOf(email: string): Promise<readonly Line[]> {
  const customer = await customerOf(email);
  return (await readLines(stage)).filter((line) => line.customer === customer);
}

async function customerOf(email: string) {
  return people.contacts.customerOf(await people.contacts.hashOf({ channel: "email", address: email }));
}

beforeAll(async () => {
  await loadBrand(stage, "demo");
  keys = await connectShops(stage);
});
afterAll(() => {
  desk.close();
  people.close();
});

describe("somebody who joins", () => {
  const ada = somebody();
  let question: Letter;
  let update: Letter;

  test("is asked by one letter whether it was them, and nothing else is written before the answer", async () => {
    await desk.join({ email: ada.email, language: "en", topics: ["impact"] });
    question = await letterTo(ada.email, /confirm/i);
    await buys(ada);
    const refusal = await eventually("the update was dropped", async () =>
      (await linesOf(ada.email)).find(({ entry }) => entry.outcome === "dropped"),
    );
    expect(refusal.entry).toMatchObject({
      message: "impact-update",
      reasons: expect.arrayContaining(["consentPending"]),
    });
    expect(await lettersTo(ada.email)).toHaveLength(1);
  });

  test("gives consent by that letter's link, once, and is welcomed", async () => {
    const url = linkIn(question, linkPaths.confirm(""));
    expect(await desk.confirm(url)).toBe("confirmed");
    expect(await desk.confirm(url)).toBe("refused");
    const welcome = await letterTo(ada.email, /from now on/i);
    expect(header(welcome, "List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
  });

  test("reads what a purchase gave, under the consent that stands in the records", async () => {
    await buys(ada);
    update = await letterTo(ada.email, /your purchase gave/i);
    expect(update.html).not.toBe("");
    expect(header(update, "List-ID")).toBeDefined();
    expect(header(update, "List-Unsubscribe")).toContain(`<${stage.siteUrl}${linkPaths.unsubscribe("")}`);
    const sent = (await linesOf(ada.email)).find(({ providerId }) => providerId === update.id);
    expect(sent?.entry).toMatchObject({ message: "impact-update", outcome: "sent", consentVersion: 2 });
    expect(sent?.consent).toMatchObject({
      state: "given",
      source: "form",
      proof: expect.stringMatching(/^link:/),
    });
  });

  test("leaves by the letter's own link, and hears no more", async () => {
    expect(await desk.leave(linkIn(update, linkPaths.unsubscribe("")))).toBe("left");
    const before = (await lettersTo(ada.email)).length;
    await buys(ada);
    await eventually("the next update was dropped", async () =>
      (await linesOf(ada.email)).find(
        ({ entry }) => entry.outcome === "dropped" && entry.reasons.includes("consentWithdrawn"),
      ),
    );
    await sleep(SILENCE_MS);
    expect(await lettersTo(ada.email)).toHaveLength(before);
  });
});

describe("somebody who never answers", () => {
  test("gets one letter, however often their address is entered", async () => {
    const { email } = somebody();
    for (let time = 0; time < 3; time += 1) await desk.join({ email, language: "de", topics: ["impact"] });
    await letterTo(email, /bestätigen/i);
    await sleep(SILENCE_MS);
    expect(await lettersTo(email)).toHaveLength(1);
  });
});

describe("all that was written to these people", () => {
  test("was allowed, arrived once, and stands in the records", async () => {
    const customers = await Promise.all(everybody.map(customerOf));
    const report = await eventually("every letter that was sent has arrived", async () => {
      const lines = (await readLines(stage)).filter(({ customer }) =>
        customers.some((one) => one === customer),
      );
      const arrived = (await letters.all()).filter(({ to }) => everybody.includes(to));
      const found = checkMessages(lines, arrived, []);
      return found.sent === found.captured ? found : undefined;
    });
    expect(report).toMatchObject({ withoutConsent: 0, differences: [] });
    expect(report.sent).toBeGreaterThan(3);
  });
});
