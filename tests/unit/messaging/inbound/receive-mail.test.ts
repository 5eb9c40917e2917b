import { describe, expect, test } from "vitest";
import { MAIL_BYTES_MAX } from "../../../../core/messaging/inbound/read-mail.ts";
import { MailNotReadableError, receiveStored } from "../../../../core/messaging/inbound/receive-mail.ts";
import { email } from "../../../support/briefs.ts";
import { receivedMail } from "../../../support/inbound-mail.ts";
import { mailClients } from "../../../support/mail-clients.ts";
import { ada, answerTo, ben, mailWorld, stopAddress } from "../../../support/mail-world.ts";

const GIVEN = { "community.email": "given 1", "impact.email": "given 1" };
const STOPPED = { "community.email": "withdrawn 2", "impact.email": "withdrawn 2" };
const letter = email("impact-update");

const quoting = (words: string, client = "gmail") =>
  mailClients[client]?.({
    words,
    quoted: letter.text,
    from: "Tarnfell <letters@tarnfell.example>",
    to: "ada@example.com",
    subject: letter.subject,
    locale: "en",
  }) ?? "";

describe("an answer to a letter", () => {
  test("becomes words of its customer, without what it quotes, and leaves nothing in the bucket", async () => {
    const world = await mailWorld({}, [letter.text]);
    expect(await world.receive({ body: quoting("Which path is it?") })).toBe("opened");
    expect(world.heard).toMatchObject([
      {
        channel: "email",
        party: { customer: ada, by: "known" },
        said: "Which path is it?",
        mail: { messageId: "<one@example.com>", subject: "Re: Thank you" },
      },
    ]);
    expect(world.heard[0]?.whole).toContain("You bought something at Tarnfell");
    expect(world.heard[0]).not.toHaveProperty("from");
    expect(world.bucket.size).toBe(0);
    expect(await world.memory.standing(ada)).toEqual(GIVEN);
  });

  test("is heard once, however often it is delivered and wherever a call before it died", async () => {
    let dies = true;
    const world = await mailWorld({
      discard: async (key) => {
        if (dies) throw new Error("the call died");
        world.bucket.delete(key);
      },
    });
    await expect(world.receive({ key: "mail/1" })).rejects.toThrow("died");
    dies = false;
    expect(await world.again("mail/1")).toBe("duplicate");
    expect(await world.again("mail/1")).toBe("gone");
    expect(world.heard).toHaveLength(1);
  });

  test.each([
    ["from another address", { from: "other@example.net" }],
    ["whose sender nobody vouches for", { dmarc: "fail" }],
    [
      "whose sender another domain vouches for",
      { results: "amazonses.com; dmarc=pass header.from=example.net;" },
    ],
    ["with two senders", { headers: ["From: eve@example.net"] }],
  ])("%s is its thread's, and says that it only claims to be", async (_, mail) => {
    const world = await mailWorld();
    await world.receive(mail);
    expect(world.heard).toMatchObject([{ party: { customer: ada, by: "claimed" } }]);
  });

  test("to an address that was not signed is its sender's, if their domain vouches for them, else a stranger's", async () => {
    const forged = answerTo(ada).replace(/-.{20}@/, `-${"0".repeat(20)}@`);
    const world = await mailWorld();
    await world.receive({ for: forged, from: "Ben <ben@example.com>" });
    await world.receive({ for: forged, from: "Ben <ben@example.com>", dmarc: "none" });
    await world.receive({ for: "hello@reply.tarnfell.example", from: "eve@example.net" });
    expect(world.heard.map(({ party }) => party)).toMatchObject([
      { customer: ben, by: "known" },
      { address: { channel: "email" } },
      { address: { channel: "email" } },
    ]);
    expect(world.heard.map(({ from }) => from)).toEqual([undefined, "ben@example.com", "eve@example.net"]);
  });
});

