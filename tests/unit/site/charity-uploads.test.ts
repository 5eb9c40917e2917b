import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CharityStory } from "../../../core/settlement/charity-file.ts";
import { A_JPEG, A_PDF, A_PNG, filledIn } from "../../support/memory-charity-files.ts";
import { paidOut, paymentSite } from "../../support/payment-site.ts";
import { movesOf } from "../../support/payments.ts";

const textOf = (body: unknown) =>
  String(body ?? "")
    .replaceAll(/<(style|title)>.*?<\/\1>/gs, " ")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");
const aReceipt = (content: Buffer | undefined) => filledIn({ what: "receipt" }, { receipt: content });
const words = { what: "story", title: "The bridge", text: "It has beams.\r\n\r\nPlanks next.", share: "yes" };
const aStory = (over: Readonly<Record<string, string>> = {}, picture?: Buffer) =>
  filledIn({ ...words, alt: "", ...over }, { picture });
const ERROR = /id="([a-z]+)-error"/g;
const errorsIn = (body: unknown) => [...String(body).matchAll(ERROR)].map(([, id]) => id);
const way = movesOf(paidOut(), "2026-11-20");

describe("what a charity sends behind the link of its letter", () => {
  test.each([
    ["a PDF", A_PDF, "pdf"],
    ["a JPEG", A_JPEG, "jpg"],
    ["a PNG", A_PNG, "png"],
  ] as const)(
    "is a receipt where it is %s, once however often, and the page says so",
    async (_, content, ending) => {
      const { send, writeLetter, files, payout, now } = await paymentSite();
      const [token, before] = [await writeLetter(), await now()];
      const first = await send("POST", token, aReceipt(content));
      expect(first).toMatchObject({ status: 303, headers: { location: `/payments/${token}` } });
      expect(first.facts).toEqual({ page: "payment.receipt", kept: "kept" });
      expect((await send("POST", token, aReceipt(content))).facts).toMatchObject({ kept: "same" });
      expect([...files.all.keys()]).toEqual([
        expect.stringMatching(`^receipts/${payout.id}/[0-9a-f]{64}\\.${ending}$`),
      ]);
      expect([...files.all.values()][0]?.content.equals(content)).toBe(true);
      expect(textOf((await send("GET", token)).body)).toContain(
        "We have a receipt of November 22, 2026, 1 KB.",
      );
      expect(await now()).toEqual(before);
    },
  );

  test("is a story with its picture, whose words are kept as they were written", async () => {
    const { send, writeLetter, files, payout } = await paymentSite();
    const token = await writeLetter();
    const story = aStory({ text: "<b>Beams</b> & “planks”.\r\n\r\nNext.", alt: " Two  beams. " }, A_JPEG);
    for (const kept of ["kept", "same"])
      expect((await send("POST", token, story)).facts).toEqual({ page: "payment.story", kept });
    const [picture = "", json = "", ...more] = [...files.all.keys()];
    expect(more).toEqual([]);
    expect([picture, json].map((key) => key.replace(/[0-9a-f]{64}/, "…"))).toEqual([
      `stories/${payout.id}/….jpg`,
      `stories/${payout.id}/….json`,
    ]);
    expect(CharityStory.parse(JSON.parse(String(files.all.get(json)?.content)))).toMatchObject({
      ...{ title: "The bridge", text: "<b>Beams</b> & “planks”.\n\nNext.", language: "en", mayShare: true },
      picture: { ending: "jpg", alt: "Two beams." },
    });
    expect(textOf((await send("GET", token)).body)).toContain("We have a story of November 22, 2026");
  });

  test.each([
    ["a receipt that is none", aReceipt(undefined), ["receipt"]],
    ["a receipt of another kind", aReceipt(Buffer.from("GIF89a")), ["receipt"]],
    ["an empty receipt", aReceipt(Buffer.alloc(0)), ["receipt"]],
    ["a story without words", aStory({ title: " ", text: "\r\n" }), ["title", "text"]],
    [
      "a story that is too long",
      aStory({ title: "x".repeat(121), text: "y".repeat(4_001) }),
      ["title", "text"],
    ],
    ["a story that is far too long", aStory({ text: "ü".repeat(40_000) }), ["text"]],
    ["a story that may not be shared", aStory({ share: "" }), ["share"]],
    ["a picture of another kind", aStory({ alt: "A page." }, A_PDF), ["picture"]],
    ["a picture without its words", aStory({}, A_PNG), ["alt"]],
    ["words without their picture", aStory({ alt: "A beam." }), ["picture"]],
  ] as const)(
    "is not kept where it is %s, and that is said at its field in both languages",
    async (_, form, at) => {
      const { send, writeLetter, files } = await paymentSite();
      const token = await writeLetter();
      for (const language of ["en", "de"]) {
        const answer = await send("POST", token, {
          ...form,
          headers: { ...form.headers, "accept-language": language },
        });
        expect(answer.status).toBe(422);
        expect(errorsIn(answer.body)).toEqual(at);
        expect(textOf(answer.body)).toContain(
          language === "en" ? "Nothing was sent yet" : "Es wurde noch nichts geschickt",
        );
      }
      expect(files.writes).toBe(0);
    },
  );

  test("comes back as it was filled in, where something is wrong with it", async () => {
    const { send, writeLetter } = await paymentSite();
    const { body } = await send(
      "POST",
      await writeLetter(),
      aStory({ title: "", text: "<i>One\r\n\r\nTwo" }),
    );
    expect(body).toContain("&lt;i>One\r\n\r\nTwo</textarea>");
    expect(body).toMatch(/name="share"[^>]* checked/);
  });

  test("is refused whole above 4 MB, with what to do", async () => {
    const { send, writeLetter, files } = await paymentSite();
    const large = aReceipt(Buffer.concat([A_PDF, Buffer.alloc(4 * 1024 * 1024)]));
    const answer = await send("POST", await writeLetter(), large);
    expect(answer.status).toBe(413);
    expect(textOf(answer.body)).toContain("Make the scan or the picture smaller");
    expect(files.writes).toBe(0);
  });

  test("is at most five receipts and five stories; the same again is no sixth", async () => {
    const { send, writeLetter, files } = await paymentSite();
    const token = await writeLetter();
    const forms = (made: (index: number) => ReturnType<typeof filledIn>) =>
      Array.from({ length: 6 }, (_, index) => made(index));
    for (const [each, part] of [
      [forms((index) => aReceipt(Buffer.concat([A_PDF, Buffer.from([index])]))), "send-receipt"],
      [forms((index) => aStory({ title: `Bridge ${index}` })), "tell-story"],
    ] as const) {
      const statuses = [];
      for (const form of [...each, each[0] ?? aReceipt(A_PDF)])
        statuses.push((await send("POST", token, form)).status);
      expect(statuses).toEqual([303, 303, 303, 303, 303, 422, 303]);
      const sixth = await send("POST", token, each[5]);
      expect(sixth.body).toContain(`href="#${part}"`);
      expect(textOf(sixth.body)).toContain("hello@tarnfell.example");
    }
    expect(files.all.size).toBe(10);
    expect((await send("GET", token)).body).not.toContain("multipart/form-data");
  });

  test("is nothing of another site, of a link that does not work, or about a payment that has not arrived", async () => {
    const { send, writeLetter, files } = await paymentSite({ triesMax: 1 });
    const token = await writeLetter();
    const form = aReceipt(A_PDF);
    const foreign = { ...form, headers: { ...form.headers, "sec-fetch-site": "cross-site" } };
    expect((await send("POST", token, foreign)).status).toBe(403);
    expect((await send("POST", "0".repeat(52), form)).status).toBe(404);
    expect((await send("POST", "0".repeat(52), form)).status).toBe(429);
    expect(files.writes).toBe(0);
    const sent = await paymentSite({ moves: way.slice(0, 2) });
    const early = await sent.writeLetter();
    expect((await sent.send("GET", early)).body).not.toContain("<form");
    expect((await sent.send("POST", early, form)).status).toBe(303);
    expect(sent.files.writes).toBe(0);
  });

  test("may be sent after the payment was acknowledged, and acknowledges nothing itself", async () => {
    const { send, writeLetter, files, now } = await paymentSite({
      moves: movesOf(paidOut(), "2026-11-20", "2026-11-21"),
    });
    const before = await now();
    expect((await send("POST", await writeLetter(), aReceipt(A_PDF))).status).toBe(303);
    expect([files.all.size, await now()]).toEqual([1, before]);
  });
});

