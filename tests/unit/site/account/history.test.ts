import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { http } from "../../../../local/http.ts";
import { type AccountSite, startAccountSite } from "../../../support/account-site.ts";
import { people } from "../../../support/account-states.ts";
import { letterSaid } from "../../../support/account-world.ts";
import { MESSAGE_SAID, memorySite, wishFor } from "../../../support/memory-site.ts";

let site: AccountSite;
beforeAll(async () => {
  site = await startAccountSite("everyday");
});
afterAll(() => site.close());
const get = (path: string) => http(`${site.url}${path}`);
const entries = people["everyday"]?.history ?? [];

describe("the messages of a customer", () => {
  test("are offered to be read again where what they said is kept, and nowhere else", async () => {
    const { body } = await get("/history?before=history@0");
    const offered = [...body.matchAll(/href="\/history\?at=([^&"]+)&/g)].map(([, at = ""]) =>
      decodeURIComponent(at),
    );
    const shown = entries.slice(0, 20).filter((one) => one.outcome === "sent" && one.copied);
    expect(shown.length).toBeGreaterThan(0);
    expect(offered).toEqual(shown.map(({ at }) => at));
    expect(body).toContain("kept for a year");
  });

  test("are shown in the words in which they were sent, and nothing in them is a tag", async () => {
    const kept = entries.find((one) => one.outcome === "sent" && one.copied);
    const of = new URLSearchParams({ at: kept?.at ?? "", key: kept?.sendKey ?? "" });
    const { status, body } = await get(`/history?${of}`);
    expect(status).toBe(200);
    expect(body).toContain(letterSaid.subject);
    for (const line of letterSaid.text.split("\n").filter(Boolean)) expect(body).toContain(line);
  });

  test("that are not kept, are nobody's or are no message at all are answered alike", async () => {
    const other = entries.find((one) => one.outcome !== "sent");
    const answers = await Promise.all(
      [
        { at: other?.at ?? "", key: other?.sendKey ?? "" },
        { at: "2020-01-01T00:00:00Z", key: "impact-update:gift_1" },
        { at: "x", key: "../../" },
      ].map(async (of) => {
        const { status, body } = await get(`/history?${new URLSearchParams(of)}`);
        return `${status} ${body}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 .*This message cannot be shown\./s);
  });

  test("are read again by their customer alone, and not by the reader of a letter", async () => {
    const memory = memorySite();
    const ann = await memory.join("ann@example.com", [wishFor("impact")]);
    const own = memory.browser();
    await own.post((await memory.confirmPath(ann)) ?? "");
    const path = `/history?${new URLSearchParams({ at: memory.now(), key: "impact-update:gift_1" })}`;
    expect((await own.get(path)).body).toContain(MESSAGE_SAID);
    const reader = memory.browser();
    await reader.post(await memory.letterPath(ann, "history"));
    const read = await reader.get(path);
    expect([read.status, String(read.body).includes(MESSAGE_SAID)]).toEqual([200, false]);
    expect(read.body).not.toContain("kept for a year");
    expect((await memory.browser().get(path)).status).toBe(303);
  });
});
