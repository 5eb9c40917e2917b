import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readImport } from "../../core/operations/people/import-file.ts";
import type { ImportRow } from "../../core/operations/people/import-row.ts";
import { identityOf } from "../../core/people/contacts/contact.ts";
import { identityRowKey } from "../../core/people/keys/customer.keys.ts";
import * as world from "../support/people-world.ts";
import {
  clock,
  confirm,
  confirmLink,
  contacts,
  createTable,
  currentConsents,
  deleteTable,
  exported,
  forgetCustomer,
  importOne,
  join,
  joined,
  later,
  links,
  people,
  question,
  request,
  scanned,
  sessions,
  suppressions,
  take,
  wish,
} from "../support/people-world.ts";
import { everyTextCountry } from "../support/text-countries.ts";

beforeAll(createTable);
afterAll(deleteTable);

const withdrawal = {
  source: "oneClick",
  locale: "en",
  words: "Stop these emails",
  wordsVersion: "1",
  proof: "unsubscribe",
} as const;

describe("a customer who joins", () => {
  test("is asked, and nothing is allowed before they answer", async () => {
    const ann = await joined({ email: " Ann@Example.org ", wishes: [wish("impact"), wish("orders")] });
    expect(await currentConsents(ann)).toEqual({ "impact.email": "pending 1", "orders.email": "pending 1" });
    const person = await people.readPerson(ann, clock.at);
    expect(person?.addresses).toEqual({ email: true, sms: false });
    expect(person?.preferences.topics.impact.email).toBe(false);
    expect(await contacts.readAddress(ann, "email")).toBe("ann@example.org");
  });

  test("is the same person the next time, and is not asked again at once", async () => {
    const bea = await joined({ email: "bea@example.org" });
    expect(await join(request({ email: "BEA@example.org", proof: "form:2" }))).toEqual({
      outcome: "joined",
      customer: bea,
      requested: [],
    });
    const same = await join(request({ email: "bea@example.org" }));
    expect(same).toMatchObject({ customer: bea, requested: [{ topic: "impact", channel: "email" }] });
    expect(await currentConsents(bea)).toEqual({ "impact.email": "pending 1" });
    later(11);
    expect(await join(request({ email: "bea@example.org" }))).toEqual(same);
    expect(await currentConsents(bea)).toEqual({ "impact.email": "pending 1" });
    const again = await join(request({ email: "bea@example.org", proof: "form:3" }));
    expect(again.outcome === "joined" && again.requested).toHaveLength(1);
    expect(await currentConsents(bea)).toEqual({ "impact.email": "pending 2" });
  });

  test("at the till is not asked when they withdrew after that, whenever the till's message arrives; and is when they subscribed again", async () => {
    const ticked = { source: "posFlag", proof: "webhook:pos/1", saidAt: clock.at } as const;
    later(1);
    const nia = await joined({ email: "nia@example.org", ...ticked });
    const record = await people.consentRecord(nia, { topic: "impact", channel: "email", version: 1 });
    expect(record).toMatchObject({ ...ticked, state: "pending", at: clock.at });
    await confirm(await confirmLink(nia));
    later(1);
    await take(nia, { ...withdrawal, topic: "impact", channel: "email" });
    const late = await join(request({ email: "nia@example.org", ...ticked, proof: "webhook:pos/2" }));
    expect(late).toMatchObject({ outcome: "joined", requested: [] });
    expect(await currentConsents(nia)).toEqual({ "impact.email": "withdrawn 3" });
    later(1);
    await joined({ email: "nia@example.org", ...ticked, proof: "webhook:pos/3", saidAt: clock.at });
    expect(await currentConsents(nia)).toEqual({ "impact.email": "pending 4" });
  });

  test("twice at the same time is one customer", async () => {
    const both = await Promise.all(
      Array.from({ length: 4 }, () => joined({ email: "twin@example.org", proof: "form:twin" })),
    );
    expect(new Set(both).size).toBe(1);
  });

  test("reads at which field something is wrong, and nothing is saved", async () => {
    const before = await scanned();
    const answer = await join(
      request({ email: "no address", phone: "12", wishes: [wish("impact"), wish("impact", "sms")] }),
    );
    expect(answer).toEqual({
      outcome: "refused",
      problems: [
        { field: "email", problem: "notAnAddress" },
        { field: "phone", problem: "notANumber" },
      ],
    });
    expect(await scanned()).toBe(before);
  });

  test("cannot add a number of their own to another customer's email", async () => {
    const cleo = await joined({ email: "cleo@example.org" });
    const answer = await join(
      request({ email: "cleo@example.org", phone: "+12125550177", wishes: [wish("impact", "sms")] }),
    );
    expect(answer).toMatchObject({ outcome: "joined", requested: [] });
    expect(await contacts.readAddress(cleo, "sms")).toBeUndefined();
  });
});

