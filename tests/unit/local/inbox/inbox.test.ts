import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nodemailer from "nodemailer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newWords } from "../../../../core/messaging/inbound/new-words.ts";
import { readMail } from "../../../../core/messaging/inbound/read-mail.ts";
import { http } from "../../../../local/http.ts";
import { answerOf } from "../../../../local/inbox/answer.ts";
import { letterBoxIn } from "../../../../local/inbox/letters.ts";
import { type Inbox, inboxPage, letterFrame, letterPage } from "../../../../local/inbox/page.ts";
import { linesIn } from "../../../../local/inbox/records.ts";
import { type InboxServer, serveInbox } from "../../../../local/inbox/serve.ts";
import { startSink } from "../../../../local/inbox/sink.ts";
import { aConsent, aLetter, anEntry, aReceipt } from "../../../support/inbox-builders.ts";
import { freePort } from "../../../support/own-engine.ts";

describe("the mail server", () => {
  test("keeps an email as it came, headers and all", async () => {
    const folder = await mkdtemp(join(tmpdir(), "wellspring-inbox-"));
    const letters = letterBoxIn(folder);
    const port = await freePort();
    const sink = await startSink(port, letters);
    const sender = nodemailer.createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
    await sender.sendMail({
      from: "Tarnfell <letters@tarnfell.example>",
      replyTo: "hello@tarnfell.example",
      to: "ada@mail.example",
      subject: "Grüße",
      messageId: "<m1@email.amazonses.com>",
      headers: { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
      text: "Hello Ada",
      html: "<p>Hello Ada</p>",
    });
    await expect(startSink(port, letters)).rejects.toThrow("EADDRINUSE");
    sender.close();
    await sink.close();
    const [letter, ...others] = await letters.all();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ id: "m1", to: "ada@mail.example", subject: "Grüße" });
    expect(letter?.text).toContain("Hello Ada");
    expect(letter?.html).toContain("<p>Hello Ada</p>");
    expect(letter?.headers).toContainEqual(["List-Unsubscribe-Post", "List-Unsubscribe=One-Click"]);
    await rm(folder, { recursive: true });
  });
});

const inbox: Inbox = {
  lines: linesIn([aConsent(), anEntry(), aReceipt("m1")]),
  letters: [aLetter("m1"), aLetter("m2", { subject: "<script>alert(1)</script>" })],
  texts: [{ id: "t1", to: "+12025550100", words: "Hi <b>Ada</b>" }],
};

describe("the inbox page", () => {
  test("shows each message beside the decision and the consent that allowed it", () => {
    const page = inboxPage(inbox);
    expect(page).toMatch(/<h2>ada@mail.example<\/h2><p class="muted">cus_/);
    expect(page.replaceAll(/<\/?time[^>]*>/g, "")).toContain(
      "Allowed and sent under consent 2, given 2026-11-22 09:00 UTC by form",
    );
    expect(page).toContain("I agree that &lt;Tarnfell> writes to me.");
  });
  test("shows apart what arrived without a decision", () => {
    expect(inboxPage(inbox)).toMatch(/Without a decision.*alert\(1\).*Hi &lt;b>Ada/s);
  });
  test("lets nothing that people wrote become markup", () => {
    expect(inboxPage(inbox)).not.toContain("<script>");
    const hostile = aLetter("m2", { subject: "<script>", headers: [["X", "<img src=x>"]] });
    expect(letterPage(hostile, inbox.lines[0])).not.toMatch(/<script>|<img/);
  });
  test("shows a letter in a frame that runs no script, with its headers", () => {
    const page = letterPage(aLetter("m1"), inbox.lines[0]);
    expect(page).toContain("Allowed and sent under consent 2");
    expect(letterPage(aLetter("m3"), undefined)).toContain("There is no decision about it.");
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(page).toContain("&lt;impact.tarnfell.example>");
    expect(letterFrame(aLetter("m1"))).toContain('<head><base target="_blank">');
  });
});

