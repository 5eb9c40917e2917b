import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { CAPS, capOf } from "../../../../core/messaging/eligibility/caps.ts";
import { decide } from "../../../../core/messaging/eligibility/decide.ts";
import { LAWFUL_HOURS } from "../../../../core/messaging/eligibility/permitted-hours.ts";
import type { ConsentNow } from "../../../../core/model/consent.ts";
import { TOPICS } from "../../../../core/model/topic.ts";
import {
  type Decision,
  type MessageRequest,
  Reason,
  type RecipientState,
  type Sent,
} from "../../../../core/people/records/decision.ts";
import { aPerson, aProposal, noon, somePreferences } from "../../../support/eligibility-builders.ts";
import { instantOf, readClock } from "../../../support/eligibility-clock.ts";

const drop = (...reasons: Reason[]): Decision => ({ kind: "drop", reasons });
const defer = (until: string, ...reasons: Reason[]): Decision => ({ kind: "defer", until, reasons });
const allow = (consentVersion: number): Decision => ({ kind: "allow", consentVersion });

const consent = (over: Partial<ConsentNow>): RecipientState => {
  const at = "2026-01-02T08:00:00Z";
  return aPerson({
    consents: [{ topic: "impact", channel: "email", state: "given", version: 7, at, ...over }],
  });
};
const preferring = (over: Parameters<typeof somePreferences>[0]): RecipientState =>
  aPerson({ preferences: somePreferences(over) });
const topicsWith = (over: object) => {
  const { topics } = somePreferences();
  return { topics: { ...topics, impact: { ...topics.impact, ...over } } };
};
const got = (count: number, over: Partial<Sent> = {}): RecipientState =>
  aPerson({
    recent: Array.from({ length: count }, () => ({
      channel: "email" as const,
      topic: "orders" as const,
      at: "2026-11-18T06:00:00Z",
      transactional: false,
      ...over,
    })),
  });
const sms = aProposal({ channel: "sms" });
const answer = aProposal({ transactional: true });
/** 21:00 in Berlin, a Wednesday. */
const evening = "2026-11-18T20:00:00Z";