describe("a question by email", () => {
  test("is answered once, by the link, with its hash as the proof and the words that were shown", async () => {
    const dan = await joined({ email: "dan@example.org" });
    const token = await confirmLink(dan);
    expect(await question(token)).toMatchObject({
      state: "open",
      records: [{ topic: "impact", state: "pending" }],
    });
    expect(await currentConsents(dan)).toEqual({ "impact.email": "pending 1" });
    expect(await confirm(token)).toEqual({ outcome: "confirmed", customer: dan, topics: ["impact"] });
    expect(await confirm(token)).toEqual({ outcome: "settled", customer: dan, given: ["impact"] });
    expect(await question(token)).toEqual({
      state: "settled",
      customer: dan,
      given: ["impact"],
      good: false,
    });
    const record = await people.consentRecord(dan, { topic: "impact", channel: "email", version: 2 });
    expect(record).toMatchObject({ state: "given", words: "Yes, write to me about impact by email." });
    expect(record?.proof).toMatch(/^link:/);
    expect(record?.proof).not.toContain(token.split(".")[1]);
    expect((await people.preferences(dan))?.topics.impact.email).toBe(true);
    expect((await contacts.contacts(dan))[0]?.confirmed).toBe(true);
  });

  test("does not answer what was asked later, nor what was withdrawn meanwhile", async () => {
    const eve = await joined({ email: "eve@example.org", wishes: [wish("impact"), wish("orders")] });
    const token = await confirmLink(eve);
    await take(eve, { ...withdrawal, topic: "orders", channel: "email" });
    later(11);
    await joined({ email: "eve@example.org", wishes: [wish("offers"), wish("orders")] });
    expect(await confirm(token)).toMatchObject({ topics: ["impact"] });
    expect(await currentConsents(eve)).toEqual({
      "impact.email": "given 2",
      "offers.email": "pending 1",
      "orders.email": "pending 3",
    });
  });

  test("that was asked twice in the same words is answered by the letter of either", async () => {
    for (const [name, pressed] of [
      ["lin", 0],
      ["lou", 1],
    ] as const) {
      const email = `${name}@example.org`;
      const customer = await joined({ email });
      const first = await confirmLink(customer);
      later(11);
      await joined({ email, proof: "form:again" });
      const letters = [first, await confirmLink(customer)];
      expect(await confirm(letters[pressed] ?? "")).toMatchObject({
        outcome: "confirmed",
        topics: ["impact"],
      });
      expect(await confirm(letters[1 - pressed] ?? "")).toMatchObject({ outcome: "confirmed", topics: [] });
      expect(await currentConsents(customer)).toEqual({ "impact.email": "given 3" });
    }
  });

  test("is not answered by a letter that asked it in other words", async () => {
    const amy = await joined({ email: "amy@example.org" });
    const token = await confirmLink(amy);
    later(11);
    const other = { ...wish("impact"), words: "Yes, write to me about everything." };
    await joined({ email: "amy@example.org", proof: "form:other", wishes: [other] });
    expect(await confirm(token)).toMatchObject({ topics: [] });
    expect(await currentConsents(amy)).toEqual({ "impact.email": "pending 2" });
  });

  test("is answered by one of many simultaneous requests, and gives once", async () => {
    const fay = await joined({ email: "fay@example.org" });
    const token = await confirmLink(fay);
    const answers = await Promise.all(Array.from({ length: 6 }, () => confirm(token)));
    expect(answers.filter(({ outcome }) => outcome === "confirmed")).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === "settled")).toHaveLength(5);
    expect(await currentConsents(fay)).toEqual({ "impact.email": "given 2" });
  });

  test("is refused when it is late, foreign, made up or for another purpose", async () => {
    const gus = await joined({ email: "gus@example.org" });
    const signIn = await links.issue({ purpose: "signIn", customer: gus, facts: {}, minutes: 10 });
    const token = await confirmLink(gus);
    const foreign = `${"0".repeat(26)}.${token.split(".")[1]}`;
    for (const wrong of [signIn, foreign, "", "x", `${token}x`])
      expect(await confirm(wrong)).toEqual({ outcome: "refused" });
    later(61);
    expect(await question(token)).toEqual({ state: "expired" });
    expect(await confirm(token)).toEqual({ outcome: "expired" });
    expect(await currentConsents(gus)).toEqual({ "impact.email": "pending 1" });
  });
});

