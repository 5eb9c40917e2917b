import { type Command, InvalidArgumentError, Option } from "commander";
import { Listr } from "listr2";
import { SIMULATED_LETTERS, SIMULATED_TEXT, type SimulatedLetter } from "../../core/model/smoke.ts";
import { TextCountries } from "../../core/people/contacts/texted-number.ts";
import type { Connection } from "../../lib/stages.ts";
import { EXIT_LEFT } from "../run.ts";
import { type DeployedStage, openStage, type StageOptions, stageSettings } from "../stage.ts";
import { smokeLetter, smokeText } from "./messages.ts";
import { newSmokeId, smokePurchase } from "./purchase.ts";
import { type Trace, traceText } from "./trace.ts";

const PARTS = ["purchase", "letter", "text"] as const;
type PartName = (typeof PARTS)[number];

const WAIT_SECONDS_DEFAULT = 60;
const WAIT_SECONDS_MAX = 600;

interface Options extends StageOptions {
  readonly skip: readonly PartName[];
  readonly letter: readonly SimulatedLetter[];
  readonly currency: string;
  readonly wait: number;
  readonly json: boolean;
}

interface Part {
  readonly title: string;
  readonly run: () => Promise<Trace>;
}

/** Each part has an id of its own, by which its rows and events are found. */
function partsOf(
  stage: DeployedStage,
  beside: Connection | undefined,
  { skip, letter, currency, wait }: Options,
): readonly Part[] {
  const waitMs = wait * 1000;
  const texted = TextCountries.parse(stage.find("TextCountries") ?? "").has(SIMULATED_TEXT.country);
  const all: readonly (Part & { readonly name: PartName })[] = [
    {
      name: "purchase",
      title: "A signed test purchase to the webhook address",
      run: () => smokePurchase(stage, newSmokeId(), { beside, currency, waitMs }),
    },
    ...letter.map((simulator) => ({
      name: "letter" as const,
      title: `A letter to ${SIMULATED_LETTERS[simulator]}`,
      run: () => smokeLetter(stage, newSmokeId(), { simulator, waitMs }),
    })),
    // The one simulator that is known is in the US: a stage that opens no texts to it lets none go there.
    ...(texted
      ? [
          {
            name: "text" as const,
            title: `A text to ${SIMULATED_TEXT.number}`,
            run: () => smokeText(stage, newSmokeId()),
          },
        ]
      : []),
  ];
  return all.filter(({ name }) => !skip.includes(name));
}

async function smoke(options: Options): Promise<void> {
  const stage = await openStage(options);
  const [beside] = (await stageSettings(options.stage ?? "local")).connections;
  const traces: Trace[] = [];
  await new Listr(
    partsOf(stage, beside, options).map(({ title, run }) => ({
      title,
      task: async () => {
        traces.push(await run());
      },
    })),
    { fallbackRenderer: "simple", ...(options.json && { renderer: "silent" }) },
  ).run();
  if (options.json) console.log(JSON.stringify(traces, undefined, 2));
  else console.log(`\n${traces.map(traceText).join("\n")}`);
  if (traces.some(({ problem }) => problem !== undefined)) process.exitCode = EXIT_LEFT;
}

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= WAIT_SECONDS_MAX) return value;
  throw new InvalidArgumentError(`a whole number from 1 to ${WAIT_SECONDS_MAX}`);
}

export function addSmoke(program: Command): void {
  program
    .command("smoke")
    .description(
      "send a test purchase, letter and text through a stage, and trace them; nothing counts them; exit 1 if one did not arrive",
    )
    .addOption(new Option("--skip <part...>", "leave these out").choices(PARTS).default([]))
    .addOption(
      new Option("--letter <simulator...>", "to which simulators of SES")
        .choices(Object.keys(SIMULATED_LETTERS))
        .default(["success"]),
    )
    .option("--currency <code>", "of the test purchase: it says what one like it gives", "EUR")
    .option("--wait <seconds>", "how long each part may take", seconds, WAIT_SECONDS_DEFAULT)
    .option("--json", "the traces as JSON, without progress", false)
    .action((_: object, command: Command) => smoke(command.optsWithGlobals()));
}