describe("words for stopping", () => {
  test.each(Object.keys(mailClients))("of our own footer, quoted by %s, stop nothing", async (client) => {
    const world = await mailWorld({}, [letter.text]);
    await world.receive({ body: quoting("Thank you, how lovely!", client) });
    expect(await world.memory.standing(ada)).toEqual(GIVEN);
    expect(world.heard).toHaveLength(1);
  });

  test.each(["STOP", "Unsubscribe", "Abmelden", "Bitte keine E-Mails mehr", "Keinen Newsletter mehr bitte"])(
    "%s, above what is quoted, stops all letters",
    async (words) => {
      const world = await mailWorld({}, [letter.text]);
      await world.receive({ body: quoting(words) });
      expect(await world.memory.standing(ada)).toEqual(STOPPED);
      expect(await world.memory.standing(ben)).toEqual(GIVEN);
    },
  );

  test("in a sentence are obeyed, and a person reads them; the record keeps the words that were heard", async () => {
    const world = await mailWorld({}, [letter.text]);
    await world.receive({ body: quoting("My order 12 is late. And please stop emailing me.") });
    expect(await world.memory.standing(ada)).toEqual(STOPPED);
    expect(world.heard).toHaveLength(1);
    const [now] = await world.memory.people.consents(ada);
    const record = now && (await world.memory.people.consentRecord(ada, now));
    expect(record).toMatchObject({ source: "keyword", proof: expect.stringMatching(/^mail:mail_/) });
    expect(record?.words).not.toContain("12");
  });

  test.each(["START", "YES", "ja", "JOIN", "HELP"])(
    "are no %s, which turns nothing on and goes to a person",
    async (words) => {
      const world = await mailWorld();
      await world.receive({ body: "STOP" });
      await world.receive({ body: words });
      expect(await world.memory.standing(ada)).toEqual(STOPPED);
      expect(world.heard).toMatchObject([{ said: words }]);
    },
  );

  test("of somebody for whom their own domain says that they did not write withdraw nothing: a person reads them", async () => {
    const world = await mailWorld();
    await world.receive({ for: "x@reply.tarnfell.example", dmarc: "fail", body: "STOP" });
    expect(await world.memory.standing(ada)).toEqual(GIVEN);
    expect(world.heard).toMatchObject([{ said: "STOP" }]);
  });

  test("of a customer whose domain vouches for nobody are obeyed all the same", async () => {
    const world = await mailWorld();
    await world.receive({ for: "x@reply.tarnfell.example", dmarc: "none", body: "STOP" });
    expect(await world.memory.standing(ada)).toEqual(STOPPED);
  });
});

describe("the address of List-Unsubscribe", () => {
  test.each([
    ["a person's program", {}],
    ["a robot", { headers: ["Auto-Submitted: auto-generated"], returnPath: "" }],
    ["what is called spam", { spam: "FAIL" }],
    ["what is not clean", { virus: "FAIL" }],
    ["the address in capitals", { for: stopAddress(ada, "impact").toUpperCase() }],
  ])("stops its topic for %s, and asks no person", async (_, mail) => {
    const world = await mailWorld();
    expect(await world.receive({ for: stopAddress(ada, "impact"), body: "unsubscribe", ...mail })).toBe(
      "stopped",
    );
    expect(await world.memory.standing(ada)).toEqual({ ...GIVEN, "impact.email": "withdrawn 2" });
    expect(world.heard).toHaveLength(0);
  });
});

describe("what no person wrote", () => {
  test("is counted and never heard, however often it comes: nothing answers it", async () => {
    const world = await mailWorld();
    const raw = receivedMail({ recipient: answerTo(ada), headers: ["Auto-Submitted: auto-replied"] });
    for (let at = 0; at < 1_000; at += 1) {
      world.bucket.set("mail/loop", { raw, bytes: raw.length, at: world.memory.now() });
      expect(await world.again("mail/loop")).toBe("autoReply");
    }
    expect(world.heard).toHaveLength(0);
    expect(world.bucket.size).toBe(0);
  });
});

describe("a mail that is not opened", () => {
  test("because it is too large is told to a person, from its headers alone", async () => {
    const world = await mailWorld();
    const raw = receivedMail({ recipient: answerTo(ada), to: answerTo(ada) });
    world.bucket.set("mail/large", { raw, bytes: MAIL_BYTES_MAX + 1, at: world.memory.now() });
    expect(await world.again("mail/large")).toBe("unopened");
    expect(world.heard).toMatchObject([
      { party: { customer: ada, by: "known" }, said: "", attachments: [{ bytes: MAIL_BYTES_MAX + 1 }] },
    ]);
  });

  test("because it is not clean is told to a person where it answers a letter, and else only counted", async () => {
    const world = await mailWorld();
    expect(await world.receive({ virus: "FAIL" })).toBe("unopened");
    expect(await world.receive({ virus: "FAIL", for: "x@reply.tarnfell.example" })).toBe("unopened");
    expect(world.heard).toMatchObject([{ party: { customer: ada, by: "claimed" }, said: "" }]);
  });

  test("leaves what is attached unkept where it is a stranger's, and names it", async () => {
    const png = Buffer.from("\x89PNG\r\n\x1a\nmore", "latin1").toString("base64");
    const mail = {
      headers: ["Content-Type: multipart/mixed; boundary=b"],
      body: `--b\r\n\r\nSee.\r\n--b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n${png}\r\n--b--\r\n`,
    };
    const world = await mailWorld();
    await world.receive(mail);
    await world.receive({ ...mail, from: "eve@example.net", for: "x@reply.tarnfell.example" });
    expect(world.heard[0]?.attachments).toMatchObject([
      { name: "a.png", type: "image/png", stored: expect.stringContaining(ada) },
    ]);
    expect(world.heard[1]?.attachments).toEqual([{ name: "a.png", type: "image/png", bytes: 12 }]);
    expect(world.kept.size).toBe(1);
  });
});

