import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../../../core/platform/lambda/http.ts";
import { type MemoryBrowser, type MemorySite, memorySite, wishFor } from "../../../support/memory-site.ts";

interface SignedIn {
  readonly site: MemorySite;
  readonly ann: Awaited<ReturnType<MemorySite["join"]>>;
  readonly browser: MemoryBrowser;
}

/** Ann joined by email, confirmed, and is signed in. */
async function signedIn(): Promise<SignedIn> {
  const site = memorySite();
  const ann = await site.join("ann@example.com", [wishFor("impact"), wishFor("orders")]);
  const browser = site.browser();
  await browser.post((await site.confirmPath(ann)) ?? "");
  return { site, ann, browser };
}
const ask = ({ browser }: SignedIn, to: string) =>
  browser.post("/preferences/address", { channel: "email", "new-email": to });
const titleOf = ({ body }: HttpAnswer) => /<h1[^>]*>(.*?)<\/h1>/.exec(String(body))?.[1];
const addressOf = async ({ site, ann }: SignedIn) => site.contacts.readAddress(ann, "email");
const ownerOf = async (site: MemorySite, address: string) =>
  site.contacts.customerOf(await site.contacts.hashOf({ channel: "email", address }));

describe("a change of address", () => {
  test("is asked for on a page of one's own, and changes nothing by itself", async () => {
    const on = await signedIn();
    const page = await on.browser.get("/preferences/address");
    expect(page.body).toContain("an…@example.com");
    expect(page.body).not.toContain("ann@example.com");
    const answer = await ask(on, "ann@example.org");
    expect([answer.status, titleOf(answer)]).toEqual([200, "Check your inbox."]);
    expect(on.site.asked.at(-1)).toMatchObject({
      name: "AddressChangeAsked.v1",
      customer: on.ann,
      channel: "email",
    });
    expect(JSON.stringify(on.site.asked)).not.toContain("ann@");
    expect(await addressOf(on)).toBe("ann@example.com");
  });

  test("happens by the button behind the link: consents go on, everybody is signed out, the old address is told", async () => {
    const on = await signedIn();
    const { site, ann, browser } = on;
    const path = await site.changePath(ann, undefined, "ann@example.org");
    const looked = await browser.get(path);
    expect([looked.status, titleOf(looked)]).toEqual([200, "Use this email address?"]);
    expect(await addressOf(on)).toBe("ann@example.com");
    const done = await browser.post(path);
    expect([done.status, titleOf(done)]).toEqual([200, "Your address is changed."]);
    expect(await addressOf(on)).toBe("ann@example.org");
    expect(await site.standing(ann)).toEqual({ "impact.email": "given 3", "orders.email": "given 3" });
    const [first, now] = await Promise.all(
      [2, 3].map((version) => site.people.consentRecord(ann, { topic: "impact", channel: "email", version })),
    );
    expect(now).toMatchObject({ words: first?.words, proof: expect.stringMatching(/^change:[\w-]{43}$/) });
    expect(await ownerOf(site, "ann@example.org")).toBe(ann);
    // Purchases with the old address stay Ann's.
    expect(await ownerOf(site, "ann@example.com")).toBe(ann);
    expect(site.asked.at(-1)).toMatchObject({ name: "AddressChanged.v1", customer: ann, channel: "email" });
    expect((await browser.get("/preferences")).status).toBe(303);
  });

  test("is not for whoever got the link because its customer mistyped their address", async () => {
    const on = await signedIn();
    const path = await on.site.changePath(on.ann);
    const stranger = on.site.browser();
    for (const answer of [await stranger.get(path), await stranger.post(path)]) {
      expect([answer.status, titleOf(answer)]).toEqual([403, "Only you can do this."]);
    }
    expect(await addressOf(on)).toBe("ann@example.com");
    expect((await on.browser.post(path)).status).toBe(200);
  });

  test("answers alike for an address that nobody has, that a customer has, and that is suppressed", async () => {
    const answers: string[] = [];
    for (const state of ["unknown", "known", "suppressed"]) {
      const on = await signedIn();
      const to = { channel: "email", address: "bo@example.com" } as const;
      if (state === "known") await on.site.join(to.address, [wishFor("impact")]);
      if (state === "suppressed") {
        const hash = await on.site.contacts.hashOf(to);
        await on.site.suppressions.suppress({ ...hash, reason: "bounce", at: on.site.now() });
      }
      const { status, body } = await ask(on, to.address);
      answers.push(`${status} ${body}`);
      expect(on.site.caused.filter((name) => name === "AddressChangeAsked.v1")).toHaveLength(1);
    }
    expect(new Set(answers).size).toBe(1);
  });

  test("fails with a sentence that helps where the address is another customer's, or may not be written to", async () => {
    const on = await signedIn();
    await on.site.join("bo@example.com", [wishFor("impact")]);
    const taken = await on.browser.post(await on.site.changePath(on.ann, undefined, "bo@example.com"));
    expect([taken.status, titleOf(taken)]).toEqual([409, "This address is in use already."]);
    const hash = await on.site.contacts.hashOf({ channel: "email", address: "cy@example.com" });
    await on.site.suppressions.suppress({ ...hash, reason: "bounce", at: on.site.now() });
    const stopped = await on.browser.post(await on.site.changePath(on.ann, undefined, "cy@example.com"));
    expect([stopped.status, titleOf(stopped)]).toEqual([409, "We may not write to this address."]);
    expect(await addressOf(on)).toBe("ann@example.com");
    expect((await on.browser.get("/preferences")).status).toBe(200);
  });

  test("that is asked for again makes the first link useless", async () => {
    const on = await signedIn();
    const first = await on.site.changePath(on.ann, undefined, "one@example.com");
    const second = await on.site.changePath(on.ann, undefined, "two@example.com");
    expect((await on.browser.post(first)).status).toBe(410);
    expect((await on.browser.post(second)).status).toBe(200);
    expect(await addressOf(on)).toBe("two@example.com");
  });

  test("is refused at its field where what was typed is no address, or the one that is used", async () => {
    const on = await signedIn();
    for (const typed of ["ann", "ann@example.com"]) {
      const { status, body } = await ask(on, typed);
      expect(status).toBe(422);
      expect(body).toContain(`value="${typed}"`);
      expect(body).toContain('aria-invalid="true"');
    }
    expect(on.site.caused).not.toContain("AddressChangeAsked.v1");
  });

  test("is asked for five times a day by one customer, and the sixth is answered like the first", async () => {
    const on = await signedIn();
    const answers = [];
    for (let time = 0; time < 6; time += 1) answers.push(await ask(on, `ann${time}@example.com`));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200));
    expect(on.site.caused.filter((name) => name === "AddressChangeAsked.v1")).toHaveLength(5);
  });

  test("keeps the new address when the old one is typed into the form to join", async () => {
    const on = await signedIn();
    await on.browser.post(await on.site.changePath(on.ann, undefined, "ann@example.org"));
    expect(await on.site.join("ann@example.com", [wishFor("milestones")])).toBe(on.ann);
    expect(await addressOf(on)).toBe("ann@example.org");
    expect(await on.site.contacts.contacts(on.ann)).toMatchObject([{ confirmed: true }]);
  });
});
