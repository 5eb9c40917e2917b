import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DeskRole } from "../../core/desk/roles/role.ts";
import { DESK_ROUTES } from "../../core/model/routes.ts";
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
import { deskWorld, signedInAt } from "../support/desk-world.ts";
import { type Gateway, startGateway } from "../support/gateway.ts";

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

describe.skipIf(executable === undefined)("the desk in a real browser", () => {
  let browser: Browser;
  let gateway: Gateway;
  const world = deskWorld();
  beforeAll(async () => {
    browser = await launch(executable ?? "");
    gateway = await startGateway(world.respond, DESK_ROUTES);
    for (const [n, role] of (["marketer", "finance", "store"] as const).entries())
      await signedInAt(world, n + 2, [role]);
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
      const answer = await page.goto(`${gateway.origin}${path}`);
      await work(page, answer?.status() ?? 0);
      expect(complaints).toEqual([]);
    });
  }

  const pages: readonly (readonly [string, DeskRole | undefined, string, number])[] = [
    ["sign-in", undefined, "/desk", 200],
    ["today", "steward", "/desk", 200],
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
