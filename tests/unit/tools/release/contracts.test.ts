import { describe, expect, test } from "vitest";
import { readChangelog, released } from "../../../../tools/release/changelog.ts";
import { changesSince, idleNotes, unnoted } from "../../../../tools/release/contracts.ts";

const before = {
  "event Gave.v1": { minor: "number" },
  "output Bus": "text",
  "setting Sender.name": { is: "required" },
};
const changelogOf = (...lines: readonly string[]) =>
  readChangelog(
    ["# Changelog", "", "## Unreleased", "", ...lines, "", "## 0.1.0", "- `output Bus`: as it was then"].join(
      "\n",
    ),
  );
const noteOf = (...notes: readonly string[]) => changelogOf("### What an operator does", "", ...notes);

describe("a release's contracts", () => {
  test("are compared name by name", () => {
    const after = {
      "event Gave.v1": { minor: "string" },
      "event Gave.v2": {},
      "setting Sender.name": { is: "required" },
    };
    expect(changesSince(before, after)).toEqual([
      { contract: "event Gave.v1", change: "changed" },
      { contract: "event Gave.v2", change: "new" },
      { contract: "output Bus", change: "gone" },
    ]);
    expect(changesSince(before, before)).toEqual([]);
  });

  test.each([
    [
      "a stored row's attribute gets another type",
      { ...before, "event Gave.v1": { minor: "string" } },
      "event Gave.v1",
    ],
    [
      "an output goes",
      { "event Gave.v1": before["event Gave.v1"], "setting Sender.name": { is: "required" } },
      "output Bus",
    ],
    [
      "every stage must give a new setting",
      { ...before, "setting Sender.city": { is: "required" } },
      "setting Sender.city",
    ],
  ])("do not change without a note: %s", (_, after, contract) => {
    const said = "the next deploy changes it, and nothing is to be done.";
    expect(unnoted(before, after, changelogOf()).map((one) => one.contract)).toEqual([contract]);
    expect(unnoted(before, after, changelogOf(`- \`${contract}\`: ${said}`))).toHaveLength(1);
    expect(
      unnoted(before, after, noteOf("- `output Other`: nobody reads it any more, as said.")),
    ).toHaveLength(1);
    expect(unnoted(before, after, noteOf(`- \`${contract}\`: ${said}`))).toEqual([]);
    expect(
      unnoted(before, after, noteOf(`- \`output Other\`, \`${contract.slice(0, 9)}*\`: ${said}`)),
    ).toEqual([]);
  });

  test("may grow without a note, as nobody relies on what is new", () => {
    const after = {
      ...before,
      "event Gave.v2": {},
      "setting Sender.city": { is: "optional" },
      "output Site": "text",
    };
    expect(unnoted(before, after, changelogOf())).toEqual([]);
  });

  test("have no note about what did not change, and none that says nothing", () => {
    expect(idleNotes(before, before, noteOf("- `output Bus`: the stack calls it otherwise now."))).toEqual([
      "output Bus",
    ]);
    expect(() => noteOf("- `output Bus`: changed.")).toThrow("is not");
  });
});

describe("the changelog", () => {
  const text = "# Changelog\n\n## Unreleased\n\n- Something new.\n\n## 0.1.0 (2026-01-01)\n\n- Old.\n";

  test("gives what is unreleased its version, and begins anew", () => {
    const after = released(text, "0.2.0", "2026-11-27");
    expect(after).toContain("## Unreleased\n\n## 0.2.0 (2026-11-27)\n\n- Something new.");
    expect(readChangelog(after).unreleased).toBe("");
    expect(() => released(after, "0.3.0", "2026-11-28")).toThrow("Nothing stands under Unreleased");
  });
});
