import { describe, expect, test } from "vitest";
import type { RecordedOrder } from "../../../core/giving/ledger/statement.ts";
import type { PersonalPurchase } from "../../../core/impact/read-personal.ts";
import { claimHash, claimToken } from "../../../core/model/claim-link.ts";
import type { CustomerId } from "../../../core/model/customer.ts";
import { VERIFY_PROGRAM, VERIFY_SCRIPT, verifyFile } from "../../../core/site/verify/verify-files.ts";
import { checkGift, proofsIn } from "../../../verify/wellspring-verify.mjs";
import { TRUST } from "../../support/gift-log.ts";
import { aPurchase, aStatement, someTerms } from "../../support/giving-builders.ts";
import { ledgerWorld } from "../../support/ledger-spec.ts";
import { memorySite, wishFor } from "../../support/memory-site.ts";
import { provenOrders } from "../../support/proven-orders.ts";

const DAY = "2026-11-20";
const TOKEN = claimToken("web", "a-fact-that-nobody-can-guess");

/** Orders that were recorded on {@link DAY}, each of one customer. */
async function recorded(customers: readonly (CustomerId | undefined)[]): Promise<RecordedOrder[]> {
  const orders = customers.map(async (customer, at) => {
    const world = ledgerWorld(aStatement({ terms: [someTerms()] }));
    await world.give(aPurchase({ orderId: `order-${at}`, base: 5_000 + at, paid: 6_000 + at }));
    const [accrual] = world.ledger.entries;
    if (accrual?.kind !== "accrual") throw new Error("the purchase was recorded");
    const gift = `gift_${at}`;
    const own = { ...accrual, gift, recordedAt: `${DAY}T12:00:00Z`, placedAt: `${DAY}T11:59:00Z` };
    return { accrual: customer === undefined ? own : { ...own, customer }, amendments: [] };
  });
  return Promise.all(orders);
}

const purchaseOf = ({ accrual }: RecordedOrder, placedAt = accrual.placedAt): PersonalPurchase => {
  const { gift, currency, parts, settlesOn } = accrual;
  return { gift, placedAt, currency, parts, settlesOn, pending: true, entries: [] };
};

/** A site with Ann signed in, whose gift is the first order's, and Bob's the second; the third is that of a claim link. */
async function signedIn(published = DAY) {
  const orders: RecordedOrder[] = [];
  const later = () => provenOrders(orders, published).proofs;
  const personal: PersonalPurchase[] = [];
  const site = memorySite({
    proofs: {
      orders: {
        of: (...asked) => later().orders.of(...asked),
        ofCustomer: (...asked) => later().orders.ofCustomer(...asked),
      },
      verifierKey: () => later().verifierKey(),
      proofsOf: (order) => later().proofsOf(order),
    },
    personal,
  });
  const ann = await site.join("ann@example.com", [wishFor("impact")]);
  const bob = await site.join("bob@example.com", [wishFor("impact")]);
  orders.push(...(await recorded([ann, bob, undefined])));
  const [first = never(), , third = never()] = orders;
  personal.push(purchaseOf(first), purchaseOf(third, "2026-11-22T08:00:00Z"));
  const { accrual } = third;
  site.claims.rows.set(claimHash(TOKEN), {
    of: {
      order: { source: accrual.source, connection: accrual.connection, orderId: accrual.orderId },
      ...{ placedAt: accrual.placedAt, currency: accrual.currency, parts: [...accrual.parts] },
      until: "2027-01-19T09:15:40Z",
    },
  });
  const browser = site.browser();
  await browser.post(await site.signInPath(ann));
  return { site, browser };
}

function never(): never {
  throw new Error("a test's own orders are there");
}

