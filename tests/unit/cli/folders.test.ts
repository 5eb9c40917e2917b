import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { productRoot } from "../../../lib/folders.ts";

const brand = realpathSync(mkdtempSync(join(tmpdir(), "wellspring-folders-")));
afterAll(() => rmSync(brand, { recursive: true }));
mkdirSync(join(brand, "brands/shop"), { recursive: true });
writeFileSync(join(brand, "stages.ts"), 'export const stages = [{ kind: "local", name: "here" }];\n');

function evaluate(cwd: string, module: string, expression: string): string {
  const file = JSON.stringify(join(productRoot, module));
  const program = `import * as it from ${file}; console.log(${expression});`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd,
    encoding: "utf8",
  }).trim();
}

describe("the folder of the brand", () => {
  test.each([brand, join(brand, "brands/shop")])(
    "is found from inside it, and the product is elsewhere",
    (cwd) => {
      expect(evaluate(cwd, "lib/folders.ts", "it.projectRoot")).toBe(brand);
      expect(evaluate(cwd, "lib/folders.ts", "it.productRoot")).toBe(productRoot);
    },
  );

  test("is the checkout's own for who stands outside any brand", () => {
    expect(evaluate(tmpdir(), "lib/folders.ts", "it.projectRoot")).toBe(productRoot);
  });

  test("has the stages: no other list is read", () => {
    const name = '(await it.projectStage("here")).name';
    expect(evaluate(brand, "lib/project-stages.ts", name)).toBe("here");
    const missing = 'await it.projectStage("production").catch((error) => error.message)';
    expect(evaluate(brand, "lib/project-stages.ts", missing)).toBe(
      'There is no stage "production" in stages.ts. There are: here.',
    );
  });
});
