import { describe, expect, test } from "vitest";
import { ticked } from "../../../../../core/people/preferences/starting-preferences.ts";
import type { Offer } from "../../../../../core/site/account/preferences/field.tsx";
import { readPreferences, SEEN, savedForm } from "../../../../../core/site/account/preferences/form.ts";
import { formOf } from "../../../../../core/site/ui/read-form.ts";
import { email, NOW, offer, said, sms, stands } from "../../../../support/preferences-builders.ts";

const names = [
  SEEN,
  ...["impact", "milestones", "orders"].flatMap((topic) => [`${topic}.email`, `${topic}.sms`]),
  "impact.rhythm",
  "quiet.from",
  "quiet.to",
  "pausedUntil",
  "language",
  "place",
  "timeZone",
  "interests",
  ...["clean-rivers", "open-paths"].flatMap((slug) => [`cause.${slug}`, `parts.${slug}`]),
  "date.0.name",
  "date.0.day",
  "date.0.month",
  "giftsForOthers",
];

/** The form as it is shown, with these fields changed; undefined: not sent. */
function read(changed: Readonly<Record<string, string | undefined>>, shown: Offer = offer()) {
  const before = savedForm(shown);
  const kept = names.flatMap((name): (readonly [string, string])[] =>
    name in changed || before.all(name).length === 0 ? [] : [[name, before.text(name)]],
  );
  const sent = Object.entries(changed).flatMap(([name, value]): (readonly [string, string])[] =>
    value === undefined ? [] : [[name, value]],
  );
  return readPreferences(formOf([...kept, ...sent]), shown, said);
}

function saved(changed: Readonly<Record<string, string | undefined>>, shown?: Offer) {
  const answer = read(changed, shown);
  if (answer.outcome === "refused") throw new Error(JSON.stringify([...answer.problems]));
  return answer;
}

function problems(changed: Readonly<Record<string, string>>): Record<string, string> {
  const answer = read(changed);
  return answer.outcome === "refused" ? Object.fromEntries(answer.problems) : {};
}

const about = { topic: "impact", channel: "email" } as const;

describe("a box", () => {
  test("ticked by a customer who came through a confirmed email address is given at once, in the words of the page", () => {
    const { next, changes } = saved({ "impact.email": "on" });
    expect(next.topics.impact).toMatchObject({ email: true, sms: false });
    expect(changes.requested).toEqual([]);
    expect(changes.records).toEqual([
      expect.objectContaining({
        ...about,
        state: "given",
        at: NOW,
        source: "preferences",
        locale: "en",
        proof: said.proof,
        words: expect.stringContaining(
          "By ticking “Email” and saving, I agree to receive emails from Tarnfell",
        ),
        wordsVersion: expect.stringMatching(/^preferences\.email\./),
      }),
    ]);
  });

  test("ticked for texts is asked first, and on only with the answer", () => {
    const { next, changes } = saved({ "impact.sms": "on" });
    expect(next.topics.impact.sms).toBe(false);
    expect(changes.records).toEqual([expect.objectContaining({ channel: "sms", state: "pending" })]);
    expect(changes.requested).toEqual(changes.records);
  });

  test("of an address that has not answered is asked first as well", () => {
    const shown = offer({ reach: [{ ...email, confirmed: false }] });
    const { next, changes } = saved({ "impact.email": "on" }, shown);
    expect(next.topics.impact.email).toBe(false);
    expect(changes.requested).toEqual([expect.objectContaining({ ...about, state: "pending" })]);
  });

  test("ticked again where consent is given turns the topic on and requests nothing", () => {
    const { next, changes } = saved({ "impact.sms": "on" }, offer({ consents: [stands("impact", "sms")] }));
    expect(next.topics.impact.sms).toBe(true);
    expect(changes.records).toEqual([]);
  });

  test("ticked where consent has run out is agreed to anew", () => {
    const standing = [stands("impact", "email", { expiresAt: "2026-11-01T00:00:00Z" })];
    const { changes } = saved({ "impact.email": "on" }, offer({ consents: standing }));
    expect(changes.records).toEqual([expect.objectContaining({ ...about, state: "given" })]);
  });

  test("unticked is withdrawn, also while its question waits", () => {
    const { preferences } = offer();
    const shown = offer({
      preferences: ticked(preferences, [about], true),
      consents: [stands("impact", "email"), stands("orders", "sms", { state: "pending" })],
    });
    const { next, changes } = saved({ "impact.email": undefined, "orders.sms": undefined }, shown);
    expect(next.topics.impact.email).toBe(false);
    expect(changes.records.map(({ topic, channel, state }) => [topic, channel, state])).toEqual([
      ["impact", "email", "withdrawn"],
      ["orders", "sms", "withdrawn"],
    ]);
  });

  test("that waits is asked again only when it was asked long ago", () => {
    const waiting = (at: string) => offer({ consents: [stands("orders", "sms", { state: "pending", at })] });
    expect(saved({}, waiting("2026-11-22T11:55:00Z")).changes.requested).toEqual([]);
    expect(saved({}, waiting("2026-11-22T11:45:00Z")).changes.requested).toEqual([
      expect.objectContaining({ topic: "orders", channel: "sms", state: "pending" }),
    ]);
  });

  test("that a stranger may have requested is not ticked, and does not count as withdrawn", () => {
    const standing = [stands("impact", "email", { state: "pending" })];
    expect(savedForm(offer({ consents: standing })).has("impact.email", "on")).toBe(false);
    expect(saved({}, offer({ consents: standing })).changes.records).toEqual([]);
  });

  test("of a channel without an address changes nothing, whatever is sent", () => {
    const { next, changes } = saved({ "impact.sms": "on" }, offer({ reach: [email] }));
    expect(next.topics.impact.sms).toBe(false);
    expect(changes.records).toEqual([]);
  });
});

