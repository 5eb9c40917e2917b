import { globSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { Command } from "commander";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { CATALOG } from "../../core/events/catalog.ts";
import { openApi } from "../../core/impact/api/openapi.ts";
import { CHARITY_ROUTES, FEEDBACK_ROUTES, PEOPLE_ROUTES, PROOF_ROUTES } from "../../core/model/routes.ts";

/** A name that people meet outside the code: in a log, a page's address, an alarm's mail, a command line. */
interface Name {
  readonly name: string;
  readonly from: string;
}

const States: z.ZodType<Record<string, { ItemProcessor?: { States: unknown } | undefined }>> = z.record(
  z.string(),
  z.object({ ItemProcessor: z.object({ States: z.unknown() }).optional() }),
);

/** State names of a workflow, those within a Map included. */
function stateNames(states: unknown): string[] {
  return Object.entries(States.parse(states)).flatMap(([name, { ItemProcessor: inner }]) => [
    name,
    ...(inner === undefined ? [] : stateNames(inner.States)),
  ]);
}

function workflowNames(): Name[] {
  return globSync("state-machines/*.asl.json").flatMap((path) => {
    const machine = z.object({ States: z.unknown() }).parse(JSON.parse(readFileSync(path, "utf8")));
    const workflow = basename(path, ".asl.json");
    return [workflow, ...stateNames(machine.States)].map((name) => ({ name, from: path }));
  });
}

/** Rows of the alarms page: another test requires a row for each alarm of the templates. */
function alarmNames(): Name[] {
  const path = "docs/operating/alarms.md";
  return [...readFileSync(path, "utf8").matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = ""]) => ({
    name,
    from: path,
  }));
}

function routeNames(): Name[] {
  const api = z.object({ paths: z.record(z.string(), z.unknown()) }).parse(openApi());
  const literals = globSync("lib/**/*.ts").flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/"(\/[a-z][\w/{}-]*)"/g)].map(([, name = ""]) => ({
      name,
      from: path,
    })),
  );
  return [
    ...[...PEOPLE_ROUTES, ...PROOF_ROUTES, ...FEEDBACK_ROUTES, ...CHARITY_ROUTES].map(({ path }) => ({
      name: path,
      from: "core/model/routes.ts",
    })),
    ...Object.keys(api.paths).map((path) => ({ name: path, from: "core/impact/api/openapi.ts" })),
    ...literals,
  ];
}

/** `wellspring people export` and all its siblings. */
async function commandNames(): Promise<Name[]> {
  const program = new Command("wellspring");
  for (const path of globSync("cli/*/command.ts").toSorted()) {
    const module: Record<string, unknown> = await import(resolve(path));
    for (const [name, add] of Object.entries(module)) {
      if (name.startsWith("add") && typeof add === "function") add(program);
    }
  }
  const below = (command: Command, path: string): string[] =>
    command.commands.flatMap((one) => [`${path} ${one.name()}`, ...below(one, `${path} ${one.name()}`)]);
  return below(program, "wellspring").map((name) => ({ name, from: "cli/" }));
}

const SMALL = new Set(
  "a all an and are as at by for from is it json me next not of on or out to too v1 was wellspring".split(
    " ",
  ),
);

/** `RouteByEventType`, `send-link`, `/causes/{slug}` → their words, without small ones. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && !SMALL.has(word));
}

const rows = readFileSync("docs/glossary.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (word|---) /.test(line))
  .map((line) => {
    const [terms = "", meaning = "", where = ""] = line.split("|").slice(1, -1);
    return {
      terms,
      meaning,
      named: [...`${meaning} ${where}`.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
    };
  });

const names: Name[] = [
  ...CATALOG.map(({ name }) => ({ name, from: "core/events/catalog.ts" })),
  ...workflowNames(),
  ...globSync("functions/*").map((path) => ({ name: basename(path), from: "functions/" })),
  ...alarmNames(),
  ...routeNames(),
];

beforeAll(async () => {
  names.push(...(await commandNames()));
});

describe("docs/glossary.md", () => {
  test("has the words of every event, state, function, alarm, route and command", () => {
    for (const kind of ["core/events/", "state-machines/", "functions/", "docs/", "core/model/", "cli/"]) {
      expect(names.filter(({ from }) => from.startsWith(kind)).length, `names from ${kind}`).toBeGreaterThan(
        5,
      );
    }
    const known = new Set(rows.flatMap(({ terms, named }) => [terms, ...named].flatMap(wordsOf)));
    const missing = names.flatMap(({ name, from }) =>
      wordsOf(name)
        .filter((word) => !known.has(word))
        .map((word) => `"${word}" of ${name} (${from}): add it to the row that it belongs to`),
    );
    expect([...new Set(missing)]).toEqual([]);
  });

  test("names nothing that the code lacks", () => {
    const known = new Set(names.map(({ name }) => name));
    const parts = new Set(names.flatMap(({ name }) => name.split(/[/ ]/)));
    const code = ["core/**/*.{ts,tsx}", "lib/**/*.ts", "state-machines/*.json"]
      .flatMap((pattern) => globSync(pattern))
      .map((path) => readFileSync(path, "utf8"))
      .join("\n");
    const quoted = (name: string) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(code);
    const unknown = rows
      .flatMap(({ named }) => named)
      .filter((name) => !name.startsWith("…") && !known.has(name) && !parts.has(name) && !quoted(name));
    expect(unknown).toEqual([]);
  });

  test("explains each word once", () => {
    const terms = rows.flatMap((row) => row.terms.split(",").map((term) => term.trim()));
    expect(terms.filter((term, at) => terms.indexOf(term) !== at)).toEqual([]);
    expect(rows.filter(({ meaning }) => meaning.trim().length < 20)).toEqual([]);
  });
});
