import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Locale } from "../../../../../core/model/cause.ts";
import type { ConsentNow } from "../../../../../core/model/consent.ts";
import { WeightedCause } from "../../../../../core/model/customer.ts";
import { DATES_MAX, INTERESTS_MAX, Preferences, Rhythm } from "../../../../../core/model/preferences.ts";
import { CHANNELS, TOPICS } from "../../../../../core/model/topic.ts";
import type { Offer } from "../../../../../core/site/account/preferences/field.tsx";
import { readPreferences, SEEN, savedForm } from "../../../../../core/site/account/preferences/form.ts";
import { stepView } from "../../../../../core/site/account/preferences/step-view.tsx";
import { STEPS } from "../../../../../core/site/account/preferences/steps.ts";
import { boxName } from "../../../../../core/site/account/preferences/topic-boxes.ts";
import { formOf } from "../../../../../core/site/ui/read-form.ts";
import { formsIn } from "../../../../../demo/form.ts";
import { context, email, NOW, offer, said, sms } from "../../../../support/preferences-builders.ts";

const RUNS = 150;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const causes = offer().causes.map(({ slug }) => slug);

const clockTime = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const quiet = fc.tuple(clockTime, clockTime).filter(([from, to]) => from !== to);
const name = fc.constantFrom(
  "Geburtstag",
  'The "big" day',
  "Füße & Wege",
  "1 < 2",
  "o'clock",
  "日",
  "a".repeat(60),
);
const date = fc
  .record({ name, month: fc.integer({ min: 1, max: 12 }), of: fc.nat(30) })
  .map(({ of, ...one }) => ({ ...one, day: (of % (DAYS[one.month - 1] ?? 28)) + 1 }));
const place = fc.constantFrom(
  {},
  { country: "DE" },
  { country: "US" },
  { country: "US", region: "US-FL" },
  { region: "US-TX" },
  { country: "JP" },
);
const future = fc
  .date({ min: new Date("2026-11-22T12:00:01Z"), max: new Date("2029-11-22T00:00:00Z"), noInvalidDate: true })
  .map((at) => `${at.toISOString().slice(0, 19)}Z`);

/** Anything that can be saved: also what this form does not offer, such as a country without clocks. */
const preferences = fc
  .record({
    topics: fc.record(
      Object.fromEntries(
        TOPICS.map((topic) => [
          topic,
          fc.record({ email: fc.boolean(), sms: fc.boolean(), rhythm: fc.constantFrom(...Rhythm.options) }),
        ]),
      ),
    ),
    quiet: fc.option(quiet),
    language: fc.constantFrom(...Locale.options),
    timeZone: fc.option(fc.constantFrom("Europe/Berlin", "America/Argentina/Salta", "Asia/Calcutta", "UTC")),
    place,
    pausedUntil: fc.option(future),
    chosen: fc.subarray(causes),
    weights: fc.array(fc.integer({ min: 1, max: 10_000 }), {
      minLength: causes.length,
      maxLength: causes.length,
    }),
    interests: fc.uniqueArray(name, { maxLength: Math.min(7, INTERESTS_MAX) }),
    dates: fc.array(date, { maxLength: DATES_MAX }),
    giftsForOthers: fc.boolean(),
    version: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ quiet, place, chosen, weights, timeZone, pausedUntil, ...rest }) =>
    Preferences.parse({
      ...rest,
      ...place,
      ...(quiet && { quiet: { from: quiet[0], to: quiet[1] } }),
      ...(timeZone !== null && { timeZone }),
      ...(pausedUntil !== null && { pausedUntil }),
      causes: chosen.map((cause, at) => WeightedCause.parse({ cause, weight: weights[at] })),
    }),
  );

const consent = (topic: ConsentNow["topic"], channel: ConsentNow["channel"]) =>
  fc
    .record({
      state: fc.constantFrom<ConsentNow["state"]>("given", "pending", "withdrawn"),
      version: fc.integer({ min: 1, max: 4 }),
      expiresAt: fc.option(fc.constantFrom("2026-11-01T00:00:00Z", "2027-11-01T00:00:00Z")),
    })
    .map(
      ({ expiresAt, ...one }): ConsentNow => ({
        ...one,
        topic,
        channel,
        at: NOW,
        ...(expiresAt !== null && { expiresAt }),
      }),
    );
const standing = fc
  .tuple(...TOPICS.flatMap((topic) => CHANNELS.map((channel) => fc.option(consent(topic, channel)))))
  .map((all) => all.filter((one) => one !== null));
const reach = fc
  .record({ with: fc.subarray([email, sms]), confirmed: fc.boolean(), suppressed: fc.boolean() })
  .map(({ with: some, confirmed, suppressed }) => some.map((one) => ({ ...one, confirmed, suppressed })));

const offers = fc
  .record({ preferences, standing, reach, step: fc.constantFrom(...STEPS) })
  .map(({ standing: consents, ...known }): Offer => offer({ ...known, consents, causes: offer().causes }));

/** What a browser without a script sends back when nothing is touched on the page. */
function sentBack(shown: Offer) {
  const { html } = stepView({ offer: shown, context, form: savedForm(shown) });
  const found = formsIn(html, "https://site.example/preferences").find((form) =>
    form.fields.some((field) => field.name === SEEN),
  );
  if (found === undefined) throw new Error("There is no form on the page");
  return formOf(found.fields.filter(({ sent }) => sent).map((field) => [field.name, field.value] as const));
}

describe("the form of preferences", () => {
  test("sent back as it was shown changes nothing, whatever is saved, and records no consent", () => {
    fc.assert(
      fc.property(offers, (shown) => {
        const read = readPreferences(sentBack(shown), shown, said);
        if (read.outcome === "refused") throw new Error(JSON.stringify([...read.problems]));
        // Where texts are on, saving writes down the country by which they are lawful.
        const { country = read.next.country } = shown.preferences;
        expect(read.next).toEqual({ ...shown.preferences, ...(country && { country }) });
        expect(read.changes.records).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test("never ticks a box for a customer who has not agreed, and requests nothing that was not newly ticked", () => {
    fc.assert(
      fc.property(offers, (shown) => {
        const form = savedForm(shown);
        for (const topic of TOPICS) {
          for (const channel of CHANNELS) {
            const ticked = form.has(boxName({ topic, channel }), "on");
            const state = shown.consents.find((one) => one.topic === topic && one.channel === channel)?.state;
            if (ticked) expect(["given", "pending"]).toContain(state);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });
});
