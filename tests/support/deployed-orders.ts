import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { expect } from "vitest";
import type { WholeSource } from "../../core/intake/sources/registry.ts";
import type { Source } from "../../core/model/sources.ts";
import { mapBounded } from "../../core/platform/bounded.ts";
import { connectShops } from "../../demo/connect.ts";
import { connectionOf, type Order, type OrderLine } from "../../demo/facts.ts";
import type { Message } from "../../demo/message.ts";
import { messagesOf, orderIdOf } from "../../demo/sample-shops.ts";
import { type SigningKeys, signedMessage } from "../../demo/signing.ts";
import { type HttpResponse, http } from "../../local/http.ts";
import { secretsManager, stage, untilQuiet } from "./deployed-stage.ts";

const IN_FLIGHT_MAX = 8;
const ATTEMPTS_MAX = 6;
const FIRST_PAUSE_MS = 200;
/**
 * The sample's own payloads read out of an order's number whether it is even, divisible by four, by a card (by three), or a
 * renewal (by five): with these steps all orders are alike, none is a renewal, whose webhooks are others, and neither an order nor the
 * number after it is by a card, which customers of these tests have not.
 */
const NUMBER_STEP = 60;
const FIRST_NUMBER = 400_000_024;
/** Of the two keys that a connection has, by their place. */
export const OLDEST = 1;
let lastNumber = FIRST_NUMBER + NUMBER_STEP * randomInt(20_000_000);

/** With what each connection's shop signs: the keys as they were before these tests. */
const keys = await connectShops(stage);

export function keysOf(source: Source): SigningKeys {
  const found = keys.get(source);
  if (found === undefined) throw new Error(`There are no keys for ${source}.`);
  return found;
}

/** What standard/pos is rotated to. */
export const newKey = `whsec_${randomBytes(32).toString("base64")}`;

/** `2026-11-22T13:35:45Z`, some minutes before now. */
export function minutesAgo(minutes: number): string {
  return `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19)}Z`;
}

export function orderNumber(): number {
  lastNumber += NUMBER_STEP;
  return lastNumber;
}

export function line(quantity: number, unit: number): OrderLine {
  return { id: 1, sku: "TF-TEST", title: "A thing", quantity, unit, discount: 0, tax: 0 };
}

/** An order that no other test and no other run has. */
export function anOrder(source: WholeSource, changes: Partial<Order> = {}): Order {
  return {
    number: orderNumber(),
    source,
    placedAt: minutesAgo(15),
    currency: "USD",
    taxIncluded: false,
    lines: [line(2, 25_00)],
    shipping: 0,
    tip: 0,
    roundUp: 0,
    refunds: [],
    ...changes,
  };
}

export function idOf(order: Order): string {
  return orderIdOf(order);
}

export function addressOf(source: Source): string {
  return stage.webhookAddress({ source, name: connectionOf(source) });
}

/** Posts a webhook with headers of its own; again after 429, as shop systems do. */
export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
): Promise<HttpResponse> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await http(url, { method: "POST", headers, body });
    if (answer.status !== 429 || attempt === ATTEMPTS_MAX) return answer;
    await sleep(FIRST_PAUSE_MS * 2 ** attempt);
  }
}

/** Signs and posts one webhook as its shop system does. */
export function deliver(message: Message, signing = keysOf(message.source), rank = 0): Promise<HttpResponse> {
  const { headers, body } = signedMessage(message, signing, rank, Date.now());
  return post(addressOf(message.source), headers, body);
}

/** Delivers all, several at a time; each must be taken. */
export async function deliverAll(messages: readonly Message[]): Promise<void> {
  const answers = await mapBounded(messages, IN_FLIGHT_MAX, (message) => deliver(message));
  for (const { status, body } of answers) expect([200, 202], body).toContain(status);
}

let rotation: Promise<void> | undefined;

/**
 * Lets a function learn the keys of standard/pos, then stores {@link newKey} before the one that its shop signs with and
 * drops the one before that. The function reads again once a minute at most, so this begins before all suites of the
 * project `deployed`. Called again in the same process, it waits for the first call.
 */
export function startRotation(): Promise<void> {
  rotation ??= rotate();
  return rotation;
}

async function rotate(): Promise<void> {
  const { secrets } = keysOf("standard");
  const answer = await deliver(messagesOf(anOrder("standard")).purchase, keysOf("standard"), OLDEST);
  expect(answer.status, "the oldest key verifies until it is dropped").toBe(202);
  const SecretString = JSON.stringify({ secrets: [newKey, secrets[0]] });
  const SecretId = stage.output("ConnectionSecretStandardPos");
  await secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString }));
  // The suite that comes first must not take this purchase's gift for its own.
  await untilQuiet();
}
