import { describe, expect, test } from "vitest";
import { communityView } from "../../../core/site/community/community-view.tsx";
import { pageFormatter } from "../../../core/site/ui/page-formatter.ts";
import { memorySite, wishFor } from "../../support/memory-site.ts";
import { everyday } from "../../support/states.ts";

const ENGLISH = [
  `<a href="https://tarnfell.example/legal-notice">Legal notice</a>`,
  `<a href="https://tarnfell.example/privacy">Privacy notice</a>`,
  `<a href="mailto:hello@tarnfell.example">Contact</a>`,
  "Tarnfell GmbH, Quellenweg 7, 87561 Oberstdorf",
];
const NOTE = `How we use what you enter: <a href="https://tarnfell.example/privacy">Privacy notice</a>`;

describe("who answers for the site", () => {
  test("is named on the public pages, in each language", () => {
    const page = (locale: "en" | "de") =>
      communityView(everyday, { formatter: pageFormatter(locale, everyday.brand), carryLanguage: false })
        .html;
    for (const part of ENGLISH) expect(page("en")).toContain(part);
    expect(page("de")).toContain(`<a href="https://tarnfell.example/impressum">Impressum</a>`);
    expect(page("de")).toContain(`<a href="https://tarnfell.example/datenschutz">Datenschutz</a>`);
  });

  test.each(["/join", "/sign-in", "/confirm/unknown", "/unsubscribe/unknown"])(
    "is named on %s",
    async (path) => {
      const { body } = await memorySite({ triesMax: 9 }).browser().get(path);
      for (const part of ENGLISH) expect(String(body)).toContain(part);
    },
  );

  test("is named on a customer's own pages, with the privacy notice at the form", async () => {
    const site = memorySite({ triesMax: 9 });
    const ann = await site.join("ann@example.com", [wishFor("impact")]);
    const browser = site.browser();
    await browser.post(await site.signInPath(ann));
    for (const path of ["/preferences", "/impact/me", "/history"]) {
      const { body } = await browser.get(path);
      for (const part of ENGLISH) expect(String(body)).toContain(part);
    }
    expect(String((await browser.get("/preferences/about")).body)).toContain(NOTE);
  });

  test("has its privacy notice at the form to join", async () => {
    expect(String((await memorySite({ triesMax: 9 }).browser().get("/join")).body)).toContain(NOTE);
  });
});
