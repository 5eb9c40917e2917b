import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { disclose, disclosureVersion, exampleCurrency } from "../../../../core/disclosures/disclose.ts";
import { ANYWHERE, ITEMS_IN_SHORT, itemsAskedAt } from "../../../../core/disclosures/places.ts";
import { termsView } from "../../../../core/impact/read-offers.ts";
import type { TermsView } from "../../../../core/impact/view.ts";
import { type MessageName, messageOf, messages } from "../../../../core/messaging/content/catalog.ts";
import type { Rendition } from "../../../../core/messaging/content/render.ts";
import { composeMessage } from "../../../../core/messaging/delivery/compose-message.ts";
import { DeliverMessage } from "../../../../core/messaging/delivery/delivery.ts";
import { placeOfReader } from "../../../../core/messaging/delivery/offer-in-message.ts";
import { Locale } from "../../../../core/model/cause.ts";
import type { Preferences } from "../../../../core/model/preferences.ts";
import { ada, aPerson, noon, somePreferences } from "../../../support/eligibility-builders.ts";
import { aStatement, someTerms } from "../../../support/giving-builders.ts";

const SITE = "https://tarnfell.example";
const config = aStatement();
const { brand = expect.fail("a statement has a brand"), causes } = config;

const { country: _, region: __, ...withoutPlace } = somePreferences();

const sample = messages["offer-letter"].sample;
const promising = (terms: readonly TermsView[], inText = false) => ({
  ...sample,
  gifts: [],
  promise: { terms: terms.map(({ name }) => name), inText },
});

interface Asked {
  readonly message: MessageName;
  readonly offers: readonly TermsView[];
  readonly facts?: object;
  readonly preferences?: Partial<Preferences>;
  readonly channel?: "email" | "sms";
}

function composed({ message, offers, preferences = {}, channel = "email", ...asked }: Asked) {
  const compose = composeMessage({
    brandConfig: async () => config,
    offers: async () => offers,
    textsIn: async () => ({}),
    issue: async () => "token",
    changeFacts: async () => undefined,
    confirmFacts: async () => undefined,
    contactKey: async () => "k".repeat(40),
    replyDomain: "",
    siteUrl: SITE,
    postalAddress: "Tarnfell, 1 Weir Lane, Silverbeck",
  });
  const facts = asked.facts ?? messageOf(message).sample;
  const delivery = DeliverMessage.parse({ customer: ada, message, sendKey: "k:1", facts });
  const recipient = { channel, hmac: "h".repeat(43), address: "ada@example.test", confirmed: true };
  return compose(delivery, aPerson({ preferences: { ...withoutPlace, ...preferences } }), recipient, noon);
}

async function sent(asked: Asked): Promise<Rendition> {
  const one = await composed(asked);
  if (one === undefined || one === "offerOver" || one.rendition.channel === "wallet")
    throw new Error("nothing was sent");
  return one.rendition;
}

/** As HTML writes it. */
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("'", "&#39;").replaceAll('"', "&#34;");

/** What the community's page says of some terms to a reader of that place. */
function onPage(terms: TermsView, locale: Locale, place: string | undefined): string[] {
  const isAsked = new Set(place === undefined ? ITEMS_IN_SHORT : itemsAskedAt(place));
  const page = { terms, brand, causes, site: SITE, locale, currency: exampleCurrency(terms) };
  return disclose(page, ANYWHERE).flatMap(({ item, text }) => (isAsked.has(item) ? [text] : []));
}

const minor = fc.integer({ min: 1, max: 100_000 });
const amounts = fc.record({ EUR: minor, USD: minor });
const terms = fc
  .record(
    {
      share: fc.oneof(
        fc.record({
          kind: fc.constant("percentage" as const),
          basisPoints: fc.integer({ min: 1, max: 10_000 }),
        }),
        fc.record({ kind: fc.constant("flat" as const), amounts }),
        fc.record({
          kind: fc.constant("perUnit" as const),
          skus: fc.constantFrom("CUP").map((sku) => [sku]),
          amounts,
        }),
      ),
      minimumOrder: amounts,
      capPerOrder: amounts,
      capPerCampaign: amounts,
      roundUp: fc.boolean(),
      until: fc.constant("2027-01-01T00:00:00Z"),
    },
    { requiredKeys: ["share"] },
  )
  .map((changes) => termsView(someTerms(changes)));
