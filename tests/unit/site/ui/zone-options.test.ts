import { describe, expect, test } from "vitest";
import { timeZones } from "../../../../core/model/time-zone.ts";
import { readPreferences, savedForm } from "../../../../core/site/account/preferences/form.ts";
import { formOf } from "../../../../core/site/ui/read-form.ts";
import { everyCountry, zoneChoice, zonesByArea, zonesOf } from "../../../../core/site/ui/zone-options.ts";
import { NOW, offer, said } from "../../../support/preferences-builders.ts";

describe("a time zone", () => {
  test.for([
    ["Asia/Calcutta", "Kolkata (UTC+5:30)"],
    ["Asia/Saigon", "Ho Chi Minh (UTC+7)"],
    ["Asia/Rangoon", "Yangon (UTC+6:30)"],
    ["Europe/Kiev", "Kyiv (UTC+2)"],
    ["Asia/Katmandu", "Kathmandu (UTC+5:45)"],
    ["Antarctica/DumontDUrville", "Dumont d’Urville (UTC+10)"],
    ["Africa/Lome", "Lomé (UTC)"],
    ["America/Sao_Paulo", "São Paulo (UTC−3)"],
    ["America/Argentina/Buenos_Aires", "Buenos Aires, Argentina (UTC−3)"],
  ] as const)("%s is offered as %s", ([zone, text]) => {
    expect(zoneChoice(zone, "en", NOW).text).toBe(text);
  });

  test("has its German name on a German page", () => {
    expect(zoneChoice("Europe/Vienna", "de", NOW).text).toBe("Wien (UTC+1)");
  });

  test("is offered in every country that has one, and only those there", () => {
    expect(zonesOf({ country: "DE" })).toEqual(["Europe/Berlin"]);
    expect(zonesOf({ country: "IN" })).toEqual(["Asia/Kolkata"]);
    expect(zonesOf({ region: "US-FL" })).toEqual(["America/New_York", "America/Chicago"]);
    for (const { value } of everyCountry("en")) expect(zonesOf({ country: value }), value).not.toEqual([]);
    expect(zonesOf({})).toEqual([]);
  });

  test("is offered of the whole world where no place is known, each once and never with an underscore", () => {
    const all = [...zonesByArea("en", NOW).values()].flat();
    expect(all.length).toBe(new Set(timeZones().filter((zone) => zone.includes("/"))).size);
    expect(all.filter(({ text }) => text.includes("_"))).toEqual([]);
  });
});

describe("a customer who moves", () => {
  const moved = (from: { country?: string; timeZone?: string }, place: string) => {
    const shown = offer({ preferences: { ...offer().preferences, ...from }, step: "when" });
    const form = savedForm(shown);
    const pairs = form.names.map((name): [string, string] => [name, form.text(name)]);
    const sent = formOf([["place", place], ...pairs.filter(([name]) => name !== "place")]);
    const read = readPreferences(sent, shown, said);
    return read.outcome === "read" ? read.next.timeZone : read.problems;
  };

  test("gets the only clock of the new place, keeps one that it has, and is asked where it has several", () => {
    expect(moved({}, "DE")).toBe("Europe/Berlin");
    expect(moved({ country: "DE", timeZone: "Europe/Berlin" }, "GB")).toBe("Europe/London");
    expect(moved({ country: "DE", timeZone: "Europe/Berlin" }, "ES")).toBe("Europe/Berlin");
    expect(moved({ country: "DE", timeZone: "Europe/Berlin" }, "US")).toBeUndefined();
    expect(moved({ country: "DE", timeZone: "Europe/Berlin" }, "")).toBe("Europe/Berlin");
  });
});