describe("the proof of a gift", () => {
  test("is a file for whoever made the purchase, found true, that no cache keeps and that says nothing of others", async () => {
    const { browser } = await signedIn();
    const answer = await browser.get("/me/gifts/gift_0/proof");
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "content-disposition": 'attachment; filename="gift.tlog-proof"',
        "cache-control": "no-store",
      },
    });
    const proofs = proofsIn(answer.body ?? "");
    expect(proofs.length).toBeGreaterThan(0);
    for (const proof of proofs) expect((await checkGift(proof, TRUST)).leaf["order"]).toBe("order-0");
    const extra = proofs.map((one) => Buffer.from(/extra (\S+)/.exec(one)?.[1] ?? "", "base64").toString());
    expect(extra.join()).not.toMatch(/order-[12]/);
  });

  test("of somebody else's purchase is answered as one that is not there, and leads to sign in without a session", async () => {
    const { site, browser } = await signedIn();
    const [others, none] = [
      await browser.get("/me/gifts/gift_1/proof"),
      await browser.get("/me/gifts/x/proof"),
    ];
    expect(others.status).toBe(404);
    expect(others.body).toBe(none.body);
    expect(await site.browser().get("/me/gifts/gift_0/proof")).toMatchObject({ status: 303 });
  });

  test("is behind a claim link for whoever holds it, and behind no other", async () => {
    const { site } = await signedIn();
    const visitor = site.browser();
    const answer = await visitor.get(`/c/${TOKEN}/proof`);
    expect(answer.status).toBe(200);
    for (const proof of proofsIn(answer.body ?? ""))
      expect((await checkGift(proof, TRUST)).leaf["order"]).toBe("order-2");
    const other = claimToken("web", "another-fact");
    expect((await visitor.get(`/c/${other}/proof`)).status).toBe(404);
    expect((await visitor.get("/c/x/proof")).status).toBe(404);
  });

  test("that waits to be published is said to wait", async () => {
    const { browser, site } = await signedIn("2026-12-31");
    for (const answer of [
      await browser.get("/me/gifts/gift_0/proof"),
      await site.browser().get(`/c/${TOKEN}/proof`),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body).toContain("No proof yet.");
    }
  });

  test("is linked from the customer's own page from the day after the purchase on, and from its claim page", async () => {
    const { browser, site } = await signedIn();
    const own = (await browser.get("/impact/me")).body ?? "";
    expect(own).toContain('href="/verify#/me/gifts/gift_0/proof"');
    expect(own).toContain('href="/me/gifts/gift_0/proof"');
    expect(own).toContain("Not published yet: the proof comes after November 22, 2026.");
    expect(own).not.toContain("/me/gifts/gift_2/proof");
    const claim = (await site.browser().get(`/c/${TOKEN}`)).body ?? "";
    expect(claim).toContain(`href="/verify#/c/${TOKEN}/proof"`);
  });

  test("is nowhere on a stage that publishes no log", async () => {
    const site = memorySite({ personal: [purchaseOf((await recorded([undefined]))[0] ?? never())] });
    const browser = site.browser();
    await browser.post(await site.signInPath(await site.join("ann@example.com", [wishFor("impact")])));
    for (const path of ["/impact/me", "/claim", "/join"]) {
      expect((await browser.get(path)).body, path).not.toMatch(/\/proof"|\/verify/);
    }
  });
});

describe("what the page /verify loads", () => {
  test("is a script that never changes under its address, and the program to keep", () => {
    expect(verifyFile(VERIFY_SCRIPT.path, true)).toMatchObject({
      status: 200,
      headers: {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": "public, max-age=31536000, immutable",
      },
    });
    expect(verifyFile(VERIFY_PROGRAM.path, true)?.headers).toMatchObject({
      "content-disposition": 'attachment; filename="wellspring-verify.mjs"',
    });
    for (const path of [VERIFY_SCRIPT.path, VERIFY_PROGRAM.path])
      expect(verifyFile(path, false)).toBeUndefined();
    expect(verifyFile("/verify/0123456789abcdef/check.js", true)).toBeUndefined();
  });
});
