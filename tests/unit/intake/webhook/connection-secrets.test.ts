import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hmacInHeader } from "../../../../core/intake/shop-system/signature.ts";
import {
  connectionSecrets,
  KEY_GRACE_SECONDS,
  KEY_SECONDS_MAX,
  REREAD_SECONDS_MIN,
  RETRY_SECONDS_MIN,
} from "../../../../core/intake/webhook/connection-secrets.ts";
import { SecretUnavailableError } from "../../../../core/platform/aws/secret-unavailable.ts";

const CONNECTION = {
  source: "shopify",
  connection: "web",
  signature: hmacInHeader("x-shopify-hmac-sha256"),
} as const;
const EPOCH_MS = Date.parse("2026-11-22T13:40:00Z");

/** A secret that a test can change, with a clock that it can move and a count of reads. */
function setUp(stored: string | Error = JSON.stringify({ secrets: ["current-key"] })) {
  const world = { stored, ms: EPOCH_MS, reads: 0 };
  const secrets = connectionSecrets({
    arns: new Map([["shopify/web", "arn:web"]]),
    now: () => `${new Date(world.ms).toISOString().slice(0, 19)}Z`,
    readSecret: async () => {
      world.reads += 1;
      if (world.stored instanceof Error) throw world.stored;
      return world.stored;
    },
  });
  const check = (key: string) => secrets.check(CONNECTION, (secret) => secret.secrets.includes(key));
  const pass = (seconds: number) => {
    world.ms += seconds * 1000;
  };
  return { world, secrets, check, pass };
}

describe("secrets of connections", () => {
  test("knows which connections there are without reading anything", () => {
    const { secrets, world } = setUp();
    expect(secrets.has("shopify", "web")).toBe(true);
    expect(secrets.has("shopify", "other")).toBe(false);
    expect(world.reads).toBe(0);
  });

  test("reads a secret once in its time, however much traffic there is", async () => {
    const { check, pass, world } = setUp();
    for (let second = 0; second < KEY_SECONDS_MAX; second += 1) {
      expect(await check("current-key")).toBe(true);
      pass(1);
    }
    expect(world.reads).toBe(1);
    expect(await Promise.all(Array.from({ length: 20 }, () => check("current-key")))).not.toContain(false);
    expect(world.reads).toBe(2);
  });

  test("lets a key that was dropped verify nothing once it was read too long ago", async () => {
    const { check, pass, world } = setUp(JSON.stringify({ secrets: ["next-key", "leaked-key"] }));
    await check("leaked-key");
    world.stored = JSON.stringify({ secrets: ["next-key"] });
    pass(KEY_SECONDS_MAX - 1);
    expect(await check("leaked-key")).toBe(true);
    pass(1);
    expect(await Promise.all([check("leaked-key"), check("next-key"), check("leaked-key")])).toEqual([
      false,
      true,
      false,
    ]);
    expect(world.reads).toBe(2);
  });

  test("goes on with the key that it has while it cannot read, for its grace and no longer", async () => {
    const { check, pass, world } = setUp();
    await check("current-key");
    world.stored = new Error("down");
    const stepSeconds = 30;
    for (let seconds = stepSeconds; seconds < KEY_GRACE_SECONDS; seconds += stepSeconds) {
      pass(stepSeconds);
      expect(await check("current-key")).toBe(true);
    }
    const readsBefore = world.reads;
    expect(readsBefore).toBeLessThanOrEqual(1 + KEY_GRACE_SECONDS / REREAD_SECONDS_MIN);
    pass(REREAD_SECONDS_MIN);
    await expect(check("current-key")).rejects.toThrow(SecretUnavailableError);
    world.stored = JSON.stringify({ secrets: ["current-key"] });
    pass(RETRY_SECONDS_MIN);
    expect(await check("current-key")).toBe(true);
  });

  test("notices a rotation by a signature that does not verify", async () => {
    const { check, pass, world } = setUp();
    await check("current-key");
    world.stored = JSON.stringify({ secrets: ["next-key", "current-key"] });
    expect(await check("next-key")).toBe(false);
    pass(REREAD_SECONDS_MIN);
    expect(await check("next-key")).toBe(true);
    expect(await check("current-key")).toBe(true);
    expect(world.reads).toBe(2);
  });

  test("reads at most once a minute under any flood of forgeries", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 80 }), async (pauses) => {
        const { check, pass, world } = setUp();
        for (const pause of pauses) {
          pass(pause);
          await Promise.all([check("forged"), check("current-key"), check("forged")]);
        }
        const minutes = pauses.reduce((sum, pause) => sum + pause, 0) / 60;
        return world.reads <= 1 + minutes;
      }),
    );
  });

  test.each([
    ["Secrets Manager fails", new Error("ThrottlingException")],
    ["there is no key in it yet", JSON.stringify({ secrets: [], notYetSet: "x" })],
    ["it is not JSON", "shpss_plain"],
  ])("throws that it cannot know when %s, and reads again a little later", async (_, stored) => {
    const { check, pass, world } = setUp(stored);
    await expect(check("current-key")).rejects.toThrow(SecretUnavailableError);
    await expect(check("current-key")).rejects.toThrow(SecretUnavailableError);
    expect(world.reads).toBe(1);
    world.stored = JSON.stringify({ secrets: ["current-key"] });
    pass(RETRY_SECONDS_MIN);
    expect(await check("current-key")).toBe(true);
  });

  test("refuses no signature while it cannot read again, and still knows the key that it has", async () => {
    const { check, pass, world } = setUp();
    await check("current-key");
    world.stored = new Error("down");
    pass(REREAD_SECONDS_MIN);
    await expect(check("next-key")).rejects.toThrow(SecretUnavailableError);
    pass(1);
    await expect(check("next-key")).rejects.toThrow(SecretUnavailableError);
    expect(await check("current-key")).toBe(true);
    expect(world.reads).toBe(2);
  });

  test("says nothing of a secret that it cannot parse", async () => {
    const { check } = setUp("shpss_very_secret");
    const error = await check("x").catch((reason: unknown) => reason);
    const text = error instanceof Error ? `${error.message} ${String(error.cause)}` : "";
    expect(text).toContain("shopify/web");
    expect(text).not.toContain("shpss");
  });
});
