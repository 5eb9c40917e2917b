import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type DeskAct, mayAct, PERMISSIONS } from "../../../core/desk/roles/permissions.ts";
import { DeskRole, rolesIn } from "../../../core/desk/roles/role.ts";
import { DESK_ROUTES } from "../../../core/model/routes.ts";
import {
  DESK_SIGN_IN,
  deskBrowser,
  deskRequest,
  deskWorld,
  signedInAt,
  staffId,
} from "../../support/desk-world.ts";

const headline = ({ body = "" }: { readonly body?: string }) => /<h1>(.*?)<\/h1>/.exec(body)?.[1];
const opened = DESK_ROUTES.filter(({ methods }) => methods.some((one) => one === "GET")).map(({ path }) => ({
  path: path.replace("{conversation}", `cnv_${"0".repeat(26)}`),
}));

describe("somebody without a session", () => {
  test.each(opened)("is asked to sign in at $path, and sees nothing else", async ({ path }) => {
    const answer = await deskWorld().respond(deskRequest("GET", path));
    expect(answer.body).toContain('action="/desk/sign-in"');
    expect(answer.body).not.toContain("/desk/sign-out");
    expect(answer.headers?.["cache-control"]).toBe("no-store");
  });

  test("whose form comes too late is told that nothing was changed", async () => {
    const world = deskWorld();
    const answer = await deskBrowser(world).post("/desk/staff", { whose: staffId(1), why: "suspicion" });
    expect([answer.status, headline(answer)]).toEqual([401, "Your session has ended"]);
    expect(world.rows()).toEqual([]);
  });

  test("is sent to Cognito by the button, which the page's own policy lets the form reach", async () => {
    const browser = deskBrowser(deskWorld());
    const page = await browser.get("/desk");
    expect(page.headers?.["content-security-policy"]).toContain(`form-action 'self' ${DESK_SIGN_IN};`);
    const { status, headers, cookies } = await browser.post("/desk/sign-in");
    expect([status, headers?.["location"]?.startsWith(`${DESK_SIGN_IN}/oauth2/authorize?`)]).toEqual([
      303,
      true,
    ]);
    expect(cookies?.[0]).toMatch(
      /^__Host-wellspring-desk-way=.+; Max-Age=300; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
  });
});

describe("the way back from Cognito", () => {
  test("begins no session by being opened, and one by its button", async () => {
    const world = deskWorld();
    const browser = deskBrowser(world);
    await browser.post("/desk/sign-in");
    const state = world.codeFor("c1", { outcome: "identified", member: world.member(1, ["finance"]) });
    const page = await browser.get(`/desk/callback?code=c1&state=${state}`);
    await browser.head(`/desk/callback?code=c1&state=${state}`);
    expect([page.status, world.rows()]).toEqual([200, []]);
    const done = await browser.post("/desk/callback", { code: "c1", state });
    expect([done.status, done.headers?.["location"]]).toEqual([303, "/desk"]);
    expect(headline(await browser.get("/desk"))).toBe("Good to see you, person1.");
    expect(await world.audited()).toEqual([
      { at: "2026-11-26T09:00:00Z", who: staffId(1), act: "signIn", outcome: "done" },
    ]);
  });

  test.each([
    [
      "without the cookie of its own browser",
      (browser: ReturnType<typeof deskBrowser>) => browser.cookies.clear(),
      0,
    ],
    [
      "with a cookie that we did not seal",
      (browser: ReturnType<typeof deskBrowser>) => {
        browser.show("__Host-wellspring-desk-way", Buffer.alloc(300).toString("base64url"));
      },
      0,
    ],
    ["after five minutes", () => {}, 5],
  ])("is refused %s, and the code stays unused", async (_, spoil, minutes) => {
    const world = deskWorld();
    const browser = deskBrowser(world);
    await browser.post("/desk/sign-in");
    const state = world.codeFor("c1", { outcome: "identified", member: world.member(1, ["finance"]) });
    spoil(browser);
    world.later(minutes);
    const answer = await browser.post("/desk/callback", { code: "c1", state });
    expect([answer.status, headline(answer), world.rows()]).toEqual([400, "You are not signed in", []]);
  });

  test("is refused with the answer to another browser's question: nobody is signed in as somebody else", async () => {
    const world = deskWorld();
    const thief = deskBrowser(world);
    await thief.post("/desk/sign-in");
    const state = world.codeFor("c1", { outcome: "identified", member: world.member(2, ["steward"]) });
    const victim = deskBrowser(world);
    await victim.post("/desk/sign-in");
    const answer = await victim.post("/desk/callback", { code: "c1", state });
    expect([answer.status, world.rows()]).toEqual([400, []]);
  });

  test("redeems a code once", async () => {
    const world = deskWorld();
    const browser = deskBrowser(world);
    await browser.post("/desk/sign-in");
    const kept = [...browser.cookies];
    const state = world.codeFor("c1", { outcome: "identified", member: world.member(1, ["finance"]) });
    await browser.post("/desk/callback", { code: "c1", state });
    const again = deskBrowser(world);
    for (const [name, value] of kept) again.show(name, value);
    expect((await again.post("/desk/callback", { code: "c1", state })).status).toBe(400);
  });

  test("tells somebody without a role that they have none, and writes it down", async () => {
    const world = deskWorld();
    const browser = deskBrowser(world);
    await browser.post("/desk/sign-in");
    const state = world.codeFor("c1", { outcome: "noRole", member: world.member(4, []) });
    const answer = await browser.post("/desk/callback", { code: "c1", state });
    expect([answer.status, headline(answer)]).toEqual([403, "You have no role here"]);
    expect(await world.audited()).toMatchObject([{ who: staffId(4), act: "signIn", outcome: "refused" }]);
    expect((await browser.get("/desk")).body).toContain('action="/desk/sign-in"');
  });
});

describe("a session at the desk", () => {
  test("is over after half an hour in which nobody used it, and not before", async () => {
    const world = deskWorld();
    const browser = await signedInAt(world, 1, ["finance"]);
    for (let step = 0; step < 3; step += 1) {
      world.later(29);
      expect(headline(await browser.get("/desk"))).toBe("Good to see you, person1.");
    }
    world.later(30);
    expect(headline(await browser.get("/desk"))).toBe("The desk");
  });

  test("is over after ten hours, however often it is used", async () => {
    const world = deskWorld();
    const browser = await signedInAt(world, 1, ["finance"]);
    for (let minutes = 0; minutes < 599; minutes += 20) {
      expect(headline(await browser.get("/desk"))).toBe("Good to see you, person1.");
      world.later(20);
    }
    expect(headline(await browser.get("/desk"))).toBe("The desk");
  });

  test("that was stolen ends with all others of its owner, and no use brings it back", async () => {
    const world = deskWorld();
    const steward = await signedInAt(world, 1, ["steward"]);
    const owner = await signedInAt(world, 2, ["store"]);
    const thief = deskBrowser(world);
    for (const [name, value] of owner.cookies) thief.show(name, value);
    world.later(2);
    // Read before the end, and used after it: the write that keeps when it was used finds nothing.
    const token = [...owner.cookies.values()][0] ?? "";
    const answer = await steward.post("/desk/staff", { whose: staffId(2), why: "suspicion" });
    expect(answer.body).toContain("One session of person2 is ended.");
    expect(headline(await thief.get("/desk"))).toBe("The desk");
    expect(headline(await owner.get("/desk"))).toBe("The desk");
    expect(await world.sessions.use(token)).toBeUndefined();
    expect(world.rows().filter(({ pk }) => pk === `staff#${staffId(2)}`)).toEqual([]);
    expect((await world.audited()).at(-1)).toMatchObject({
      ...{ who: staffId(1), act: "endSessions", outcome: "done", on: staffId(2), why: "suspicion" },
    });
  });

  test("is brought back by no use that was under way when it ended", async () => {
    const world = deskWorld();
    const browser = await signedInAt(world, 1, ["finance"]);
    const [token = ""] = browser.cookies.values();
    world.later(2);
    // After its row was read, and before it is written that it was used.
    world.beforeWrite(() => world.sessions.end(token));
    expect(await world.sessions.use(token)).toBeUndefined();
    expect(world.rows().filter(({ pk }) => pk === `staff#${staffId(1)}`)).toEqual([]);
  });

  test("ends by signing out, there and here", async () => {
    const world = deskWorld();
    const browser = await signedInAt(world, 1, ["finance"]);
    const kept = [...browser.cookies];
    const answer = await browser.post("/desk/sign-out");
    expect([answer.status, headline(answer), browser.cookies.size]).toEqual([200, "You are signed out", 0]);
    for (const [name, value] of kept) browser.show(name, value);
    expect(headline(await browser.get("/desk"))).toBe("The desk");
  });

  test("is stored by a hash of what the browser shows, and holds no address", async () => {
    const world = deskWorld();
    const browser = await signedInAt(world, 1, ["finance"]);
    const [, secret = ""] = [...browser.cookies.values()][0]?.split(".") ?? [];
    expect(secret).toHaveLength(43);
    expect(JSON.stringify(world.rows())).not.toContain(secret);
  });

  test.each([
    ["of another site", { "sec-fetch-site": "cross-site" }, 403],
    ["of a sibling of ours", { "sec-fetch-site": "same-site" }, 403],
    ["that names no origin", {}, 403],
    ["that is none", { "sec-fetch-site": "same-origin", "content-type": "text/plain" }, 400],
  ])("is not used for a form %s", async (_, headers, status) => {
    const world = deskWorld();
    const browser = await signedInAt(world, 1, ["steward"]);
    const before = world.rows().length;
    for (const path of ["/desk/staff", "/desk/sign-out", "/desk/sign-in", "/desk/callback"])
      expect((await browser.post(path, { whose: staffId(1), why: "suspicion" }, headers)).status).toBe(
        status,
      );
    expect(world.rows()).toHaveLength(before);
  });
});

describe("what a role allows", () => {
  const acts = Object.keys(PERMISSIONS) as DeskAct[];

  test("is one table, which docs/guides/desk.md shows", () => {
    const page = readFileSync("docs/guides/desk.md", "utf8");
    const [, table = ""] = page.split("### Who may do what");
    const shown = [...table.matchAll(/^\| `(\w+)` \|(.+)\|$/gm)].map(([, act, cells = ""]) => [
      act,
      DeskRole.options.filter((_, index) => cells.split("|")[index]?.trim() === "yes"),
    ]);
    expect(Object.fromEntries(shown)).toEqual(PERMISSIONS);
  });

  test("is what any one of somebody's roles allows, and nothing without one", () => {
    for (const act of acts) {
      expect(mayAct([], act)).toBe(false);
      expect(mayAct(DeskRole.options, act)).toBe(true);
      for (const role of DeskRole.options)
        expect(mayAct([role], act)).toBe((PERMISSIONS[act] as readonly DeskRole[]).includes(role));
    }
    expect(rolesIn(["admin", "finance", "Steward"])).toEqual(["finance"]);
  });

  test.each(DeskRole.options.filter((role) => role !== "steward"))(
    "keeps %s from the staff, with 403 and a line of the audit each time, and shows no way there",
    async (role) => {
      const world = deskWorld();
      const browser = await signedInAt(world, 3, [role]);
      expect((await browser.get("/desk")).body).not.toContain("/desk/staff");
      const looked = await browser.get("/desk/staff");
      const ended = await browser.post("/desk/staff", { whose: staffId(3), why: "suspicion" });
      expect([looked.status, ended.status, headline(ended)]).toEqual([
        403,
        403,
        "Your role does not allow this",
      ]);
      const lines = (await world.audited()).map(({ act, outcome }) => `${act} ${outcome}`);
      expect(lines.toSorted()).toEqual(["endSessions refused", "seeStaff refused", "signIn done"]);
      expect(headline(await browser.get("/desk"))).toBe("Good to see you, person3.");
    },
  );

  test("does not end sessions without saying whose and why", async () => {
    const world = deskWorld();
    const steward = await signedInAt(world, 1, ["steward"]);
    const answer = await steward.post("/desk/staff", { whose: staffId(9), why: "because" });
    expect([
      answer.status,
      answer.body?.includes('href="#whose"'),
      answer.body?.includes('href="#why"'),
    ]).toEqual([...[422, true, true]]);
    expect((await world.audited()).map(({ act }) => act)).toEqual(["signIn"]);
  });
});

test.each(["https://evil.example", "//evil.example", "/desk/../preferences", "/desk/staff?x=1", "/Desk", ""])(
  "a sign-in leads to a page of the desk and nowhere else, whatever is asked for: %s",
  async (next) => {
    const world = deskWorld();
    const browser = deskBrowser(world);
    await browser.post("/desk/sign-in", { next });
    const state = world.codeFor("c1", { outcome: "identified", member: world.member(1, ["steward"]) });
    expect((await browser.post("/desk/callback", { code: "c1", state })).headers?.["location"]).toBe("/desk");
  },
);

test("the desk speaks German where it is asked for, on the way back as well", async () => {
  const world = deskWorld();
  const browser = deskBrowser(world);
  expect(headline(await browser.get("/desk?lang=de"))).toBe("Der Schreibtisch");
  await browser.post("/desk/sign-in?lang=de", { next: "/desk/staff" });
  const state = world.codeFor("c1", { outcome: "identified", member: world.member(1, ["steward"]) });
  const { headers } = await browser.post("/desk/callback", { code: "c1", state });
  expect(headers?.["location"]).toBe("/desk/staff?lang=de");
});
