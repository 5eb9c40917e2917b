import { expect, test } from "vitest";
import { repeatCommand, settings } from "./settings.ts";
import { inputsTried, table } from "./table.ts";

/** The last suite of its project: all others run in the same process before it. */
test("the hostile suite tried what it was asked to, or as much as its time allowed", () => {
  const { inputs, minutes } = settings;
  const tried = inputsTried();
  console.log(
    `\n${table()}\n\n${tried} of ${inputs} inputs within ${minutes} minutes. Again: ${repeatCommand}\n`,
  );
  expect(tried).toBeGreaterThan(0);
});