describe("decide", () => {
  test.each<[string, RecipientState, MessageRequest, string, Decision]>([
    ["what was agreed to, under that version", consent({ version: 7 }), aProposal(), noon, allow(7)],
    ["no address", aPerson({ addresses: { email: false, sms: true } }), aProposal(), noon, drop("noAddress")],
    [
      "suppressed",
      aPerson({ suppressed: { email: true, sms: false } }),
      aProposal(),
      noon,
      drop("suppressed"),
    ],
    [
      "suppressed on the other channel",
      aPerson({ suppressed: { email: false, sms: true } }),
      aProposal(),
      noon,
      allow(1),
    ],
    ["never asked", aPerson({ consents: [] }), aProposal(), noon, drop("noConsent")],
    ["agreed by email only", consent({}), sms, noon, drop("noConsent")],
    ["asked and not answered", consent({ state: "pending" }), aProposal(), noon, drop("consentPending")],
    ["withdrawn", consent({ state: "withdrawn" }), aProposal(), noon, drop("consentWithdrawn")],
    ["expired just now", consent({ expiresAt: noon }), aProposal(), noon, drop("consentExpired")],
    ["expires in a second", consent({ expiresAt: "2026-11-18T11:00:01Z" }), aProposal(), noon, allow(7)],
    [
      "the topic is off on this channel",
      preferring(topicsWith({ email: false })),
      aProposal(),
      noon,
      drop("topicOff"),
    ],
    [
      "the topic is off on the other channel",
      preferring(topicsWith({ sms: false })),
      aProposal(),
      noon,
      allow(1),
    ],
    [
      "each time, to a person who wants a weekly digest",
      preferring(topicsWith({ rhythm: "weekly" })),
      aProposal({ rhythm: "eachTime" }),
      noon,
      drop("otherRhythm"),
    ],
    [
      "the weekly digest, to the same",
      preferring(topicsWith({ rhythm: "weekly" })),
      aProposal({ rhythm: "weekly" }),
      noon,
      allow(1),
    ],
    [
      "a message without rhythm, to the same",
      preferring(topicsWith({ rhythm: "weekly" })),
      aProposal(),
      noon,
      allow(1),
    ],
    [
      "paused",
      preferring({ pausedUntil: "2026-12-01T00:00:00Z" }),
      aProposal(),
      noon,
      defer("2026-12-01T00:00:00Z", "paused"),
    ],
    [
      "paused until it is night",
      preferring({ pausedUntil: "2026-12-01T00:00:00Z" }),
      sms,
      noon,
      defer("2026-12-01T07:00:00Z", "paused"),
    ],
    ["the pause is over", preferring({ pausedUntil: noon }), aProposal(), noon, allow(1)],
    ["a text in the evening", aPerson(), sms, evening, defer("2026-11-19T07:00:00Z", "lawfulHours")],
    ["an email in the evening", aPerson(), aProposal(), evening, allow(1)],
    [
      "a text on a Saturday evening in Paris, before a Sunday",
      preferring({ country: "FR", timeZone: "Europe/Paris" }),
      sms,
      "2026-11-21T21:30:00Z",
      defer("2026-11-23T07:00:00Z", "lawfulHours"),
    ],
    [
      "a text on Christmas in Lyon: the second day of Alsace counts, then a Sunday",
      preferring({ country: "FR", timeZone: "Europe/Paris" }),
      sms,
      "2026-12-25T11:00:00Z",
      defer("2026-12-28T07:00:00Z", "lawfulHours"),
    ],
    ["a text to where no law is known", preferring({ country: "BR" }), sms, noon, drop("lawfulHours")],
    [
      "a text to a time zone without a country",
      aPerson({ preferences: withoutPlace({ timeZone: "Europe/Berlin" }) }),
      sms,
      noon,
      drop("lawfulHours"),
    ],
    [
      "quiet hours across midnight",
      preferring({ quiet: { from: "20:00", to: "09:30" } }),
      aProposal(),
      evening,
      defer("2026-11-19T08:30:00Z", "quietHours"),
    ],
    [
      "quiet hours in an unknown time zone",
      aPerson({ preferences: withoutPlace({ quiet: { from: "22:00", to: "07:00" } }) }),
      aProposal(),
      noon,
      drop("quietHours"),
    ],
    [
      "the law's hours and the person's, which never meet",
      preferring({ quiet: { from: "08:00", to: "21:00" } }),
      sms,
      noon,
      drop("lawfulHours", "quietHours"),
    ],
    [
      "both at once: when both are over",
      preferring({ quiet: { from: "20:00", to: "09:30" } }),
      sms,
      evening,
      defer("2026-11-19T08:30:00Z", "lawfulHours", "quietHours"),
    ],
    [
      "the author's hours",
      aPerson(),
      aProposal({ within: { from: "17:00", to: "19:00" } }),
      noon,
      defer("2026-11-18T16:00:00Z", "journeyHours"),
    ],
    ["room under the cap", got(CAPS.email.perDay - 1), aProposal(), noon, allow(1)],
    [
      "the cap of the day",
      got(CAPS.email.perDay),
      aProposal(),
      noon,
      defer("2026-11-18T23:00:00Z", "capReached"),
    ],
    ["yesterday's do not count", got(9, { at: "2026-11-17T22:59:59Z" }), aProposal(), noon, allow(1)],
    ["texts do not count for emails", got(9, { channel: "sms" }), aProposal(), noon, allow(1)],
    ["answers do not count", got(9, { transactional: true }), aProposal(), noon, allow(1)],
    ["stopped", aPerson(), aProposal({ journeyStopped: true }), noon, drop("journeyStopped")],
    ["nothing left to reach", aPerson(), aProposal({ goalReached: true }), noon, drop("goalReached")],
    ["no longer true", aPerson(), aProposal({ holds: false }), noon, drop("noLongerTrue")],
    ["too late", aPerson(), aProposal({ validUntil: "2026-11-18T10:59:59Z" }), noon, drop("tooLate")],
    ["just in time", aPerson(), aProposal({ validUntil: noon }), noon, allow(1)],
    [
      "too late when the night is over",
      aPerson(),
      aProposal({ channel: "sms", validUntil: "2026-11-19T06:00:00Z" }),
      evening,
      drop("lawfulHours", "tooLate"),
    ],
    [
      "the consent has ended when the pause is over",
      aPerson({
        consents: consent({ expiresAt: "2026-11-25T00:00:00Z" }).consents,
        preferences: somePreferences({ pausedUntil: "2026-12-01T00:00:00Z" }),
      }),
      aProposal(),
      noon,
      drop("consentExpired", "paused"),
    ],
    [
      "an answer needs neither consent nor hours nor a topic, nor does a pause hold it back",
      aPerson({
        consents: [],
        preferences: somePreferences({
          ...topicsWith({ email: false }),
          pausedUntil: "2027-01-01T00:00:00Z",
          quiet: { from: "00:00", to: "23:59" },
        }),
      }),
      answer,
      noon,
      allow(0),
    ],
    [
      "an answer needs an address that is not suppressed",
      aPerson({ addresses: { email: false, sms: false }, suppressed: { email: true, sms: true } }),
      answer,
      noon,
      drop("noAddress", "suppressed"),
    ],
    [
      "a mailbox cannot be flooded with answers",
      got(CAPS.email.answersPerDay, { transactional: true }),
      answer,
      noon,
      drop("capReached"),
    ],
    [
      "an answer that is too late",
      aPerson(),
      { ...answer, validUntil: "2026-11-18T10:00:00Z" },
      noon,
      drop("tooLate"),
    ],
    [
      "all at once: each reason, in order",
      aPerson({
        addresses: { email: false, sms: false },
        suppressed: { email: true, sms: true },
        consents: [],
        preferences: somePreferences({
          ...topicsWith({ email: false, sms: false, rhythm: "weekly" }),
          pausedUntil: "2026-12-01T00:00:00Z",
          quiet: { from: "20:00", to: "08:00" },
        }),
        recent: got(5, { channel: "sms", at: evening }).recent,
      }),
      {
        ...sms,
        rhythm: "eachTime",
        within: { from: "09:00", to: "10:00" },
        validUntil: noon,
        journeyStopped: true,
        goalReached: true,
        holds: false,
      },
      evening,
      drop(
        "noAddress",
        "suppressed",
        "noConsent",
        "topicOff",
        "otherRhythm",
        "paused",
        "lawfulHours",
        "quietHours",
        "journeyHours",
        "capReached",
        "journeyStopped",
        "goalReached",
        "noLongerTrue",
        "tooLate",
      ),
    ],
  ])("%s", (_, person, proposal, now, expected) => {
    expect(decide(person, proposal, now)).toEqual(expected);
  });

  test("an open complaint holds what the brand says unasked, on every channel, and nothing else", () => {
    const complaining = aPerson({ openComplaint: true });
    const holding = TOPICS.filter((topic) =>
      (["email", "sms"] as const).every((channel) => {
        const decision = decide(complaining, aProposal({ topic, channel }), noon);
        return decision.kind === "drop" && decision.reasons.includes("openComplaint");
      }),
    );
    expect(holding).toEqual(["milestones", "community", "offers", "feedback"]);
    for (const topic of TOPICS) {
      expect(decide(complaining, aProposal({ topic, transactional: true }), noon).kind).toBe("allow");
      expect(decide(aPerson({ openComplaint: false }), aProposal({ topic }), noon).kind).toBe("allow");
    }
  });

  test("two days of ours are never more than 24 hours of a law", () => {
    const laws = LAWFUL_HOURS.flatMap(({ perDayMax }) => (perDayMax === undefined ? [] : [perDayMax]));
    expect(2 * CAPS.sms.perDay).toBeLessThanOrEqual(Math.min(...laws));
  });

  test("a law's cap counts any 24 hours, not days", () => {
    const florida = aPerson({
      preferences: somePreferences({ country: "US", region: "US-FL", timeZone: "America/New_York" }),
      recent: ["15:00", "16:00", "17:00"].map((time) => ({
        channel: "sms",
        topic: "impact",
        at: `2026-11-17T${time}:00Z`,
        transactional: false,
      })),
    });
    expect(decide(florida, sms, "2026-11-18T14:00:00Z")).toEqual(defer("2026-11-18T15:00:00Z", "capReached"));
  });

  test("the day of a cap is the person's own", () => {
    const auckland = preferring({ country: "NZ", timeZone: "Pacific/Auckland" });
    expect(capOf(auckland, sms, "2026-11-18T11:30:00Z")).toEqual({ day: "2026-11-19", limit: 1 });
  });
});

