import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KnownFeedback } from "../../../../core/feedback/answer.ts";
import { type KeptBodies, readAnyhow } from "../../../../core/intake/quarantine/quarantine.client.ts";
import { identitiesOf } from "../../../../core/intake/webhook/person-identities.ts";
import { plainSigns } from "../../../../core/model/spellings.ts";
import {
  type ForgetDeps,
  forget,
  forgetIdentity,
  keptElsewhere,
  type NamedIdentity,
} from "../../../../core/operations/people/forget.ts";
import { namesSought } from "../../../../core/operations/people/named-in.ts";
import type { OpenedText } from "../../../../core/people/sms/sms-inbox.ts";
import { hashIdentity, normalEmail } from "../../../../core/platform/crypto/identity.ts";
import { escaped, writtenEmail, writtenNumber } from "../../../support/address-spellings.ts";
import { noConversations } from "../../../support/conversation-world.ts";
import { ada } from "../../../support/eligibility-builders.ts";

const KEY = "the key of identities in these tests, long enough";
const NOW = "2026-11-22T12:00:00Z";
const CARD = "fp_Q2hhcmdlZCBvbmNl";
const OWN_CARD = "W0W3GE1R70W3GE1R70W3GE1R70W";
const hashOf = (normal: string) => hashIdentity(KEY, normal);

interface World extends ForgetDeps {
  readonly order: string[];
  readonly bodies: Map<string, string>;
}

/** A customer with these addresses, and what lies in quarantine and waits as texts of numbers that nobody had. */
function world(
  bodies: readonly string[],
  {
    email = "ada.l@example.test",
    phone = "+12125550142",
    texts = [] as readonly OpenedText[],
    said = [] as readonly KnownFeedback[],
  } = {},
): World {
  const kept = new Map(bodies.map((body, index) => [String(index), body]));
  const waiting = new Map(texts.map((text, index) => [`text_${index}`, text]));
  const order: string[] = [];
  const row = { customer: ada, sealed: "s", confirmed: true, at: NOW };
  const quarantine: KeptBodies = {
    bodies: async function* () {
      for (const [key, text] of [...kept]) yield { key, text };
    },
    release: async (key) => {
      order.push(`quarantined ${key}`);
      kept.delete(key);
    },
  };
  return {
    order,
    bodies: kept,
    quarantine,
    feedback: {
      from: async ({ hmac }) => (hmac === hashOf(email) ? said : []),
      remove: async ({ id }) => void order.push(`feedback ${id}`),
    },
    identityKey: async () => KEY,
    conversations: noConversations,
    now: () => NOW,
    contacts: {
      contacts: async () => [
        { ...row, channel: "email", hmac: hashOf(email) },
        { ...row, channel: "sms", hmac: hashOf(phone) },
      ],
      readAddress: async (_, channel) => (channel === "email" ? email : phone),
      markForgotten: async ({ channel, hmac }, at) => {
        order.push(`marked ${channel} ${hmac} ${at}`);
      },
    },
    waitingTexts: {
      list: async () => [...waiting.keys()].map((text) => ({ text: text as never, at: NOW, why: "other" })),
      open: async ({ text }) => waiting.get(text),
      remove: async ({ text }) => {
        order.push(`text ${text}`);
      },
    },
    dossiers: {
      read: async () => [
        { kind: "identity", name: "card", facts: { kind: "card", hmac: hashOf(CARD) } },
        {
          kind: "identity",
          name: "customerCard",
          facts: { kind: "customerCard", hmac: hashOf(OWN_CARD) },
        },
        { kind: "preferences", name: "", facts: { country: "US" } },
      ],
      remove: async () => {
        order.push("rows");
        return 3;
      },
    },
  };
}