describe("what is read", () => {
  test("is kept as people write it where their browser does not help", () => {
    const { next } = saved({ "quiet.from": "21.30", "quiet.to": "7:00" });
    expect(next.quiet).toEqual({ from: "21:30", to: "07:00" });
  });

  test("pauses until the beginning of a day on the customer's own clock", () => {
    const { preferences } = offer();
    const shown = offer({ preferences: { ...preferences, timeZone: "America/New_York" } });
    expect(saved({ pausedUntil: "2026-12-24" }, shown).next.pausedUntil).toBe("2026-12-24T05:00:00Z");
    expect(saved({ pausedUntil: "2026-12-24" }).next.pausedUntil).toBe("2026-12-23T23:00:00Z");
  });

  test("ends a pause that is emptied", () => {
    const { preferences } = offer();
    const shown = offer({ preferences: { ...preferences, pausedUntil: "2026-12-24T10:11:12Z" } });
    expect(saved({}, shown).next.pausedUntil).toBe("2026-12-24T10:11:12Z");
    expect(saved({ pausedUntil: "" }, shown).next).not.toHaveProperty("pausedUntil");
  });

  test("distinguishes a country from a state", () => {
    expect(saved({ place: "US-FL" }).next).toMatchObject({ country: "US", region: "US-FL" });
    const { next } = saved({ place: "DE" });
    expect(next.country).toBe("DE");
    expect(next).not.toHaveProperty("region");
  });

  test("weighs causes by parts, and takes one part for none stated", () => {
    const { next } = saved({
      "cause.clean-rivers": "on",
      "parts.clean-rivers": "3",
      "cause.open-paths": "on",
      "parts.open-paths": "",
    });
    expect(next.causes).toEqual([
      { cause: "clean-rivers", weight: 3 },
      { cause: "open-paths", weight: 1 },
    ]);
  });

  test("refuses a cause that takes no gifts now, unless it was chosen before", () => {
    expect(saved({ "cause.mountain-rescue": "on" }).next.causes).toEqual([]);
  });

  test("knows a birthday on the 29th of February", () => {
    const { next } = saved({ "date.0.name": "Ida", "date.0.day": "29", "date.0.month": "2" });
    expect(next.dates).toEqual([{ name: "Ida", month: 2, day: 29 }]);
  });

  test("keeps what the form does not show", () => {
    const { preferences } = offer();
    const shown = offer({ preferences: { ...preferences, lists: ["staff"] }, reach: [sms] });
    expect(saved({}, shown).next).toEqual(shown.preferences);
  });
});

