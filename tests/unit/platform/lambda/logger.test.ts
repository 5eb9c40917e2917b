import { describe, expect, test } from "vitest";
import { loggableError } from "../../../../core/platform/lambda/logger.ts";

describe("what is logged of an error", () => {
  test("is its name, its message and where it happened, with its causes", () => {
    const error = new Error("outer", { cause: new TypeError("inner") });
    expect(loggableError(error)).toMatchObject({
      name: "Error",
      message: "outer",
      at: expect.arrayContaining([expect.stringMatching(/^at .*logger\.test\.ts/)]),
      cause: { name: "TypeError", message: "inner" },
    });
  });

  test("is nothing of what a parser quotes, no address, and none of an SDK error's further members", () => {
    const parse = () => JSON.parse('{"name": Canary}');
    const errors = [
      Object.assign(new Error("no mail to ada.canary@example.com"), { Item: { name: "Canary" } }),
      new Error("x", { cause: new SyntaxError("Canary") }),
    ];
    try {
      parse();
    } catch (error) {
      if (error instanceof Error) errors.push(error);
    }
    expect(errors).toHaveLength(3);
    expect(JSON.stringify(errors.map(loggableError))).not.toMatch(/canary[^.]/i);
  });
});
