import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decide } from "../../core/messaging/eligibility/decide.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import type { Channel, Topic } from "../../core/model/topic.ts";
import { type Step, stepPath } from "../../core/site/account/preferences/steps.ts";
import { filled, formsIn } from "../../demo/form.ts";
import { http } from "../../local/http.ts";
import { type PeopleSite, startPeopleSite } from "../support/people-site.ts";
import {
  clock,
  confirm,
  confirmLink,
  currentConsents,
  joined,
  later,
  links,
  people,
  take,
} from "../support/people-world.ts";

let site: PeopleSite;
beforeAll(async () => {
  site = await startPeopleSite();
});
afterAll(() => site.close());

const fromHere = {
  "sec-fetch-site": "same-origin",
  "accept-language": "en",
  "content-type": "application/x-www-form-urlencoded",
};

/** A customer who has confirmed their email and is at the preference centre. */
async function signedIn(name: string) {
  const email = `${name}@example.org`;
  const customer = await joined({ email, phone: `+1212555${String(name.length).padStart(4, "0")}` });
  await confirm(await confirmLink(customer));
  const token = await links.issue({ purpose: "signIn", customer, facts: {}, minutes: 10 });
  const answer = await http(`${site.url}/sign-in/${token}`, { method: "POST", headers: fromHere });
  const cookie = answer.headers["set-cookie"]?.split(";")[0] ?? "";
  return {
    customer,
    get: async (path: string) => http(`${site.url}${path}`, { headers: { cookie } }),
    open: async (step: Step = "what") => {
      const at = `${site.url}${stepPath(step)}`;
      const page = await http(at, { headers: { cookie } });
      const form = formsIn(page.body, at).find(({ fields }) => fields.some(({ name }) => name === "seen"));
      if (form === undefined) throw new Error(`There is no form on a page of ${page.status}`);
      return form;
    },
    send: async (body: string, path = stepPath("what")) =>
      http(`${site.url}${path}`, { method: "POST", headers: { ...fromHere, cookie }, body }),
  };
}

/** What would be decided now about a message of this topic. */
async function decided(customer: CustomerId, topic: Topic, channel: Channel = "email") {
  const person = await people.readPerson(customer, clock.at);
  if (person === undefined) throw new Error("nobody");
  const still = { transactional: false, journeyStopped: false, goalReached: false, holds: true };
  return decide(person, { message: "milestone-reached", topic, channel, ...still }, clock.at);
}

describe("the preferences page over the real stores", () => {
  test("is obeyed by the next decision, in both directions", async () => {
    const { customer, open, send } = await signedIn("nora");
    expect(await decided(customer, "milestones")).toMatchObject({
      kind: "drop",
      reasons: ["noConsent", "topicOff"],
    });
    const changes = { "milestones.email": true, "impact.email": false, "cause.open-paths": true };
    const answer = await send(filled(await open(), changes));
    expect([answer.status, answer.headers["location"]]).toEqual([303, "/preferences/what?done=saved"]);
    expect(await decided(customer, "milestones")).toEqual({ kind: "allow", consentVersion: 1 });
    expect(await decided(customer, "impact")).toMatchObject({
      kind: "drop",
      reasons: ["consentWithdrawn", "topicOff"],
    });
    expect(await people.causes(customer)).toEqual([{ cause: "open-paths", weight: 1 }]);
    const record = await people.consentRecord(customer, {
      topic: "milestones",
      channel: "email",
      version: 1,
    });
    expect(record).toMatchObject({ state: "given", source: "preferences", proof: `session:${clock.at}` });
    expect((await open()).fields.find(({ name }) => name === "milestones.email")?.sent).toBe(true);
  });

  test("is saved once when two windows save at the same time, and all of it", async () => {
    const { customer, open, send } = await signedIn("olivia");
    const form = await open();
    const answers = await Promise.all(
      ["2", "3", "4"].map((parts) =>
        send(filled(form, { "offers.email": true, "cause.open-paths": true, "parts.open-paths": parts })),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409, 409]);
    expect((await currentConsents(customer))["offers.email"]).toBe("given 1");
    expect((await people.preferences(customer))?.version).toBe(3);
  });

  test("never gives again what was withdrawn while its form was open", async () => {
    const { customer, open, send } = await signedIn("paula");
    const form = await open();
    await take(customer, {
      topic: "all",
      channel: "all",
      source: "oneClick",
      locale: "en",
      words: "Stop",
      wordsVersion: "1",
      proof: "link:unsubscribe",
    });
    expect((await send(filled(form, {}))).status).toBe(409);
    expect((await currentConsents(customer))["impact.email"]).toMatch(/^withdrawn/);
  });

  test("asks by text for texts, and allows none before the answer", async () => {
    const { customer, open, send } = await signedIn("quentin");
    expect((await send(filled(await open(), { "orders.sms": true }))).headers["location"]).toBe(
      "/preferences/what?done=asked",
    );
    expect((await currentConsents(customer))["orders.sms"]).toBe("pending 1");
    expect(await decided(customer, "orders", "sms")).toMatchObject({ kind: "drop" });
    const asked = site.published.filter(({ detail }) => detail["customer"] === customer);
    expect(asked.at(-1)).toMatchObject({
      name: "CustomerJoined.v1",
      detail: { channel: "sms", topics: ["orders"] },
    });
    await send(filled(await open(), {}));
    expect((await currentConsents(customer))["orders.sms"]).toBe("pending 1");
    later(11);
    await send(filled(await open(), {}));
    expect((await currentConsents(customer))["orders.sms"]).toBe("pending 2");
  });

  test("stops everything with one button, also from a page that was open for long", async () => {
    const { customer, open, send } = await signedIn("rebecca");
    await open();
    await send(filled(await open(), { "offers.email": true, "dates.email": true }));
    expect((await send("do=stopAll", "/preferences")).headers["location"]).toBe("/preferences?done=stopped");
    for (const topic of ["impact", "offers", "dates"] as const)
      expect(await decided(customer, topic)).toMatchObject({ kind: "drop" });
  });

  test("keeps in one step what another saves", async () => {
    const { customer, open, send } = await signedIn("tamara");
    await send(filled(await open("about"), { interests: "tents" }), stepPath("about"));
    await send(filled(await open(), { "offers.email": true }));
    await send(filled(await open("when"), { place: "DE" }), stepPath("when"));
    expect(await people.preferences(customer)).toMatchObject({
      interests: ["tents"],
      topics: { offers: { email: true } },
      country: "DE",
      timeZone: "Europe/Berlin",
    });
  });

  test("gives a customer all that is kept of them, and deletes it with every session", async () => {
    const { customer, get, send } = await signedIn("ursula");
    const file = await send("", "/preferences/data");
    expect(file.headers["content-disposition"]).toContain("attachment");
    expect(JSON.parse(file.body)).toMatchObject({
      customer,
      addresses: [{ channel: "email" }, { channel: "sms" }],
    });
    expect((await get("/preferences/delete")).body).toContain("Delete everything now");
    expect(await people.preferences(customer)).toBeDefined();
    expect((await send("", "/preferences/delete")).body).toContain("You are deleted.");
    expect(await people.preferences(customer)).toBeUndefined();
    expect((await get("/preferences")).status).toBe(303);
  });

  test("history leads on from any place in it, and refuses a cursor that is none", async () => {
    const { get } = await signedIn("samantha");
    for (const before of ["", "history", "history%23", "history%23~~", "preferences", "x".repeat(3000)]) {
      const { status } = await get(`/history?before=${before}`);
      expect(status, before).toBe(200);
    }
  });
});
