import { type Command, Help, type Option } from "commander";
import { EXAMPLES } from "./examples.ts";

/** `journey simulate`: how a command is called, without the program's name. */
export function pathOf(command: Command): string {
  const names: string[] = [];
  for (let at = command; at.parent !== null; at = at.parent) names.unshift(at.name());
  return names.join(" ");
}

/** Its own examples, or those of the nearest group above that has some; whole lines that can be pasted. */
export function examplesOf(command: Command): readonly string[] {
  for (let at: Command | null = command; at?.parent; at = at.parent) {
    const own = EXAMPLES[pathOf(at)];
    if (own !== undefined)
      return own.map((line) => (line.includes("npx ") ? line : `npx wellspring ${line}`));
  }
  return [];
}

/** Commander's own text, without the default of a switch, which is always off, and saying what must be given. */
export function describeOption(option: Option): string {
  const text = option.defaultValue === false ? option.description : new Help().optionDescription(option);
  return option.mandatory ? `required: ${text}` : text;
}

/** `wellspring journey simulate --from <time> --to <time> [options] <journey>`: what must be given stands by name. */
export function usageOf(command: Command): string {
  const required = command.options.filter(({ mandatory }) => mandatory).map(({ flags }) => flags);
  const words = ["wellspring", pathOf(command), ...required, command.usage()];
  return words.filter((word) => word !== "").join(" ");
}

/** What a call of a command lacks, arguments first. */
export function missingIn(command: Command): readonly string[] {
  const { registeredArguments, args, options } = command;
  return [
    ...registeredArguments
      .filter((argument, index) => argument.required && args[index] === undefined)
      .map((argument) => `<${argument.name()}>`),
    ...options
      .filter((option) => option.mandatory && command.getOptionValue(option.attributeName()) === undefined)
      .map(({ flags }) => flags),
  ];
}

/** One error for all that is missing, with an example; any other error as it is, with where to read on. */
function errorText(command: Command, text: string): string {
  const missing = missingIn(command);
  const [example] = examplesOf(command);
  const path = pathOf(command);
  if (/missing required argument|required option/.test(text) && missing.length > 0) {
    const such = example === undefined ? "" : ` Such as: ${example}`;
    return `${path} needs ${list(missing)}.${such}\n`;
  }
  return `${text.trimEnd()}\n\`npx wellspring ${path === "" ? "" : `${path} `}--help\` says what there is.\n`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Gives each command of a program its examples, and errors that say all that is missing at once. */
export function withHelp(program: Command): Command {
  for (const command of commandsOf(program)) {
    command
      .configureHelp({ showGlobalOptions: true, optionDescription: describeOption, commandUsage: usageOf })
      .configureOutput({ outputError: (text, write) => write(errorText(command, text)) });
    const examples = command.commands.length === 0 ? examplesOf(command) : [];
    if (examples.length > 0) {
      command.addHelpText(
        "after",
        `\n${examples.length === 1 ? "Example" : "Examples"}:\n${examples.map((line) => `  ${line}`).join("\n")}`,
      );
    }
  }
  return program;
}

export function commandsOf(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(commandsOf)];
}