describe("what cannot be read", () => {
  test.for([
    [{ "quiet.from": "21:00" }, { "quiet.to": "timeMissing" }],
    [
      { "quiet.from": "25:00", "quiet.to": "soon" },
      { "quiet.from": "notATime", "quiet.to": "notATime" },
    ],
    [{ "quiet.from": "21:00", "quiet.to": "21:00" }, { "quiet.to": "wholeDay" }],
    [{ pausedUntil: "tomorrow" }, { pausedUntil: "notADay" }],
    [{ pausedUntil: "2027-02-29" }, { pausedUntil: "notADay" }],
    [{ pausedUntil: "2026-11-22" }, { pausedUntil: "dayIsOver" }],
    [{ pausedUntil: "2126-11-22" }, { pausedUntil: "notADay" }],
    [{ language: "fr" }, { language: "notOffered" }],
    [{ place: "US-XX" }, { place: "notOffered" }],
    [{ timeZone: "Europe/Nowhere" }, { timeZone: "notOffered" }],
    [{ "impact.rhythm": "hourly" }, { "impact.rhythm": "notOffered" }],
    [{ "cause.clean-rivers": "on", "parts.clean-rivers": "1.5" }, { "parts.clean-rivers": "notParts" }],
    [{ interests: "a".repeat(61) }, { interests: "interestTooLong" }],
    [
      { interests: Array.from({ length: 21 }, (_, at) => `i${at}`).join(",") },
      { interests: "tooManyInterests" },
    ],
    [{ "date.0.name": "Ida" }, { "date.0.day": "dateIncomplete" }],
    [{ "date.0.name": "Ida", "date.0.day": "31", "date.0.month": "4" }, { "date.0.day": "noSuchDate" }],
    [
      { "date.0.name": "I".repeat(61), "date.0.day": "1", "date.0.month": "4" },
      { "date.0.name": "dateNameTooLong" },
    ],
  ] satisfies [Record<string, string>, Record<string, string>][])(
    "%j is reported at its field",
    ([sent, told]) => {
      expect(problems(sent)).toEqual(told);
    },
  );

  test("more causes than a gift can be split between", () => {
    const many = Array.from({ length: 9 }, (_, at) => ({ slug: `cause-${at}`, status: "active" as const }));
    const causes = many.map((one) => ({ ...one, name: { en: one.slug, de: one.slug } }));
    const sent = Object.fromEntries(causes.map(({ slug }) => [`cause.${slug}`, "on"]));
    const answer = read(sent, offer({ causes }));
    expect(answer.outcome === "refused" && [...answer.problems]).toEqual([["causes", "tooManyCauses"]]);
  });
});

describe("texts that were ticked", () => {
  const number = (country: string) => offer({ reach: [email, { ...sms, country }] });

  test("are refused where the customer lives, if no hour is lawful there", () => {
    for (const place of ["AT", "CH"]) {
      const answer = read({ "impact.sms": "on", place }, number("US"));
      expect(answer).toEqual({ outcome: "refused", problems: new Map([["place", "noTextsThere"]]) });
    }
    const clocks = { place: "US-RI", timeZone: "Asia/Tokyo" };
    expect(read({ "impact.sms": "on", ...clocks }, number("US")).outcome).toBe("refused");
  });

  test("go by the country of the number, where the customer does not say where they live", () => {
    expect(saved({ "impact.sms": "on", place: "" }, number("DE")).next.country).toBe("DE");
    expect(read({ "impact.sms": "on", place: "" }, number("IN")).outcome).toBe("refused");
    expect(saved({ "impact.email": "on", place: "" }, number("DE")).next.country).toBeUndefined();
  });

  test("can be unticked anywhere, and what was saved so before can be saved again", () => {
    const before = offer({
      reach: [{ ...sms, country: "AT" }],
      consents: [stands("impact", "sms")],
      preferences: ticked(
        { ...offer().preferences, country: "AT" },
        [{ topic: "impact", channel: "sms" }],
        true,
      ),
    });
    expect(saved({ language: "de" }, before).next.language).toBe("de");
    expect(saved({ "impact.sms": undefined }, before).next.topics.impact.sms).toBe(false);
  });
});
