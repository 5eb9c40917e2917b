import { expect, test } from "vitest";
import { progressBar } from "../../../cli/progress.ts";

test("a bar is drawn from empty to full, and full when there is nothing to do", () => {
  expect(progressBar("posting", 0, 4)).toBe(`${"░".repeat(24)} posting 0/4`);
  expect(progressBar("posting", 1, 4)).toBe(`${"█".repeat(6)}${"░".repeat(18)} posting 1/4`);
  expect(progressBar("posting", 0, 0)).toBe(`${"█".repeat(24)} posting 0/0`);
});
