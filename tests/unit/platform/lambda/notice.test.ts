import { describe, expect, test } from "vitest";
import * as z from "zod";
import { onNotice } from "../../../../core/platform/lambda/notice.ts";

const lines: { readonly level: string; readonly message: string; readonly facts: unknown }[] = [];
const log = {
  info: (message: string, facts: unknown) => void lines.push({ level: "info", message, facts }),
  error: (message: string, facts: unknown) => void lines.push({ level: "error", message, facts }),
};
const Posted = z.object({ number: z.string().regex(/^\+\d+$/) });
const notice = (Message: string) => ({
  Records: [
    { EventSource: "aws:sns", Sns: { MessageId: "m-1", Timestamp: "2026-11-22T12:00:59.987Z", Message } },
  ],
});

describe("what a topic hands to a function", () => {
  test("is parsed, with the second at which the topic received it, and logged without what was posted", async () => {
    lines.length = 0;
    const received: unknown[] = [];
    const handler = onNotice(
      Posted,
      async (posted, at) => {
        received.push(posted, at);
        return { outcome: "done", facts: { waits: "other" } };
      },
      log,
    );
    expect(await handler(notice('{"number":"+12025550100","more":1}'), Object())).toEqual({
      outcome: "done",
    });
    expect(received).toEqual([{ number: "+12025550100" }, "2026-11-22T12:00:59Z"]);
    expect(lines).toEqual([
      { level: "info", message: "notice", facts: { notice: "m-1", outcome: "done", waits: "other" } },
    ]);
  });

  test.each(['{"number":"canary"}', "canary", '{"number":"+1"} canary'])(
    "that does not fit is thrown on, and not quoted: %s",
    async (message) => {
      lines.length = 0;
      const handler = onNotice(Posted, async () => ({ outcome: "done" }), log);
      await expect(handler(notice(message), Object())).rejects.toThrow();
      expect(lines).toHaveLength(1);
      expect(JSON.stringify(lines)).not.toContain("canary");
      expect(lines[0]?.level).toBe("error");
    },
  );
});
