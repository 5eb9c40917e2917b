import { describe, expect, test } from "vitest";
import { sentTo } from "../../../../core/messaging/inbound/sent-to.ts";
import type { HistoryEntry } from "../../../../core/people/records/history.ts";
import { threadMark } from "../../../../core/people/sessions/reply-address.ts";
import { ada } from "../../../support/mail-world.ts";

const letter = (index: number, more: object = {}) =>
  ({
    ...{ at: `2026-11-${String(28 - (index % 28)).padStart(2, "0")}T10:00:00Z`, sendKey: `letter_${index}` },
    ...{ outcome: "sent", channel: "email", copied: true, ...more },
  }) as HistoryEntry;

function world(entries: readonly HistoryEntry[], conversations: readonly string[] = []) {
  const read: string[] = [];
  return {
    read,
    sent: sentTo({
      people: { history: async () => ({ entries: [...entries] }) },
      copies: {
        read: async (_, { sendKey }) => {
          read.push(sendKey);
          return sendKey === "letter_gone" ? undefined : ({ text: `text of ${sendKey}` } as never);
        },
      },
      conversationsOf: async () => conversations,
    }),
  };
}
const answering = (of: string) => ({ kind: "thread", customer: ada, thread: threadMark(of) }) as const;

describe("what a customer may quote", () => {
  test("is their last letters, and the one that they answer, however old", async () => {
    const { sent, read } = world(Array.from({ length: 40 }, (_, index) => letter(index)));
    const { texts } = await sent(ada, answering("letter_39"));
    expect(texts[0]).toBe("text of letter_39");
    expect(texts).toHaveLength(13);
    expect(new Set(read).size).toBe(13);
  });

  test("is no text, no letter that was not sent, and none that is kept no longer", async () => {
    const { sent } = world([
      letter(1, { channel: "sms" }),
      letter(2, { outcome: "dropped" }),
      letter(3, { copied: undefined }),
      letter(4, { sendKey: "letter_gone" }),
      letter(5),
    ]);
    expect(await sent(ada, undefined)).toEqual({ texts: ["text of letter_5"] });
  });

  test("names the conversation for which the address stands, among their own alone", async () => {
    const { sent } = world([], ["cnv_mine", "cnv_other"]);
    expect(await sent(ada, answering("cnv_mine"))).toEqual({ texts: [], conversation: "cnv_mine" });
    expect(await sent(ada, answering("cnv_bens"))).toEqual({ texts: [] });
  });
});
