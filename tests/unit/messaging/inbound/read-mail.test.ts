import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ATTACHED_BYTES_MAX, ATTACHED_MAX } from "../../../../core/messaging/inbound/attached.ts";
import { htmlText } from "../../../../core/messaging/inbound/html-text.ts";
import { type MailRead, readMail } from "../../../../core/messaging/inbound/read-mail.ts";
import { type Received, receivedMail, sesBlock } from "../../../support/inbound-mail.ts";

const OWN = ["letters@tarnfell.example"];
const read = (it: Received) => readMail(receivedMail(it), OWN);

function written(mail: MailRead) {
  if (mail.kind !== "person") throw new Error(`It was read as ${JSON.stringify(mail)}`);
  return mail.mail;
}

describe("a mail that a person wrote", () => {
  test("is read with its sender, its subject, its own id and those that it answers", async () => {
    const mail = await read({
      from: '"Ada, of the Hills" <Ada@Example.com>',
      subject: "=?utf-8?q?Re=3A_Sch=C3=B6n?=",
      headers: ["References: <a@x> <b@x>", "In-Reply-To: <b@x>", "X-Auto-Response-Suppress: All"],
      body: "Thank you.\r\n",
    });
    expect(mail).toMatchObject({
      recipients: ["x@reply.tarnfell.example"],
      report: { dmarc: "example.com", spam: false },
    });
    expect(written(mail)).toEqual({
      from: "ada@example.com",
      subject: "Re: Schön",
      text: "Thank you.\n",
      messageId: "<one@example.com>",
      references: ["<a@x>", "<b@x>"],
      attached: [],
      wantsNoAutoAnswer: true,
    });
  });

  test.each([
    ["utf-8", Buffer.from("Grüße 🙂"), "Grüße 🙂"],
    ["iso-8859-1", Buffer.from("Grüße", "latin1"), "Grüße"],
    ["windows-1252", Buffer.from([0x80, 0x20, 0x93]), "€ “"],
    ["x-nobody-knows", Buffer.from("hello"), "hello"],
    // It says one thing and is another: signs are wrong, and nothing fails.
    ["utf-8", Buffer.from("Grüße", "latin1"), "Gr\uFFFD\uFFFDe"],
  ])("is read in the characters that it names, %s, or as far as it can be", async (charset, body, text) => {
    const mail = await read({ headers: [`Content-Type: text/plain; charset=${charset}`], body });
    expect(written(mail).text.trim()).toBe(text);
  });

  test("shows no script, no style and nothing hidden of HTML, and marks what it quotes", () => {
    const html =
      "<html><head><title>t</title><style>p{}</style></head><body onload=x()>" +
      "<p>Hello <b>Ben</b> &amp; all<script>alert(1)</script></p><div style='display:none'>hidden <p>deep</p></div>" +
      "one<br>two<blockquote><p>ours</p></blockquote><p>after<img src=x onerror=alert(2)></body></html>";
    expect(htmlText(html).replaceAll(/\n+/g, "|")).toBe("Hello Ben & all|one|two|> ours|after");
    expect(htmlText(`${"<script>".repeat(9)}x`)).toBe("");
  });

  test("keeps pictures and PDF by their first bytes, few and small, and only names the rest", async () => {
    const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(100)]);
    const part = (name: string, type: string, bytes: Buffer) =>
      `--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString("base64")}\r\n`;
    const large = Buffer.concat([png, Buffer.alloc(ATTACHED_BYTES_MAX)]);
    const body = [
      "--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n",
      part("../../etc/photo\u202Egnp.exe", "application/x-msdownload", png),
      part("invoice.png", "image/png", Buffer.from("MZ this is a program")),
      part("large.png", "image/png", large),
      ...Array.from({ length: ATTACHED_MAX }, (_, at) => part(`p${at}.png`, "image/png", png)),
      "--b--\r\n",
    ].join("");
    const { attached, text } = written(
      await read({ headers: ["Content-Type: multipart/mixed; boundary=b"], body }),
    );
    expect(text.trim()).toBe("See below.");
    expect(
      attached.slice(0, 3).map(({ name, type, content }) => [name, type, content !== undefined]),
    ).toEqual([
      ["photognp.exe", "image/png", true],
      ["invoice.png", "other", false],
      ["large.png", "image/png", false],
    ]);
    expect(attached.filter(({ content }) => content !== undefined)).toHaveLength(ATTACHED_MAX);
  });

  test("names a mail within a mail and does not take its words for the sender's, however deep it lies", async () => {
    const inner = `${"Content-Type: message/rfc822\r\n\r\n".repeat(50)}Subject: x\r\n\r\nI said nothing of the kind.\r\n`;
    const body = `--b\r\n\r\nForwarded.\r\n--b\r\n${inner}--b--\r\n`;
    const mail = written(await read({ headers: ["Content-Type: multipart/mixed; boundary=b"], body }));
    expect(mail.text.trim()).toBe("Forwarded.");
    expect(mail.attached).toMatchObject([{ type: "other" }]);
  });
});