describe("forgetting a customer", () => {
  test("removes what they said unnamed with their address, before their rows", async () => {
    const said = [{ id: "fbk_00000000000000000000000000", at: NOW }];
    const on = world([], { said });
    expect((await keptElsewhere(on, ada)).feedback).toEqual(said);
    expect((await forget(on)(ada)).feedback).toBe(1);
    expect(on.order).toContain("feedback fbk_00000000000000000000000000");
  });

  test.each([
    ["in other case", `{"email":"Ada.L@Example.test"}`],
    ["with an escape of JSON", `{"email":"ada.l\\u0040example.test"}`],
    ["in a form", "email=ada.l%40example.test&total=12.00"],
    ["in a form's JSON", `payload=${encodeURIComponent('{"customer":{"email":"ada.l@example.test"}}')}`],
    ["within a sentence", `{"note":"Please write to ada.l@example.test."}`],
    ["with a name", `{"to":"Ada L <ada.l@example.test>"}`],
    ["in JSON that is cut off", `{"id":1,"email":"ada.l\\u0040example.test","items":[{"na`],
    [
      "in text within text within text",
      JSON.stringify({ a: JSON.stringify({ b: JSON.stringify(["ada.l@example.test"]) }) }),
    ],
    ["in markup", "<customer email='ada.l&#64;example.test'/>"],
    ["with a character that cannot be seen", `{"email":"ada.l@exam\u200bple.test"}`],
    ["a number in brackets", `{"phone":"(212) 555-0142"}`],
    ["a number with its country code", `{"phone":"+1 212 555 0142"}`],
    ["a number with hyphens that do not break", `{"phone":"212\u2011555\u20110142"}`],
    ["a number with hard spaces", `{"phone":"212\u00a0555\u202f0142"}`],
    ["a number in full-width digits", `{"phone":"２１２５５５０１４２"}`],
    ["a number in Arabic digits", `{"phone":"٢١٢٥٥٥٠١٤٢"}`],
    ["a number as a number", `{"phone":2125550142}`],
    ["a number as a number, with its country code", `{"phone":12125550142}`],
    ["a number with 00", `{"phone":"0012125550142"}`],
    ["a number within a sentence", `{"note":"call 212.555.0142 or 212.555.0199 after noon"}`],
    ["their own card as it was scanned", `{"card":"W0w3ge1r70w3ge1r70w3ge1r70W"}`],
    ["their own card as it was typed", `{"card":"W0W 3GE1 R70W 3GE1 R70W 3GE1 R7OW"}`],
    ["their own card within a note", `{"note":"gift wrap, wellspring_card=W0W3GE1R70W3GE1R70W3GE1R70W"}`],
    [
      "a text that could not be handed over",
      JSON.stringify({ Message: JSON.stringify({ originationNumber: "+12125550142" }) }),
    ],
    ["a card", JSON.stringify({ payment: { card: { fingerprint: CARD } } })],
    ["with its sign as an escape of another kind", `{"email":"ada.l\\x40example.test"}`],
    ["with a solidus escaped before it", `{"link":"mailto:\\/\\/ada.l@example.test"}`],
    ["as the value of a link", `{"url":"https://shop.example/u?to=ada.l@example.test&x=1"}`],
    ["in a path", `{"url":"https://shop.example/u/ada.l@example.test/orders"}`],
    ["escaped twice for the web", "to=ada.l%2540example.test"],
    ["in a form with a tag", "email=ada.l%2Bshop%40example.test"],
    ["with a tag", `{"email":"ada.l+orders@example.test"}`],
    ["in markup, by name", "<p>ada.l&commat;example&period;test</p>"],
    ["in markup, split", "<b>ada.l</b>@<i>example.test</i>"],
    ["in a letter", "To: =?utf-8?Q?ada.l=40example.test?="],
    ["in base64", JSON.stringify({ raw: Buffer.from(`{"to":"ada.l@example.test"}`).toString("base64") })],
    ["in hexadecimal", JSON.stringify({ raw: Buffer.from("ada.l@example.test").toString("hex") })],
    ["in full-width letters", `{"email":"ａｄａ．ｌ＠ｅｘａｍｐｌｅ．ｔｅｓｔ"}`],
    ["with spaces around its sign", `{"email":"ada.l @ example.test"}`],
    ["written out", `{"note":"ada.l [at] example [dot] test"}`],
    ["in two members", `{"mail":{"local":"ada.l","domain":"example.test"}}`],
    ["in two members, the other way round", `{"mail":{"host":"example.test","user":"ada.l"}}`],
    ["in the pieces of a list", `{"to":["ada.l","@","example.test"]}`],
    ["in two fields of a form", "user=ada.l&host=example.test"],
    ["as the name of a member", `{"ada.l@example.test":1}`],
    ["a number in three members", `{"area":"212","exchange":"555","line":"0142"}`],
    ["a number and its country in two members", `{"code":1,"number":2125550142}`],
    ["a number with signs between that are no hyphens", `{"phone":"212·555·0142"}`],
    ["a number in digits of another script", `{"phone":"२१२ ५५५ ०१४२"}`],
    ["a number that was dialled from home", `{"phone":"011 1 212 555 0142"}`],
    ["a number behind a quantity", `{"note":"2 (212) 555-0142"}`],
    ["a number in a form, its spaces as signs", "phone=%2B1+212+555+0142"],
    ["a number as a link", `{"href":"tel:+1-212-555-0142;ext=0"}`],
    ["a number, where two letters of the body are no country", `{"no":"IT","phone":"2125550142"}`],
  ])("finds what names them in quarantine: %s", async (_, body) => {
    expect((await keptElsewhere(world([body]), ada)).quarantined).toEqual(["0"]);
  });

  test.each([
    ["another's address", `{"email":"bea@example.test"}`],
    ["an address that begins as theirs", `{"email":"ada.l@example.test.example"}`],
    ["an address that ends as theirs", `{"email":"bada.l@example.test"}`],
    ["another's number", `{"phone":"212-555-0143"}`],
    ["a number with more digits", `{"id":"21255501421"}`],
    ["the same digits of another country", `{"phone":"+44 212 555 0142"}`],
    ["an address that has theirs behind a sign of names", `{"email":"x-ada.l@example.test"}`],
    ["dots, where dots mean something", `{"email":"a.d.a.l@example.test"}`],
    ["a number of an order that holds theirs", `{"id":"92125550142"}`],
    ["a line of another area", `{"phone":"(646) 555-0142"}`],
    ["the parts of an address in two objects", `[{"local":"ada.l"},{"domain":"example.test"}]`],
    ["a card in other case", JSON.stringify({ fingerprint: CARD.toLowerCase() })],
    ["nothing", ""],
    ["an empty object", "{}"],
  ])("leaves what names somebody else: %s", async (_, body) => {
    expect((await keptElsewhere(world([body]), ada)).quarantined).toEqual([]);
  });

  test.each([
    ["eight digits", { phone: "+4532123456" }, `{"phone":"32 12 34 56","country":"DK"}`],
    ["eight digits, of no country that the body says", { phone: "+4532123456" }, `{"phone":32123456}`],
    ["a domain in its own letters", { email: "ada@xn--mller-kva.example" }, `{"email":"ada@müller.example"}`],
    ["one escaped", { email: "ada@xn--mller-kva.example" }, `{"email":"ada@m\\u00fcller.example"}`],
    [
      "one escaped twice",
      { email: "ada@xn--mller-kva.example" },
      `{"a":"{\\"email\\":\\"ada@m\\\\u00fcller.exa`.concat('mple\\"'),
    ],
    ["one in a form", { email: "ada@xn--mller-kva.example" }, "email=ada%40m%C3%BCller.example"],
    ["one in capitals", { email: "ada@xn--mller-kva.example" }, `{"email":"ADA@MÜLLER.EXAMPLE"}`],
    [
      "one in ASCII, of a customer kept under its letters",
      { email: "ada@müller.example" },
      `{"email":"ada@xn--mller-kva.example"}`,
    ],
    ["dots in a mailbox of Google", { email: "adalane@gmail.com" }, `{"email":"A.da.Lane@googlemail.com"}`],
    ["a mailbox of Google without its dots and tag", { email: "ada.lane+x@gmail.com" }, "adalane@gmail.com"],
    ["a number as at home", { phone: "+4915112340142" }, `{"tel":"0151/1234 0142"}`],
    ["a number with the zero in brackets", { phone: "+4915112340142" }, `{"tel":"+49 (0) 151 12340142"}`],
    ["a number with 00 and the zero", { phone: "+4915112340142" }, `{"tel":"0049 0151 12340142"}`],
    [
      "a hyphen that does not break",
      { email: "ada@north-face.example" },
      `{"email":"ada@north\u2011face.example"}`,
    ],
  ])("finds another spelling of an address: %s", async (_, person, body) => {
    expect((await keptElsewhere(world([body], person), ada)).quarantined).toEqual(["0"]);
  });

  test.each([
    ["in Latin letters of one byte", (text: string) => Buffer.from(text, "latin1")],
    ["in UTF-16", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["in UTF-16 without a mark", (text: string) => Buffer.from(text, "utf16le")],
    ["in UTF-16 the other way round", (text: string) => Buffer.from(text, "utf16le").swap16()],
    ["compressed", (text: string) => gzipSync(text)],
    ["compressed, in UTF-16", (text: string) => deflateSync(Buffer.from(text, "utf16le"))],
    [
      "in UTF-8 that is broken elsewhere",
      (text: string) => Buffer.concat([Buffer.from([0xff]), Buffer.from(text)]),
    ],
  ])("finds what names them in bytes that intake could not read: %s", async (_, encode) => {
    const body = readAnyhow(encode(`{"name":"J\u00fcrgen","email":"ada@m\u00fcller.example"}`));
    const person = { email: "ada@xn--mller-kva.example" };
    expect((await keptElsewhere(world([body], person), ada)).quarantined).toEqual(["0"]);
  });

  test("removes what is elsewhere before the rows by which it is found, and leaves the others", async () => {
    const on = world([`{"email":"ada.l@example.test"}`, `{"email":"bea@example.test"}`], {
      texts: [
        { from: "+12125550142", body: "Who is this?" },
        { from: "+12125550143", body: "My friend has 212 555 0143" },
      ],
    });
    expect(await forget(on)(ada)).toEqual({
      outcome: "forgotten",
      rows: 3,
      quarantined: 1,
      mails: 0,
      attachments: 0,
      texts: 1,
      conversations: 0,
      feedback: 0,
    });
    expect(on.order.filter((done) => !done.startsWith("marked"))).toEqual([
      "quarantined 0",
      "text text_0",
      "rows",
    ]);
    expect([...on.bodies.keys()]).toEqual(["1"]);
  });

  test("keeps of each address when it was forgotten, as a hash, before anything is removed", async () => {
    const on = world([`{"email":"ada.l@example.test"}`]);
    await forget(on)(ada);
    expect(new Set(on.order.slice(0, 2))).toEqual(
      new Set([
        `marked email ${hashOf("ada.l@example.test")} ${NOW}`,
        `marked sms ${hashOf("+12125550142")} ${NOW}`,
      ]),
    );
    expect(on.order.join()).not.toContain(hashOf(CARD));
  });

  test("finds them in what is kept beside a body, too", async () => {
    const on = world([]);
    const bodies = async function* () {
      yield { key: "beside", text: "{}", more: ["orders/ada.l@example.test"] };
    };
    const quarantine = { bodies, release: async () => {} };
    expect((await keptElsewhere({ ...on, quarantine }, ada)).quarantined).toEqual(["beside"]);
  });

  test.each([
    "item 7\n(212) 555-0142\nend",
    "7 (212) 555-0142",
    "3 9 212 555 0142 8",
    "a 12 b +1 (212) 555.0142",
  ])("finds a number behind other digits by its hash alone: %j", (body) => {
    const identities = [{ kind: "phone" as const, hmac: hashOf("+12125550142") }];
    expect(namesSought(KEY, { identities, countries: [] })(body)).toBe(true);
    expect(namesSought(KEY, { identities, countries: [] })(body.replace("0142", "0143"))).toBe(false);
  });

  test("removes what came with their mails, and mails that were not processed: from, to, and by a letter's own address", async () => {
    const on = world([]);
    const folded = `To: ${ada.slice(4, 20).toUpperCase()}=\r\n${ada.slice(20)}-abcdefghjkmn-0@reply.tarnfell.example`;
    const bodies = async function* () {
      yield { key: "from", text: "From: Ada <Ada.L@example.test>\r\n\r\nHello" };
      yield { key: "to", text: folded };
      yield { key: "other", text: "From: bea@example.test\r\n\r\nHello" };
    };
    const mails = { bodies, release: async (key: string) => void on.order.push(`mail ${key}`) };
    const attachments = {
      removeAll: async (customer: string) => {
        on.order.push(`attachments of ${customer}`);
        return 2;
      },
    };
    expect((await keptElsewhere({ ...on, mails, attachments }, ada)).mails).toEqual(["from", "to"]);
    expect(on.order).toEqual([]);
    expect(await forget({ ...on, mails, attachments })(ada)).toMatchObject({ mails: 2, attachments: 2 });
    expect(on.order.filter((done) => !done.startsWith("marked"))).toEqual([
      "mail from",
      "mail to",
      `attachments of ${ada}`,
      "rows",
    ]);
  });

  test("works without a quarantine", async () => {
    const { quarantine: _, ...on } = world([]);
    expect(await forget(on)(ada)).toMatchObject({ outcome: "forgotten", quarantined: 0 });
  });
});

describe("forgetting somebody who only bought", () => {
  const bodies = [
    `{"email":"eli@example.test","phone":"+1 212 555 0177"}`,
    JSON.stringify({ card: "tok_9" }),
    `{"email":"bea@example.test"}`,
  ];
  test.each<[NamedIdentity, string[]]>([
    [{ kind: "email", normal: "eli@example.test" }, ["0"]],
    [{ kind: "phone", normal: "+12125550177" }, ["0"]],
    [{ kind: "card", normal: "tok_9" }, ["1"]],
    [{ kind: "card", normal: "tok_8" }, []],
  ])("removes what names %j, and touches no rows", async (identity, keys) => {
    const on = world(bodies);
    expect((await keptElsewhere(on, identity)).quarantined).toEqual(keys);
    expect(await forgetIdentity(on)(identity)).toEqual({
      outcome: "forgotten",
      conversations: 0,
      feedback: 0,
      rows: 0,
      quarantined: keys.length,
      mails: 0,
      attachments: 0,
      texts: 0,
    });
    expect(on.order).not.toContain("rows");
    expect(on.order.filter((done) => done.startsWith("marked"))).toHaveLength(
      identity.kind === "card" ? 0 : 1,
    );
  });
});

describe("what intake would hash, forgetting finds", () => {
  const local = fc.stringMatching(/^[a-z][a-z0-9]{1,8}([._+-][a-z0-9]{1,6})?$/);
  const domain = fc.constantFrom(
    "example.com",
    "müller.example",
    "shop.example.org",
    "xn--mller-kva.example",
  );
  const phone = fc.constantFrom(
    ["+4532123456", "DK", "32123456"],
    ["+12125550142", "US", "2125550142"],
    ["+4915112340142", "DE", "015112340142"],
    ["+442079460018", "GB", "02079460018"],
    ["+6564123456", "SG", "64123456"],
    ["+33612345678", "FR", "0612345678"],
  );
  const grouped = fc.constantFrom("", " ", "-", ".", "\u00a0", "\u2011", "\u2013", "/");
  const wrapped = fc.constantFrom<(body: string) => string>(
    (body) => body,
    (body) => JSON.stringify({ payload: body }),
    (body) => JSON.stringify([{ Records: [{ Sns: { Message: body } }] }]),
    (body) => `payload=${encodeURIComponent(body)}`,
    (body) => body.slice(0, -1),
    (body) =>
      body.replaceAll(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );

  test("in whatever body it stands", async () => {
    await fc.assert(
      fc.asyncProperty(
        local,
        domain,
        phone,
        grouped,
        wrapped,
        fc.boolean(),
        async (name, host, [normal = "", country = "", national = ""], sign, wrap, international) => {
          const typed = international ? normal : national.replaceAll(/(\d\d)(?=\d)/g, `$1${sign}`);
          const person = { emails: [`${name}@${host}`], phones: [typed], cards: [], country };
          const body = wrap(JSON.stringify({ id: 7, country, email: person.emails[0], tel: typed, z: 1 }));
          const identities = await identitiesOf(person, KEY);
          expect(new Set(identities.map(({ kind }) => kind))).toEqual(new Set(["email", "phone"]));
          for (const one of identities) {
            const isNamed = namesSought(KEY, {
              identities: identities.filter(({ kind }) => kind === one.kind),
              countries: [],
            });
            expect([one.kind, isNamed(body)]).toEqual([one.kind, true]);
          }
          const other = { kind: "email", hmac: hashOf("nobody@example.net") } as const;
          expect(namesSought(KEY, { identities: [other], countries: [] })(body)).toBe(false);
        },
      ),
    );
  });

  test("and whatever reads as an address: it is found in any spelling, under any escape", async () => {
    const people = [
      ["email", writtenEmail, (text: string) => text.normalize("NFKC").replace(/^(?:mailto:|<)|>$/g, "")],
    ] as const;
    for (const [, written, plain] of people) {
      await fc.assert(
        fc.property(written, escaped, wrapped, (typed, inEscapes, wrap) => {
          const normal = normalEmail(
            plain(typed)
              .replace(/[\u200b\u2060]/g, "")
              .replace(" [at] ", "@"),
          );
          if (normal === undefined) throw new Error(`no address: ${typed}`);
          const isNamed = namesSought(KEY, {
            identities: [{ kind: "email", hmac: hashOf(normal) }],
            countries: [],
          });
          expect(isNamed(wrap(JSON.stringify({ id: 7, note: inEscapes(typed), z: 1 })))).toBe(true);
        }),
        { numRuns: 300 },
      );
    }
    await fc.assert(
      fc.property(writtenNumber, escaped, wrapped, (typed, inEscapes, wrap) => {
        const line = plainSigns(typed).replaceAll(/\D/g, "").slice(-10);
        const isNamed = namesSought(KEY, { identities: [], countries: [], clear: [`+1${line}`] });
        expect(isNamed(wrap(JSON.stringify({ id: 7, note: inEscapes(typed), z: 1 })))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
