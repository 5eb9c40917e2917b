import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { totals } from "../../../../core/site/account/impact/personal-figures.ts";
import { pageFormatter } from "../../../../core/site/ui/page-formatter.ts";
import { ApplePass, applePass, endedPass } from "../../../../core/site/wallet/apple-pass.ts";
import {
  GoogleCard,
  GoogleClass,
  googleCard,
  googleClass,
} from "../../../../core/site/wallet/google-card.ts";
import { cardOf } from "../../../../core/site/wallet/wallet-card.ts";
import { personal } from "../../../support/account-states.ts";
import { brand } from "../../../support/states.ts";
import { anyCardFacts, cardFacts, NUMBER, SERIAL, SERVICE } from "../../../support/wallet-cards.ts";

const issuer = { passType: "pass.com.example.tarnfell", team: "ABCDE12345" };
const google = { issuer: "3388000000012345678", siteUrl: "https://give.tarnfell.example" };
const logo = "https://give.tarnfell.example/card/logo.png";

describe("a card in a wallet", () => {
  test("fits the fields that phones show, whatever the brand and the causes are called and whatever was given", () => {
    fc.assert(
      fc.property(anyCardFacts, (facts) => {
        const card = cardOf(facts);
        const pass = applePass(card, issuer, SERVICE);
        expect(ApplePass.parse(pass)).toEqual(pass);
        const over = endedPass(card, { title: "No longer valid", text: "Gone." }, issuer, SERVICE);
        expect(ApplePass.parse(over)).toEqual(over);
        const written = googleCard(card, google.issuer);
        expect(GoogleCard.parse(written)).toEqual(written);
        const common = googleClass(card, { ...google, logo });
        expect(GoogleClass.parse(common)).toEqual(common);
      }),
    );
  });

  test("shows each kind of money and each currency by itself, and all of them on its back", () => {
    fc.assert(
      fc.property(anyCardFacts, (facts) => {
        const card = cardOf(facts);
        const own = totals(facts.personal.figures);
        const shown = own.map(({ pending, settled, currency }) =>
          facts.formatter.money(pending + settled, currency),
        );
        if (own.length > 0)
          expect([card.given, ...card.others].map(({ value }) => value).toSorted()).toEqual(shown.toSorted());
        const lines = card.notes.find(({ key }) => key === "all")?.value ?? "";
        for (const amount of shown) expect(lines).toContain(amount);
      }),
    );
  });

  test("has the customer's figures at Apple, and at Google the number alone", () => {
    const card = cardOf(cardFacts());
    const apple = JSON.stringify(applePass(card, issuer, SERVICE));
    expect(apple).toContain(card.given.value);
    const atGoogle = JSON.stringify([
      googleCard(card, google.issuer),
      googleClass(card, { ...google, logo }),
    ]);
    for (const { value } of [card.given, ...card.parts, ...card.others])
      expect(atGoogle).not.toContain(value);
    expect(JSON.parse(apple).serialNumber).toBe(SERIAL);
    expect(JSON.parse(apple).barcodes[0].message).toBe(NUMBER);
    expect(googleCard(card, google.issuer).barcode.value).toBe(NUMBER);
  });

  test("that ended has no code and no figure, and says where a new one is", () => {
    const card = cardOf(cardFacts());
    const over = JSON.stringify(
      endedPass(card, { title: "No longer valid", text: "See there." }, issuer, SERVICE),
    );
    for (const { value } of [card.given, ...card.parts, ...card.others]) expect(over).not.toContain(value);
    expect(over).not.toContain(NUMBER);
    expect(JSON.parse(over)).toMatchObject({ voided: true, barcodes: [], serialNumber: SERIAL });
  });

  test("names a cause that is called as something is that every object has", () => {
    const [cause] = cardFacts().causes;
    if (cause === undefined) throw new Error("There is no cause");
    const called = { ...cause, name: { en: "constructor", de: "toString" } };
    const chosen = [{ cause: cause.slug, weight: 1 }];
    for (const language of ["en", "de"] as const) {
      const card = cardOf(cardFacts({ causes: [called], chosen, formatter: pageFormatter(language, brand) }));
      expect(card.cause?.value).toBe(called.name[language]);
    }
  });

  test("reads like this", () => {
    const card = cardOf(cardFacts());
    const said = [card.given, card.cause, ...card.parts, ...card.others, card.asOf].map(
      (field) => field && `${field.label}: ${field.value}`,
    );
    expect(said).toMatchInlineSnapshot(`
      [
        "Tarnfell gave: €16.06",
        "Your causes: Clean rivers and 2 more",
        "Pending: €2.94",
        "Final: €13.12",
        "Match pool gave: €1.96",
        "You rounded up: €0.60",
        "Tarnfell gave: $4.10",
        "You rounded up: $0.25",
        "As of: November 22, 2026",
      ]
    `);
    const german = cardOf(cardFacts({ formatter: pageFormatter("de", brand) }));
    expect([german.given, german.cause, ...german.parts].map((field) => field?.label)).toEqual([
      "Tarnfell gab",
      "Ihre Anliegen",
      "Vorläufig",
      "Endgültig",
    ]);
  });

  test("of somebody without a gift says that nothing was given yet, and names no amount", () => {
    const none = personal["newcomer"];
    if (none === undefined) throw new Error("There is no newcomer");
    const card = cardOf(cardFacts({ personal: none }));
    expect(card.given).toEqual({ key: "given", label: "Given so far", value: "Nothing yet" });
    expect(card.cause).toBeUndefined();
    expect([...card.parts, ...card.others]).toEqual([]);
  });

  test("names the first cause that its customer chose, and how many more there are", () => {
    const { causes } = cardFacts();
    const chosen = causes.slice(1, 3).map(({ slug }) => ({ cause: slug, weight: 1 }));
    const one = cardOf(cardFacts({ chosen: chosen.slice(0, 1) })).cause;
    expect(one).toEqual({ key: "cause", label: "Your cause", value: causes[1]?.name.en });
    expect(cardOf(cardFacts({ chosen })).cause?.value).toBe(`${causes[1]?.name.en} and 1 more`);
  });
});
