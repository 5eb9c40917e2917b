import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { claimToken } from "../../../core/model/claim-link.ts";

const guide = readFileSync("docs/guides/claim-links.md", "utf8");
const vectors = [...guide.matchAll(/^\| `(\w+)` \| `(\w+)` \| `([0-9A-Z]{26})` \|$/gm)].map(
  ([, connection = "", fact = "", token = ""]) => ({ connection, fact, token }),
);
const codeIn = (language: string) =>
  new RegExp(`\`\`\`${language}\n([\\s\\S]+?)\n\`\`\``).exec(guide)?.[1] ?? "";
const pairs = vectors.map(({ connection, fact }) => [connection, fact]);
const tokens = vectors.map(({ token }) => token);

describe("the guide's ways to make a claim link's token", () => {
  test("have vectors that ours agrees with", () => {
    expect(vectors).toHaveLength(4);
    for (const { connection, fact, token } of vectors) expect(claimToken(connection, fact)).toBe(token);
  });

  test("agree in JavaScript", () => {
    const code = `${codeIn("js")}\nconsole.log(JSON.stringify(${JSON.stringify(pairs)}.map((pair) => claimToken(...pair))))`;
    const made = execFileSync(process.execPath, ["--input-type=commonjs", "-e", code], { encoding: "utf8" });
    expect(JSON.parse(made)).toEqual(tokens);
  });

  test("agree in Python", () => {
    const code = `${codeIn("python")}\nimport json\nprint(json.dumps([claim_token(*pair) for pair in ${JSON.stringify(pairs)}]))`;
    expect(JSON.parse(execFileSync("python3", ["-c", code], { encoding: "utf8" }))).toEqual(tokens);
  });

  const hasPhp = spawnSync("php", ["--version"]).status === 0;
  test.skipIf(!hasPhp)(`agree in PHP${hasPhp ? "" : " (skipped: no php on this machine)"}`, () => {
    const list = pairs.map((pair) => `[${pair.map((text) => `'${text}'`).join(",")}]`).join(",");
    const code = `${codeIn("php")}\necho json_encode(array_map(fn ($pair) => claim_token(...$pair), [${list}]));`;
    expect(JSON.parse(execFileSync("php", ["-r", code], { encoding: "utf8" }))).toEqual(tokens);
  });
});
