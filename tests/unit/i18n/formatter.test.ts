import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { communityTranslations } from "../../../core/i18n/dictionaries.ts";
import { formatter } from "../../../core/i18n/formatter.ts";
import { chooseLanguage } from "../../../core/i18n/language.ts";

/** Intl writes spaces that do not break; tests are easier to read without. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

const [en, de] = [formatter("en"), formatter("de", { timeZone: "Europe/Berlin" })];

describe("money", () => {
  test.for([
    ["USD", 120_450, "$1,204.50", "1.204,50 $"],
    ["JPY", 120_450, "¥120,450", "120.450 ¥"],
    ["KWD", 1_234_567, "KWD 1,234.567", "1.234,567 KWD"],
    ["EUR", -5, "−€0.05", "−0,05 €"],
    ["USD", 999_999_999_999_999, "$9,999,999,999,999.99", "9.999.999.999.999,99 $"],
  ] as const)("%s %i is written exactly in both languages", ([currency, minor, english, german]) => {
    expect(plain(en.money(minor, currency))).toBe(english);
    expect(plain(de.money(minor, currency))).toBe(german);
  });

  test("large type splits an amount without losing a digit of it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 15), max: 10 ** 15 }),
        fc.constantFrom("USD", "EUR", "JPY", "KWD"),
        fc.constantFrom(en, de),
        (minor, currency, spoken) => {
          expect(spoken.moneyParts(minor, currency).join("")).toBe(spoken.money(minor, currency));
        },
      ),
    );
  });

  test("goals are written without decimals unless they have some", () => {
    expect(en.roundMoney(5_000_000, "USD")).toBe("$50,000");
    expect(en.roundMoney(5_000_050, "USD")).toBe("$50,000.50");
  });
});

describe("days", () => {
  test("a day is that day, wherever it is read", () => {
    expect(en.day("2026-11-01")).toBe("November 1, 2026");
    expect(de.day("2026-11-01")).toBe("1. November 2026");
  });

  test("a point in time is shown by the brand's clock", () => {
    expect(de.date("2026-10-31T23:30:00Z")).toBe("1. November 2026");
    expect(en.date("2026-10-31T23:30:00Z")).toBe("October 31, 2026");
  });
});

test("what ends at midnight ends on the day before", () => {
  expect(de.lastDay("2026-12-31T23:00:00Z")).toBe("31. Dezember 2026");
  expect(de.lastDay("2027-01-01T00:00:00Z")).toBe("1. Januar 2027");
});

test("singular and plural have words of their own", () => {
  expect(en.counted(1, communityTranslations.en.purchases)).toBe("1 purchase that gave");
  expect(de.counted(1_204, communityTranslations.de.purchases)).toBe("1.204 Einkäufe mit Gabe");
});

describe("the language of an answer", () => {
  test.for([
    [undefined, undefined, "en"],
    [undefined, "de-AT,de;q=0.9,en;q=0.8", "de"],
    [undefined, "fr-CH, fr;q=0.9, de;q=0.7, en;q=0.8", "en"],
    [undefined, "de;q=0, en", "en"],
    [undefined, "*", "en"],
    [undefined, ";;;,q=,💥", "en"],
    ["de", "en", "de"],
    ["xx", "de", "de"],
    ["DE-ch", "en", "de"],
    ["<script>", undefined, "en"],
  ] as const)("?lang=%s with Accept-Language %s is %s", ([asked, header, locale]) => {
    expect(chooseLanguage(asked, header).tag).toBe(locale);
  });
});
