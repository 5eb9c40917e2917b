import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeToken } from "../../../../core/feedback/place.ts";
import { claimHash, claimToken } from "../../../../core/model/claim-link.ts";
import { sessionCookie } from "../../../../core/site/auth/session-cookie.ts";
import {
  ada,
  FEEDBACK_KEY,
  feedbackWorld,
  listening,
  NOW,
  PLACE,
  RECEIPT,
} from "../../../support/feedback-world.ts";
import { brand } from "../../../support/states.ts";

const ID = "fbk_0123456789abcdefghjkmnpqrs";

function site(options?: Parameters<typeof feedbackWorld>[0]) {
  const { respond, ...world } = feedbackWorld(options);
  const send = (
    method: string,
    place: string,
    form: Readonly<Record<string, string>> = {},
    { signedIn = false, query = {} as Record<string, string>, pairs = [] as [string, string][] } = {},
  ) =>
    respond({
      route: `${method} /f/{place}`,
      method,
      path: `/f/${place}`,
      parameters: { place },
      query,
      headers: {
        host: "site.example",
        "content-type": "application/x-www-form-urlencoded",
        "sec-fetch-site": "same-origin",
      },
      cookies: signedIn ? [sessionCookie("ada").split(";")[0] ?? ""] : [],
      sourceIp: "203.0.113.7",
      body: Buffer.from(String(new URLSearchParams([...Object.entries(form), ...pairs]))),
    });
  return { ...world, send };
}

const textOf = (body: unknown) =>
  String(body ?? "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");
const only = ({ kept }: ReturnType<typeof site>) => {
  const [one, ...others] = [...kept.values()];
  if (one === undefined || others.length > 0) throw new Error(`${kept.size} answers`);
  return one;
};

describe("the page behind a store's code", () => {
  test("asks one thing in words, and writes nothing while it is looked at", async () => {
    const at = site();
    for (const method of ["GET", "HEAD"])
      for (const place of [PLACE, RECEIPT]) {
        const { status, body } = await at.send(method, place);
        expect(status).toBe(200);
        expect(textOf(body)).toContain("The store sees this only added up");
        expect(String(body).match(/<textarea/g)).toHaveLength(1);
        expect(body).not.toContain("<script");
      }
    expect(at.writes).toEqual([]);
  });

  test("asks as a Net Promoter Score does, without a choice made beforehand", async () => {
    const { body } = await site().send("GET", PLACE);
    expect(textOf(body)).toContain(
      `How likely is it that you would recommend ${brand.name} to a friend or colleague?`,
    );
    expect(String(body).match(/name="score"/g)).toHaveLength(11);
    expect(body).not.toContain("checked");
    const german = await site().send("GET", PLACE, {}, { query: { lang: "de" } });
    expect(textOf(german.body)).toContain("Der Laden sieht das nur zusammengezählt");
  });

  test("asks which store only where the code does not say it", async () => {
    expect((await site().send("GET", PLACE)).body).not.toContain('name="store"');
    expect((await site().send("GET", RECEIPT)).body).toContain('name="store"');
  });

  test.each([
    "harbour-street",
    `${PLACE}x`,
    placeToken("another key, which is long enough", { store: "harbour-street" }),
    placeToken(FEEDBACK_KEY, { store: "mill-lane" }),
    placeToken(FEEDBACK_KEY, { store: "harbour-street", shelf: "boots" }),
    claimToken("web", "nobody made this purchase"),
  ])("is not there for a code that nobody made, or of a place that is gone: %s", async (place) => {
    const at = site();
    for (const method of ["GET", "POST"])
      expect((await at.send(method, place, { id: ID, words: "Hello" })).status).toBe(404);
    expect(at.writes).toEqual([]);
  });

  test("is not there for a brand that asks nothing", async () => {
    const { stores } = listening;
    expect((await site({ listens: { stores } }).send("GET", PLACE)).status).toBe(404);
  });
});