function withoutPlace(over: Parameters<typeof somePreferences>[0]) {
  const { timeZone: _zone, country: _country, ...rest } = somePreferences();
  return { ...rest, ...over };
}

const START = Date.UTC(2026, 0, 1);
const times = fc
  .integer({ min: 0, max: 60 * 24 * 400 })
  .map((minutes) => instantOf(START + minutes * 60_000));
const clockTimes = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30"))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);
const hours = fc.record({ from: clockTimes, to: clockTimes });
const perhaps = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const given = <T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

const places = fc.constantFrom<Partial<RecipientState["preferences"]>>(
  {},
  { country: "DE" },
  { country: "FR", timeZone: "Europe/Paris" },
  { country: "US" },
  { country: "US", region: "US-KY" },
  { country: "US", region: "US-AL", timeZone: "America/Chicago" },
  { country: "US", region: "US-FL", timeZone: "America/New_York" },
  { country: "US", timeZone: "America/Los_Angeles" },
  { country: "AU", timeZone: "Australia/Lord_Howe" },
  { country: "NZ" },
  { country: "BR", timeZone: "America/Sao_Paulo" },
  { timeZone: "Asia/Kathmandu" },
);

const people: fc.Arbitrary<{ person: RecipientState; now: string }> = fc
  .record({
    now: times,
    place: places,
    quiet: perhaps(hours),
    pausedFor: perhaps(fc.integer({ min: -100, max: 4000 })),
    rhythm: fc.constantFrom("eachTime" as const, "weekly" as const),
    wants: fc.record({ email: fc.boolean(), sms: fc.boolean() }),
    state: fc.constantFrom(
      "given" as const,
      "given" as const,
      "given" as const,
      "pending" as const,
      "withdrawn" as const,
    ),
    expiresIn: perhaps(fc.integer({ min: -100, max: 20_000 })),
    ago: fc.array(
      fc.tuple(fc.constantFrom("email" as const, "sms" as const), fc.integer({ min: 0, max: 3000 })),
      {
        maxLength: 6,
      },
    ),
  })
  .map(({ now, place, quiet, pausedFor, rhythm, wants, state, expiresIn, ago }) => {
    const later = (minutes: number) => instantOf(Date.parse(now) + minutes * 60_000);
    const topics = Object.fromEntries(TOPICS.map((topic) => [topic, { ...wants, rhythm }]));
    const preferences = {
      ...withoutPlace({}),
      ...place,
      ...given({ quiet, pausedUntil: pausedFor === undefined ? undefined : later(pausedFor) }),
      topics: topics as RecipientState["preferences"]["topics"],
    };
    const consents = (["email", "sms"] as const).map((channel) => ({
      topic: "impact" as const,
      channel,
      state,
      version: 3,
      at: instantOf(START),
      ...given({ expiresAt: expiresIn === undefined ? undefined : later(expiresIn) }),
    }));
    const recent = ago.map(([channel, minutes]) => ({
      channel,
      topic: "orders" as const,
      at: later(-minutes),
      transactional: false,
    }));
    return { now, person: aPerson({ preferences, consents, recent }) };
  });