describe("answering a letter as its recipient", () => {
  const at = "0123456789abcdefghjkmnpqrs-0123456789ab-0123456789abcdefghjk@reply.tarnfell.example";
  const letter = aLetter("m4", { subject: "Grüße", headers: [["Reply-To", `Tarnfell <${at}>`]] });

  test("is a mail that the reader of mails takes for theirs, with their words above the letter", async () => {
    const raw = Buffer.from(answerOf(letter, "Wo ist sie?", new Date()));
    const read = await readMail(raw, []);
    expect(read).toMatchObject({
      kind: "person",
      recipients: [at],
      report: { clean: true, dmarc: "mail.example" },
    });
    const mail = read.kind === "person" ? read.mail : undefined;
    expect(mail).toMatchObject({ from: "ada@mail.example", subject: "Re: Grüße" });
    expect(newWords(mail?.text ?? "", [letter.text])).toBe("Wo ist sie?");
  });

  test("is posted by its own page alone, where the stage receives mail", async () => {
    const given: string[] = [];
    const open = async () => ({ ...inbox, letters: [letter, aLetter("m1")] });
    const take = async (_: unknown, words: string) => void given.push(words);
    const server = await serveInbox(await freePort(), open, () => take);
    const post = (path: string, words: string, headers = {}) =>
      fetch(`${server.url}letters/${path}/answer`, {
        ...{ method: "POST", redirect: "manual" as const, headers },
        body: new URLSearchParams({ words }),
      });
    expect(await (await fetch(`${server.url}letters/m4`)).text()).toContain("Answer as ada@mail.example");
    expect(await (await fetch(`${server.url}letters/m1`)).text()).not.toContain("Answer as");
    expect((await post("m4", "Hello")).headers.get("location")).toBe("/letters/m4?answered");
    expect(await (await fetch(`${server.url}letters/m4?answered`)).text()).toContain("on its way");
    expect((await post("m4", " ")).status).toBe(422);
    expect((await post("m4", "x".repeat(100_000))).status).toBe(413);
    expect((await post("m1", "Hello")).status).toBe(404);
    expect((await post("m4", "Hello", { origin: "http://attacker.example" })).status).toBe(403);
    expect(given).toEqual(["Hello"]);
    await server.close();
  });
});

describe("the inbox server", () => {
  let server: InboxServer;
  beforeAll(async () => {
    server = await serveInbox(await freePort(), async () => inbox);
  });
  afterAll(() => server.close());

  test("shows the inbox, a letter and its frame, and keeps scripts out of all", async () => {
    for (const path of ["", "letters/m1", "letters/m1/html"]) {
      const answer = await fetch(server.url + path);
      expect(answer.status, path).toBe(200);
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    }
    expect((await fetch(`${server.url}letters/none`)).status).toBe(404);
  });
  test("refuses what another page asks for, and takes a link that a person followed", async () => {
    const statusWith = async (headers: Record<string, string>) => {
      const { status } = await http(`${server.url}letters/m1`, { headers });
      return status;
    };
    const asked = { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" };
    const followed = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    for (const site of ["cross-site", "same-site"]) {
      expect(await statusWith({ "sec-fetch-site": site, ...asked })).toBe(403);
      expect(await statusWith({ "sec-fetch-site": site, ...followed, "sec-fetch-dest": "iframe" })).toBe(403);
      expect(await statusWith({ "sec-fetch-site": site, ...followed })).toBe(200);
    }
    for (const origin of ["null", "http://127.0.0.1:1", "http://attacker.example"]) {
      expect(await statusWith({ origin, ...followed })).toBe(403);
    }
    expect(await statusWith({ origin: server.url.replace(/\/$/, "") })).toBe(200);
    expect(await statusWith({ "sec-fetch-site": "same-origin", ...asked })).toBe(200);
  });
  test("refuses requests under another host name, and every method that writes", async () => {
    const status = await new Promise((resolve, reject) => {
      get(server.url, { headers: { host: "evil.example" } }, (answer) => resolve(answer.statusCode)).on(
        "error",
        reject,
      );
    });
    expect(status).toBe(421);
    expect((await fetch(server.url, { method: "POST" })).status).toBe(405);
  });
});
