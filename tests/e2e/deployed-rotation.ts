import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { REREAD_SECONDS_MIN } from "../../core/intake/connection-secrets.ts";
import { messagesOf } from "../../local/sample/messages.ts";
import { anOrder, deliver, keysOf, newKey } from "./deployed-orders.ts";
import { eventually, given, untilQuiet } from "./deployed-stage.ts";

const PAUSE_MS = 500;
const PATIENCE_MS = (REREAD_SECONDS_MIN + 10) * 1000;
const RANK_OF_THE_OLDEST = 1;

const before = keysOf("standard");

describe("a key that is being rotated", () => {
  const { purchase } = messagesOf(anOrder("standard", { cause: "native-seeds" }));

  test("is noticed within a minute of the first webhook that the new one signed", async () => {
    await eventually(
      "the new key verifies",
      async () => {
        const { status } = await deliver(purchase, { secrets: [newKey] });
        if (status !== 202) await sleep(PAUSE_MS);
        return status;
      },
      (status) => status === 202,
      PATIENCE_MS,
    );
    await untilQuiet();
  });

  test("verifies beside the new one, and what both sign counts once", async () => {
    const figures = await given();
    for (const key of [newKey, ...before.secrets.slice(0, 1)]) {
      expect((await deliver(purchase, { secrets: [key] })).status).toBe(202);
    }
    await untilQuiet();
    expect(await given()).toEqual(figures);
  });

  test("leaves the oldest behind, which no longer verifies", async () => {
    expect(before.secrets.length).toBeGreaterThan(RANK_OF_THE_OLDEST);
    expect((await deliver(purchase, before, RANK_OF_THE_OLDEST)).status).toBe(401);
  });
});
