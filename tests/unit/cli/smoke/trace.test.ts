import { expect, test } from "vitest";
import { traceText } from "../../../../cli/smoke/trace.ts";

const steps = [
  { name: "sent", atMs: 1_000 },
  { name: "received", atMs: 1_041.4 },
];

test("a trace names each step by its distance from the first, then what was found", () => {
  expect(traceText({ part: "purchase", steps, said: "A purchase like it gives 0.50 EUR (rivers)." })).toBe(
    "✔ purchase: sent 0 ms, received 41 ms\n    A purchase like it gives 0.50 EUR (rivers).",
  );
});

test("a trace that ended early says what did not come, and what to do", () => {
  const problem = { what: "Nothing was recorded within 60 s.", next: "Look at the runs of give-share." };
  expect(traceText({ part: "purchase", steps, problem })).toBe(
    "✖ purchase: sent 0 ms, received 41 ms\n    Nothing was recorded within 60 s.\n    next  Look at the runs of give-share.",
  );
});
