import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { termsView } from "../../core/impact/read-offers.ts";
import { MessageName, messageOf, messages } from "../../core/messaging/content/catalog.ts";
import { composeMessage } from "../../core/messaging/delivery/compose-message.ts";
import { Locale } from "../../core/model/cause.ts";
import { CustomerId } from "../../core/model/customer.ts";
import { minutesAfter } from "../../core/model/instant.ts";
import { linkPaths } from "../../core/model/routes.ts";
import { changeFacts } from "../../core/people/change-address.ts";
import { confirmFacts } from "../../core/people/confirm.ts";
import { addressMark, letterToken } from "../../core/people/sessions/letter-token.ts";
import { unsubscribeToken } from "../../core/people/sessions/unsubscribe-token.ts";
import { type HttpRequest, http } from "../../local/http.ts";
import { someTerms } from "../support/giving-builders.ts";
import { type PeopleSite, startPeopleSite } from "../support/people-site.ts";
import {
  changes,
  clock,
  confirm,
  confirmLink,
  contacts,
  currentConsents,
  joined,
  keys,
  later,
  links,
  people,
  scanned,
  sessions,
  wish,
} from "../support/people-world.ts";
import { brand } from "../support/states.ts";

let site: PeopleSite;
beforeAll(async () => {
  site = await startPeopleSite();
});
afterAll(() => site.close());

const ask = (path: string, options: HttpRequest = {}) => http(`${site.url}${path}`, options);
const fromHere = { "sec-fetch-site": "same-origin", "accept-language": "en" };

/** A form as a browser sends it from a page of ours; several fields of one name as a list. */
function send(
  path: string,
  form: Readonly<Record<string, string | readonly string[]>> = {},
  headers: Readonly<Record<string, string>> = fromHere,
) {
  const pairs = Object.entries(form).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  return ask(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(pairs).toString(),
  });
}
const headline = ({ body }: { readonly body: string }) => /<h1>(.*?)<\/h1>/.exec(body)?.[1];
const requestOf = ({ body }: { readonly body: string }) =>
  /name="request" value="([^"]+)"/.exec(body)?.[1] ?? "";
const eventsOf = (customer: CustomerId) =>
  site.published.filter(({ detail }) => detail["customer"] === customer).map(({ name }) => name);

async function ofAddress(address: string): Promise<CustomerId | undefined> {
  return contacts.customerOf(await contacts.hashOf({ channel: "email", address }));
}
async function unsubscribePath(customer: CustomerId, topic: "impact" | "all" = "impact"): Promise<string> {
  return `/unsubscribe/${unsubscribeToken(await keys.addresses(), { customer, topic, channel: "email" })}`;
}
const form = (email: string, wishes: readonly string[] = ["impact.email"]) => ({
  email,
  wishes,
  language: "en",
});

