import { mkdir, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { type Command, Option } from "commander";
import { versionsInForce } from "../../core/giving/config/in-force.ts";
import { type LetterContent, versionName } from "../../core/messaging/letters/frozen-letter.ts";
import { factsOfLetter, letterFor } from "../../core/messaging/letters/letter-facts.ts";
import { isStopped } from "../../core/model/journey.ts";
import { type LetterName, switchOf } from "../../core/model/letter.ts";
import type { Instant } from "../../core/model/purchase.ts";
import { termsName } from "../../core/model/terms.ts";
import { LetterTopic } from "../../core/model/topic.ts";
import { letterResultsStore } from "../../core/operations/letters/letter-results.store.ts";
import { letterResults } from "../../core/operations/letters/letter-results.ts";
import { addMissingMembers, missingMembers } from "../../core/operations/letters/missing-members.store.ts";
import { scheduleLetter, stopLetter } from "../../core/operations/letters/schedule-letter.ts";
import { simulateLetter } from "../../core/operations/letters/simulate-letter.ts";
import { audienceMembers } from "../../core/people/audiences/audience.store.ts";
import { wantingTopic } from "../../core/people/audiences/audience.ts";
import { CliError } from "../cli-error.ts";
import { previewOf } from "../messages/preview.ts";
import { writeLogos } from "../messages/preview-pictures.ts";
import { localDir, projectRoot } from "../settings.ts";
import type { StageOptions } from "../stage.ts";
import { counted, table } from "../table.ts";
import { letterNamed, readLetterHere, staffAddress, writeLetter } from "./letter-files.ts";
import { type LetterStage, withLetters } from "./letter-stage.ts";
import { timesOf } from "./letter-times.ts";
import { renditionsOf, sampleFacts } from "./renditions.ts";
import { sendTest } from "./send-test.ts";

interface LetterOptions extends StageOptions {
  readonly brand?: string;
}

async function begin(letter: LetterName, options: LetterOptions & { topic: LetterTopic }): Promise<void> {
  const files = await writeLetter(letter, options);
  console.log(`Written:\n${files.map((file) => `  ${file}`).join("\n")}`);
  console.log(`Write your words there, then look at them: npx wellspring letter preview ${letter}`);
}

/** With a stage named, its figures; else the sample's. */
async function preview(letter: LetterName, options: LetterOptions & { to: string }): Promise<void> {
  const { brand, logos, draft, offer } = await readLetterHere(letter, options.brand);
  const facts =
    options.stage === undefined
      ? sampleFacts(draft.content)
      : await withLetters(options, async ({ stage, allTime }) =>
          factsOfLetter(draft.content, stage.stated, await allTime()),
        );
  const renditions = await renditionsOf(draft.content, { brand, facts, offer });
  const folder = join(resolve(projectRoot, options.to), letter);
  await mkdir(folder, { recursive: true });
  const intro = `The letter ${letter} in each language and on each channel, with the figures of ${options.stage ?? "the sample"}.`;
  for (const [file, text] of previewOf(renditions, { title: letter, intro }))
    await writeFile(join(folder, file), text);
  await writeLogos(folder, logos);
  console.log(
    `${counted(renditions.length, "rendition")}: ${relative(process.cwd(), join(folder, "index.html"))}`,
  );
}

async function test(letter: LetterName, options: LetterOptions, person: string): Promise<void> {
  const here = await readLetterHere(letter, options.brand);
  const to = await staffAddress(here.folder, person);
  const sent = await withLetters(options, (stage) => sendTest(stage, here, to));
  console.log(`${counted(sent, "test")} of ${letter} to ${person}, one in each language.`);
}

const FATES = {
  sent: "would be sent by",
  putOff: "would be put off",
  notSent: "would not be sent",
  sentBefore: "has it already",
  notForThem: "asked for the topic, but is not in the audience",
} as const;

async function simulate(letter: LetterName, options: LetterOptions & { at: string }): Promise<void> {
  const { draft } = await readLetterHere(letter, options.brand);
  await withLetters(options, async (opened) => {
    const { stage, people, claims } = opened;
    assertWritten(opened, draft.content);
    const { at, until } = timesOf(options.at, draft, { now: stage.now(), timeZone: stage.timeZone });
    const { topic, words, audience } = draft.content;
    // Those who are not in the audience yet, scheduling puts there.
    const members = [
      ...(await audienceMembers(stage.dynamo, stage.peopleTable, wantingTopic(topic))),
      ...(await missingMembers(stage.dynamo, stage.peopleTable, topic)).map(({ customer }) => customer),
    ];
    assertKept(opened, draft.content, at);
    const facts = { letter: words, gifts: [] };
    const simulated = simulateLetter({
      factsFor: letterFor(
        { preferences: people.people.preferences, entries: people.entries },
        { frozen: { audience, words }, until, facts },
      ),
      findClaim: claims.findClaim,
      readPerson: stage.people.readPerson,
    });
    const fates = await simulated(letter, draft.content, at, members);
    const rows = fates.map(({ fate, because, customers }) => [FATES[fate], because, String(customers)]);
    console.log(`${counted(members.length, "customer")} asked for ${topic}. At ${at}:`);
    console.log(table(["the letter", "by, or because of", "customers"], rows, new Set([2])));
    console.log("Nothing was sent or changed.");
  });
}

/** Nobody can have agreed to a topic on which the applied brand writes no letters. */
function assertWritten({ stage }: LetterStage, { topic }: Pick<LetterContent, "topic">): void {
  if (stage.stated.brand?.letters?.includes(topic)) return;
  throw new CliError(
    `The brand that is applied to this stage writes no letters on ${topic}.`,
    "Apply its files: npx wellspring brand apply <name>.",
  );
}

/** A letter whose promise is over by its time would be dropped for each of its readers. */
function assertKept({ stage }: LetterStage, { promise }: Pick<LetterContent, "promise">, at: Instant): void {
  const inForce = versionsInForce(stage.stated.terms, at).map(termsName);
  const over = (promise?.terms ?? []).filter((name) => !inForce.includes(name));
  if (over.length === 0) return;
  throw new CliError(
    `The letter promises what purchases give, and ${over.join(", ")} will not be in force on this stage at ${at}.`,
    "Apply the brand's files, choose another time, or leave the promise out.",
  );
}

async function schedule(letter: LetterName, options: LetterOptions & { at: string }): Promise<void> {
  const { brand, draft, offer } = await readLetterHere(letter, options.brand);
  await renditionsOf(draft.content, { brand, facts: sampleFacts(draft.content), offer });
  await withLetters(options, async (opened) => {
    const { stage, letters, start } = opened;
    assertWritten(opened, draft.content);
    const times = timesOf(options.at, draft, { now: stage.now(), timeZone: stage.timeZone });
    assertKept(opened, draft.content, times.at);
    await addMissingMembers(stage.dynamo, stage.peopleTable, draft.content.topic);
    const run = scheduleLetter({ letters, turn: stage.journeys.turn, start, now: stage.now });
    const { version, at, until } = await run(letter, draft.content, times);
    console.log(
      `${versionName({ letter, version })} goes at ${at}, to each at the hours of their place; what must wait longer than until ${until} is dropped.`,
    );
    console.log("Its words are frozen; a change counts when it is scheduled again. Nobody gets it twice.");
  });
}

async function stop(letter: LetterName, options: LetterOptions): Promise<void> {
  await withLetters(options, async ({ stage, letters }) => {
    if ((await letters.scheduled(letter)) === undefined) throw neverScheduled(letter);
    await stopLetter({ turn: stage.journeys.turn, now: stage.now })(letter);
    console.log(`${letter} is stopped: what is sent stays sent, nothing else of it is.`);
  });
}

function neverScheduled(letter: LetterName): CliError {
  return new CliError(
    `${letter} was never scheduled on this stage.`,
    `Check the name and --stage, or schedule it: npx wellspring letter schedule ${letter} --at 2026-12-01T10:00`,
  );
}

const OUTCOMES = {
  sent: "sent by",
  putOff: "put off",
  held: "not sent",
  unknown: "may have been sent by",
} as const;

async function results(letter: LetterName, options: LetterOptions): Promise<void> {
  await withLetters(options, async ({ stage, people, letters }) => {
    const plan = await letters.scheduled(letter);
    if (plan === undefined) throw neverScheduled(letter);
    const { version, at, startedAt } = plan;
    const stopped = isStopped(await stage.journeys.read(switchOf(letter)), startedAt);
    const store = letterResultsStore(stage.dynamo, stage.peopleTable, people.suppressions);
    const records = await store.records(letter);
    const { outcomes, since } = letterResults(records, await store.since(records));
    console.log(
      `${versionName({ letter, version })}, scheduled for ${at}${stopped ? ", and stopped since" : ""}.`,
    );
    const rows = outcomes.map(({ outcome, because, customers }) => [
      OUTCOMES[outcome],
      because,
      String(customers),
    ]);
    console.log(
      rows.length === 0
        ? "It has not reached anybody's turn yet."
        : table(["the letter", "by, or because of", "customers"], rows, new Set([2])),
    );
    const { bounced, complained, optedOut } = since;
    console.log(
      `Since they got it: ${bounced} bounced, ${complained} complained, ${optedOut} opted out of the topic.`,
    );
    console.log("Who opened it is not recorded.");
  });
}

type Action = (letter: LetterName, options: never, more: string) => Promise<void>;

export function addLetter(program: Command): void {
  const group = program
    .command("letter")
    .description("write, look at, schedule and stop a one-off letter to customers who asked for its topic");
  const command = (name: string, does: string, action: Action): Command =>
    group
      .command(name)
      .description(does)
      .argument("<letter>", "a folder of brands/<brand>/letters/")
      .option("--brand <name>", "a folder of brands/; default: the only one")
      .action(async (...given: unknown[]) => {
        const self = given.at(-1) as Command;
        const [letter = "", more = ""] = self.args;
        await action(letterNamed(letter), self.optsWithGlobals() as never, more);
      });
  const time = (option: string) =>
    new Option(option, "such as 2026-12-01T10:00 on the brand's clock, or now");
  command("new", "begin a letter: its files, with words that say what belongs where", begin).addOption(
    new Option("--topic <topic>", "what its readers asked for")
      .choices(LetterTopic.options)
      .makeOptionMandatory(),
  );
  command("preview", "write every rendition into a folder; with --stage, with its figures", preview).option(
    "--to <folder>",
    "the folder to write to",
    relative(projectRoot, join(localDir, "letters")),
  );
  command("test", "send it by email to one of your own people, in each language", test).argument(
    "<person>",
    "a name in brands/<brand>/letters/staff.yaml: nobody else gets a test",
  );
  command(
    "simulate",
    "count what would become of it, by the reasons that sending has; sends nothing",
    simulate,
  ).addOption(time("--at <time>").default("now"));
  command(
    "schedule",
    "freeze its words and send it at a time; a schedule before it counts no more",
    schedule,
  ).addOption(time("--at <time>").makeOptionMandatory());
  command("stop", "send nothing more of it, nor what is queued or waiting", stop);
  command("results", "count who got it, who did not and why, and who left since", results);
}
