import { expect, test } from "vitest";
import { startingPreferences } from "../../../../core/people/preferences/starting-preferences.ts";

test("a customer who has chosen nothing wants nothing, but keeps the causes of their purchases", () => {
  const causes = [{ cause: "rivers", weight: 1 }];
  const { topics, version, ...rest } = startingPreferences("de", causes);
  expect(version).toBe(0);
  expect(Object.values(topics).every(({ email, sms }) => !email && !sms)).toBe(true);
  expect(rest).toMatchObject({ language: "de", causes, giftsForOthers: false });
});
