import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accountTranslations } from "../../../../../core/i18n/dictionaries.ts";
import type { ConsentNow } from "../../../../../core/model/consent.ts";
import { CHANNELS, TOPICS } from "../../../../../core/model/topic.ts";
import { ticked } from "../../../../../core/people/preferences/starting-preferences.ts";
import { conflictOf, isSaved } from "../../../../../core/site/account/preferences/conflict.ts";
import type { Offer } from "../../../../../core/site/account/preferences/field.tsx";
import {
  readPreferences,
  SHOWN,
  savedForm,
  shownNow,
} from "../../../../../core/site/account/preferences/form.ts";
import { boxName } from "../../../../../core/site/account/preferences/topic-boxes.ts";
import { formOf, type SubmittedForm } from "../../../../../core/site/ui/read-form.ts";
import { context, offer, said, stands } from "../../../../support/preferences-builders.ts";

const texts = accountTranslations.en.preferences;
const boxes = TOPICS.flatMap((topic) => CHANNELS.map((channel) => ({ topic, channel })));

/** What somebody may have saved: some boxes on, and some preferences of the others' kinds. */
const someOffer: fc.Arbitrary<Offer> = fc
  .record({
    on: fc.subarray(boxes),
    interests: fc.subarray(["boots", "tents", "maps"]),
    place: fc.constantFrom({}, { country: "DE" }, { country: "US", region: "US-FL" }),
    quiet: fc.constantFrom(undefined, { from: "21:00", to: "07:00" }),
    dates: fc.subarray([
      { name: "Summit", month: 7, day: 4 },
      { name: "Bea", month: 2, day: 29 },
    ]),
    version: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ on, interests, place, quiet, dates, version }) => {
    const consents: ConsentNow[] = on.map(({ topic, channel }) => stands(topic, channel));
    const { preferences } = offer();
    const next = { ...preferences, version, interests, dates, ...place, ...(quiet && { quiet }) };
    return offer({ preferences: ticked(next, on, true), consents });
  });

/** The form that was shown for one state, as a customer changed it towards another. */
function sentFrom(shown: Offer, wanted: Offer): SubmittedForm {
  const form = savedForm(wanted);
  return formOf([
    [SHOWN, shownNow(shown)],
    ...form.names.map((name): [string, string] => [name, form.text(name)]),
  ]);
}

const inputs = (form: SubmittedForm) => form.names.filter((name) => name !== "seen" && name !== SHOWN);

describe("a form that was sent over something saved meanwhile", () => {
  test("keeps what its sender changed, and takes all else as it is saved", () => {
    fc.assert(
      fc.property(someOffer, someOffer, someOffer, (shown, wanted, saved) => {
        const { form } = conflictOf(sentFrom(shown, wanted), { offer: saved, context, texts });
        const [before, typed, now] = [shown, wanted, saved].map(savedForm);
        for (const box of boxes.map(boxName)) {
          const changed = typed?.text(box) !== before?.text(box);
          expect(form.text(box)).toBe((changed ? typed : now)?.text(box));
        }
        for (const one of ["interests", "place"]) {
          const changed = typed?.text(one) !== before?.text(one);
          expect(form.text(one)).toBe((changed ? typed : now)?.text(one));
        }
      }),
    );
  });

  test("ticks no box that its sender did not touch and that is off now", () => {
    fc.assert(
      fc.property(someOffer, someOffer, (shown, saved) => {
        const { form, differing } = conflictOf(sentFrom(shown, shown), { offer: saved, context, texts });
        expect(new Set(inputs(form))).toEqual(
          new Set(inputs(savedForm(saved)).filter((name) => savedForm(saved).text(name) !== "")),
        );
        expect([...differing]).toEqual([]);
      }),
    );
  });

  test("can be saved as it is shown, when its sender looked it over", () => {
    fc.assert(
      fc.property(someOffer, someOffer, someOffer, (shown, wanted, saved) => {
        const { form } = conflictOf(sentFrom(shown, wanted), { offer: saved, context, texts });
        expect(readPreferences(form, saved, said).outcome).toBe("read");
      }),
    );
  });

  test("says what is saved where both changed the same, and nothing where they did not", () => {
    const [shown, wanted, saved] = [["maps"], ["boots"], ["tents"]].map((interests) =>
      offer({ preferences: { ...offer().preferences, interests } }),
    );
    if (shown === undefined || wanted === undefined || saved === undefined) throw new Error("three of them");
    const differing = (a: Offer, b: Offer, c: Offer) => [
      ...conflictOf(sentFrom(a, b), { offer: c, context, texts }).differing,
    ];
    expect(differing(shown, wanted, saved)).toEqual([
      ["interests", "What interests you: tents is saved now; below is what you entered"],
    ]);
    expect(differing(shown, saved, saved)).toEqual([]);
    expect(differing(shown, shown, saved)).toEqual([]);
    expect(differing(shown, wanted, shown)).toEqual([]);
  });

  test("that does not say with what it was shown counts as untouched", () => {
    fc.assert(
      fc.property(someOffer, someOffer, (wanted, saved) => {
        const sent = savedForm(wanted);
        const { form } = conflictOf(sent, { offer: saved, context, texts });
        for (const box of boxes.map(boxName)) expect(form.text(box)).toBe(savedForm(saved).text(box));
      }),
    );
  });
});

test("a form is saved already exactly when saving it would change nothing", () => {
  fc.assert(
    fc.property(someOffer, someOffer, (wanted, saved) => {
      const form = sentFrom(saved, wanted);
      const read = readPreferences(form, saved, said);
      if (read.outcome === "refused") throw new Error("Every such form can be read");
      const same = { ...read.next, version: 0 };
      const nothing =
        read.changes.records.length === 0 &&
        JSON.stringify(same) === JSON.stringify({ ...saved.preferences, version: 0 });
      if (isSaved(form, saved, said)) expect(read.changes.records).toEqual([]);
      if (nothing) expect(isSaved(form, saved, said)).toBe(true);
      expect(isSaved(sentFrom(saved, saved), saved, said)).toBe(true);
    }),
  );
});