describe("a withdrawal", () => {
  test("is never lost, whatever else is written at the same time", async () => {
    const jon = await joined({ email: "jon@example.org" });
    const token = await confirmLink(jon);
    await Promise.all([
      ...Array.from({ length: 5 }, () => take(jon, { ...withdrawal, topic: "all", channel: "all" })),
      confirm(token),
    ]);
    await take(jon, { ...withdrawal, topic: "all", channel: "all" });
    expect((await currentConsents(jon))["impact.email"]).toMatch(/^withdrawn/);
  });

  test("unticks what it withdraws, and a form that was opened before cannot give it again", async () => {
    const pat = await joined({ email: "pat@example.org" });
    await confirm(await confirmLink(pat));
    const opened = await people.preferences(pat);
    if (opened === undefined) throw new Error("there are none");
    expect(opened.topics.impact.email).toBe(true);
    await take(pat, { ...withdrawal, topic: "impact", channel: "email" });
    expect((await people.preferences(pat))?.topics.impact.email).toBe(false);
    expect(await people.savePreferences(pat, opened)).toBe("stale");
  });
});

describe("a suppression", () => {
  test("is seen by the next decision, and only its owner's own word is lifted again", async () => {
    const kim = await joined({ email: "kim@example.org" });
    const address = await contacts.hashOf({ channel: "email", address: "kim@example.org" });
    await suppressions.suppress({ ...address, reason: "stop", at: clock.at });
    expect((await people.readPerson(kim, clock.at))?.suppressed.email).toBe(true);
    expect(await suppressions.lift(address, clock.at)).toBe("kept");
    const said = clock.at;
    later(1);
    expect(await suppressions.lift(address, clock.at)).toBe("lifted");
    // A START that comes late lifts no STOP that was said after it.
    await suppressions.suppress({ ...address, reason: "stop", at: said });
    await suppressions.suppress({ ...address, reason: "stop", at: clock.at });
    expect(await suppressions.lift(address, clock.at)).toBe("kept");
    await suppressions.suppress({ ...address, reason: "complaint", at: clock.at });
    await suppressions.suppress({ ...address, reason: "stop", at: clock.at });
    later(1);
    expect(await suppressions.lift(address, clock.at)).toBe("kept");
    expect(await suppressions.read([address])).toMatchObject([{ reason: "complaint" }]);
  });
});

