import { describe, expect, test } from "vitest";
import { CustomerId } from "../../../../../core/model/customer.ts";
import type { HttpAnswer } from "../../../../../core/platform/lambda/http.ts";
import { SEEN, seenNow } from "../../../../../core/site/account/preferences/form.ts";
import { overviewPage } from "../../../../../core/site/account/preferences/overview-page.ts";
import { stepPage } from "../../../../../core/site/account/preferences/step-page.ts";
import type { Step } from "../../../../../core/site/account/preferences/steps.ts";
import { formOf } from "../../../../../core/site/ui/read-form.ts";
import { people as states } from "../../../../support/account-states.ts";
import { type AccountFacts, accountWorld, ann, NOW } from "../../../../support/account-world.ts";
import { context } from "../../../../support/preferences-builders.ts";

const session = { customer: ann, startedAt: NOW, expiresAt: "2026-11-22T13:00:00Z" };

function at(told: AccountFacts = states["everyday"] ?? {}, step: Step | "overview" = "what") {
  const world = accountWorld(told);
  const page = step === "overview" ? overviewPage(world) : stepPage(world, step);
  const seen = () => seenNow({ customer: ann, preferences: world.saved(), consents: world.consents() });
  const request = (method: string, pairs: readonly (readonly [string, string])[]) => ({
    route: `${method} /preferences`,
    method,
    path: "/preferences",
    parameters: {},
    query: {},
    headers: {},
    cookies: [],
    sourceIp: "203.0.113.7",
    body: Buffer.alloc(0),
    form: formOf(pairs),
  });
  return {
    world,
    seen,
    /** The form as the page holds it now. */
    opened: async () => {
      const shown = await page(request("GET", []), { customer: ann, session }, context);
      return { ...fieldsOf(shown), ...selectsOf(shown) };
    },
    get: (query: Readonly<Record<string, string>> = {}) =>
      page({ ...request("GET", []), query }, { customer: ann, session }, context),
    post: (pairs: Readonly<Record<string, string>>) =>
      page(request("POST", Object.entries(pairs)), { customer: ann, session }, context),
  };
}

const unescaped = (value: string) => value.replaceAll("&quot;", '"').replaceAll("&amp;", "&");

/** What the inputs of a page's large form hold. */
function fieldsOf({ body }: HttpAnswer): Record<string, string> {
  const form = /<form class="preferences".*?<\/form>/s.exec(String(body))?.[0] ?? "";
  const attribute = (tag: string, name: string) =>
    unescaped(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
  return Object.fromEntries(
    [...form.matchAll(/<input [^>]*>/g)]
      .map(([tag]) => tag)
      .filter((tag) => attribute(tag, "type") !== "checkbox" || / checked/.test(tag))
      .map((tag) => [attribute(tag, "name"), attribute(tag, "value")]),
  );
}

function selectsOf({ body }: HttpAnswer): Record<string, string> {
  return Object.fromEntries(
    [...String(body).matchAll(/<select[^>]* name="([^"]*)".*?<\/select>/gs)].map(([whole, name = ""]) => [
      name,
      /<option (?:selected value="([^"]*)"|value="([^"]*)" selected)/.exec(whole)?.slice(1).find(Boolean) ??
        "",
    ]),
  );
}

const least = { language: "en", "impact.rhythm": "weekly", "impact.email": "on" };