describe("what SES found", () => {
  test("is read above its receipt alone: what a sender writes under the same names says nothing", async () => {
    const forged = [
      "X-SES-Virus-Verdict: PASS",
      "X-SES-Spam-Verdict: PASS",
      "Authentication-Results: amazonses.com; dmarc=pass header.from=example.com;",
      "X-SES-RECEIPT: forged",
    ];
    expect(await read({ virus: "FAIL", headers: forged })).toMatchObject({ kind: "unopened", why: "virus" });
    const mail = await read({ spam: "FAIL", dmarc: "fail", headers: forged });
    expect(mail).toMatchObject({
      kind: "person",
      report: { spam: true, dmarc: undefined, failsDmarc: true },
    });
  });

  test.each(["FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED", ""])(
    "opens no mail that its scanner calls %j",
    async (virus) => {
      expect(await read({ virus })).toMatchObject({ kind: "unopened", why: "virus" });
    },
  );

  test("is missing from a mail that SES did not receive, which is not opened", async () => {
    const raw = receivedMail({}).subarray(sesBlock({}).length);
    expect(await readMail(raw, OWN)).toMatchObject({ kind: "unopened", why: "notReceived" });
  });

  test.each([
    [
      "two words about DMARC",
      "amazonses.com; helo=x; dmarc=pass header.from=bank.example; dmarc=fail header.from=example.com;",
    ],
    ["one in quotes", 'amazonses.com; envelope-from="a; dmarc=pass header.from=bank.example; "@x.example;'],
    ["one in a comment", "amazonses.com; spf=pass (x; dmarc=pass header.from=bank.example) helo=x;"],
    ["another server's", "mx.example.com; dmarc=pass header.from=example.com;"],
    ["none", "amazonses.com; spf=pass;"],
  ])("vouches for nobody with %s", async (_, results) => {
    expect(await read({ results })).toMatchObject({ kind: "person", report: { dmarc: undefined } });
  });
});

describe("a mail that no person wrote", () => {
  test.each([
    ["autoReply", { headers: ["Auto-Submitted: auto-replied"] }],
    ["autoReply", { headers: ["Auto-Submitted: auto-generated; x=y"] }],
    ["autoReply", { headers: ["X-Autoreply: yes"] }],
    ["autoReply", { headers: ["X-Autorespond: yes"] }],
    ["autoReply", { headers: ["Precedence: auto_reply"] }],
    ["autoReply", { from: "no-reply@example.com" }],
    ["list", { headers: ["List-Id: <rivers.example.com>"] }],
    ["list", { headers: ["Precedence: bulk"] }],
    ["bounce", { returnPath: "" }],
    ["bounce", { from: "MAILER-DAEMON@example.com" }],
    ["bounce", { headers: ["Content-Type: multipart/report; report-type=delivery-status; boundary=b"] }],
    ["loop", { from: "Tarnfell <Letters@tarnfell.example>" }],
    ["loop", { headers: Array.from({ length: 60 }, (_, at) => `Received: from ${at}.example`) }],
  ] as const)("is recognised as %s by %j", async (machine, it) => {
    expect(await read(it)).toMatchObject({ kind: "machine", machine });
  });

  test("is not taken from a person who says that no program wrote it, or asks for no answer of one", async () => {
    for (const header of [
      "Auto-Submitted: no",
      "X-Auto-Response-Suppress: OOF, AutoReply",
      "Precedence: normal",
    ])
      expect(await read({ headers: [header] })).toMatchObject({ kind: "person" });
  });

  test("has one sender alone, or none that is known", async () => {
    for (const from of ["a@example.com, b@example.com", "friends: a@example.com;", "", "no address"])
      expect(written(await read({ from, returnPath: "ada@example.com" })).from).toBeUndefined();
    expect(written(await read({ headers: ["From: other@example.com"] })).from).toBeUndefined();
  });
});

describe("a mail that is made to do harm", () => {
  test.each([
    [
      "parts within parts",
      "Content-Type: multipart/mixed; boundary=b",
      Array.from(
        { length: 500 },
        (_, at) =>
          `--b${"x".repeat(at)}\r\nContent-Type: multipart/mixed; boundary=b${"x".repeat(at + 1)}\r\n\r\n`,
      )
        .join("")
        .replaceAll("--bx", "--bx"),
    ],
    ["headers without end", `X-Long: ${"x".repeat(300_000)}`, "hi"],
  ])("is not opened when it has %s", async (_, header, body) => {
    const mail = await read({ headers: [header], body });
    expect(mail).toMatchObject({ kind: "unopened" });
  });

  test("never makes the reader fail, and what it says never has a control character", async () => {
    const bytes = fc.uint8Array({ maxLength: 400 }).map((all) => Buffer.from(all));
    const lines = fc
      .array(
        fc.constantFrom(
          "--b",
          "--b--",
          "Content-Type: multipart/mixed; boundary=b",
          "Content-Type: text/html; charset=\u0000",
          "",
          "Content-Transfer-Encoding: base64",
          "=?utf-8?b?////?=",
          "begin 644 x",
          "\u202Eabc",
          "From: x",
          "<script>",
        ),
        { maxLength: 30 },
      )
      .map((all) => Buffer.from(all.join("\r\n")));
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, lines), fc.boolean(), async (body, multipart) => {
        const mail = await read({
          body,
          headers: multipart ? ["Content-Type: multipart/mixed; boundary=b"] : [],
        });
        if (mail.kind === "person") expect(mail.mail.text).not.toMatch(/[^\P{Cc}\n\t]/u);
        await readMail(body, OWN);
      }),
      { numRuns: 200 },
    );
  });
});
