import fc from "fast-check";
import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { composeLetter, type Letter } from "../../../../core/messaging/content/mime.ts";
import { NotSentError } from "../../../../core/messaging/content/not-sent.ts";
import { email, links } from "../../../support/briefs.ts";

function letter(other: Partial<Letter> = {}): Letter {
  return {
    from: "Tarnfell <hello@tarnfell.example>",
    replyTo: "people@tarnfell.example",
    to: "ada@example.com",
    rendition: email("impact-update", { locale: "de" }),
    at: "2026-11-22T13:35:45Z",
    listId: "impact.tarnfell.example",
    unsubscribe: links.unsubscribe,
    configurationSet: "wellspring-sends",
    ...other,
  };
}

async function raw(other: Partial<Letter> = {}): Promise<string> {
  return Buffer.from(await composeLetter(letter(other))).toString("latin1");
}

const headersOf = (mime: string) =>
  mime
    .slice(0, mime.indexOf("\r\n\r\n"))
    .replaceAll(/\r\n\s+/g, " ")
    .split("\r\n");

describe("a letter", () => {
  test("carries what one-click unsubscribing and the providers need, each once", async () => {
    const headers = headersOf(await raw());
    const count = (name: string) =>
      headers.filter((header) => header.toLowerCase().startsWith(`${name}:`)).length;
    for (const name of ["from", "to", "subject", "date", "message-id", "list-id", "list-unsubscribe-post"])
      expect(count(name), name).toBe(1);
    expect(headers).toContain("List-Unsubscribe: <https://shop.example/unsubscribe/t0ken>");
    expect(headers).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    expect(headers).toContain("List-ID: <impact.tarnfell.example>");
    expect(headers).toContain("X-Ses-Configuration-Set: wellspring-sends");
    expect(headers).toContain("To: ada@example.com");
    expect(headers).toContain("From: Tarnfell <hello@tarnfell.example>");
    expect(headers).toContain("Reply-To: Tarnfell <people@tarnfell.example>");
  });

  test("names the address at which a program stops its topic, after the link", async () => {
    const headers = headersOf(await raw({ stop: "stop-a@reply.tarnfell.example" }));
    expect(headers).toContain(
      "List-Unsubscribe: <https://shop.example/unsubscribe/t0ken>, <mailto:stop-a@reply.tarnfell.example>",
    );
  });

  const inReplyTo = { messageId: "<a1@mail.example>", references: "<a0@mail.example> <a1@mail.example>" };

  test("of a person continues the customer's mail, and is no program's and of no list", async () => {
    const headers = headersOf(await raw({ unsubscribe: undefined, person: { inReplyTo } }));
    expect(headers).toContain("In-Reply-To: <a1@mail.example>");
    expect(headers).toContain("References: <a0@mail.example> <a1@mail.example>");
    expect(headers.filter((one) => /^(auto-submitted|list-|precedence)/i.test(one))).toEqual([]);
  });

  test.each(["<a@b>\r\nBcc: x@y.example", "a1@mail.example", "<ü@mail.example>", "<a b@c>", ""])(
    "of a person goes without what is no id of a mail: %j",
    async (messageId) => {
      const headers = headersOf(await raw({ person: { inReplyTo: { ...inReplyTo, messageId } } }));
      expect(headers.filter((one) => /^(in-reply-to|references|bcc)/i.test(one))).toEqual([]);
    },
  );

  test("arrives as it was rendered, text and HTML", async () => {
    const { rendition } = letter();
    const parsed = await simpleParser(Buffer.from(await composeLetter(letter())));
    expect(parsed.subject).toBe(rendition.subject);
    expect(parsed.text?.trim()).toBe(rendition.text.trim());
    expect(typeof parsed.html === "string" && parsed.html.trim()).toBe(rendition.html.trim());
    expect(parsed.date?.toISOString()).toBe("2026-11-22T13:35:45.000Z");
    expect(parsed.attachments).toEqual([]);
  });

  test.each(["Grüße", "ありがとう", "plain"])(
    "is text to whoever reads its source, not base64: %s",
    async (words) => {
      const text = await raw({ rendition: { ...letter().rendition, text: words, html: `<p>${words}</p>` } });
      expect(text.match(/^Content-Type: \S+/gm)).toEqual([
        "Content-Type: multipart/alternative;",
        "Content-Type: text/plain;",
        "Content-Type: text/html;",
      ]);
      expect(text).not.toMatch(/^Content-Transfer-Encoding: base64/im);
    },
  );

  test("keeps a long unsubscribe address whole", async () => {
    const url = `https://shop.example/unsubscribe/${"x".repeat(600)}`;
    const parsed = await simpleParser(await raw({ unsubscribe: { url } }));
    expect(JSON.stringify(parsed.headers.get("list"))).toContain(url);
  });

  test("offers no way to unsubscribe that nothing of ours reads", async () => {
    const ways = headersOf(await raw()).find((header) => /^list-unsubscribe:/i.test(header)) ?? "";
    expect([...ways.matchAll(/<([a-z]+):/g)].map(([, scheme]) => scheme)).toEqual(["https"]);
  });

  test("has no way to unsubscribe from an answer", async () => {
    expect(await raw({ unsubscribe: undefined })).not.toMatch(/^List-Unsubscribe/im);
  });

  test("is the same bytes for the same letter", async () => {
    expect(await raw()).toBe(await raw());
  });

  test("is below the size at which Gmail cuts, and has no line that is too long", async () => {
    const mime = await raw();
    expect(mime.length).toBeLessThan(102_000);
    expect(Math.max(...mime.split("\r\n").map((line) => line.length))).toBeLessThan(998);
  });
});

