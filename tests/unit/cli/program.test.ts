import { readFileSync } from "node:fs";
import { type Command, CommanderError } from "commander";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CliError } from "../../../cli/cli-error.ts";
import { EXAMPLES } from "../../../cli/examples.ts";
import { commandsOf, examplesOf, pathOf } from "../../../cli/help.ts";
import { operatorProgram } from "../../../cli/program.ts";
import { EXIT_MISTAKE, EXIT_UNEXPECTED, runProgram } from "../../../cli/run.ts";

const all = commandsOf(await operatorProgram());
/** All of it, with the examples below. */
function helpOf(command: Command): string {
  const text: string[] = [];
  command.configureOutput({ writeOut: (more) => text.push(more) }).outputHelp();
  return text.join("");
}
const named = (path: string) =>
  all.find((command) => {
    const names: string[] = [];
    for (let at: Command | null = command; at !== null; at = at.parent) names.unshift(at.name());
    return names.join(" ") === `wellspring ${path}`;
  });

describe("the operator's program", () => {
  test("says at every level what a command does, and what each argument and option means", () => {
    for (const command of all) {
      expect(command.description(), command.name()).not.toBe("");
      expect(command.helpInformation(), command.name()).toContain("--stage <name>");
      for (const option of command.options) expect(option.description, option.long ?? "").not.toBe("");
    }
  });

  test("shows how each command is called: an example, and by name what it cannot do without", () => {
    const leaves = all.filter(({ commands }) => commands.length === 0);
    expect(leaves.length).toBeGreaterThan(30);
    for (const command of leaves) {
      const help = helpOf(command);
      expect(examplesOf(command), `${pathOf(command)}: add one to cli/examples.ts`).not.toEqual([]);
      for (const line of examplesOf(command)) expect(help).toContain(line);
      for (const { mandatory, flags } of command.options) {
        if (!mandatory) continue;
        expect(command.helpInformation().split("\n")[0], pathOf(command)).toContain(flags);
        expect(help, pathOf(command)).toMatch(/required:/);
      }
    }
  });

  test("has no example of a command that there is not", () => {
    const paths = all.map(pathOf);
    expect(Object.keys(EXAMPLES).filter((path) => !paths.includes(path))).toEqual([]);
  });

  test.each([
    [
      ["journey", "simulate"],
      "journey simulate needs <journey>, --from <time> and --to <time>. Such as: npx wellspring journey simulate",
    ],
    [
      ["journey", "simulate", "impact-update", "--from", "2026-11-01"],
      "journey simulate needs --to <time>. Such as:",
    ],
    [["pos", "access"], "pos access needs <source/name> and --origin <url>."],
    [["pos", "secrte"], "Did you mean secret?"],
    [["people", "show", "--frm", "1"], "`npx wellspring people show --help` says what there is."],
  ])("answers %j with all that is wrong at once", async (args, words) => {
    const written: string[] = [];
    const program = await operatorProgram();
    for (const command of commandsOf(program))
      command.configureOutput({ writeErr: (text) => written.push(text) });
    await expect(program.parseAsync(args, { from: "user" })).rejects.toBeInstanceOf(CommanderError);
    expect(written.join("").replaceAll("\n", " ")).toContain(words);
  });

  test("has the command alone that the words name, under any stage, and all of them where they name none", async () => {
    const names = ({ commands }: Command) => commands.map((command) => command.name());
    const every = names(await operatorProgram());
    expect(every.length).toBeGreaterThan(20);
    for (const name of every) {
      for (const words of [[name], ["--stage", "people", name, "show"], [name, "--stage=pos"]])
        expect(names(await operatorProgram(words)), words.join(" ")).toEqual(
          ["export", "load"].includes(name) ? ["export", "load"] : [name],
        );
    }
    for (const words of [[], ["--help"], ["help", "people"], ["peopel"], ["toString"]])
      expect(names(await operatorProgram(words)), words.join(" ")).toEqual(every);
  });

  test("takes every command of package.json under its own name", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    for (const name of [
      "brand",
      "journey",
      "ledger",
      "messages",
      "people",
      "pos",
      "redrive",
      "conversations",
    ]) {
      expect(scripts[name]).toBe(`node cli/wellspring.ts ${name}`);
      expect(named(name), name).toBeDefined();
    }
  });

  test.each([
    ["brand apply", ["--ledger-table"]],
    ["journey call", ["--people-table", "--ledger-table", "--event-bus"]],
    ["ledger copy-missing", ["--ledger-table", "--impact-table"]],
    [
      "people forget",
      [
        ...["--people-table", "--ledger-table", "--identity-secret", "--contact-secret"],
        ...["--quarantine-bucket", "--mail-bucket"],
      ],
    ],
    [
      "pos replay-quarantine",
      ["--event-bus", "--quarantine-bucket", "--identity-secret", "--look-ups", "--round-ups"],
    ],
    ["pos secret", ["--secret-arn"]],
    ["pos access", ["--secret-arn"]],
    [
      "conversations show",
      ["--people-table", "--ledger-table", "--identity-secret", "--contact-secret", "--mail-bucket"],
    ],
  ])("takes the outputs of %s by hand as well, which --help leaves out", (path, options) => {
    const command = named(path);
    expect(command?.options.filter(({ hidden }) => hidden).map(({ long }) => long)).toEqual(options);
    for (const option of options) expect(command?.helpInformation()).not.toContain(option);
  });
});

describe("the exit code", () => {
  const said: unknown[] = [];
  beforeEach(() => {
    vi.spyOn(console, "error").mockImplementation((text) => void said.push(text));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    said.length = 0;
    process.exitCode = undefined;
  });
  const run = async (thrown: unknown) => {
    process.exitCode = undefined;
    await runProgram({ parseAsync: () => Promise.reject(thrown) } as unknown as Command);
    const code = process.exitCode;
    process.exitCode = undefined;
    return code;
  };
  const aws = (name: string, message = "no", more = {}) =>
    Object.assign(new Error(message), { name, ...more });

  test.each([
    [new CliError("No brand is applied yet.", "Apply one."), "No brand is applied yet. Apply one."],
    [aws("Error", "connect", { code: "ECONNREFUSED" }), "Start it with `npm start`"],
    [aws("CredentialsProviderError"), "Set AWS_REGION, and a profile or credentials"],
    [aws("Error", "Region is missing"), "Set AWS_REGION"],
    [aws("ExpiredTokenException"), "credentials that have not expired"],
    [aws("AccessDeniedException", "may not Scan"), "AWS refuses this to your credentials: may not Scan"],
    [aws("ResourceNotFoundException"), "See the outputs of the stage's stacks."],
  ])("is 2 for what the person can put right, with one line about it: %s", async (thrown, line) => {
    expect(await run(thrown)).toBe(EXIT_MISTAKE);
    expect(said).toEqual([expect.stringContaining(line)]);
  });

  test("is 2 for options that do not fit, and 0 for help, of which commander writes itself", async () => {
    expect(await run(new CommanderError(1, "commander.unknownOption", "error"))).toBe(EXIT_MISTAKE);
    expect(await run(new CommanderError(0, "commander.helpDisplayed", "(outputHelp)"))).toBe(0);
    expect(said).toEqual([]);
  });

  test("is 3 for anything else, with the whole story", async () => {
    expect(await run(new Error("a fault"))).toBe(EXIT_UNEXPECTED);
    expect(said).toEqual([expect.stringContaining("at ")]);
  });
});
