import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linkPaths } from "../../core/model/routes.ts";
import { visitorOf } from "../../demo/visitor.ts";
import { checkMessages } from "../../local/inbox/check-messages.ts";
import type { Letter } from "../../local/inbox/letters.ts";
import { readLines } from "../../local/inbox/records.ts";
import {
  buys,
  buysInVain,
  customerOf,
  eventually,
  everybody,
  header,
  letters,
  lettersTo,
  letterTo,
  linesOf,
  linkIn,
  openShops,
  people,
  somebody,
  stage,
} from "../support/engagement-world.ts";

/**
 * One customer's way through the deployed stacks, with IAM enforced: joins, answers the letter, buys, reads what the
 * purchase gave, chooses, leaves, and hears no more.
 */

/** So long nothing more comes, when nothing is to come. */
const SILENCE_MS = 3_000;

/** Begun an hour ago, and over in some minutes: a wait until then takes seconds here. */
function quietNow(timeZone: string): Record<string, string> {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short" });
  const at = (minutes: number) => clock.format(Date.now() + minutes * 60_000);
  return { "quiet.from": at(-60), "quiet.to": at(15) };
}

beforeAll(openShops);
afterAll(() => people.close());

describe("a customer who joins", () => {
  const ada = somebody();
  const browser = visitorOf(stage.siteUrl);
  let question: Letter;
  let update: Letter;

  test("is asked by one letter whether it was them, and nothing else is written before the answer", async () => {
    await browser.join({ email: ada.email, language: "en", "wishes=impact.email": true });
    question = await letterTo(ada.email, /confirm/i);
    await buysInVain(ada);
    expect(await lettersTo(ada.email)).toHaveLength(1);
  });

  test("gives consent by that letter's link, once, and is welcomed", async () => {
    const url = linkIn(question, linkPaths.confirm(""));
    expect(await browser.confirm(url)).toBe("confirmed");
    expect(await browser.confirm(url)).toBe("refused");
    const welcome = await letterTo(ada.email, /from now on/i);
    expect(header(welcome, "List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
  });

  test("gets no letter about purchases while that box is not ticked", async () => {
    await browser.prefer({ "impact.email": false });
    await buysInVain(ada);
    await browser.prefer({ "impact.email": true });
  });

  test("reads what a purchase gave, under the consent that is recorded", async () => {
    await buys(ada);
    update = await letterTo(ada.email, /for your purchase/i);
    expect(update.html).not.toBe("");
    expect(header(update, "List-ID")).toBeDefined();
    expect(header(update, "List-Unsubscribe")).toContain(`<${stage.siteUrl}${linkPaths.unsubscribe("")}`);
    const sent = (await linesOf(ada.email)).find(({ providerId }) => providerId === update.id);
    expect(sent?.entry).toMatchObject({
      message: "impact-update",
      outcome: "sent",
      consentVersion: expect.any(Number),
    });
    expect(sent?.consent).toMatchObject({ state: "given", source: "preferences" });
  });

  test("gets nothing in quiet hours, nor at their end when they unsubscribe meanwhile", async () => {
    await browser.prefer({ timeZone: "Europe/Berlin", ...quietNow("Europe/Berlin") });
    const before = (await lettersTo(ada.email)).length;
    await buys(ada);
    const waiting = await eventually("an update was put off", async () =>
      (await linesOf(ada.email)).find(({ entry }) => entry.outcome === "deferred"),
    );
    expect(waiting.entry).toMatchObject({ message: "impact-update", reasons: ["quietHours"] });
    expect(await browser.leave(linkIn(update, linkPaths.unsubscribe("")))).toBe("left");
    const dropped = await eventually("it was dropped", async () =>
      (await linesOf(ada.email)).find(({ entry }) => entry.outcome === "dropped"),
    );
    expect(dropped.entry).toMatchObject({
      sendKey: waiting.entry.sendKey,
      reasons: expect.arrayContaining(["consentWithdrawn", "topicOff"]),
    });
    expect(await lettersTo(ada.email)).toHaveLength(before);
  });

  test("gets nothing more about a topic that they left", async () => {
    const before = (await lettersTo(ada.email)).length;
    await buysInVain(ada);
    expect(await lettersTo(ada.email)).toHaveLength(before);
  });
});

describe("a visitor who never answers", () => {
  test("gets one letter, however often their address is entered", async () => {
    const { email } = somebody();
    const browser = visitorOf(stage.siteUrl);
    for (let time = 0; time < 3; time += 1) {
      await browser.join({ email, language: "de", "wishes=impact.email": true });
    }
    await letterTo(email, /bestätigen/i);
    await sleep(SILENCE_MS);
    expect(await lettersTo(email)).toHaveLength(1);
  });
});

describe("every message to these customers", () => {
  test("was allowed, arrived once, and is recorded", async () => {
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
