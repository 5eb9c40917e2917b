import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DeskRole } from "../../core/desk/roles/role.ts";
import { DESK_ROUTES } from "../../core/model/routes.ts";
import { settleAccount } from "../../core/settlement/settle.ts";
import { findBrowser } from "../../tools/browser.ts";
import {
  axeFindings,
  type Eyes,
  launch,
  look,
  misfits,
  NO_BROWSER,
  pairedEyes,
  picture,
} from "../support/browser.ts";
import { type DeskWorld, deskWorld, signedInAt, staffId } from "../support/desk-world.ts";
import { type Gateway, startGateway } from "../support/gateway.ts";

/** Of the conversation that is told in the world of these tests. */
const CONVERSATION = "/desk/conversations/{conversation}";

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

/** Conversations with everything in them that a page of one shows, and what is late. Returns the fullest. */
async function manyThings(world: DeskWorld): Promise<string> {
  const [by, other] = [`staff:${staffId(1)}`, `staff:${staffId(2)}`] as const;
  const late = await world.says("Do you mend tents?", {
    ...{ customer: undefined, by: "stranger", from: "+15550100" },
  });
  await world.acts.take({ conversation: late, by: other });
  world.later(3 * 24 * 60);
  const before = await world.says("Do you have the blue one?");
  await world.acts.close({ conversation: before, by }, { as: "answered" });
  world.later(73 * 60);
  const conversation = await world.says("The seam came apart.\nOn the second day!", {
    ...{ channel: "form", trouble: true, whole: "The seam came apart.\nOn the second day!\n2 / 10" },
  });
  const who = { conversation, by };
  await world.acts.tag(who, { tags: ["jacket", "torn-seam"] });
  await world.acts.note(who, { words: "The same as in November" });
  await world.acts.promise(who, { words: "A new jacket", due: "2026-12-20T10:00:00Z" });
  await world.acts.snooze({ ...who, by: other }, { until: "2026-12-20T09:00:00Z", evenIfAnswered: false });
  await world.says("And the zip!", { channel: "form" });
  await world.acts.take({ ...who, by: other });
  return conversation;
}

describe.skipIf(executable === undefined)("the desk in a real browser", () => {
  let browser: Browser;
  let gateway: Gateway;
  const world = deskWorld();
  let conversation = "";
  beforeAll(async () => {
    browser = await launch(executable ?? "");
    gateway = await startGateway(world.respond, DESK_ROUTES);
    for (const [n, role] of (["marketer", "finance", "store"] as const).entries())
      await signedInAt(world, n + 2, [role]);
    conversation = await manyThings(world);
    const run = {
      at: "2026-12-01T09:00:00Z",
      by: "arn:aws:iam::111122223333:user/eve",
      through: "2026-11-30",
    };
    for (const [minor, charity] of [
      [10_000, "GB-CHC-1128267"],
      [2_345_678, "GB-CHC-123456"],
    ] as const) {
      const due = { charity, name: "Silverbeck River Trust", currency: "EUR", funding: "brand" } as const;
      const settled = settleAccount(undefined, { ...due, minor, causes: [{ cause: "rivers", minor }] }, run);
      if (settled.kind === "batched")
        await world.payouts.settle({ account: settled.account }, settled.payout);
    }
    world.day.ringing = async () => [
      {
        name: "wellspring-production-giving-PurchasesDlqNotEmpty4711-AB12",
        meaning: "A purchase is not in the ledger. Once mended: npx wellspring redrive PurchasesDlq.",
      },
    ];
    world.day.totals = [
      {
        day: "2026-12-02",
        totals: {
          entries: 2,
          sums: [
            { cause: "rivers", funding: "brand", currency: "EUR", net: 120_450, takenBack: 0, gifts: 2 },
          ],
          counts: [{ cause: "*", purchases: 2, customers: 2 }],
        },
      },
    ];
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
  });

  /** Looks at a page as somebody of that role; without one, as a stranger. */
  async function lookAs(
    role: DeskRole | undefined,
    path: string,
    eyes: Eyes,
    work: (page: Page, status: number) => Promise<void>,
  ): Promise<void> {
    const cookies = role === undefined ? [] : [...(await signedInAt(world, 1, [role, "finance"])).cookies];
    await look(browser, `${gateway.origin}/elsewhere`, eyes, async ({ page, complaints }) => {
      for (const [name, value] of cookies)
        await page
          .context()
          .addCookies([{ name, value, url: gateway.origin.replace("http:", "https:"), secure: true }]);
      const address = `${gateway.origin}${path.replace("{conversation}", conversation)}`;
      const answer = await page.goto(address);
      await work(page, answer?.status() ?? 0);
      expect(complaints).toEqual([]);
    });
  }

  const pages: readonly (readonly [string, DeskRole | undefined, string, number])[] = [
    ["sign-in", undefined, "/desk", 200],
    ["today", "steward", "/desk", 200],
    ["inbox", "steward", "/desk/inbox", 200],
    ["conversation", "steward", CONVERSATION, 200],
    ["payouts", "steward", "/desk/payouts", 200],
    ["no-conversation", "steward", "/desk/conversations/cnv_none", 404],
    ["staff", "steward", "/desk/staff", 200],
    ["forbidden", "store", "/desk/staff", 403],
  ];
  test.for(pages)(
    "%s is clean to axe, on a phone and on a desk, in light and dark, and fits every width",
    { timeout: 120_000 },
    async ([name, role, path, status]) => {
      for (const eyes of pairedEyes) {
        await lookAs(role, path, eyes, async (page, answered) => {
          expect(answered).toBe(status);
          await picture(page, `desk-${name}-`, eyes);
          expect(await axeFindings(page)).toEqual([]);
          expect(await misfits(page)).toEqual([]);
        });
      }
    },
  );
});