const proposals: fc.Arbitrary<MessageRequest> = fc
  .record({
    channel: fc.constantFrom("email" as const, "sms" as const),
    within: perhaps(hours),
    rhythm: perhaps(fc.constantFrom("eachTime" as const, "weekly" as const)),
    validUntil: perhaps(times),
  })
  .map(({ channel, ...narrowing }) => aProposal({ channel, ...given(narrowing) }));

const RUNS = { numRuns: 600 };

describe("whatever a person chose and an author asks for", () => {
  test("a deferred message is allowed at its `until`, if nothing else changes, and not a minute before", () => {
    fc.assert(
      fc.property(people, proposals, ({ person, now }, proposal) => {
        const decision = decide(person, proposal, now);
        if (decision.kind !== "defer") return;
        expect(decision.until > now).toBe(true);
        expect(decide(person, proposal, decision.until)).toEqual(allow(3));
        const before = instantOf(Date.parse(decision.until) - 60_000);
        if (before > now) expect(decide(person, proposal, before).kind).toBe("defer");
      }),
      RUNS,
    );
  });

  test("an allowed message has consent, is wanted, and is at a lawful and not a quiet hour on every clock", () => {
    fc.assert(
      fc.property(people, proposals, ({ person, now }, proposal) => {
        if (decide(person, proposal, now).kind !== "allow") return;
        const { preferences, consents, recent } = person;
        const agreed = consents.find(({ channel }) => channel === proposal.channel);
        expect(agreed?.state).toBe("given");
        expect((agreed?.expiresAt ?? "9") > now).toBe(true);
        expect(preferences.topics.impact[proposal.channel]).toBe(true);
        expect((preferences.pausedUntil ?? "0") <= now).toBe(true);
        const day = Date.parse(now) - 24 * 3600_000;
        const sameDay = recent.filter(
          ({ at, channel }) =>
            channel === proposal.channel &&
            Date.parse(at) > day &&
            preferences.timeZone !== undefined &&
            readClock(preferences.timeZone, Date.parse(at)).day ===
              readClock(preferences.timeZone, Date.parse(now)).day,
        );
        expect(sameDay.length).toBeLessThan(CAPS[proposal.channel].perDay);
        if (preferences.timeZone === undefined) return;
        const { minute, weekday } = readClock(preferences.timeZone, Date.parse(now));
        if (proposal.channel === "sms") {
          expect(preferences.country).toBeDefined();
          expect(minute >= 8 * 60 && minute < 22 * 60).toBe(true);
          if (preferences.country === "FR" || preferences.region === "US-AL") expect(weekday).not.toBe("Sun");
        }
        const { quiet } = preferences;
        if (quiet !== undefined) {
          const clock = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
          const isQuiet =
            quiet.from < quiet.to
              ? quiet.from <= clock && clock < quiet.to
              : quiet.from <= clock || clock < quiet.to;
          expect(isQuiet).toBe(false);
        }
      }),
      RUNS,
    );
  });

  test("an author can only narrow: whatever they add, nothing is allowed that was not, nor any sooner", () => {
    fc.assert(
      fc.property(people, proposals, ({ person, now }, narrow) => {
        const wide = aProposal({ channel: narrow.channel });
        const decided = decide(person, wide, now);
        const narrowed = decide(person, narrow, now);
        if (narrowed.kind === "allow") expect(decided).toEqual(narrowed);
        if (narrowed.kind === "defer" && decided.kind === "defer") {
          expect(narrowed.until >= decided.until).toBe(true);
        }
        if (decided.kind === "drop") expect(narrowed.kind).toBe("drop");
      }),
      RUNS,
    );
  });

  test("less knowledge of where a customer is never allows more texts", () => {
    const kentucky = { country: "US", region: "US-KY", timeZone: "America/New_York" };
    fc.assert(
      fc.property(times, fc.subarray(["region", "timeZone", "country"] as const), (now, unknown) => {
        const known = aPerson({ preferences: somePreferences(kentucky) });
        const preferences = { ...known.preferences };
        for (const field of unknown) delete preferences[field];
        if (decide({ ...known, preferences }, sms, now).kind === "allow") {
          expect(decide(known, sms, now).kind).toBe("allow");
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a decision has each reason once, in their order", () => {
    fc.assert(
      fc.property(people, proposals, ({ person, now }, proposal) => {
        const decision = decide(person, proposal, now);
        if (decision.kind === "allow") return;
        expect(decision.reasons).toEqual(
          Reason.options.filter((reason) => decision.reasons.includes(reason)),
        );
        expect(decision.reasons.length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });

  test("the same input gives the same decision, and time is read in UTC", () => {
    expect(Temporal.Instant.from(noon).toString()).toBe(noon);
    const [one, other] = [decide(aPerson(), sms, noon), decide(aPerson(), sms, noon)];
    expect(one).toEqual(other);
  });
});
