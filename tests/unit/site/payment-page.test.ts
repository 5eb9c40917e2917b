import { describe, expect, test } from "vitest";
import { CHARITY_ROUTES } from "../../../core/model/routes.ts";
import { payoutState } from "../../../core/settlement/payout.ts";
import { LOOKED_AT, paidOut, paymentSite } from "../../support/payment-site.ts";
import { movesOf, OPERATOR } from "../../support/payments.ts";

const textOf = (body: unknown) =>
  String(body ?? "")
    .replaceAll(/<(style|title)>.*?<\/\1>/gs, " ")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");
const sign = (signer: string) => ({ form: `${new URLSearchParams({ signer })}` });
const way = movesOf(paidOut(), "2026-11-20");

describe("the page behind the link of a letter to a charity", () => {
  test("says what was paid, for which days, from how many purchases and for which causes", async () => {
    const { payout, send, writeLetter } = await paymentSite();
    const answer = await send("GET", await writeLetter());
    expect(answer.status).toBe(200);
    const text = textOf(answer.body);
    for (const said of [
      `€1,234.50 for ${payout.name}`,
      "booked this payment on November 20, 2026",
      payout.id.replace("_", "-"),
      "1,204 purchases",
      "after September 30, 2026, until the end of October 31, 2026",
      "€1,240.00",
      "−€5.50",
    ])
      expect(text).toContain(said);
    expect(answer.headers).toMatchObject({
      ...{
        "cache-control": "no-store",
        "x-robots-tag": "noindex, nofollow",
        "referrer-policy": "same-origin",
      },
    });
  });

  test("says it in German to who reads German", async () => {
    const { send, writeLetter } = await paymentSite();
    const answer = await send("GET", await writeLetter(), { headers: { "accept-language": "de" } });
    expect(textOf(answer.body)).toContain("Unsere Bank hat diese Zahlung am 20. November 2026 gebucht.");
    expect(textOf(answer.body)).toContain("1.204 Einkäufen");
  });

  test("tells nothing of who moved the payment, of a bank's own reference, or of a hash", async () => {
    const { send, writeLetter, now } = await paymentSite();
    const { body } = await send("GET", await writeLetter());
    const hashes = (await now()).entries.map(({ hash }) => hash);
    for (const secret of [OPERATOR, "2026120300017", "arn:", ...hashes]) expect(body).not.toContain(secret);
  });

  test("is confirmed by its button, with a name that is shown to nobody, and says so from then on", async () => {
    const { send, writeLetter, now } = await paymentSite();
    const token = await writeLetter();
    const answer = await send("POST", token, sign("A. Winter, treasurer"));
    expect(answer).toMatchObject({ status: 303, headers: { location: `/payments/${token}` } });
    expect(answer.facts).toEqual({ page: "payment.confirm", acknowledged: "advanced" });
    expect((await now()).entries.at(-1)).toMatchObject({
      ...{ kind: "received", signer: "A. Winter, treasurer", at: LOOKED_AT },
    });
    const after = await send("GET", token);
    expect(textOf(after.body)).toContain("You confirmed on November 22, 2026 that it has arrived.");
    expect(after.body).not.toContain(`id="signer"`);
    expect(after.body).not.toContain("Winter");
  });

  test("writes nothing more when its button is pressed again, and answers the same", async () => {
    const { send, writeLetter, now } = await paymentSite();
    const token = await writeLetter();
    const first = await send("POST", token, sign("A. Winter"));
    const once = await now();
    const { facts, ...second } = await send("POST", token, sign("B. Sommer"));
    expect([second.status, second.headers, facts?.["acknowledged"]]).toEqual([303, first.headers, "same"]);
    expect(await now()).toEqual(once);
  });

  test.each(["", "  ", "\u200b", "x".repeat(121)])(
    "asks again for a name in place of %j, and writes nothing",
    async (name) => {
      const { send, writeLetter, now } = await paymentSite();
      const before = await now();
      const answer = await send("POST", await writeLetter(), sign(name));
      expect(answer.status).toBe(422);
      expect(textOf(answer.body)).toContain("Write your name and role");
      expect(await now()).toEqual(before);
    },
  );

  test.each([
    ["is on its way", way.slice(0, 2), "This payment is on its way.", "sent"],
    ["waits for approval", [], "This payment is on its way.", "batched"],
    [
      "came back",
      [...way, [{ kind: "returned", because: "AC04" }, "2026-11-21T09:00:00Z"] as const],
      "This payment came back to us",
      "returned",
    ],
  ] as const)("has no button for a payment that %s, and takes none", async (_, moves, says, state) => {
    const { send, writeLetter, now } = await paymentSite({ moves });
    const token = await writeLetter();
    const shown = await send("GET", token);
    expect(textOf(shown.body)).toContain(says);
    expect(shown.body).not.toContain("<form");
    const answer = await send("POST", token, sign("A. Winter"));
    expect(answer.status).toBe(303);
    expect(payoutState(await now()).kind).toBe(state);
    expect((await now()).entries.some(({ kind }) => kind === "received")).toBe(false);
  });

  test("says that a payment came back to who had confirmed it", async () => {
    const { send, writeLetter, move } = await paymentSite();
    const token = await writeLetter();
    await send("POST", token, sign("A. Winter"));
    await move({ kind: "returned", because: "AC04", reference: "r" }, "2026-11-23T09:00:00Z");
    expect(textOf((await send("GET", token)).body)).toContain("This payment came back to us");
  });

  test("answers alike for a link that never was, a replaced one and one that expired", async () => {
    const { payout, send, writeLetter, setClock, now } = await paymentSite({ triesMax: 100 });
    const replaced = await writeLetter();
    const good = await writeLetter();
    const before = await now();
    const never = [
      "nothing",
      "0".repeat(52),
      `${payout.id.slice(4)}${"0".repeat(26)}`,
      good.toUpperCase(),
      `${good} `,
    ];
    const answers = [];
    for (const token of [...never, replaced])
      for (const method of ["GET", "POST"]) answers.push(await send(method, token, sign("A. Winter")));
    expect((await send("GET", good)).status).toBe(200);
    setClock("2027-05-21T12:00:00Z");
    answers.push(await send("GET", good), await send("POST", good, sign("A. Winter")));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    expect(await now()).toEqual(before);
  });

  test("is refused to a source whose forms lead to too many links that do not work", async () => {
    const { send, writeLetter } = await paymentSite({ triesMax: 2 });
    const statuses = [];
    for (let tries = 0; tries < 3; tries += 1)
      statuses.push((await send("POST", "0".repeat(52), sign("x"))).status);
    expect(statuses).toEqual([404, 404, 429]);
    expect((await send("POST", await writeLetter(), sign("A. Winter"))).status).toBe(303);
  });

  test("takes no form of another site", async () => {
    const { send, writeLetter, now } = await paymentSite();
    const before = await now();
    const headers = { "sec-fetch-site": "cross-site" };
    const answer = await send("POST", await writeLetter(), { ...sign("A. Winter"), headers });
    expect(answer.status).toBe(403);
    expect(await now()).toEqual(before);
  });

  test("changes nothing for a look, as mail scanners follow links", async () => {
    expect(CHARITY_ROUTES.map(({ path }) => path)).toEqual(["/payments/{token}"]);
    const { send, writeLetter, table } = await paymentSite();
    const tokens = [await writeLetter(), await writeLetter(), "nothing"];
    const before = JSON.stringify(table.rows());
    for (const token of tokens)
      for (const method of ["GET", "HEAD"]) await send(method, token, sign("A. Winter"));
    expect(JSON.stringify(table.rows())).toBe(before);
  });
});