describe("the event that a mail was stored", () => {
  const NOW = "2026-11-28T10:00:30Z";
  const event = (key: string, { bucket = "mails", time = NOW } = {}) => ({
    ...{ id: "e", source: "aws.s3", "detail-type": "Object Created", time },
    detail: { bucket: { name: bucket }, object: { key } },
  });
  const receiving = (outcome: string) => {
    const asked: string[] = [];
    const one = async (key: string) => {
      asked.push(key);
      return { outcome };
    };
    return { asked, on: receiveStored(one, { bucket: "mails", now: () => NOW }) };
  };

  test("has its mail received, and one about anything else is left alone", async () => {
    const { asked, on } = receiving("opened");
    expect(await on(event("mail/1"))).toEqual({ outcome: "opened" });
    for (const other of [event("attached/cus_1/a"), event("mail/1", { bucket: "others" }), event("x/mail/1")])
      expect(await on(other)).toEqual({ outcome: "notAMail" });
    expect(asked).toEqual(["mail/1"]);
    await expect(on({ ...event("mail/1"), detail: {} })).rejects.toThrow();
  });

  test("comes again while its mail cannot be read yet, and is over once it is old", async () => {
    const { on } = receiving("gone");
    await expect(on(event("mail/1", { time: "2026-11-28T10:00:29Z" }))).rejects.toThrow(MailNotReadableError);
    expect(await on(event("mail/1", { time: "2026-11-28T09:59:00Z" }))).toEqual({ outcome: "gone" });
  });
});

describe("a bad day", () => {
  test("of hundreds of replies at once hears each once, and leaves no mail behind", async () => {
    const world = await mailWorld();
    const all = Array.from({ length: 300 }, (_, index) => `mail/${index}`);
    await Promise.all(all.map((key) => world.receive({ key, body: `Words ${key}` })));
    expect(new Set(world.heard.map(({ said }) => said)).size).toBe(300);
    expect(world.bucket.size).toBe(0);
  });

  test.each([
    ["broken MIME", { headers: ["Content-Type: multipart/mixed; boundary=b"], body: "--b\r\nContent-" }],
    ["no boundary", { headers: ["Content-Type: multipart/mixed"], body: "Hello?" }],
    [
      "a charset that lies",
      { headers: ["Content-Type: text/plain; charset=utf-16"], body: Buffer.from([0xff, 0x80]) },
    ],
    [
      "a charset that nobody has",
      { headers: ["Content-Type: text/plain; charset=x-none"], body: "Gr\u00fc\u00dfe" },
    ],
    [
      "an encoding that nobody has",
      { headers: ["Content-Type: text/plain", "Content-Transfer-Encoding: rot13"], body: "Uryyb" },
    ],
  ])("of %s is heard or told to a person, and leaves no mail behind", async (_, mail) => {
    const world = await mailWorld();
    await world.receive(mail);
    expect(world.heard).toHaveLength(1);
    expect(world.bucket.size).toBe(0);
  });

  test("of HTML with script shows a person its words and nothing that runs", async () => {
    const world = await mailWorld();
    const body =
      '<p>Is it blue?</p><script>steal("x")</script><img src=x onerror="steal(1)"><style>p{}</style>';
    await world.receive({ headers: ["Content-Type: text/html"], body });
    expect(world.heard).toMatchObject([{ said: "Is it blue?" }]);
    expect(world.heard[0]?.whole).not.toMatch(/steal|<|p\{/);
  });

  test("of a forgotten customer withdraws nothing, keeps nothing and is over", async () => {
    const world = await mailWorld({
      keep: async () => undefined,
      hear: async () => ({ outcome: "forgotten" }),
    });
    expect(await world.receive({ body: "Hello?" })).toBe("forgotten");
    expect([world.bucket.size, world.kept.size]).toEqual([0, 0]);
  });
});
