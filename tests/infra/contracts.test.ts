import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readChangelog } from "../../tools/release/changelog.ts";
import { idleNotes, unnoted } from "../../tools/release/contracts.ts";
import { contractsOf } from "../support/contracts.ts";
import { everyOption, stacksOf } from "../support/synthesis.ts";

/** The contracts of the last release (tests/fixtures/contracts/README.md), and what became of them. */

const FROZEN = "tests/fixtures/contracts/released.json";
const Frozen = z.strictObject({ version: z.string(), contracts: z.record(z.string(), z.unknown()) });
const current = contractsOf(stacksOf(everyOption));

/** What `npm run release` calls. */
if (process.env["WELLSPRING_RECORD"] === "contracts") {
  const { version } = z
    .looseObject({ version: z.string() })
    .parse(JSON.parse(readFileSync("package.json", "utf8")));
  writeFileSync(FROZEN, `${JSON.stringify({ version, contracts: current }, undefined, 1)}\n`);
}

const released = existsSync(FROZEN) ? Frozen.parse(JSON.parse(readFileSync(FROZEN, "utf8"))) : undefined;
const changelog = readChangelog(readFileSync("CHANGELOG.md", "utf8"));

describe("a contract that others rely on", () => {
  test("is of a kind that is watched, each of which there is", () => {
    const kinds = [
      "address",
      "api",
      "command",
      "event",
      "format",
      "output",
      "resource",
      "row",
      "setting",
      "waiting",
    ];
    expect([...new Set(Object.keys(current).map((name) => name.split(" ")[0]))].toSorted()).toEqual(kinds);
    expect(Object.keys(current).length).toBeGreaterThan(300);
  });

  test("does not change unless the changelog says what an operator does", () => {
    const missing = unnoted(released?.contracts ?? {}, released === undefined ? {} : current, changelog);
    expect(
      missing.map(({ contract, change }) => `- \`${contract}\`: (${change}) …`),
      `These changed since ${released?.version}. Write such lines into CHANGELOG.md, under Unreleased, "What an operator does".`,
    ).toEqual([]);
  });

  test("is not said to have changed when it has not", () => {
    if (released === undefined) return;
    expect(idleNotes(released.contracts, current, changelog)).toEqual([]);
  });
});
