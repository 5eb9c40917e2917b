import { describe, expect, test } from "vitest";
import { messages } from "../../../../core/messaging/content/catalog.ts";
import type { Letter } from "../../../../core/messaging/content/mime.ts";
import {
  type ComposeMessageDeps,
  composeMessage,
} from "../../../../core/messaging/delivery/compose-message.ts";
import { type ComposedMessage, DeliverMessage } from "../../../../core/messaging/delivery/delivery.ts";
import { recipientOf } from "../../../../core/messaging/delivery/recipient.ts";
import { addressOf, sendMessage } from "../../../../core/messaging/delivery/send-message.ts";
import type { TextMessage } from "../../../../core/messaging/delivery/text.ts";
import { conversationIdOf } from "../../../../core/model/conversation.ts";
import { addressMark, readLetterToken } from "../../../../core/people/sessions/letter-token.ts";
import { readReplyAddress, threadMark } from "../../../../core/people/sessions/reply-address.ts";
import { readUnsubscribeToken } from "../../../../core/people/sessions/unsubscribe-token.ts";
import { ada, aPerson, noon, somePreferences } from "../../../support/eligibility-builders.ts";
import { aStatement } from "../../../support/giving-builders.ts";

const key = "k".repeat(40);
const recipient = {
  channel: "email" as const,
  hmac: "h".repeat(43),
  address: "ada@example.test",
  confirmed: true,
};
const asking = (message: "answer" | "impact-update" | "confirm-email" | "confirm-phone" | "sign-in-link") =>
  DeliverMessage.parse({ customer: ada, message, sendKey: "k:1", facts: messages[message].sample });

function composing(over: Partial<ComposeMessageDeps> = {}) {
  const compose = composeMessage({
    offers: async () => [],
    brandConfig: async () => aStatement(),
    textsIn: async () => ({}),
    issue: async ({ purpose, minutes, facts }) => `token-${purpose}-${minutes}-${facts.address ?? ""}`,
    changeFacts: async (_, { channel, hmac }) => ({ channel, address: hmac, replaces: "h".repeat(43) }),
    confirmFacts: async (_, channel) => ({ channel, address: recipient.hmac, "impact.email": "1" }),
    contactKey: async () => key,
    siteUrl: "https://tarnfell.example",
    replyDomain: "",
    postalAddress: "Tarnfell, 1 Weir Lane, Silverbeck",
    ...over,
  });
  return async (...asked: Parameters<typeof compose>) => {
    const composed = await compose(...asked);
    if (composed === "offerOver") throw new Error("Nothing of this is an offer");
    return composed;
  };
}

const email = (composed: ComposedMessage | undefined) => {
  if (composed?.rendition.channel !== "email") throw new Error("no email");
  return composed.rendition;
};

