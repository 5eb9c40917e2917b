import { describe, expect, test } from "vitest";
import { StandardDelay, StandardUnavailability } from "../../../core/intake/sources/standard/trouble.ts";
import { isTexted, TextCountries } from "../../../core/people/contacts/texted-number.ts";
import { normalPhone } from "../../../core/platform/crypto/phone.ts";
import { mannersOf } from "../../../demo/behaviour.ts";
import { troublesOf } from "../../../demo/order-troubles.ts";
import { sampleShoppers } from "../../../demo/shoppers.ts";
import { textCountriesText } from "../../../lib/stages.ts";
import { local, production } from "../../../stages.ts";
import { sampleDay } from "../../support/sample-day.ts";

const hours = Array.from({ length: 24 }, (_, hour) => `2026-11-22T${String(hour).padStart(2, "0")}:30:00Z`);
const shoppers = sampleShoppers();
const at = (moment: string) => mannersOf(shoppers, sampleDay({ seed: 7, at: moment }), moment);
const clock = (timeZone: string, moment: string) =>
  new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short" }).format(Date.parse(moment));

describe("the customers of the sample", () => {
  test.each(hours)(
    "at %s: one has quiet hours, one of them is at night, and a day ends within the hour",
    (moment) => {
      const people = at(moment);
      expect(people.filter(({ answers }) => !answers)).toHaveLength(3);
      const quiet = people.find(({ prefers }) => prefers?.["quiet.from"] !== undefined)?.prefers;
      const now = clock("Europe/Berlin", moment);
      const [from, to] = [String(quiet?.["quiet.from"]), String(quiet?.["quiet.to"])];
      expect(from < to ? from <= now && now < to : from <= now || now < to).toBe(true);
      expect(new Set(people.map(({ texts }) => texts))).toEqual(
        new Set([undefined, "byDay", "atNight", "stops"]),
      );
      const waiting = people.filter(({ waitsForTheEnd }) => waitsForTheEnd !== undefined);
      expect(waiting.length).toBeLessThanOrEqual(1);
      for (const { prefers } of waiting) expect(clock(String(prefers?.["timeZone"]), moment)).toMatch(/^23:/);
    },
  );

  test.each([local, production])("have numbers of fiction, which the stage $name texts", (stage) => {
    const countries = TextCountries.parse(textCountriesText(stage));
    const numbers = shoppers.map(({ phone }) => normalPhone(phone, undefined) ?? phone);
    expect(numbers.filter((number) => !isTexted(number, countries))).toEqual([]);
    expect(numbers.filter((number) => !/^\+1\d{3}55501\d\d$/.test(number))).toEqual([]);
  });

  test("are the same again for the same day", () => {
    expect(at("2026-11-22T12:30:00Z")).toEqual(at("2026-11-22T12:30:00Z"));
  });

  test("have news of their orders that can be read, one of each kind", () => {
    const news = troublesOf(at("2026-11-22T12:30:00Z"), "2026-11-22T12:30:00Z");
    const bodies: { type: string }[] = news.map(({ body }) => JSON.parse(body));
    expect(bodies.map(({ type }) => type).sort()).toEqual(["item.unavailable", "purchase.delayed"]);
    for (const body of bodies) {
      const schema = body.type === "purchase.delayed" ? StandardDelay : StandardUnavailability;
      expect(schema.safeParse(body).success).toBe(true);
    }
  });
});