describe("preferences", () => {
  test("are not overwritten by a form that was opened before another was saved", async () => {
    const lea = await joined({ email: "lea@example.org" });
    const opened = await people.preferences(lea);
    if (opened === undefined) throw new Error("there are none");
    const causes = [{ cause: "rivers", weight: 3 }];
    expect(await people.savePreferences(lea, { ...opened, causes })).toBe("saved");
    expect(await people.savePreferences(lea, { ...opened, causes: [] })).toBe("stale");
    expect(await people.causes(lea)).toEqual(causes);
    expect(await people.preferences(lea)).toEqual({ ...opened, causes, version: opened.version + 1 });
  });

  test("are saved with the consents that belong to them, or neither is", async () => {
    const mia = await joined({ email: "mia@example.org" });
    const read = await people.consents(mia);
    const record = await people.consentRecord(mia, { topic: "impact", channel: "email", version: 1 });
    await take(mia, { ...withdrawal, topic: "all", channel: "all" });
    const opened = await people.preferences(mia);
    if (opened === undefined || record === undefined) throw new Error("there are none");
    const given = [{ ...record, state: "given" as const }];
    expect(await people.savePreferences(mia, opened, given, read)).toBe("stale");
    expect(await people.preferences(mia)).toEqual(opened);
    expect(await currentConsents(mia)).toEqual({ "impact.email": "withdrawn 2" });
  });
});

describe("a session", () => {
  test("belongs to the customer who started it until it ends", async () => {
    const ned = await joined({ email: "ned@example.org" });
    const token = await sessions.start(ned);
    expect((await sessions.read(token))?.customer).toBe(ned);
    expect(await sessions.read(`${token}x`)).toBeUndefined();
    later(61);
    expect(await sessions.read(token)).toBeUndefined();
    const next = await sessions.start(ned);
    await sessions.end(next);
    expect(await sessions.read(next)).toBeUndefined();
  });
});

/** The brand writes letters to the community: who is no staff can be imported for them. */
const rules = () => ({
  now: clock.at,
  countries: everyTextCountry,
  brand: { letters: ["community" as const] },
});

describe("an import", () => {
  const HEAD = "email,phone,language,topics,words,words_version,confirmed_at,proof,causes";
  const rowOf = async (line: string): Promise<ImportRow> => {
    const [row] = (await readImport([HEAD, line].join("\n"), rules())).rows;
    if (row === undefined) throw new Error("the row is not right");
    return row;
  };
  const line = (email: string, phone = "", topics = "impact.email") =>
    `${email},${phone},en,${topics},Yes please,1,2026-01-02T03:04:05Z,log 7,rivers:2`;

  test("gives what was confirmed elsewhere, with its words and proof, once; a dry run writes nothing", async () => {
    const row = await rowOf(line("vic@example.org", "+12125550121", "impact.email orders.sms"));
    const before = await scanned();
    expect(await importOne(row, { write: false })).toEqual({
      outcome: "new",
      given: 2,
      kept: 0,
      outdated: 0,
    });
    expect(await scanned()).toBe(before);
    expect(await importOne(row, { write: true })).toEqual({ outcome: "new", given: 2, kept: 0, outdated: 0 });
    expect(await importOne(row, { write: true })).toEqual({
      outcome: "unchanged",
      given: 0,
      kept: 0,
      outdated: 0,
    });
    const vic = await contacts.customerOf(await contacts.hashOf({ channel: "sms", address: "+12125550121" }));
    if (vic === undefined) throw new Error("nobody is known by that number");
    expect(await currentConsents(vic)).toEqual({ "impact.email": "given 1", "orders.sms": "given 1" });
    expect(await people.consentRecord(vic, { topic: "impact", channel: "email", version: 1 })).toMatchObject({
      proof: "import:log 7",
      words: "Yes please",
      at: "2026-01-02T03:04:05Z",
    });
    expect(await people.causes(vic)).toEqual([{ cause: "rivers", weight: 2 }]);
  });

  test("leaves what the person said later as it is", async () => {
    const wes = await joined({ email: "wes@example.org" });
    await confirm(await confirmLink(wes));
    await take(wes, { ...withdrawal, topic: "all", channel: "all" });
    expect(await importOne(await rowOf(line("wes@example.org")), { write: true })).toEqual({
      outcome: "unchanged",
      given: 0,
      kept: 1,
      outdated: 0,
    });
    expect(await currentConsents(wes)).toEqual({ "impact.email": "withdrawn 3" });
  });

  test("says that a person is the brand's own staff, until it says that they are not; given consents stay", async () => {
    const row = await rowOf(line("zoe@example.org", "", "community.email"));
    const listed = async (lists: ImportRow["lists"]) => {
      const { outcome } = await importOne({ ...row, ...(lists && { lists }) }, { write: true });
      const zoe = await contacts.customerOf(
        await contacts.hashOf({ channel: "email", address: "zoe@example.org" }),
      );
      if (zoe === undefined) throw new Error("nobody was imported");
      const lines = (await scanned()).split("\n").filter((item) => item.includes(zoe));
      const of = lines.filter((item) => item.includes("audience#list:")).length;
      return [outcome, (await people.preferences(zoe))?.lists, of];
    };
    expect(await listed(undefined)).toEqual(["new", undefined, 0]);
    expect(await listed(["staff"])).toEqual(["known", ["staff"], 1]);
    expect(await listed(["staff"])).toEqual(["unchanged", ["staff"], 1]);
    expect(await listed(undefined)).toEqual(["unchanged", ["staff"], 1]);
    expect(await listed([])).toEqual(["known", [], 0]);
  });

  test("merges no two customers, and replaces no customer's number", async () => {
    await importOne(await rowOf(line("xia@example.org", "+12125550122", "impact.email impact.sms")), {
      write: true,
    });
    await importOne(await rowOf(line("yan@example.org")), { write: true });
    const mixed = await rowOf(line("yan@example.org", "+12125550122", "impact.email impact.sms"));
    expect(await importOne(mixed, { write: true })).toMatchObject({ outcome: "refused", column: "phone" });
    const other = await rowOf(line("xia@example.org", "+12125550123", "impact.email impact.sms"));
    expect(await importOne(other, { write: true })).toMatchObject({ outcome: "refused", column: "phone" });
  });
});

