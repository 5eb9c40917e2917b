import { describe, expect, test } from "vitest";
import { mailHeard } from "../../../../core/conversations/hear/mail-heard.ts";
import type { HeardMail } from "../../../../core/messaging/inbound/heard.ts";
import { hashId } from "../../../../core/model/prefixed-id.ts";
import { saltKey } from "../../../../core/people/keys/people.keys.ts";
import { conversationWorld, numberOf } from "../../../support/conversation-world.ts";
import { ada } from "../../../support/eligibility-builders.ts";

const adas = { customer: ada, by: "known" } as const;

function world() {
  const on = conversationWorld();
  const hear = mailHeard(on.hear);
  const mail = (key: string, more: Partial<HeardMail> = {}): HeardMail => ({
    ...{ id: hashId("mail", key), channel: "email", party: adas, said: "Where is it?" },
    ...{ saidAt: on.clock.at, at: on.clock.at, ...more },
  });
  const opened = async () => (await on.conversations.desk("open", { limit: 100 })).heads;
  const wordsOf = async () => {
    const [head] = await opened();
    return head && (await on.conversations.read(head)).map(({ words }) => words);
  };
  return { ...on, mail, opened, wordsOf, receive: async (one: HeardMail) => (await hear(one)).outcome };
}

describe("new words of a mail", () => {
  test("open a conversation, once, with the ids of the customer's own mail, which an answer names", async () => {
    const on = world();
    const mail = {
      messageId: "<two@example.com>",
      references: "<one@example.com>",
      subject: "Re: Thank you",
    };
    expect(await on.receive(on.mail("mail/1", { mail }))).toBe("opened");
    expect(await on.receive(on.mail("mail/1", { mail }))).toBe("duplicate");
    expect(await on.wordsOf()).toMatchObject([{ said: "Where is it?", mail }]);
    expect(on.dump()).not.toMatch(/Where|example\.com|Thank/);
  });

  test("continue the conversation that their address names, however long it was silent, and nobody else's", async () => {
    const on = world();
    await on.receive(on.mail("mail/1"));
    const [head] = await on.opened();
    const conversation = head?.conversation ?? "";
    on.later(20 * 24 * 60);
    expect(await on.receive(on.mail("mail/2", { conversation }))).toBe("continued");
    const stranger = { party: { address: { ...numberOf("eve"), channel: "email" as const } } };
    expect(await on.receive(on.mail("mail/3", { ...stranger, conversation }))).toBe("opened");
    expect((await on.opened()).map(({ version }) => version).toSorted()).toEqual([1, 2]);
  });

  test("of many mails at once, each delivered twice, are each heard once, in one conversation", async () => {
    const on = world();
    await on.receive(on.mail("mail/first"));
    const all = Array.from({ length: 12 }, (_, index) => on.mail(`mail/${index}`));
    const outcomes = await Promise.all([...all, ...all].map(on.receive));
    expect(outcomes.filter((one) => one === "continued")).toHaveLength(12);
    expect(outcomes.filter((one) => one === "duplicate")).toHaveLength(12);
    expect((await on.opened()).map(({ version }) => version)).toEqual([13]);
  });

  test("of a forgotten customer, by the address of a letter of theirs, leave nothing", async () => {
    const on = world();
    on.table.remove(saltKey(ada));
    const before = on.dump();
    expect(await on.receive(on.mail("mail/1"))).toBe("forgotten");
    expect(on.dump()).toBe(before);
  });
});
