import { randomInt, randomUUID } from "node:crypto";
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engineOf } from "../../cli/settings.ts";
import { minutesAfter } from "../../core/model/instant.ts";
import { now } from "../../core/platform/clock.ts";
import { visitDesk } from "../../demo/desk/sign-in.ts";
import { demoMember, inviteDemoStaff } from "../../demo/desk/staff.ts";
import { dynamo, eventually, items, stage, wellspring } from "../support/deployed-stage.ts";

const table = stage.output("DeskTable");
const headline = ({ body }: { readonly body: string }) => /<h1>(.*?)<\/h1>/.exec(body)?.[1];
const sessionsOf = async (staff: string) => (await items(table)).filter(({ pk }) => pk === `staff#${staff}`);
const members = async () => (await items(table)).filter(({ pk }) => pk === "staff");
const idOf = async (name: string) => String((await members()).find((row) => row["name"] === name)?.["staff"]);

/** As if somebody had last used all their sessions so long ago. */
async function leftAlone(staff: string, minutes: number): Promise<void> {
  for (const { pk, sk } of await sessionsOf(staff)) {
    const seenAt = minutesAfter(now(), -minutes);
    await dynamo.send(
      new UpdateItemCommand({
        TableName: table,
        Key: marshall({ pk, sk }),
        UpdateExpression: "SET seenAt = :seenAt",
        ExpressionAttributeValues: marshall({ ":seenAt": seenAt }),
      }),
    );
  }
}

const sns = new SNSClient(engineOf(stage));

/** As a carrier hands over what somebody texted. */
async function texts(originationNumber: string, messageBody: string): Promise<void> {
  const Message = JSON.stringify({ originationNumber, messageBody, inboundMessageId: randomUUID() });
  await sns.send(new PublishCommand({ TopicArn: stage.output("InboundTextsTopicArn"), Message }));
}

const linksIn = (page: string) => [
  ...new Set([...page.matchAll(/href="(\/desk\/conversations\/[^"?]+)/g)].map(([, path = ""]) => path)),
];

beforeAll(() => inviteDemoStaff(stage));
afterAll(() => sns.destroy());

describe("the desk of the deployed stage", () => {
  test("asks a stranger to sign in, and lets staff in by the code flow", async () => {
    const visitor = visitDesk(stage.siteUrl);
    expect(headline(await visitor.get("/desk"))).toBe("The desk");
    expect(headline(await visitor.signIn(demoMember("steward")))).toBe("Good to see you, ana.");
    expect(headline(await visitor.get("/desk/staff"))).toBe("Staff");
    const out = await visitor.post("/desk/sign-out");
    expect([out.status, headline(out), headline(await visitor.get("/desk"))]).toEqual([
      ...[200, "You are signed out", "The desk"],
    ]);
  });

  test("keeps whoever is not asked out with a wrong password", async () => {
    const visitor = visitDesk(stage.siteUrl);
    const wrong = { ...demoMember("steward"), password: "Quellenweg-8-in-Oberstdorf" };
    await expect(visitor.signIn(wrong)).rejects.toThrow("answered 200 and not 302");
    expect(headline(await visitor.get("/desk"))).toBe("The desk");
  });

  test("refuses a role what it may not, and `desk audit` tells of it without a name", async () => {
    const visitor = visitDesk(stage.siteUrl);
    await visitor.signIn(demoMember("store"));
    expect((await visitor.get("/desk/staff")).status).toBe(403);
    const { code, output } = await wellspring("desk", "audit");
    const line = output.split("\n").find((one) => one.includes("seeStaff"));
    expect([code, line?.includes("refused"), line?.includes(await idOf("sam"))]).toEqual([0, true, true]);
    expect(output).not.toMatch(/@|sam/);
  });

  test("keeps a session that is used, ends one that is left alone, and all of somebody's at a steward's word", async () => {
    const steward = visitDesk(stage.siteUrl);
    await steward.signIn(demoMember("steward"));
    const other = visitDesk(stage.siteUrl);
    await other.signIn(demoMember("marketer"));
    const marketer = await idOf("mia");
    await leftAlone(marketer, 2);
    expect(headline(await other.get("/desk"))).toBe("Good to see you, mia.");
    // Theirs of other suites stay as they were.
    const seen = (await sessionsOf(marketer)).map((row) => Date.parse(String(row["seenAt"])));
    expect(Math.max(...seen)).toBeGreaterThan(Date.now() - 60_000);
    await leftAlone(marketer, 31);
    expect(headline(await other.get("/desk"))).toBe("The desk");
    await other.signIn(demoMember("marketer"));
    const ended = await steward.post("/desk/staff", { whose: marketer, why: "lostDevice" });
    expect(ended.body).toContain("of mia are ended.");
    expect(headline(await other.get("/desk"))).toBe("The desk");
    expect(await sessionsOf(marketer)).toEqual([]);
  });

  test("shows what people wrote to who answers, does one thing at the version that was read, and to no store", async () => {
    const digits = `202555${String(randomInt(10_000)).padStart(4, "0")}`;
    await texts(`+1${digits}`, "Where is the tent that I sent you?");
    const marketer = visitDesk(stage.siteUrl);
    await marketer.signIn(demoMember("marketer"));
    const [path = ""] = await eventually(
      "the text stands in the inbox",
      async () => {
        const paths = linksIn((await marketer.get("/desk/inbox")).body);
        const pages = await Promise.all(paths.map(async (one) => [one, await marketer.get(one)] as const));
        return pages.filter(([, { body }]) => body.includes("Where is the tent")).map(([one]) => one);
      },
      ({ length }) => length === 1,
    );
    const shown = await marketer.get(path);
    const [, version = ""] = /name="version" value="(\d+)"/.exec(shown.body) ?? [];
    const note = (words: string) => marketer.post(path, { do: "note", version, note: words });
    expect((await note("It is in the workshop.")).status).toBe(303);
    const late = await note("It is not.");
    expect([late.status, late.body.includes("It is not.")]).toEqual([409, true]);
    const after = (await marketer.get(path)).body;
    expect([after.includes("It is in the workshop."), after.includes("It is not.")]).toEqual([true, false]);

    const [, now = ""] = /name="version" value="(\d+)"/.exec(after) ?? [];
    const closed = await marketer.post(path, { do: "close", version: now, closeWhy: "nothingToDo" });
    expect(closed.status).toBe(303);

    const store = visitDesk(stage.siteUrl);
    await store.signIn(demoMember("store"));
    expect((await store.get(path)).status).toBe(403);
    const finance = visitDesk(stage.siteUrl);
    await finance.signIn(demoMember("finance"));
    expect((await finance.get("/desk/payouts")).status).toBe(200);
    expect((await finance.get(path)).status).toBe(403);
  });

  test("lets an operator invite and remove, and prints no address", async () => {
    const address = "nora@tarnfell.example";
    const said: string[] = [];
    for (const args of [
      ["invite", address, "--group", "store"],
      ["invite", address, "--group", "finance"],
      ["remove", address],
    ]) {
      const { code, output } = await wellspring("desk", ...args);
      said.push(`${code} ${output}`);
    }
    expect(said.join("\n")).not.toContain("nora");
    expect(said[0]).toMatch(/^0 Invited as store\./);
    expect(said[1]).toMatch(/^0 Was invited before, and is finance as well/);
    expect(said[2]).toMatch(/^0 [0-9a-f-]{36} cannot sign in any more; 0 of their sessions ended\./);
    const unknown = await wellspring("desk", "remove", "nobody@tarnfell.example");
    expect([unknown.code, unknown.output]).toEqual([2, expect.stringContaining("Nobody with that address")]);
  });
});
