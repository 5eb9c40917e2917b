import { readdirSync, readFileSync } from "node:fs";
import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { messageOf } from "../../core/messaging/content/catalog.ts";
import { MESSAGE_CHANNELS } from "../../core/model/topic.ts";
import { startingPreferences, ticked } from "../../core/people/preferences/starting-preferences.ts";
import { evaluate, readMachine } from "../support/state-machine.ts";

/**
 * The types of DynamoDB by both names that Step Functions gives them in an answer: as DynamoDB itself writes them, and as its
 * integration with the SDK writes every field, with one capital .
 */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  BOOL: "Bool",
  SS: "Ss",
  NS: "Ns",
  BS: "Bs",
  NULL: "Nul",
};

const Value: z.ZodType<unknown> = z.record(z.string(), z.unknown());

/** An item as the SDK's integration names its types. */
function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  const fields = Value.safeParse(value).data;
  if (typeof fields !== "object" || fields === null) return value;
  return Object.fromEntries(
    Object.entries(fields).map(([name, inner]) => [OTHER_NAMES[name] ?? name, renamed(inner)]),
  );
}

const SPELLINGS = [
  ["as DynamoDB names them", (item: unknown) => item],
  ["as the SDK's integration names them", renamed],
] as const;

const files = readdirSync("state-machines").map((file) => readFileSync(`state-machines/${file}`, "utf8"));
const expressions = files.flatMap((file) => [...file.matchAll(/\{%(.*?)%\}/gs)].map(([, text = ""]) => text));

test("an expression that reads a type of DynamoDB that has two names reads both", () => {
  const named = (expression: string, name: string) => expression.includes(`.${name}`);
  const reading = expressions.filter((one) =>
    Object.entries(OTHER_NAMES)
      .flat()
      .some((name) => new RegExp(`\\.${name}\\b`).test(one)),
  );
  expect(reading.length).toBeGreaterThanOrEqual(3);
  const halfRead = reading.filter((one) =>
    Object.entries(OTHER_NAMES).some(([name, other]) => named(one, name) !== named(one, other)),
  );
  expect(halfRead).toEqual([]);
});

describe.each(SPELLINGS)("with types %s", (_, spelled) => {
  const output = (
    workflow: string,
    state: string,
    field: "Output" | "Assign",
    bindings: Record<string, unknown>,
  ) => {
    const { machine, inner } = readMachine(workflow);
    const found = machine.States[state] ?? inner.find(({ name }) => name === state)?.state;
    return evaluate(found?.[field], bindings);
  };

  test("a customer who wants a topic on any channel is told, and no other is", async () => {
    const { topic } = messageOf("impact-update");
    const nobody = startingPreferences("en");
    const wanted = (preferences: object) =>
      output("start-journey", "ReadPreferences", "Output", {
        topic,
        states: { result: { Item: spelled(marshall(preferences)) } },
      });
    expect(await wanted(nobody)).toEqual({ wanted: false });
    for (const channel of MESSAGE_CHANNELS)
      expect(await wanted(ticked(nobody, [{ topic, channel }], true))).toEqual({ wanted: true });
  });

  test.each([
    [3, "ann"],
    [4, ""],
  ])("an identity that came with %i emails leads to %j", async (count, customer) => {
    const emails = new Set(Array.from({ length: count }, (_, at) => String(at)));
    const item = spelled(marshall({ emails }));
    const bindings = { customer: "ann", doubtful: {} };
    const counted = { ...bindings, states: { result: { Attributes: item } } };
    const read = { ...bindings, states: { result: { Item: item } } };
    expect(await output("give-share", "CountEmails", "Assign", counted)).toEqual({ customer });
    expect(await output("order-trouble", "ReadEmails", "Assign", read)).toEqual({ customer, doubtful: {} });
  });
});
