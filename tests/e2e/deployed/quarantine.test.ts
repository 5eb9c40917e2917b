import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { anOrder, deliver, line } from "../../support/deployed-orders.ts";
import {
  counts,
  giftTotals,
  quarantineBucket,
  quarantineKeys,
  s3,
  totalsChangedBy,
  untilQuiet,
  wellspring,
} from "../../support/deployed-stage.ts";

const replay = () => wellspring("pos", "replay-quarantine", "--connection", "standard/pos");

/** Of 70.00 the counter gives 2 %. */
const order = anOrder("standard", { cause: "native-seeds", currency: "EUR", lines: [line(1, 70_00)] });
const { purchase } = messagesOf(order);
/** The till wrote the amount as a number, which has been through floating point. */
const unusable = { ...purchase, body: purchase.body.replace('"paid":"70.00"', '"paid":70.00') };

describe("a genuine webhook that cannot be used", () => {
  let before: readonly string[];
  let key = "";

  beforeAll(async () => {
    await untilQuiet();
    before = await quarantineKeys();
  });

  test("is accepted, answered with what is wrong with it, and kept once", async () => {
    expect(unusable.body).not.toBe(purchase.body);
    const start = await counts();
    const Quarantined = z.object({
      outcome: z.literal("quarantined"),
      faults: z.array(z.object({ field: z.literal("data.paid"), reason: z.string() })).length(1),
    });
    for (let delivery = 0; delivery < 2; delivery += 1) {
      const answer = await deliver(unusable);
      expect(answer.status).toBe(202);
      Quarantined.parse(JSON.parse(answer.body));
    }
    const kept = (await quarantineKeys()).filter((one) => !before.includes(one));
    expect(kept).toEqual([
      expect.stringMatching(/^quarantine\/standard\/pos\/\d{4}-\d\d-\d\d\/[0-9a-f]{64}$/),
    ]);
    key = kept[0] ?? "";
    expect(await counts()).toEqual({ ...start, quarantine: start.quarantine + 1 });
  });

  test("stays, and the operator reads why, as long as it cannot be used", async () => {
    const { code, output } = await replay();
    expect(output).toContain(`${key} (`);
    expect(output).toContain("data.paid: an amount must be a decimal string");
    expect(code).toBe(1);
    expect(await quarantineKeys()).toContain(key);
  });

  test("becomes a gift by replaying it after the fix, and leaves the quarantine", async () => {
    const { Metadata } = await s3.send(new GetObjectCommand({ Bucket: quarantineBucket, Key: key }));
    const fixed = { Bucket: quarantineBucket, Key: key, Body: purchase.body, Metadata };
    await s3.send(new PutObjectCommand(fixed));
    const replayed = async () => {
      const { code, output } = await replay();
      expect(output).toContain("Replayed the quarantine: 1 accepted.");
      expect(code).toBe(0);
    };
    expect(await totalsChangedBy(replayed)).toEqual({ "native-seeds brand EUR": 140 });
    expect(await quarantineKeys()).toEqual(before);
  });

  test("counts once, although the shop sends it again after the fix", async () => {
    const figures = await giftTotals();
    expect((await deliver(purchase)).status).toBe(202);
    await untilQuiet();
    expect(await giftTotals()).toEqual(figures);
    expect((await replay()).output).toContain("Replayed the quarantine: none.");
  });
});