describe("composing a message", () => {
  test("carries a link to stop this topic on this channel, signed for this customer", async () => {
    const composed = await composing()(asking("impact-update"), aPerson(), recipient, noon);
    const url = composed?.unsubscribe?.url ?? "";
    expect(url).toMatch(/^https:\/\/tarnfell\.example\/unsubscribe\//);
    const token = url.slice(url.lastIndexOf("/") + 1);
    expect(readUnsubscribeToken(key, token)).toEqual({ customer: ada, topic: "impact", channel: "email" });
    expect(email(composed).text).toContain(url);
  });

  test("of a person is answered into its conversation", async () => {
    const replyDomain = "reply.tarnfell.example";
    const conversation = conversationIdOf(Buffer.alloc(16, 7));
    const said = {
      ...({ channel: "email", hmac: "h".repeat(43), conversation, promptUntil: noon } as const),
      facts: { own: ["It is on its way."], signed: "Ana", subject: null },
    };
    const composed = await composing({ replyDomain })(asking("answer"), aPerson(), recipient, noon, said);
    expect(readReplyAddress(key, composed?.answers?.replyTo ?? "", replyDomain)).toEqual({
      ...{ kind: "thread", customer: ada, thread: threadMark(conversation) },
    });
  });

  test("is answered at a signed address of its own, where the stage receives mail and its reader is known", async () => {
    const replyDomain = "reply.tarnfell.example";
    const replying = composing({ replyDomain });
    const composed = await replying(asking("impact-update"), aPerson(), recipient, noon);
    const { replyTo = "", stop = "" } = composed?.answers ?? {};
    expect(readReplyAddress(key, replyTo, replyDomain)).toMatchObject({ kind: "thread", customer: ada });
    expect(readReplyAddress(key, stop, replyDomain)).toEqual({
      kind: "stop",
      customer: ada,
      topic: "impact",
    });
    const stranger = await replying(
      asking("confirm-email"),
      aPerson(),
      { ...recipient, confirmed: false },
      noon,
    );
    expect(stranger).not.toHaveProperty("answers");
    expect(await composing()(asking("impact-update"), aPerson(), recipient, noon)).not.toHaveProperty(
      "answers",
    );
  });

  test("leads its reader to each page that it names, by links of their own address alone", async () => {
    const { text, html } = email(await composing()(asking("impact-update"), aPerson(), recipient, noon));
    const tokens = [...text.matchAll(/\/letter\/([^\s]+)/g)].map(([, token = ""]) => token);
    const mark = addressMark(key, recipient.hmac);
    const read = tokens.map((token) => readLetterToken(key, token));
    expect(read).toEqual(
      (["impact", "preferences"] as const).map((page) => ({ customer: ada, page, issuedAt: noon, mark })),
    );
    for (const token of tokens) expect(html).toContain(token);
    expect(`${text}${html}`).not.toMatch(/\/(impact\/me|preferences)\b/);
  });

  test("says besides what may be read again: its words, with nothing that opens a page, and nothing of an answer", async () => {
    for (const channel of ["email", "sms"] as const) {
      const composed = await composing()(asking("impact-update"), aPerson(), { ...recipient, channel }, noon);
      const { text = "", subject } = composed?.copy ?? {};
      expect(subject).toBe(channel === "email" ? email(composed).subject : undefined);
      expect(text).not.toMatch(/\/(letter|unsubscribe|sign-in|confirm)\//);
      const said = composed?.rendition.text ?? "";
      // Word for word, but for the links.
      const withoutLinks = (words: string) => words.replaceAll(/https:\/\/\S+/g, "…");
      expect(withoutLinks(text)).toBe(withoutLinks(said));
      expect(text).toContain("https://tarnfell.example/");
    }
    for (const answer of ["confirm-email", "sign-in-link"] as const)
      expect((await composing()(asking(answer), aPerson(), recipient, noon))?.copy).toBeUndefined();
  });

  test("lets nobody in by a text, nor by an answer or a letter to an address that nobody has confirmed", async () => {
    const others = [
      await composing()(asking("impact-update"), aPerson(), { ...recipient, channel: "sms" }, noon),
      await composing()(asking("impact-update"), aPerson(), { ...recipient, confirmed: false }, noon),
      await composing()(asking("confirm-email"), aPerson(), recipient, noon),
      await composing()(asking("sign-in-link"), aPerson(), recipient, noon),
    ];
    for (const one of others) {
      expect(one?.rendition.text).not.toContain("/letter/");
      expect(one?.rendition.text).toMatch(/https:\/\/tarnfell\.example\//);
    }
  });

  test("a link to sign in opens the page that was wanted, and no other site's", async () => {
    const issued: unknown[] = [];
    const compose = composing({
      issue: async ({ facts }) => {
        issued.push(facts);
        return "token";
      },
    });
    const asked = asking("sign-in-link");
    for (const next of ["/impact/me", "//evil.example", undefined])
      await compose(
        { ...asked, facts: { ...asked.facts, ...(next && { next }) } },
        aPerson(),
        recipient,
        noon,
      );
    expect(issued).toEqual([{ next: "/impact/me" }, {}, {}]);
  });

  test("speaks the person's language", async () => {
    const german = aPerson({ preferences: somePreferences({ language: "de" }) });
    const [one, other] = await Promise.all(
      [aPerson(), german].map((person) => composing()(asking("impact-update"), person, recipient, noon)),
    );
    expect(email(one).subject).not.toBe(email(other).subject);
  });

  test("a question carries its single-use link, and says how long it works, whatever its sender passed", async () => {
    const asked = asking("confirm-email");
    const composed = await composing()(
      { ...asked, facts: { ...asked.facts, minutes: 1 } },
      aPerson(),
      recipient,
      noon,
    );
    expect(email(composed).text).toContain(`/confirm/token-confirm-1440-${recipient.hmac}`);
    expect(composed).toMatchObject({ transactional: true, unsubscribe: undefined, to: recipient.address });
    const signIn = await composing()(asking("sign-in-link"), aPerson(), recipient, noon);
    expect(email(signIn).text).toContain("/sign-in/token-signIn-10-");
  });

  test("no question is composed when its answer is not needed any more, and no message before the brand is applied", async () => {
    const answered = composing({ confirmFacts: async () => undefined });
    expect(await answered(asking("confirm-email"), aPerson(), recipient, noon)).toBeUndefined();
    const telephone = { ...recipient, channel: "sms" as const };
    expect(await answered(asking("confirm-phone"), aPerson(), telephone, noon)).toBeUndefined();
    const asked = await composing()(asking("confirm-phone"), aPerson(), telephone, noon);
    expect(asked?.rendition).toMatchObject({ channel: "sms", text: expect.stringContaining("YES") });
    const early = composing({ brandConfig: async () => ({ causes: [], terms: [], pools: [] }) });
    await expect(early(asking("impact-update"), aPerson(), recipient, noon)).rejects.toMatchObject({
      name: "BrandNotAppliedError",
    });
  });
});

describe("sending a message", () => {
  test("goes to the provider of its channel, as the brand's sender and on the list of its topic", async () => {
    const letters: Letter[] = [];
    const texts: TextMessage[] = [];
    const cards: object[] = [];
    const carry = sendMessage({
      email: {
        send: async (letter) => {
          letters.push(letter);
          return { provider: "ses", id: "1" };
        },
      },
      text: {
        send: async (text) => {
          texts.push(text);
          return { provider: "sns", id: "2" };
        },
      },
      card: {
        send: async ({ serial, rendition, until }) => {
          cards.push({ serial, text: rendition.text, until });
          return { provider: "Apple Wallet", id: "3" };
        },
      },
      sender: "Tarnfell <hello@tarnfell.example>",
      replyTo: "people@tarnfell.example",
      configurationSet: "letters",
    });
    const about = {
      to: "x",
      topic: "impact" as const,
      transactional: false,
      unsubscribe: undefined,
      at: noon,
    };
    const letter = { channel: "email" as const, subject: "s", html: "h", text: "t" };
    expect(await carry({ ...about, rendition: letter }, "tag")).toEqual({ provider: "ses", id: "1" });
    expect(letters).toMatchObject([{ listId: "impact.tarnfell.example", configurationSet: "letters" }]);
    const text = { channel: "sms" as const, text: "t", parts: 1 };
    expect(await carry({ ...about, rendition: text }, "tag")).toEqual({ provider: "sns", id: "2" });
    expect(texts).toEqual([{ to: "x", rendition: text, transactional: false }]);
    const news = { channel: "wallet" as const, customer: ada, sendKey: "k", text: "€0.70 to Clean rivers" };
    expect(await carry({ ...about, rendition: news, until: noon }, "tag")).toMatchObject({ id: "3" });
    expect(cards).toEqual([{ serial: "x", text: "€0.70 to Clean rivers", until: noon }]);
  });

  test("the address of a sender is read with or without a name", () => {
    expect(addressOf("Tarnfell <hello@tarnfell.example>")).toBe("hello@tarnfell.example");
    expect(addressOf("hello@tarnfell.example")).toBe("hello@tarnfell.example");
  });

  test("a customer without an address (any more) has no recipient", async () => {
    const hashOf = async ({ channel }: { channel: "email" | "sms" }) => ({ channel, hmac: recipient.hmac });
    const contact = { customer: ada, channel: "email" as const, hmac: recipient.hmac, sealed: "s", at: noon };
    const at = (address: string | undefined, confirmed: boolean) =>
      recipientOf({
        readAddress: async () => address,
        hashOf,
        contacts: async () => [{ ...contact, confirmed }],
      })(ada, "email");
    expect(await at("ada@example.test", true)).toEqual(recipient);
    expect(await at("ada@example.test", false)).toEqual({ ...recipient, confirmed: false });
    expect(await at(undefined, true)).toBeUndefined();
  });
});
