import { describe, expect, test } from "vitest";
import { timeZoneNamed, timeZones } from "../../../core/model/time-zone.ts";

describe("a time zone", () => {
  test.each([
    ["Europe/Kyiv", "Europe/Kyiv"],
    ["Europe/Kiev", "Europe/Kyiv"],
    ["europe/kiev", "Europe/Kyiv"],
    ["Asia/Kolkata", "Asia/Kolkata"],
    ["Asia/Calcutta", "Asia/Kolkata"],
    ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
    ["Asia/Katmandu", "Asia/Kathmandu"],
    ["America/Godthab", "America/Nuuk"],
    ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
    ["US/Pacific", "America/Los_Angeles"],
    ["UTC", "UTC"],
  ])("named %s is %s", (text, zone) => {
    expect(timeZoneNamed(text)).toBe(zone);
  });

  test.each(["+02:00", "-05", "Europe/Atlantis", "", " ", "Berlin", "Factory"])(
    "is not named by %j",
    (text) => {
      expect(timeZoneNamed(text)).toBeUndefined();
    },
  );

  test("of the list is named by each name that the runtime lists, and by today's of it", () => {
    for (const zone of Intl.supportedValuesOf("timeZone")) expect(timeZoneNamed(zone)).toBeDefined();
    for (const zone of timeZones()) expect(timeZoneNamed(zone)).toBe(zone);
    expect(new Set(timeZones()).size).toBe(timeZones().length);
    expect(timeZones()).toContain("Europe/Kyiv");
    expect(timeZones()).not.toContain("Europe/Kiev");
  });
});