describe("what a customer says", () => {
  test("is kept with its themes before it is answered, unnamed", async () => {
    const at = site();
    const pairs: [string, string][] = [
      ["about", "store"],
      ["about", "prices"],
      ["about", "weather"],
    ];
    const form = { id: ID, words: "The queue was endless,\r\nbut lovely people", score: "9" };
    const answer = await at.send("POST", PLACE, form, { pairs });
    expect(answer.status).toBe(303);
    expect(answer.headers?.["location"]).toBe(`/f/${PLACE}?thanks=none`);
    expect(JSON.stringify(answer.facts)).not.toMatch(/queue|harbour/);
    expect(only(at)).toEqual({
      said: { words: "The queue was endless, but lovely people" },
      answer: {
        ...{ id: ID, at: NOW, came: "place", store: "harbour-street", language: "en" },
        ...{
          score: { scale: "recommend", value: 9 },
          about: ["store", "prices"],
          themes: ["waiting", "people"],
        },
        ...{ trouble: false, wants: "none" },
      },
    });
  });

  test("is one answer, however often the form is sent", async () => {
    const at = site();
    for (let times = 0; times < 3; times += 1)
      expect((await at.send("POST", PLACE, { id: ID, words: "Hello" })).status).toBe(303);
    expect(at.kept.size).toBe(1);
  });

  test("is one answer of a receipt, whatever the forms say", async () => {
    const at = site();
    for (const id of [ID, "fbk_00000000000000000000000000", ""])
      await at.send("POST", RECEIPT, { id, words: "Hello", store: "harbour-street" });
    expect(only(at).answer).toMatchObject({
      ...{ came: "receipt", claim: claimHash(RECEIPT), store: "harbour-street" },
    });
    expect(JSON.stringify(only(at))).not.toContain(RECEIPT);
  });

  test.each([
    [{ words: "It fell apart" }, true],
    [{ score: "6" }, true],
    [{ score: "7" }, false],
    [{ words: "Lovely" }, false],
  ])("is trouble by its score or a theme of trouble: %j", async (form, trouble) => {
    const at = site();
    await at.send("POST", PLACE, { id: ID, ...form });
    expect(only(at).answer.trouble).toBe(trouble);
  });

  test("can be answered at an address, which is kept sealed and as a hash", async () => {
    const at = site();
    const form = { id: ID, words: "Hello", answer: "answer", contact: "Ada@Example.org" };
    expect((await at.send("POST", PLACE, form)).headers?.["location"]).toContain("thanks=answer");
    const { answer, said } = only(at);
    expect(said.contact).toBe("Ada@example.org");
    expect(answer).toMatchObject({ wants: "answer", contact: { channel: "email" } });
    expect(JSON.stringify(answer)).not.toMatch(/ada/i);
  });

  test("is handed over to be answered only where its customer wants that, and by the next press where the first one broke", async () => {
    const at = site();
    await at.send("POST", PLACE, { id: ID, words: "It fell apart", score: "0" });
    expect(at.answered).toEqual(new Set());
    const other = "fbk_00000000000000000000000000";
    const form = { id: other, words: "Hello", answer: "answer", contact: "ada@example.org" };
    at.breaks.add("between");
    await expect(at.send("POST", PLACE, form)).rejects.toThrow("The function is stopped");
    expect(at.kept.size).toBe(2);
    for (const answer of ["answer", "unnamed"])
      expect((await at.send("POST", PLACE, { ...form, answer })).headers?.["location"]).toContain(
        "thanks=answer",
      );
    expect(at.answered).toEqual(new Set([other]));
    expect(at.kept.size).toBe(2);
  });

  test("is not kept with an address whose customer wants to stay unnamed", async () => {
    const at = site();
    await at.send("POST", PLACE, { id: ID, words: "Hello", answer: "unnamed", contact: "ada@example.org" });
    expect(JSON.stringify(only(at))).not.toContain("ada@");
  });

  test.each([
    ["unnamed", undefined, "none"],
    ["", undefined, "none"],
    ["named", ada, "none"],
    ["answer", ada, "answer"],
  ])(
    "of a signed-in customer who ticks %j is theirs only if they say so",
    async (ticked, customer, wants) => {
      const at = site();
      await at.send("POST", PLACE, { id: ID, words: "Hello", answer: ticked }, { signedIn: true });
      expect([only(at).answer.customer, only(at).answer.wants]).toEqual([customer, wants]);
    },
  );

  test("is nobody's who only says that they are known", async () => {
    const at = site();
    await at.send("POST", PLACE, { id: ID, words: "Hello", answer: "named" });
    expect(only(at).answer.customer).toBeUndefined();
  });

  test.each<[Record<string, string>, RegExp]>([
    [{}, /Write a few words, or choose a number/],
    [{ words: " \u200b " }, /Write a few words/],
    [{ score: "11" }, /Write a few words/],
    [{ score: "-1" }, /Write a few words/],
    [{ words: "x".repeat(2001) }, /say it in 2,000 letters/],
    [{ words: "Write to ada@example.org" }, /take email addresses and phone numbers out/],
    [{ words: "Ring me: +49 89 1234567" }, /take email addresses and phone numbers out/],
    [{ words: "Hello", answer: "answer" }, /Type an email address, or a phone number/],
    [{ words: "Hello", answer: "answer", contact: "ada" }, /Type an email address/],
    [{ words: "Hello", contact: "ada@example.org" }, /You typed an address: may somebody answer you there\?/],
  ])(
    "is refused with what is wrong and where, kept in the form, and nothing is counted: %j",
    async (form, said) => {
      const at = site();
      const { status, body } = await at.send("POST", PLACE, { id: ID, ...form });
      expect(status).toBe(422);
      expect(textOf(body)).toMatch(said);
      expect(body).toContain(`value="${ID}"`);
      expect(at.writes).toEqual([]);
    },
  );

  test("is refused from a source that says too much within an hour", async () => {
    const at = site({ limit: 1 });
    expect((await at.send("POST", PLACE, { id: ID, words: "One" })).status).toBe(303);
    const second = await at.send("POST", PLACE, { id: "fbk_00000000000000000000000000", words: "Two" });
    expect([second.status, second.headers?.["retry-after"]]).toEqual([429, "3600"]);
    expect(at.kept.size).toBe(1);
  });

  test("is thanked for on a page that anybody may open", async () => {
    const { send, writes } = site();
    const quiet = textOf((await send("GET", PLACE, {}, { query: { thanks: "none" } })).body);
    expect(quiet).toContain("Nobody writes to you because of this.");
    const answered = textOf((await send("GET", PLACE, {}, { query: { thanks: "answer" } })).body);
    expect(answered).toContain("Somebody answers you");
    expect(writes).toEqual([]);
  });

  test("is never markup, whatever is typed", async () => {
    const typed = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.constantFrom("</textarea><script>alert(1)</script>", '"><img src=x>', "${7*7}", "{{x}}"),
    );
    await fc.assert(
      fc.asyncProperty(typed, typed, async (words, contact) => {
        const at = site();
        const { status, body } = await at.send("POST", PLACE, { id: ID, words, contact, answer: "answer" });
        expect([303, 422]).toContain(status);
        expect(String(body ?? "")).not.toMatch(/<script|<img src=x/);
      }),
      { numRuns: 50 },
    );
  });
});
