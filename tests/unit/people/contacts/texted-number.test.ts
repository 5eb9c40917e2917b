import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countryTexted, isTexted, TextCountries } from "../../../../core/people/contacts/texted-number.ts";
import { anyNumber, judged } from "../../../support/phone-numbers.ts";

const OPEN = TextCountries.parse("CA DE GB US");

describe("a number", () => {
  test.each([
    ["+12125550142", "US", "of the North American plan, which does not tell mobile from fixed"],
    ["+14165550142", "CA", "of Canada"],
    ["+4915112340142", "DE", "mobile, in Germany"],
    ["+447400900142", "GB", "mobile, in the United Kingdom"],
    ["+33612340142", "FR", "mobile, in France"],
    ["+353851230142", "IE", "mobile, in Ireland"],
    ["+64211230142", "NZ", "mobile, in New Zealand"],
    ["+77011230142", "KZ", "of Kazakhstan, under Russia's calling code"],
    ["+79121230142", "RU", "of Russia"],
    ["+447797712345", "JE", "of Jersey, under Britain's"],
    ["+447624230142", "IM", "of the Isle of Man, under Britain's"],
    ["+18765550142", "JM", "of Jamaica, under the North American one"],
    ["+18095550142", "DO", "of the Dominican Republic, under the North American one"],
    ["+17875550142", "PR", "of Puerto Rico, under the North American one"],
  ])("%s may be texted in %s: %s", (number, country) => {
    expect(countryTexted(number)).toBe(country);
    expect(isTexted(number, OPEN)).toBe(OPEN.has(country));
    expect(isTexted(number, new Set())).toBe(false);
  });

  test.each([
    ["+870773123456", "Inmarsat"],
    ["+881612345678", "Iridium"],
    ["+8816123456789", "Iridium, with a digit more"],
    ["+88213312345", "an international network"],
    ["+882161234567", "Thuraya"],
    ["+88351001234567", "an international network"],
    ["+8781012345678", "personal numbers of no country"],
    ["+979123456789", "international premium"],
    ["+80012345678", "international toll-free"],
    ["+80812345678", "international shared cost"],
    ["+88812345678", "disaster relief"],
    ["+19005550142", "premium in North America"],
    ["+12129760142", "a paid line of an area code"],
    ["+12129110142", "a service of three digits"],
    ["+12129500142", "access to a carrier"],
    ["+15005550142", "a personal number in North America"],
    ["+15335550142", "a personal number in North America"],
    ["+17105550142", "the government of the US"],
    ["+18005550142", "toll-free in North America"],
    ["+18885550142", "toll-free in North America"],
    ["+16005550142", "internet telephony in Canada"],
    ["+12425550142", "no mobile number of the Bahamas"],
    ["+4930901820142", "fixed, in Berlin"],
    ["+499001230142", "premium in Germany"],
    ["+4918055501", "shared cost in Germany"],
    ["+4970012301423", "personal in Germany"],
    ["+493212345678", "internet telephony in Germany"],
    ["+498001230142", "toll-free in Germany"],
    ["+442079460142", "fixed, in London"],
    ["+447012340142", "personal in the United Kingdom"],
    ["+447640123456", "a pager in the United Kingdom"],
    ["+449098790142", "premium in the United Kingdom"],
    ["+448712345678", "shared cost in the United Kingdom"],
    ["+443001230142", "of organisations in the United Kingdom"],
    ["+390669812345", "of the Vatican, under Italy's calling code"],
    ["+33891230142", "premium in France"],
    ["+61147101234", "a satellite phone of Australia"],
    ["+611900654321", "premium in Australia"],
    ["+40213000142", "fixed, in Romania"],
    ["+12345", "a short code behind a calling code"],
    ["+4972345", "a short code behind a calling code"],
    ["12125550142", "without a plus"],
    ["+1212555014", "a digit too few"],
    ["+121255501422", "a digit too many"],
    ["+4915112340142999", "too long for any number"],
    ["+12125550142;ext=2", "an extension"],
    ["+12125550142,+4915112340142", "two numbers"],
    ["+1 212 555 0142", "not as it is kept"],
    ["+0123456789", "no calling code"],
    ["72345", "a short code"],
    ["", "nothing"],
  ])("%s is never texted: %s", (number) => {
    expect(countryTexted(number)).toBeUndefined();
    expect(isTexted(number, new Set(["US", "CA", "DE", "GB", "FR", "AU", "IT", "VA", "BS", "RO"]))).toBe(
      false,
    );
  });

  test("of any kind, of any plan or network of the world, is texted only if it is mobile and its own country is open", () => {
    const tally = { texted: 0, refused: 0 };
    const countries = fc.subarray(["US", "CA", "DE", "GB", "AU", "FR", "JE", "JM", "KZ", "IN"]);
    fc.assert(
      fc.property(anyNumber, countries, (number, open) => {
        const { country, isMobile } = judged(number);
        const texted = isTexted(number, new Set(open));
        if (texted) expect([isMobile, open]).toEqual([true, expect.arrayContaining([country])]);
        else if (country !== undefined && open.includes(country) && !number.startsWith("+1"))
          expect(isMobile).toBe(false);
        tally[texted ? "texted" : "refused"] += 1;
      }),
      { numRuns: 5_000 },
    );
    expect(tally.texted).toBeGreaterThan(10);
    expect(tally.refused).toBeGreaterThan(3_000);
  });
});

describe("the countries of a stage", () => {
  test("are read from text, and none from an empty one", () => {
    expect([...TextCountries.parse("DE US")]).toEqual(["DE", "US"]);
    expect(TextCountries.parse("").size).toBe(0);
  });

  test.each(["de", "DE,US", " DE", "DE ", "DEU", "DE  US", "*"])("are not %j", (text) => {
    expect(TextCountries.safeParse(text).success).toBe(false);
  });
});
