import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, test } from "vitest";
import { DeskRole } from "../../../core/desk/roles/role.ts";
import { alarmsClient } from "../../../core/desk/today/alarms.client.ts";
import { figuresOf } from "../../../core/desk/today/today-figures.ts";
import type { DayTotals } from "../../../core/impact/impact.store.ts";
import { type DeskWorld, deskWorld, signedInAt, staffId } from "../../support/desk-world.ts";

const OTHER = `staff:${staffId(2)}` as const;
const part = { cause: "rivers", takenBack: 0, gifts: 1 } as const;
const ofDay = (day: string, net: number): DayTotals => ({
  day,
  totals: {
    entries: 3,
    sums: [
      { ...part, funding: "brand", currency: "EUR", net, settlesOn: "2026-12-26" },
      { ...part, funding: "customer", currency: "EUR", net: 100 },
      { ...part, funding: "brand", currency: "CHF", net: 50 },
    ],
    counts: [
      { cause: "*", purchases: 2, customers: 1, withoutGift: 1 },
      { cause: "rivers", purchases: 2, customers: 1 },
    ],
  },
});
const pageOf = async (world: DeskWorld, role: DeskRole) =>
  (await (await signedInAt(world, 1, [role])).get("/desk")).body ?? "";

describe("today at the desk", () => {
  test("says what the brand's own day came to, each currency by itself", async () => {
    expect(figuresOf([ofDay("2026-11-26", 250)])).toEqual({
      purchases: 3,
      given: [
        { currency: "CHF", minor: 50 },
        { currency: "EUR", minor: 350 },
      ],
    });
    expect(figuresOf([])).toEqual({ purchases: 0, given: [] });
    const world = deskWorld();
    world.day.totals = [ofDay("2026-11-25", 999), ofDay("2026-11-26", 250)];
    const body = await pageOf(world, "store");
    expect(body).toContain('<span class="amount">3</span> purchases');
    expect(body).toContain("€3.50");
  });

  test("has broken promises as its first figure, also those that nobody has noted yet, and what is late", async () => {
    const world = deskWorld();
    const conversation = await world.says("Where is my jacket?", { trouble: true });
    await world.acts.promise({ conversation, by: OTHER }, { due: "2026-11-26T10:00:00Z", words: "We ring" });
    expect(await pageOf(world, "marketer")).toContain('<span class="amount">0</span> promises');
    world.later(3 * 24 * 60);
    const body = await pageOf(world, "marketer");
    expect(body).toContain('<span class="amount">1</span> promise to a customer');
    expect(body).toContain("Late: 1. Complaints: 1.");
    expect(body).toContain("1 open conversation");
    expect(body).toContain("queue=open&amp;whose=unowned");
    expect(body).not.toContain("jacket");
  });

  test("says alarms in words to stewards, and asks for them for nobody else", async () => {
    const world = deskWorld();
    world.day.ringing = async () => [
      { name: "wellspring-x-giving-Dlq-1", meaning: "A purchase is <not> in the ledger." },
    ];
    expect(await pageOf(world, "steward")).toContain("A purchase is &lt;not> in the ledger.");
    world.day.ringing = async () => {
      throw new Error("Nobody asked for it");
    };
    for (const role of DeskRole.options.filter((one) => one !== "steward"))
      expect(await pageOf(world, role)).not.toContain("Alarms");
    expect(await pageOf(world, "steward")).toContain("The alarms cannot be asked just now.");
  });
});

test("alarms that ring are those of the stage, and of no other whose name begins alike", async () => {
  const cloudWatch = new CloudWatchClient({ region: "eu-central-1" });
  const alarm = (name: string) => ({ AlarmName: name, AlarmDescription: "It rings." });
  mockClient(cloudWatch)
    .on(DescribeAlarmsCommand, { AlarmNamePrefix: "wellspring-shop-", StateValue: "ALARM" })
    .resolvesOnce({ MetricAlarms: [alarm("wellspring-shop-giving-PurchasesDlq7A-1B2C")], NextToken: "more" })
    .resolvesOnce({
      MetricAlarms: [
        alarm("wellspring-shop-eu-giving-PurchasesDlq7A-1B2C"),
        alarm("wellspring-shop-site-Slow-1"),
      ],
    });
  expect(await alarmsClient(cloudWatch, "shop")()).toEqual([
    { name: "wellspring-shop-giving-PurchasesDlq7A-1B2C", meaning: "It rings." },
    { name: "wellspring-shop-site-Slow-1", meaning: "It rings." },
  ]);
});
