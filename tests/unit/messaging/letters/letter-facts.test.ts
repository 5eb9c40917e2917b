import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CustomerEntry } from "../../../../core/giving/ledger/customer-entries.store.ts";
import { entriesPrefix } from "../../../../core/giving/ledger/ledger.keys.ts";
import type { LetterAudience } from "../../../../core/messaging/letters/frozen-letter.ts";
import { type LetterFactsDeps, letterFacts } from "../../../../core/messaging/letters/letter-facts.ts";
import type { JourneySwitch } from "../../../../core/model/journey.ts";
import { switchOf } from "../../../../core/model/letter.ts";
import { List, type Preferences } from "../../../../core/model/preferences.ts";
import { letterFingerprint } from "../../../../core/operations/letters/schedule-letter.ts";
import { aPerson, noon, somePreferences } from "../../../support/eligibility-builders.ts";
import { LETTER, letterContent } from "../../../support/letter-builders.ts";
import { brand, everyday } from "../../../support/states.ts";

const GIFT = `gift_${"7".repeat(26)}`;
const { customer } = aPerson();
const run = { name: switchOf(LETTER), startedAt: noon };
const about = { about: "letter" as const, letter: LETTER, version: 1, until: "2026-12-01T00:00:00Z" };

interface Given {
  readonly audience?: LetterAudience;
  readonly preferences?: Partial<Preferences>;
  readonly bought?: string;
  readonly turned?: JourneySwitch;
  readonly texted?: boolean;
}

function gathered({ audience = {}, preferences = {}, bought, turned, texted = false }: Given) {
  const content = letterContent({ audience, presentation: "figures" });
  const words = { ...content.words, text: texted ? content.words.headline : null };
  const frozen = {
    ...content,
    words,
    letter: LETTER,
    version: 1,
    fingerprint: letterFingerprint(content),
    frozenAt: noon,
  };
  const purchase = bought && entriesPrefix({ source: "standard", connection: bought, orderId: "TF-1" });
  const deps: LetterFactsDeps = {
    letters: { version: async () => frozen },
    journeySwitch: async () => turned,
    brandConfig: async () => ({ brand, causes: causesOf(), terms: [], pools: [] }),
    allTime: async () => totals,
    preferences: async () => ({ ...somePreferences(), ...preferences }),
    entries: {
      of: async () => (purchase ? [{ kind: "accrual", purchase, gift: GIFT } as CustomerEntry] : []),
    },
  };
  return letterFacts(deps)(run, about).then((factsFor) => factsFor(customer));
}

const causesOf = () =>
  everyday.causes.map(({ slug, name, summary, charity, status }) => ({
    slug,
    name,
    summary,
    charity,
    status,
  }));
const [first] = everyday.causes;
const totals = {
  entries: 3,
  counts: [],
  sums: [
    {
      cause: first?.slug ?? "",
      funding: "brand" as const,
      currency: "EUR",
      net: 200,
      takenBack: 0,
      gifts: 1,
    },
    { cause: first?.slug ?? "", funding: "brand" as const, currency: "EUR", net: 50, takenBack: 0, gifts: 1 },
    { cause: first?.slug ?? "", funding: "match" as const, currency: "EUR", net: 70, takenBack: 0, gifts: 1 },
  ],
};

describe("the facts of a letter", () => {
  test("are the frozen words and what the ledger counts, fundings apart, until it is of no use", async () => {
    expect(await gathered({})).toMatchObject({
      outcome: "current",
      validUntil: about.until,
      channel: "email",
      facts: {
        letter: { subject: { en: "We mend your jacket" } },
        gifts: [
          { funding: "brand", amount: { minor: 250, currency: "EUR" } },
          { funding: "match", amount: { minor: 70, currency: "EUR" } },
        ],
      },
    });
  });

  test("bind it to no channel when it has words for a text", async () => {
    expect(await gathered({ texted: true })).not.toHaveProperty("channel");
  });

  test.each<[string, Given, Given]>([
    [
      "a cause",
      {
        audience: { cause: "clean-rivers" },
        preferences: { causes: [{ cause: "clean-rivers", weight: 1 }] },
      },
      { audience: { cause: "clean-rivers" }, preferences: { causes: [{ cause: "open-paths", weight: 1 }] } },
    ],
    [
      "an interest, in whatever case",
      { audience: { interest: "hiking" }, preferences: { interests: ["Hiking "] } },
      { audience: { interest: "hiking" }, preferences: { interests: ["biking"] } },
    ],
    [
      "a group",
      { audience: { group: "staff" }, preferences: { lists: ["staff"] } },
      { audience: { group: "staff" }, preferences: { lists: ["vendor"] } },
    ],
    [
      "a store",
      { audience: { store: { source: "standard", connection: "pos" } }, bought: "pos" },
      { audience: { store: { source: "standard", connection: "pos" } }, bought: "pos-2" },
    ],
  ])("are for those of %s, and for nobody else", async (_, of, other) => {
    expect((await gathered(of)).outcome).toBe("current");
    expect((await gathered(other)).outcome).toBe("notConcerned");
  });

  test("learn nothing from purchases of a customer who buys for others", async () => {
    const store = { source: "standard" as const, connection: "pos" };
    const given = { audience: { store }, bought: "pos", preferences: { giftsForOthers: true } };
    expect((await gathered(given)).outcome).toBe("notConcerned");
  });

  test("learn nothing from a purchase that was a present, and from the others as before", async () => {
    const store = { source: "standard" as const, connection: "pos" };
    const by = (presents: string[]) =>
      gathered({ audience: { store }, bought: "pos", preferences: { presents } });
    expect((await by([GIFT])).outcome).toBe("notConcerned");
    expect((await by([`gift_${"8".repeat(26)}`])).outcome).toBe("current");
  });

  test("are for nobody once it is stopped, or scheduled anew", async () => {
    expect((await gathered({ turned: { state: "stopped", since: noon } })).outcome).toBe("notConcerned");
    const later = "2026-11-25T13:00:00Z";
    expect((await gathered({ turned: { state: "running", since: later } })).outcome).toBe("notConcerned");
    expect((await gathered({ turned: { state: "running", since: noon } })).outcome).toBe("current");
  });

  test("property: each line of the audience only narrows it", async () => {
    const audience = fc.record(
      {
        cause: fc.constantFrom("clean-rivers", "open-paths"),
        interest: fc.constantFrom("hiking", "biking"),
        group: fc.constantFrom(...List.options),
      },
      { requiredKeys: [] },
    );
    const preferences = fc.record({
      causes: fc
        .subarray(["clean-rivers", "open-paths"])
        .map((all) => all.map((cause) => ({ cause, weight: 1 }))),
      interests: fc.subarray(["hiking", "biking"]),
      lists: fc.subarray([...List.options]),
    });
    await fc.assert(
      fc.asyncProperty(audience, preferences, async (wide, chosen) => {
        const concerned = async (one: LetterAudience) =>
          (await gathered({ audience: one, preferences: chosen })).outcome === "current";
        const lines = Object.entries(wide).map(([key, value]) => ({ [key]: value }) as LetterAudience);
        const each = await Promise.all(lines.map(concerned));
        expect(await concerned(wide)).toBe(each.every(Boolean));
      }),
    );
  });
});
