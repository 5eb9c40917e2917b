import jsqr from "jsqr";
import { describe, expect, test } from "vitest";
import { readCardToken } from "../../../../core/model/customer-card.ts";
import type { Wallet } from "../../../../core/model/wallet.ts";
import { type MemorySite, memorySite, wishFor } from "../../../support/memory-site.ts";

async function signedIn(site: MemorySite, address: string) {
  const customer = await site.join(address, [wishFor("impact")]);
  const browser = site.browser();
  await browser.post(await site.signInPath(customer));
  return browser;
}

const SCALE = 4;

/** What a scanner reads in the picture that an answer holds: its path of black bars, drawn. */
function scanned(body: string): string | undefined {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(body)?.[1]) * SCALE;
  const path = /<path fill="#000" d="([^"]+)"/.exec(body)?.[1] ?? "";
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let down = 0; down < SCALE; down += 1)
      for (let right = 0; right < Number(width) * SCALE; right += 1)
        pixels.fill(
          0,
          4 * ((Number(y) * SCALE + down) * size + Number(x) * SCALE + right),
          4 * ((Number(y) * SCALE + down) * size + Number(x) * SCALE + right) + 3,
        );
  return jsqr.default(pixels, size, size)?.data;
}

describe("the page of a customer's card", () => {
  test("offers a card, makes it by a button, and shows a code that a scanner reads", async () => {
    const browser = await signedIn(memorySite(), "ann@example.com");
    const before = await browser.get("/card");
    expect(before.status).toBe(200);
    expect(before.body).not.toContain('class="qr"');
    const made = await browser.post("/card", { instead: "0" });
    expect(made).toMatchObject({ status: 303, headers: { location: "/card?done=made" } });
    const { body } = await browser.get("/card?done=made");
    const token = scanned(String(body));
    expect(token).toBe(readCardToken(token ?? ""));
    expect(String(body)).toContain('viewBox="0 0 33 33"');
    expect(
      String(body)
        .replaceAll(/<[^>]+>/g, "")
        .replaceAll(" ", ""),
    ).toContain(token);
  });

  test("makes one card of a form that is sent twice, and another of the button on the new card", async () => {
    const browser = await signedIn(memorySite(), "ann@example.com");
    const cardOf = async () => scanned(String((await browser.get("/card")).body));
    await browser.post("/card", { instead: "0" });
    const first = await cardOf();
    const again = await browser.post("/card", { instead: "0" });
    expect(again.headers?.["location"]).toBe("/card?done=made");
    expect(await cardOf()).toBe(first);
    await browser.post("/card", { instead: "1" });
    expect(await cardOf()).not.toBe(first);
  });

  test.each(["", "x", "-1", "1.5"])(
    "makes none of a form that names %j in place of a card",
    async (instead) => {
      const browser = await signedIn(memorySite(), "ann@example.com");
      expect((await browser.post("/card", { instead })).headers?.["location"]).not.toContain("done");
      expect(String((await browser.get("/card?done=made")).body)).not.toMatch(/class="qr"|role="status"/);
    },
  );

  test("leads into the wallets that the stage has keys for, and lets a form lead to Google for that alone", async () => {
    const csp = async (wallets: readonly Wallet[], card: boolean) => {
      const browser = await signedIn(memorySite({ wallets }), "ann@example.com");
      if (card) await browser.post("/card", { instead: "0" });
      const { headers, body } = await browser.get("/card");
      const forms = [...String(body).matchAll(/method="(\w+)" action="(\/card\/\w+)"/g)].map(
        ([, ...form]) => form,
      );
      return { forms, to: /form-action ([^;]+)/.exec(headers?.["content-security-policy"] ?? "")?.[1] };
    };
    const apple = ["get", "/card/apple"];
    const google = ["post", "/card/google"];
    expect(await csp([], true)).toEqual({ forms: [], to: "'self'" });
    expect(await csp(["apple"], true)).toEqual({ forms: [apple], to: "'self'" });
    const both = { forms: [apple, google], to: "'self' https://pay.google.com" };
    expect(await csp(["apple", "google"], true)).toEqual(both);
    expect((await csp(["apple", "google"], false)).forms).toEqual([]);
  });

  test("asks a visitor to sign in, and leads back", async () => {
    const answer = await memorySite().browser().get("/card");
    expect(answer).toMatchObject({ status: 303, headers: { location: "/sign-in?next=%2Fcard" } });
  });
});
