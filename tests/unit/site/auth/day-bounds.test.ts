import { describe, expect, test } from "vitest";
import type { DayBounds } from "../../../../core/people/rate-limit/day-bounds.ts";
import type { HttpAnswer } from "../../../../core/platform/lambda/http.ts";
import { localDayBounds } from "../../../../lib/day-bounds.ts";
import { memorySite, wishFor } from "../../../support/memory-site.ts";

const boundedSite = (over: Partial<DayBounds>) => memorySite({ dayBounds: { ...localDayBounds, ...over } });
const joining = (more: Record<string, string>) => ({ language: "en", ...more });
/** But for the address itself, which the page repeats. */
const shown = ({ status, body }: HttpAnswer) =>
  `${status} ${String(body).replaceAll(/[a-z]+@example\.com/g, "")}`;

describe("a form beyond a bound of the day", () => {
  test.each([
    ["of its source", { source: { texts: 2, letters: 2 } }, "day.source.questions.email"],
    ["of all", { questions: { texts: 2, textsPerCountry: 2, letters: 2 } }, "day.forms.questions.email"],
  ])(
    "%s causes no question by letter, is answered to the byte as before, and is named in the log",
    async (_, over, bound) => {
      const site = boundedSite(over);
      const browser = site.browser();
      const answers: HttpAnswer[] = [];
      for (const name of ["ann", "bea", "cy", "di"])
        answers.push(
          await browser.post("/join", joining({ email: `${name}@example.com`, wishes: "impact.email" })),
        );
      expect(new Set(answers.map(shown)).size).toBe(1);
      expect(site.caused).toEqual(["CustomerJoined.v1", "CustomerJoined.v1"]);
      expect(answers.map(({ facts }) => facts?.["bounds"])).toEqual([undefined, undefined, [bound], [bound]]);
    },
  );

  test("causes no question by text, and letters go on", async () => {
    const site = boundedSite({ source: { texts: 1, letters: 9 } });
    const browser = site.browser();
    for (const line of ["0142", "0143", "0144"]) {
      const phone = `+1 212 555 ${line}`;
      expect((await browser.post("/join", joining({ phone, wishes: "impact.sms" }))).status).toBe(200);
    }
    expect(site.caused).toHaveLength(1);
    await browser.post("/join", joining({ email: "ann@example.com", wishes: "impact.email" }));
    expect(site.caused).toHaveLength(2);
  });

  test("leaves customers their links: no flood of joins, nor of addresses that nobody has, uses them up", async () => {
    const one = { texts: 1, textsPerCountry: 1, letters: 1 };
    const site = boundedSite({
      questions: one,
      links: { letters: 1 },
      source: { texts: 1, letters: 1 },
    });
    await site.join("ann@example.com", [wishFor("impact")]);
    const browser = site.browser();
    for (let number = 0; number < 5; number += 1) {
      const email = `someone.${number}@example.com`;
      await browser.post("/join", joining({ email, wishes: "impact.email" }));
      await browser.post("/sign-in", { email: `nobody.${number}@example.com` });
    }
    expect(site.caused).toEqual(["CustomerJoined.v1"]);
    const first = await browser.post("/sign-in", { email: "ann@example.com" });
    expect(site.caused).toEqual(["CustomerJoined.v1", "SignInAsked.v1"]);
    const second = await browser.post("/sign-in", { email: "ann@example.com" });
    expect(shown(second)).toBe(shown(first));
    expect(second.facts?.["bounds"]).toEqual(["day.source.links.email"]);
    expect(site.caused).toHaveLength(2);
  });
});