describe("saving preferences", () => {
  test("writes preferences and consents together, and leads back to the page", async () => {
    const { world, seen, post } = at();
    const answer = await post({ ...least, seen: seen(), "offers.email": "on" });
    expect([answer.status, answer.headers?.["location"]]).toEqual([303, "/preferences/what?done=saved"]);
    expect(world.saved()).toMatchObject({
      version: 2,
      topics: { impact: { rhythm: "weekly" }, offers: { email: true } },
    });
    expect(world.saved().quiet).toEqual({ from: "21:00", to: "08:00" });
    const states = Object.fromEntries(
      world.consents().map((one) => [`${one.topic}.${one.channel}`, one.state]),
    );
    expect(states).toEqual({
      "impact.email": "given",
      "offers.email": "given",
      "milestones.email": "withdrawn",
      "orders.email": "withdrawn",
      "dates.email": "withdrawn",
      "orders.sms": "withdrawn",
    });
  });

  test("requests by text the consents that were ticked for texts, once they are saved", async () => {
    const { world, seen, post } = at();
    const answer = await post({ ...least, seen: seen(), "orders.sms": "on", "impact.sms": "on" });
    expect(answer.headers?.["location"]).toBe("/preferences/what?done=asked");
    expect(world.requests).toEqual([{ channel: "sms", topics: ["impact", "orders"] }]);
    expect(world.saved().topics.impact.sms).toBe(false);
  });

  test("offers alerts of a card only where a phone has it, about their own purchases alone, and takes them by saving", async () => {
    const everyday = states["everyday"] ?? {};
    const without = at(everyday);
    expect(String((await without.get()).body)).not.toContain(".wallet");
    await without.post({ ...least, seen: without.seen(), "impact.wallet": "on" });
    expect(without.world.saved().topics.impact.wallet).toBeUndefined();

    const { world, seen, get, post } = at({ ...everyday, cardOnPhone: true });
    const names = [...String((await get()).body).matchAll(/name="(\w+\.wallet)"/g)].map(([, name]) => name);
    expect(names).toEqual(["impact.wallet"]);
    await post({ ...least, seen: seen(), "impact.wallet": "on", "offers.wallet": "on" });
    expect(world.saved().topics.impact.wallet).toBe(true);
    expect(world.saved().topics.offers.wallet).toBeUndefined();
    const record = world.records.find(({ channel, state }) => channel === "wallet" && state === "given");
    expect(record).toMatchObject({
      topic: "impact",
      wordsVersion: expect.stringContaining("preferences.wallet"),
    });
    expect(record?.words).toContain("my card shows alerts from Tarnfell");
    await post({ ...least, seen: seen() });
    expect(world.saved().topics.impact.wallet).toBe(false);
    expect(world.consents()).toContainEqual(
      expect.objectContaining({ channel: "wallet", state: "withdrawn" }),
    );
  });

  test("offers no texts to a number that gets none, and takes none from a form that ticks them all the same", async () => {
    for (const address of ["+881612345678", "+442079460142", "+18765550142"]) {
      const { world, seen, get, post } = at({
        ...states["everyday"],
        addresses: [
          { channel: "email", address: "ann@example.com", confirmed: true },
          { channel: "sms", address, confirmed: false },
        ],
      });
      const shown = String((await get()).body);
      expect(shown).toContain("We do not send texts to numbers of this kind or country.");
      expect(shown).not.toMatch(/name="\w+\.sms"/);
      const before = world.consents().filter(({ channel }) => channel === "sms");
      const answer = await post({ ...least, seen: seen(), "orders.sms": "on", "impact.sms": "on" });
      expect(answer.headers?.["location"]).toBe("/preferences/what?done=saved");
      expect(world.requests).toEqual([]);
      expect(world.consents().filter(({ channel }) => channel === "sms")).toEqual(before);
    }
  });

  test("over what was saved meanwhile saves nothing, keeps what was entered and says what differs", async () => {
    const { world, opened, post } = at(undefined, "about");
    const form = await opened();
    world.saveElsewhere((before) => ({ ...before, interests: ["tents"], giftsForOthers: true }));
    const answer = await post({ ...form, interests: "boots" });
    expect(answer.status).toBe(409);
    expect(answer.body).toContain("Something was saved since you opened this page");
    expect(answer.body).toContain(
      '<a href="#interests">What interests you: tents is saved now; below is what you entered</a>',
    );
    expect(fieldsOf(answer)).toMatchObject({ interests: "boots" });
    expect(answer.body).not.toContain("is saved now; below is what you entered</a></li><li>");
    expect(world.saved().interests).toEqual(["tents"]);
    expect((await post({ ...fieldsOf(answer), ...selectsOf(answer) })).status).toBe(303);
    expect(world.saved()).toMatchObject({ interests: ["boots"], giftsForOthers: true });
  });

  test("twice is one saving: the second is answered as the first", async () => {
    const { world, opened, post } = at();
    const form = { ...(await opened()), "parts.clean-rivers": "7", "offers.email": "on" };
    const first = await post(form);
    const after = [world.saved(), world.records.length, world.requests.length];
    expect(await post(form)).toEqual(first);
    expect([world.saved(), world.records.length, world.requests.length]).toEqual(after);
  });

  test("twice asks by text once, and is answered as asked both times", async () => {
    const { world, opened, post } = at();
    const form = { ...(await opened()), "impact.sms": "on" };
    for (let time = 0; time < 2; time += 1)
      expect((await post(form)).headers?.["location"]).toBe("/preferences/what?done=asked");
    expect(world.requests).toEqual([{ channel: "sms", topics: ["impact", "orders"] }]);
  });

  test("at once in two windows is one saving, where both say the same", async () => {
    const { world, opened, post } = at({ ...states["everyday"], pending: [] }, "about");
    const form = { ...(await opened()), interests: "boots" };
    const { savePreferences } = world.people;
    let overtaken = false;
    Object.assign(world.people, {
      savePreferences: async (...saving: Parameters<typeof savePreferences>) => {
        if (!overtaken) await savePreferences(...saving);
        overtaken = true;
        return savePreferences(...saving);
      },
    });
    expect((await post(form)).headers?.["location"]).toBe("/preferences/about?done=saved");
    expect(world.saved()).toMatchObject({ version: 2, interests: ["boots"] });
  });

  test("promises no question to a number that answered STOP", async () => {
    const { world, opened, post } = at({ ...states["everyday"], suppressed: ["sms"] });
    const answer = await post({ ...(await opened()), "impact.sms": "on" });
    expect(answer.headers?.["location"]).toBe("/preferences/what?done=saved");
    expect(world.requests).toEqual([]);
  });

  test("notices consents that changed by text meanwhile, and ticks none of them again", async () => {
    const { world, opened, post } = at();
    const form = await opened();
    await world.people.recordConsents(
      world.records.slice(0, 1).map((record) => ({ ...record, state: "withdrawn" as const })),
    );
    const answer = await post(form);
    expect(answer.status).toBe(409);
    expect(fieldsOf(answer)).not.toHaveProperty("impact.email");
    expect(fieldsOf(answer)).toHaveProperty("milestones.email");
    expect(world.consents().find((one) => one.topic === "impact")?.state).toBe("withdrawn");
  });

  test("that another request overtakes is answered as such, and writes nothing", async () => {
    const { world, seen, post } = at();
    const { savePreferences } = world.people;
    Object.assign(world.people, {
      savePreferences: async (...saving: Parameters<typeof savePreferences>) => {
        world.saveElsewhere((before) => before);
        return savePreferences(...saving);
      },
    });
    expect((await post({ ...least, seen: seen() })).status).toBe(409);
    expect(world.requests).toEqual([]);
  });

  test("that cannot be read shows the form as it was filled in, with what is wrong at its field", async () => {
    const { world, seen, post } = at(undefined, "when");
    const before = world.saved();
    const answer = await post({ seen: seen(), "quiet.from": "21:00", pausedUntil: "<boots>" });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('<a href="#quiet.to">Quiet hours: Please enter both times');
    expect(answer.body).toContain('aria-describedby="quiet.to-error"');
    expect(answer.body).toContain("&lt;boots>");
    expect(answer.facts?.["problems"]).toEqual(["timeMissing", "notADay"]);
    expect(world.saved()).toBe(before);
  });

  test("saves nothing of a form that another customer was shown, in the same browser and at the same state", async () => {
    const { world, get, post } = at();
    const before = world.saved();
    const other = CustomerId.parse("cus_00000000000000000000000000");
    expect(other).not.toBe(ann);
    const ofOther = seenNow({ customer: other, preferences: before, consents: world.consents() });
    const answer = await post({ ...least, seen: ofOther, "offers.email": "on", "orders.email": "on" });
    expect([answer.status, fieldsOf(answer)]).toEqual([409, fieldsOf(await get())]);
    expect(answer.body).toContain("so nothing was saved");
    expect(world.saved()).toEqual(before);
  });

  test("begins with nothing on, for a customer who was never asked before", async () => {
    const { world, seen, post } = at({
      preferences: { version: 0 },
      addresses: states["everyday"]?.addresses ?? [],
    });
    Object.assign(world.people, { preferences: async () => undefined });
    expect(seen()).toMatch(/\.0\.0$/);
    expect((await post({ ...least, seen: seen() })).status).toBe(303);
    expect(world.saved()).toMatchObject({ version: 1, topics: { impact: { email: true, sms: false } } });
    expect(world.saved().topics.offers.email).toBe(false);
  });
});

