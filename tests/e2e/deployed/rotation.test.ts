import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { REREAD_SECONDS_MIN } from "../../../core/intake/webhook/connection-secrets.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { anOrder, deliver, keysOf, newKey, OLDEST } from "../../support/deployed-orders.ts";
import { eventually, giftTotals, untilQuiet } from "../../support/deployed-stage.ts";

const PAUSE_MS = 500;
const PATIENCE_MS = (REREAD_SECONDS_MIN + 10) * 1000;
/** Surplus warm functions of a burst, which may know nothing of the rotation, are gone by then. */
const SURPLUS_MS = 25_000;

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
    const figures = await giftTotals();
    for (const key of [newKey, ...before.secrets.slice(0, 1)]) {
      expect((await deliver(purchase, { secrets: [key] })).status).toBe(202);
    }
    await untilQuiet();
    expect(await giftTotals()).toEqual(figures);
  });

  test("leaves the oldest behind, which no longer verifies", async () => {
    const deliverOld = async () => {
      const { status } = await deliver(purchase, before, OLDEST);
      if (status !== 401) await sleep(PAUSE_MS);
      return status;
    };
    await eventually("the oldest key is refused", deliverOld, (status) => status === 401, SURPLUS_MS);
  });
});