describe("headers cannot be injected", () => {
  test.for([
    ["to", "ada@example.com\r\nBcc: eve@example.com"],
    ["to", "ada@example.com, eve@example.com"],
    ["to", "Ada <ada@example.com>"],
    ["to", "ada@example.com "],
    ["to", ""],
    ["from", "Tarnfell <hello@tarnfell.example>\r\nBcc: eve@example.com"],
    ["from", "a@b.example, c@d.example"],
    ["from", "Tarnfell\r\nX: y <hello@tarnfell.example>"],
    ["listId", "impact>\r\nBcc: eve@example.com"],
    ["configurationSet", "set\nBcc: eve@example.com"],
  ] as const)("by %s: %j", async ([field, value]) => {
    await expect(composeLetter(letter({ [field]: value }))).rejects.toThrow(NotSentError);
  });

  test("by a subject or an unsubscribe address", async () => {
    const rendition = { ...letter().rendition, subject: "Hello\r\nBcc: eve@example.com" };
    await expect(composeLetter(letter({ rendition }))).rejects.toThrow(NotSentError);
    for (const url of ["https://a>\r\nBcc: b", "https://a b", "<https://a"])
      await expect(composeLetter(letter({ unsubscribe: { url } }))).rejects.toThrow(NotSentError);
  });

  test("by any text at all: it is refused, or the headers have the same names as ever", async () => {
    const nameOf = (header: string) => header.slice(0, header.indexOf(":"));
    const usual = headersOf(await raw()).map(nameOf);
    const unit = fc.constantFrom(...'ab@.,<>"\r\n\t :;=?_()\\\u00e9\u2028\u0000');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("to" as const, "from" as const, "listId" as const, "subject" as const),
        fc.string({ unit, maxLength: 30 }),
        async (field, text) => {
          const other =
            field === "subject" ? { rendition: { ...letter().rendition, subject: text } } : { [field]: text };
          const mime = await raw(other).catch((error: unknown) => error);
          if (mime instanceof NotSentError) return;
          expect(headersOf(String(mime)).map(nameOf)).toEqual(usual);
        },
      ),
    );
  });

  test("quotes no address when it refuses", async () => {
    const refused = await composeLetter(letter({ to: "ada@example.com, eve" })).catch(String);
    expect(refused).not.toContain("ada");
  });
});