describe("one button", () => {
  test("stops everything, whatever else was saved meanwhile, in the words beside it", async () => {
    const { world, post } = at(undefined, "overview");
    const answer = await post({ do: "stopAll" });
    expect(answer.headers?.["location"]).toBe("/preferences?done=stopped");
    expect(new Set(world.consents().map(({ state }) => state))).toEqual(new Set(["withdrawn"]));
    expect(Object.values(world.saved().topics).some(({ email, sms }) => email || sms)).toBe(false);
    expect(world.records.at(-1)).toMatchObject({
      source: "preferences",
      words: expect.stringContaining("for all topics, by email, by text and in any other way"),
      proof: `session:${NOW}`,
    });
  });

  test("has the owner of an address that bounced written to again, and says so twice", async () => {
    const { world, get, post } = at(
      { ...states["everyday"], suppressed: ["email"], reason: "bounce" },
      "overview",
    );
    expect((await get()).body).toContain("Messages to an…@mail.example came back");
    for (let time = 0; time < 2; time += 1)
      expect((await post({ do: "lift" })).headers?.["location"]).toBe("/preferences?done=lifted");
    const { body } = await get({ done: "lifted" });
    expect(body).toContain("We write there again.");
    expect(body).not.toContain("came back, so nothing");
    expect(world.records.filter(({ source }) => source === "preferences")).toEqual([]);
  });

  test.each(["stop", "complaint", "operator"] as const)("lifts no suppression by %s", async (reason) => {
    const { world, get, post } = at({ ...states["everyday"], suppressed: ["email"], reason }, "overview");
    expect((await get()).body).not.toContain('value="lift"');
    await post({ do: "lift" });
    const rows = await world.contacts.contacts(ann);
    expect(await world.suppressions.read(rows)).toHaveLength(1);
  });

  test("ends the pause and touches nothing else", async () => {
    const { world, post } = at(states["paused"], "overview");
    const { pausedUntil, version, ...before } = world.saved();
    expect(pausedUntil).toBeDefined();
    expect((await post({ do: "resume" })).headers?.["location"]).toBe("/preferences?done=resumed");
    expect(world.saved()).toEqual({ ...before, version: version + 1 });
  });
});

test("looking at the page changes nothing, and shows no address in full", async () => {
  for (const step of ["overview", "what", "when", "about"] as const) {
    const { world, get } = at(undefined, step);
    const before = [world.saved(), world.consents(), world.records.length];
    const { status, body } = await get();
    expect(status).toBe(200);
    expect([world.saved(), world.consents(), world.records.length]).toEqual(before);
    if (step !== "about") expect(body).toContain("an…@mail.example");
    expect(body).not.toContain("ann.hollis");
    expect(body).not.toContain("4915112340142");
    if (step !== "overview") expect(body).toContain(SEEN);
  }
});

test("the address of the page reports nothing that did not happen here", async () => {
  const { get } = at(undefined, "overview");
  expect((await get({ done: "saved" })).body).toContain('role="status"');
  for (const done of ["constructor", "Saved", "<b>", ""]) {
    const { status, body } = await get({ done });
    expect([status, body?.includes('role="status"')]).toEqual([200, false]);
  }
});