describe("whatever is sent as a form with files", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((some) => Buffer.from(some)),
    fc.constantFrom(A_PDF, A_JPEG, A_PNG),
    fc.uint8Array({ maxLength: 20 }).map((some) => Buffer.concat([A_PNG.subarray(0, 7), Buffer.from(some)])),
  );
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom("", "Beams.", "Two planks", "\u202e"),
  );
  const isKind = (content: Buffer) =>
    /^(25504446 2d|ffd8ff|89504e470d0a1a0a)/.test(content.toString("hex").replace(/^25504446/, "25504446 "));

  test("is written only if all of it is valid, and is answered always", async () => {
    const { send, writeLetter, files } = await paymentSite();
    const token = await writeLetter();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          what: fc.constantFrom("receipt", "story", "story", "else"),
          ...{ title: text, text, alt: text },
          share: fc.constantFrom("yes", "no"),
        }),
        fc.option(bytes, { nil: undefined }),
        fc.option(bytes, { nil: undefined }),
        fc.nat({ max: 3 }),
        async (fields, receipt, picture, cut) => {
          files.all.clear();
          const { form, headers } = filledIn(fields, { receipt, picture });
          const whole = cut !== 1;
          const sent = whole ? form : form.subarray(0, Math.floor(form.length / 2));
          const { status } = await send("POST", token, { form: sent, headers });
          const json = [...files.all].filter(([key]) => key.endsWith(".json"));
          expect(files.all.size > 0).toBe(status === 303);
          if (!whole || fields.what === "else") expect(status).toBe(400);
          for (const [key, { content }] of files.all)
            if (!key.endsWith(".json")) expect(isKind(content), key).toBe(true);
          for (const [, { content }] of json) CharityStory.parse(JSON.parse(String(content)));
          if (status === 303 && fields.what === "story")
            expect([fields.share, json.length]).toEqual(["yes", 1]);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("is never more than a form of ours where it is only bytes", async () => {
    const { send, writeLetter, files } = await paymentSite();
    const token = await writeLetter();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          'multipart/form-data; boundary="',
          "Multipart/Form-Data;boundary=x",
        ),
        fc.constantFrom(
          "",
          "--x\r\n",
          '--x\r\nContent-Disposition: form-data; name="what"\r\n\r\nreceipt\r\n--x',
        ),
        async (some, type, before) => {
          const form = Buffer.concat([Buffer.from(before), Buffer.from(some)]);
          const { status } = await send("POST", token, { form, headers: { "content-type": type } });
          expect([400, 422]).toContain(status);
          expect(files.writes).toBe(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});