describe("joining", () => {
  test("writes down the words that were shown, asks once, and allows nothing yet", async () => {
    const answer = await send("/join", {
      ...form("ann@example.org", ["impact.email", "orders.email"]),
      place: "US-FL",
    });
    expect([answer.status, headline(answer)]).toEqual([200, "One more step."]);
    const ann = CustomerId.parse(await ofAddress("ann@example.org"));
    expect(await currentConsents(ann)).toEqual({ "impact.email": "pending 1", "orders.email": "pending 1" });
    const record = await people.consentRecord(ann, { topic: "impact", channel: "email", version: 1 });
    expect(record?.words).toMatch(/^I agree to receive emails from Tarnfell.*\nMy impact: /s);
    expect(record).toMatchObject({
      source: "form",
      locale: "en",
      wordsVersion: expect.stringMatching(/^join\.email\./),
    });
    expect(await people.preferences(ann)).toMatchObject({ country: "US", region: "US-FL", language: "en" });
    expect(site.published.at(-1)).toMatchObject({
      name: "CustomerJoined.v1",
      detail: { customer: ann, channel: "email", topics: ["impact", "orders"] },
    });
  });

  test("asks each channel apart, and keeps what was chosen", async () => {
    const wishes = ["impact.email", "offers.sms"];
    await send("/join", {
      ...form("bo@example.org", wishes),
      phone: "+1 212 555 0142",
      cause: "clean-rivers",
    });
    const bo = CustomerId.parse(await ofAddress("bo@example.org"));
    expect(site.published.slice(-2).map(({ detail }) => [detail["channel"], detail["topics"]])).toEqual([
      ["email", ["impact"]],
      ["sms", ["offers"]],
    ]);
    expect(await people.causes(bo)).toEqual([{ cause: "clean-rivers", weight: 1 }]);
  });

  test("answers a known customer as it answers an unknown one", async () => {
    const first = await send("/join", form("cy@example.org"));
    const second = await send("/join", form("cy@example.org"));
    const other = await send("/join", form("new@example.org"));
    expect(second).toMatchObject({ status: first.status, body: first.body });
    expect(other).toMatchObject({
      status: first.status,
      body: first.body.replaceAll("cy@example.org", "new@example.org"),
    });
    expect(Object.keys(second.headers).sort()).toEqual(Object.keys(other.headers).sort());
    const cy = CustomerId.parse(await ofAddress("cy@example.org"));
    expect(eventsOf(cy)).toEqual(["CustomerJoined.v1"]);
  });

  test("asks one address at most five times in a day, and its answer does not show the limit", async () => {
    const answers = [];
    for (let time = 0; time < 7; time += 1) {
      answers.push(await send("/join", form("meg@example.org")));
      later(11);
    }
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    const meg = CustomerId.parse(await ofAddress("meg@example.org"));
    expect(eventsOf(meg)).toHaveLength(5);
  });

  test("asks when the same form is sent again after the bus refused the question", async () => {
    const request = requestOf(await ask("/join"));
    site.breakBus(1);
    const failed = await send("/join", { ...form("di@example.org"), request });
    expect([failed.status, headline(failed)]).toEqual([500, "That did not work."]);
    const di = CustomerId.parse(await ofAddress("di@example.org"));
    expect(eventsOf(di)).toEqual([]);
    expect((await send("/join", { ...form("di@example.org"), request })).status).toBe(200);
    expect(eventsOf(di)).toEqual(["CustomerJoined.v1"]);
    expect(site.published.at(-1)?.detail["join"]).toBe(request);
    expect(await currentConsents(di)).toEqual({ "impact.email": "pending 1" });
  });

  test.each([
    [{ email: "no address", wishes: "impact.email", language: "en" }, "email"],
    [{ email: "", wishes: "impact.email", language: "en" }, "email"],
    [{ email: "ok@example.org", language: "en" }, "wishes"],
    [
      { email: "ok@example.org", wishes: ["impact.email", "impact.sms"], phone: "12", language: "en" },
      "phone",
    ],
    ...[
      "+881 6 1234 5678",
      "+870 773 123456",
      "+979 1 2345 6789",
      "+1 900 555 0142",
      "+1 876 555 0142",
      "+44 20 7946 0142",
      "+49 180 5550142",
      "+52 55 1234 0142",
    ].map((phone): [Record<string, string | string[]>, string] => [
      { email: "ok@example.org", wishes: ["impact.email", "impact.sms"], phone, language: "en" },
      "phone",
    ]),
    [{ email: "ok@example.org", wishes: "impact.email", language: "en", place: "XX" }, "place"],
    [{ email: "ok@example.org", wishes: "impact.email", language: "tlh" }, "language"],
    [{ email: "ok@example.org", wishes: "impact.email", language: "en", cause: "nowhere" }, "cause"],
  ])("is refused at the field, saves nothing and keeps what was typed: %j", async (sent, field) => {
    const before = await scanned();
    const answer = await send("/join", sent);
    expect(answer.status).toBe(422);
    expect(answer.body).toContain(`<a href="#${field}">`);
    expect(answer.body).toContain(sent.email);
    expect((await scanned()).replaceAll(/.*"pk":"limit#.*\n?/g, "")).toBe(
      before.replaceAll(/.*"pk":"limit#.*\n?/g, ""),
    );
  });
});

describe("confirming", () => {
  test("shows the words that were asked, gives the consents by a POST, and starts a session of their owner", async () => {
    const eli = await joined({ email: "eli@example.org", wishes: [wish("impact"), wish("orders")] });
    const path = `/confirm/${await confirmLink(eli)}`;
    const shown = await ask(path);
    expect(shown.body).toContain("Yes, write to me about impact by email.");
    expect(shown.body).toContain("Yes, write to me about orders by email.");
    const answer = await send(path);
    expect([answer.status, answer.headers["location"]]).toEqual([303, "/preferences?done=confirmed"]);
    expect(answer.headers["set-cookie"]).toMatch(
      /^__Host-wellspring=[^;]+; Max-Age=3600; Path=\/; Secure; HttpOnly; SameSite=Lax(,|$)/,
    );
    expect(await currentConsents(eli)).toEqual({ "impact.email": "given 2", "orders.email": "given 2" });
    expect(eventsOf(eli)).toEqual(["CustomerConfirmed.v1"]);
    const cookie = answer.headers["set-cookie"]?.split(";")[0] ?? "";
    const landed = await ask("/preferences?done=confirmed", { headers: { cookie, ...fromHere } });
    expect([landed.status, landed.body.includes("Confirmed. You get what you asked for")]).toEqual([
      200,
      true,
    ]);
    const again = await send(path);
    expect([again.status, headline(again), again.headers["set-cookie"]]).toEqual([
      200,
      "Confirmed already.",
      undefined,
    ]);
    expect((await send(path, {}, { ...fromHere, cookie })).headers["location"]).toBe(
      "/preferences?done=confirmedBefore",
    );
  });

  test("can be pressed again when the event was not published, and gives nothing twice", async () => {
    const flo = await joined({ email: "flo@example.org" });
    const path = `/confirm/${await confirmLink(flo)}`;
    site.breakBus(1);
    expect((await send(path)).status).toBe(500);
    expect(eventsOf(flo)).toEqual([]);
    expect((await send(path)).status).toBe(303);
    expect(eventsOf(flo)).toEqual(["CustomerConfirmed.v1"]);
    expect(await currentConsents(flo)).toEqual({ "impact.email": "given 2" });
  });
});

describe("signing in", () => {
  test("sends a link to a known customer, and answers every visitor alike", async () => {
    const gus = await joined({ email: "gus@example.org" });
    const known = await send("/sign-in", { email: " GUS@example.org" });
    const unknown = await send("/sign-in", { email: "nobody@example.org" });
    const plain = ({ body }: { readonly body: string }) => body.replaceAll(/(GUS|nobody)@example\.org/g, "");
    expect([unknown.status, plain(unknown)]).toEqual([known.status, plain(known)]);
    expect(known.status).toBe(200);
    expect(eventsOf(gus)).toEqual(["SignInAsked.v1"]);
  });

  test("sends one address no more links than its limit, and its answer does not show the limit", async () => {
    const hal = await joined({ email: "hal@example.org" });
    const answers = [];
    for (let time = 0; time < 5; time += 1)
      answers.push(await send("/sign-in", { email: "hal@example.org" }));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(eventsOf(hal)).toHaveLength(3);
    later(16);
    await send("/sign-in", { email: "hal@example.org" });
    expect(eventsOf(hal)).toHaveLength(4);
  });

  test("starts a session once by a POST, for an hour, until signed out", async () => {
    const ida = await joined({ email: "ida@example.org" });
    const path = `/sign-in/${await links.issue({ purpose: "signIn", customer: ida, facts: {}, minutes: 10 })}`;
    expect(headline(await ask(path, { headers: fromHere }))).toBe("Welcome back.");
    const answer = await send(`${path}?lang=de`);
    expect([answer.status, answer.headers["location"]]).toEqual([303, "/preferences?lang=de"]);
    const cookie = answer.headers["set-cookie"]?.split(";")[0] ?? "";
    expect((await ask("/history", { headers: { cookie } })).status).toBe(200);
    const again = await send(path);
    expect([again.status, headline(again)]).toEqual([410, "This link was used already."]);
    expect(again.headers["set-cookie"]).toBeUndefined();
    const out = await send("/sign-out", {}, { ...fromHere, cookie });
    expect([out.status, headline(out)]).toEqual([200, "You are signed out."]);
    expect(out.headers["set-cookie"]).toMatch(/^__Host-wellspring=; Max-Age=0;/);
    expect((await ask("/history", { headers: { cookie } })).headers["location"]).toBe(
      "/sign-in?next=%2Fhistory",
    );
  });

  test("a session ends by itself", async () => {
    const jo = await joined({ email: "jo@example.org" });
    const cookie = `__Host-wellspring=${await sessions.start(jo)}`;
    expect((await ask("/history", { headers: { cookie } })).status).toBe(200);
    later(61);
    expect((await ask("/history", { headers: { cookie } })).status).toBe(303);
  });
});

describe("a letter", () => {
  test("leads to its page in two presses, and to signing in once its owner has signed out everywhere", async () => {
    const lou = await joined({ email: "lou@example.org" });
    await confirm(await confirmLink(lou));
    const key = await keys.addresses();
    const { hmac } = await contacts.hashOf({ channel: "email", address: "lou@example.org" });
    const subject = {
      customer: lou,
      page: "impact",
      issuedAt: clock.at,
      mark: addressMark(key, hmac),
    } as const;
    const path = linkPaths.letter(letterToken(key, subject));
    expect(headline(await ask(path, { headers: fromHere }))).toBe("Your own page.");
    const opened = await send(path);
    expect([opened.status, opened.headers["location"]]).toEqual([303, "/impact/me"]);
    const cookie = opened.headers["set-cookie"]?.split(";")[0] ?? "";
    expect(cookie).toMatch(/^__Host-wellspring-letter=/);
    expect((await ask("/impact/me", { headers: { cookie } })).status).toBe(200);
    expect((await ask("/preferences", { headers: { cookie } })).status).toBe(303);
    expect((await send("/preferences", { seen: "1.1" }, { ...fromHere, cookie })).status).toBe(403);
    later(1);
    await sessions.endAll(lou);
    expect((await ask("/impact/me", { headers: { cookie } })).status).toBe(303);
    expect((await send(path)).headers["location"]).toBe("/sign-in?next=%2Fimpact%2Fme&letter=1");
    expect(await sessions.endedAt(lou)).toBe(clock.at);
  });
});

describe("a link that is none", () => {
  test("is answered the same, whatever is wrong with it", async () => {
    const kit = await joined({ email: "kit@example.org" });
    const signIn = await links.issue({ purpose: "signIn", customer: kit, facts: {}, minutes: 10 });
    const foreign = await confirmLink(kit);
    const stranger = `${"0".repeat(26)}.${"A".repeat(43)}`;
    const token = await unsubscribePath(kit);
    const forged = `${token.slice("/unsubscribe/".length, -2)}xx`;
    const paths = [foreign, stranger, "x", "%2e%2e%2f", "%F0%9F%98%80"].map((one) => `/sign-in/${one}`);
    const all = [
      ...paths,
      `/confirm/${signIn}`,
      `/confirm/${stranger}`,
      `/unsubscribe/${forged}`,
      "/unsubscribe/x.y.z",
    ];
    const answers = await Promise.all(all.flatMap((path) => [ask(path, { headers: fromHere }), send(path)]));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    expect(answers.every(({ headers }) => headers["set-cookie"] === undefined)).toBe(true);
  });
});

describe("stopping", () => {
  const bodies: readonly (readonly [string, HttpRequest])[] = [
    [
      "as providers do",
      {
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "List-Unsubscribe=One-Click",
      },
    ],
    [
      "in several parts",
      {
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
      },
    ],
    ["without a body", {}],
    ["from another site", { headers: { "sec-fetch-site": "cross-site" } }],
  ];

  test.each(bodies)(
    "%s takes one POST without a cookie, and a second changes nothing",
    async (name, options) => {
      const lea = await joined({ email: `lea-${name.replaceAll(" ", "-")}@example.org` });
      const path = await unsubscribePath(lea);
      const answer = await ask(path, { method: "POST", ...options });
      expect(answer.status).toBe(200);
      expect(answer.headers["location"]).toBeUndefined();
      expect(await currentConsents(lea)).toEqual({ "impact.email": "withdrawn 2" });
      expect((await ask(path, { method: "POST", ...options })).status).toBe(200);
      expect(await currentConsents(lea)).toEqual({ "impact.email": "withdrawn 2" });
    },
  );

  test("keeps what was shown: the page's sentence, or that nothing was", async () => {
    const mia = await joined({ email: "mia@example.org", wishes: [wish("impact"), wish("offers")] });
    await send(await unsubscribePath(mia));
    const record = await people.consentRecord(mia, { topic: "impact", channel: "email", version: 2 });
    expect(record).toMatchObject({
      source: "oneClick",
      words: "Tarnfell writes to you by email about “My impact”. Unsubscribe",
      proof: expect.stringMatching(/^link:/),
    });
    await ask(await unsubscribePath(mia, "all"), { method: "POST", body: "List-Unsubscribe=One-Click" });
    expect(await people.consentRecord(mia, { topic: "offers", channel: "email", version: 2 })).toMatchObject({
      words: "List-Unsubscribe=One-Click",
    });
    expect(await currentConsents(mia)).toEqual({
      "impact.email": "withdrawn 2",
      "offers.email": "withdrawn 2",
    });
  });
});

describe("a program that follows every link of every letter", () => {
  test("changes no row by GET or HEAD", async () => {
    const compose = composeMessage({
      brandConfig: async () => ({ brand, causes: [], terms: [], pools: [] }),
      textsIn: async () => ({}),
      offers: async () => [termsView(someTerms())],
      issue: links.issue,
      confirmFacts: (customer, channel) => confirmFacts({ people, contacts }, customer, channel),
      changeFacts: (customer, address) => changeFacts(changes, customer, address),
      contactKey: keys.addresses,
      siteUrl: site.url,
      replyDomain: "",
      postalAddress: "Tarnfell, Oberstdorf",
    });
    const found = new Set<string>();
    for (const message of Object.keys(messages).map((name) => MessageName.parse(name))) {
      for (const language of Locale.options) {
        if (!messageOf(message).channels.includes("email")) continue;
        const customer = await joined({ email: `${message}-${language}@example.org`, language });
        const person = await people.readPerson(customer, clock.at);
        if (person === undefined) throw new Error("Nobody joined");
        const { sample: facts } = messageOf(message);
        const asked = {
          customer,
          message,
          facts,
          sendKey: `scan:${message}`,
          goalReached: false,
          holds: true,
        };
        const own = `${message}-${language}@example.org`;
        const hash = await contacts.hashOf({ channel: "email", address: own });
        const to = { ...hash, address: own, confirmed: true };
        if (!messageOf(message).transactional) await confirm(await confirmLink(customer));
        if (message === "change-address") {
          const until = minutesAfter(clock.at, 60);
          await changes.ask(customer, { ...hash, address: own, replaces: hash.hmac, until });
        }
        const composed = await compose(asked, person, to, clock.at);
        if (composed === "offerOver" || composed?.rendition.channel !== "email")
          throw new Error(`${message} is no email`);
        const letter = `${composed.rendition.html} ${composed.rendition.text} ${composed.unsubscribe?.url ?? ""}`;
        for (const [url] of letter.matchAll(/http:\/\/site\.localhost[^\s"<>)]*/g)) found.add(url);
      }
    }
    // Stories are public, and another function's.
    const paths = [...found]
      .map((url) => url.slice(site.url.length))
      .filter((path) => !path.startsWith("/stories/"));
    for (const start of ["/change/", "/confirm/", "/sign-in/", "/unsubscribe/", "/letter/", "/preferences"])
      expect(
        paths.some((path) => path.startsWith(start)),
        start,
      ).toBe(true);
    const before = await scanned();
    const said = site.published.length;
    for (const path of paths) {
      for (const method of ["HEAD", "GET", "GET"]) {
        const { status } = await ask(path, { method, headers: { "user-agent": "scanner" } });
        // Whose change it is must be signed in: a scanner is told so.
        const expected = path.startsWith("/change/") ? [403] : [200, 303];
        expect(expected, `${method} ${path}`).toContain(status);
      }
    }
    expect(await scanned()).toBe(before);
    expect(site.published.length).toBe(said);
  });
});
