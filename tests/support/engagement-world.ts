import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DescribeExecutionCommand, paginateListExecutions, SFNClient } from "@aws-sdk/client-sfn";
import { expect } from "vitest";
import { loadBrand } from "../../cli/brand/load-brand.ts";
import { peopleOf } from "../../cli/people/people-stage.ts";
import { engineAddress, engineOf } from "../../cli/settings.ts";
import { connectShops, type Keys } from "../../demo/connect.ts";
import type { Order, Shopper } from "../../demo/facts.ts";
import { post } from "../../demo/post.ts";
import { messagesOf } from "../../demo/sample-shops.ts";
import { type Letter, letterBox } from "../../local/inbox/letters.ts";
import { type Line, readLines } from "../../local/inbox/records.ts";
import { currentStage } from "../../local/stage.ts";

/** People who use the deployed stacks, and what this file needs to see of it. Letters are those that reached the mail server. */

export const stage = await currentStage();
export const letters = letterBox(engineAddress());
export const people = peopleOf(stage);
const sfn = new SFNClient(engineOf(stage));
/** How runs that are over ended, by their names: they do not change. */
const endings = new Map<string, string>();
const POLL_MS = 100;
const PATIENCE_MS = 40_000;

export async function eventually<Found>(
  what: string,
  look: () => Promise<Found | undefined>,
): Promise<Found> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > giveUpAt) throw new Error(`Not within ${PATIENCE_MS / 1000} s: ${what}`);
    await sleep(POLL_MS);
  }
}

export async function lettersTo(email: string): Promise<readonly Letter[]> {
  return (await letters.all()).filter(({ to }) => to === email);
}

export function letterTo(email: string, subject: RegExp): Promise<Letter> {
  return eventually(`a letter to ${email} about ${subject}`, async () =>
    (await lettersTo(email)).find((letter) => subject.test(letter.subject)),
  );
}

export function linkIn({ text }: Letter, path: string): string {
  const url = text.split(/\s+/).find((word) => word.startsWith(stage.siteUrl + path));
  if (url === undefined) throw new Error(`There is no link to ${path} in: ${text}`);
  return url;
}

export function header({ headers }: Letter, name: string): string | undefined {
  return headers.find(([found]) => found.toLowerCase() === name.toLowerCase())?.[1];
}

/** The addresses of everybody here: other tests write to people of their own. */
export const everybody: string[] = [];

export function somebody(): Shopper {
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
export const buys = (shopper: Shopper) =>
  post(stage, [messagesOf(orderOf(shopper)).purchase], keys, () => {});

/** Buys by a card that the till scans, and says nothing else. */
export function buysByCard(shopper: Shopper, card: string) {
  const { purchase } = messagesOf(orderOf(shopper));
  const { data, ...envelope } = JSON.parse(purchase.body);
  const { customer: _, ...facts } = data;
  const body = JSON.stringify({ ...envelope, data: { ...facts, card } });
  return post(stage, [{ ...purchase, body }], keys, () => {});
}

/** Buys, and sees that no journey began to tell of it: nobody asked for it. */
export async function buysInVain(shopper: Shopper): Promise<void> {
  const before = (await linesOf(shopper.email)).length;
  const ended = await notWanted();
  await buys(shopper);
  await eventually("a run found that it is not wanted", async () =>
    (await notWanted()) > ended ? "it did" : undefined,
  );
  expect(await linesOf(shopper.email)).toHaveLength(before);
}

/** The engine lists runs of Express workflows; AWS itself does not. */
async function notWanted(): Promise<number> {
  let found = 0;
  const stateMachineArn = stage.output("StartJourneyArn");
  for await (const { executions = [] } of paginateListExecutions({ client: sfn }, { stateMachineArn })) {
    for (const { executionArn } of executions.filter(({ status }) => status === "SUCCEEDED")) {
      const known = endings.get(executionArn ?? "");
      const ending = known ?? (await sfn.send(new DescribeExecutionCommand({ executionArn }))).output ?? "";
      endings.set(executionArn ?? "", ending);
      if (ending.includes("notWanted")) found += 1;
    }
  }
  return found;
}

export async function linesOf(email: string): Promise<readonly Line[]> {
  const customer = await customerOf(email);
  return (await readLines(stage)).filter((line) => line.customer === customer);
}

export async function customerOf(email: string) {
  return people.contacts.customerOf(await people.contacts.hashOf({ channel: "email", address: email }));
}

/** Before the tests of a file. */
export async function openShops(): Promise<void> {
  await loadBrand(stage, "demo");
  keys = await connectShops(stage);
}