describe("nothing personal", () => {
  test("can be read in the table, not even by a reader of all of it", async () => {
    const customer = await joined({
      email: "canary.bird@example.org",
      phone: "+12125550199",
      wishes: [wish("impact")],
      chosen: { interests: ["canary songs"] },
    });
    const chosen = await people.preferences(customer);
    if (chosen === undefined) throw new Error("no preferences");
    expect(chosen.interests).toEqual(["canary songs"]);
    const dates = [{ name: "Birdie's birthday", month: 2, day: 29 }];
    expect(await people.savePreferences(customer, { ...chosen, dates })).toBe("saved");
    expect(await scanned()).not.toMatch(/canary|bird|songs|5550199|example\.org/i);
    expect(await people.preferences(customer)).toMatchObject({ interests: ["canary songs"], dates });
    expect((await exported(customer))?.held["preferences"]).toMatchObject([
      { interests: ["canary songs"], dates },
    ]);
    expect((await people.readPerson(customer, "2026-11-22T12:00:00Z"))?.preferences).toMatchObject({
      interests: [],
      dates: [{ name: "…", month: 2, day: 29 }],
    });
  });

  test("is left of a customer who is forgotten, and no other customer loses anything", async () => {
    const before = (await scanned()).split("\n").toSorted();
    const pia = await joined({
      email: "pia@example.org",
      phone: "+12125550111",
      wishes: [wish("impact"), wish("impact", "sms")],
      chosen: { interests: ["canary interest"], causes: [{ cause: "rivers", weight: 1 }] },
    });
    await confirm(await confirmLink(pia));
    await sessions.start(pia);
    const address = await contacts.hashOf({ channel: "email", address: "pia@example.org" });
    const out = await exported(pia);
    expect(out?.addresses).toMatchObject([
      { channel: "email", address: "pia@example.org", confirmed: true },
      { channel: "sms", address: "+12125550111", confirmed: false },
    ]);
    expect(Object.keys(out?.held ?? {})).toEqual([
      "consent",
      "consents",
      "identity",
      "link",
      "preferences",
      "profile",
      "session",
    ]);

    expect(await forgetCustomer(pia)).toMatchObject({ outcome: "forgotten" });
    const after = await scanned();
    expect(after).not.toContain(pia);
    const times = after.split("\n").filter((row) => row.includes('"pk":"forgotten#'));
    expect(times.filter((row) => row.includes(address.hmac))).toHaveLength(1);
    expect(after).not.toContain("canary interest");
    expect(
      after
        .split("\n")
        .filter((row) => !times.includes(row))
        .toSorted(),
    ).toEqual(before);
    expect(await contacts.readAddress(pia, "email")).toBeUndefined();
    expect(await exported(pia)).toBeUndefined();
    expect(await forgetCustomer(pia)).toEqual({
      outcome: "unknown",
      rows: 0,
      quarantined: 0,
      mails: 0,
      attachments: 0,
      texts: 0,
      conversations: 0,
      feedback: 0,
    });
  });

  test("is written down again by a proof from before, neither an import's nor a till's", async () => {
    const ivy = await joined({ email: "ivy@example.org" });
    await confirm(await confirmLink(ivy));
    await take(ivy, { ...withdrawal, topic: "all", channel: "all" });
    await forgetCustomer(ivy);
    const before = await scanned();
    const HEAD = "email,language,topics,words,words_version,confirmed_at,proof";
    const line = "ivy@example.org,en,impact.email,Yes please,1,2026-01-02T03:04:05Z,log 7";
    const [row] = (await readImport([HEAD, line].join("\n"), rules())).rows;
    if (row === undefined) throw new Error("the row is not right");
    expect(await importOne(row, { write: true })).toMatchObject({
      outcome: "refused",
      column: "confirmed_at",
    });
    const ticked = { email: "ivy@example.org", source: "posFlag", proof: "webhook:pos/9" } as const;
    expect(await join(request({ ...ticked, saidAt: "2026-01-02T03:04:05Z" }))).toEqual({
      outcome: "outdated",
    });
    expect(await scanned()).toBe(before);
    later(1);
    expect((await joined({ ...ticked, saidAt: clock.at })) === ivy).toBe(false);
  });

  test("a suppression outlives a forgotten customer, as a hash", async () => {
    const ray = await joined({ email: "ray@example.org" });
    const address = await contacts.hashOf({ channel: "email", address: "ray@example.org" });
    await suppressions.suppress({ ...address, reason: "bounce", at: clock.at });
    await forgetCustomer(ray);
    expect(await suppressions.read([address])).toMatchObject([{ reason: "bounce" }]);
  });

  test("an identity that is another customer's by now stays theirs", async () => {
    const sue = await joined({ email: "sue@example.org" });
    const tom = await joined({ email: "tom@example.org" });
    const address = await contacts.hashOf({ channel: "email", address: "sue@example.org" });
    await world.put({ ...identityRowKey(identityOf(address)), customer: tom });
    await forgetCustomer(sue);
    expect(await contacts.customerOf(address)).toBe(tom);
  });
});

describe("an address that is replaced", () => {
  test("is no longer found, and the new one is not confirmed by it", async () => {
    const uma = await joined({ email: "uma@example.org" });
    await confirm(await confirmLink(uma));
    await contacts.saveAddress(uma, {
      channel: "email",
      address: "uma@example.net",
      at: clock.at,
      identify: true,
    });
    const old = await contacts.hashOf({ channel: "email", address: "uma@example.org" });
    expect(await contacts.customersAt(old)).toEqual([]);
    expect(await contacts.customerOf(old)).toBeUndefined();
    expect(await contacts.contacts(uma)).toMatchObject([{ confirmed: false }]);
    expect(await contacts.readAddress(uma, "email")).toBe("uma@example.net");
  });
});