const several = fc
  .array(terms, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((one, at) => ({ ...one, name: `everyday-${at}@1` })));
const living = fc.constantFrom<Pick<Preferences, "country" | "region">>(
  {},
  { country: "DE" },
  { country: "GB" },
  { country: "FR" },
  { country: "US", region: "US-NY" },
  { region: "US-CA" },
  { country: "DE", region: "US-NY" },
);

describe("a letter that makes an offer", () => {
  test("says beside it what a page says of the same terms, of what is asked where its reader lives, in their language", async () => {
    const any = fc.record({
      offers: several,
      locale: fc.constantFrom(...Locale.options),
      place: living,
      isWelcome: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(any, async ({ offers, locale, place, isWelcome }) => {
        const rendition = await sent({
          ...(isWelcome
            ? { message: "welcome" as const }
            : { message: "offer-letter" as const, facts: promising(offers) }),
          offers,
          preferences: { ...place, language: locale },
        });
        const html = rendition.channel === "email" ? rendition.html : "";
        for (const one of offers) {
          expect(rendition.text).toContain(disclosureVersion(one, locale));
          for (const said of onPage(one, locale, placeOfReader(place))) {
            expect(rendition.text).toContain(said);
            expect(html).toContain(escaped(said));
          }
        }
        expect(html).toContain(`href="${SITE}"`);
      }),
      { numRuns: 60 },
    );
  });

  test("is of all places where its reader may be in either of two", () => {
    expect(placeOfReader({ country: "DE", region: "US-NY" })).toBe(ANYWHERE);
    expect(placeOfReader({ region: "US-NY" })).toBe("US-NY");
    expect(placeOfReader({ country: "DE" })).toBe("DE");
    expect(placeOfReader({})).toBeUndefined();
  });

  test("is not sent once one of the terms that its words were held against is over, or has given all in a currency", async () => {
    const capped = termsView(someTerms({ capPerCampaign: { EUR: 500, USD: 500 } }));
    const other = { ...capped, name: "tills@1" };
    const letter = { message: "offer-letter" as const, facts: promising([capped, other]) };
    expect(await composed({ ...letter, offers: [capped, other] })).toMatchObject({ topic: "offers" });
    for (const offers of [
      [],
      [capped],
      [{ ...capped, name: "everyday@2" }, other],
      [{ ...capped, capReached: ["EUR"] }, other],
    ])
      expect(await composed({ ...letter, offers })).toBe("offerOver");
    // What it does not promise may end.
    expect(await composed({ ...letter, facts: promising([other]), offers: [other] })).toMatchObject({
      topic: "offers",
    });
  });

  test("welcomes without any offer where nothing is given any more, and says of one currency that it is over", async () => {
    const capped = termsView(someTerms({ capPerCampaign: { EUR: 500, USD: 500 } }));
    const said = async (offers: TermsView[]) => JSON.stringify(await sent({ message: "welcome", offers }));
    for (const offers of [[], [{ ...capped, capReached: ["EUR", "USD"] }]])
      expect(await said(offers)).not.toMatch(/pays a share|will see what|What your purchase gives|2%/);
    expect(await said([capped])).toMatch(/pays a share.*2%/s);
    const partly = await said([{ ...capped, capReached: ["USD"] }]);
    expect(partly).toContain("purchases in USD give nothing more now");
  });

  test("offers nothing where its words promise nothing", async () => {
    const offers = [termsView(someTerms())];
    for (const channel of ["email", "sms"] as const) {
      const { text } = await sent({ message: "community-letter", offers, channel });
      expect(text).not.toContain("2%");
    }
  });
});

describe("a text that makes an offer", () => {
  test("says the share with its limits in one sentence, and where all the rest is said", async () => {
    const offers = [termsView(someTerms({ minimumOrder: { EUR: 2_000 } }))];
    const asked = { message: "offer-letter" as const, offers, channel: "sms" as const };
    const { text } = await sent({ ...asked, facts: promising(offers, true) });
    expect(text).toContain("Sample gives: 2% of the purchase - Only on purchases of €20 or more.");
    expect(text).toContain(SITE);
    expect((await sent({ ...asked, facts: promising(offers) })).text).not.toContain("2%");
  });
});
