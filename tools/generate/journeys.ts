import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../cli/settings.ts";
import { messageOf } from "../../core/messaging/content/catalog.ts";
import { calendarJourneys } from "../../core/messaging/journeys/calendar/registry.ts";
import { eventJourneys } from "../../core/messaging/journeys/event/registry.ts";
import { TOPICS, type Topic } from "../../core/model/topic.ts";
import { calendarWorkflow } from "../../lib/engagement/journey-definitions.ts";

/** Of a state machine, what its picture shows. */
const Simple = z.object({
  Comment: z.string(),
  Type: z.string(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  End: z.boolean().optional(),
  Choices: z.array(z.object({ Condition: z.string(), Next: z.string() })).optional(),
  Catch: z.array(z.object({ ErrorEquals: z.array(z.string()), Next: z.string() })).optional(),
});
const State = Simple.extend({
  ItemProcessor: z.object({ StartAt: z.string(), States: z.record(z.string(), Simple) }).optional(),
});
type State = z.infer<typeof State>;
const Machine = z.object({
  Comment: z.string(),
  StartAt: z.string(),
  States: z.record(z.string(), State),
});

/** Each file once, also where several journeys share it. */
const MACHINES = new Set([
  "start-journey",
  ...eventJourneys.map(({ workflow }) => workflow),
  calendarWorkflow,
  "broadcast",
]);
const KEEP = "SendToDeadLetterQueue";

/** `{% $states.input.outcome = 'sent' %}` → `outcome = sent`: what a reader wants of a condition. */
function spoken(condition: string): string {
  return condition
    .replace(/^\{%\s*|\s*%\}$/g, "")
    .replaceAll("$states.input.", "")
    .replaceAll(/[`'":;#]/g, "");
}

/** The ways from a state. What keeps a failed event is drawn once, by the states that it begins at. */
function waysOf(name: string, state: State): string[] {
  const choices = (state.Choices ?? []).map(
    ({ Condition, Next }) => `${name} --> ${Next}: ${spoken(Condition)}`,
  );
  const caught = (state.Catch ?? [])
    .filter(({ Next }) => Next !== state.Next)
    .map(({ ErrorEquals, Next }) => {
      const what = ErrorEquals.includes("States.ALL") ? "failed for good" : (ErrorEquals[0] ?? "");
      return `${name} --> ${Next}: ${what.replace(/^.*\./, "")}`;
    });
  return [
    ...choices,
    ...(state.Default === undefined ? [] : [`${name} --> ${state.Default}: else`]),
    ...(state.Next === undefined ? [] : [`${name} --> ${state.Next}`]),
    ...caught,
    ...(state.End || state.Type === "Fail" ? [`${name} --> [*]`] : []),
  ];
}

/** What is done for each item, drawn within the state that does it. */
function inside(name: string, { ItemProcessor: processor }: State): string[] {
  if (processor === undefined) return [];
  const ways = Object.entries(processor.States).flatMap(([state, one]) => waysOf(state, one));
  return [`state ${name} {`, `  [*] --> ${processor.StartAt}`, ...ways.map((way) => `  ${way}`), "}"];
}

function section(name: string): string {
  const file = join(projectRoot, "state-machines", `${name}.asl.json`);
  const machine = Machine.parse(JSON.parse(readFileSync(file, "utf8")));
  const states = Object.entries(machine.States);
  const lines = [
    `[*] --> ${machine.StartAt}`,
    ...states.flatMap(([state, one]) => [...waysOf(state, one), ...inside(state, one)]),
  ];
  const all = states.flatMap(([state, one]) => [
    [state, one] as const,
    ...Object.entries(one.ItemProcessor?.States ?? {}),
  ]);
  return [
    `## ${name}`,
    "",
    machine.Comment,
    "",
    "```mermaid",
    "stateDiagram-v2",
    ...lines.map((line) => `  ${line}`),
    "```",
    "",
    ...all.filter(([state]) => state !== KEEP).map(([state, { Comment }]) => `- \`${state}\`: ${Comment}`),
    "",
  ].join("\n");
}

const WEEKDAYS = ["", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

/** Every journey: what starts it, what a second run is told apart by, what it sends, and which file draws it. */
function table(): string {
  const ofEvents = eventJourneys.map(({ name, workflow, on, message, start }) => {
    const events = on.map((event) => `\`${event.name}\``).join(", ");
    const run = start === undefined ? "" : `\`${start.runName.replaceAll("$detail.", "")}\``;
    return [name, events || "another journey", run, message ?? "an answer", workflow];
  });
  const ofCalendar = calendarJourneys.map(({ name, message, hour, weekday }) => {
    const days = weekday === undefined ? "every day" : (WEEKDAYS[weekday] ?? "");
    return [name, `${days} at ${hour}:00`, "day", message, calendarWorkflow];
  });
  const rows = [...ofEvents, ...ofCalendar].map(([name, starts, run, message, workflow]) =>
    [`\`${name}\``, starts, run, message, `[${workflow}](#${workflow})`].join(" | "),
  );
  return [
    "| journey | starts | one run for each | sends | workflow |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row} |`),
    "",
  ].join("\n");
}

/** Above this the formatter breaks a line. */
const LINE_CHARS_MAX = 110;

/** The topics on which journeys write: to whom who agreed, and to members of a list alone. */
function journeyTopics(): { readonly all: readonly Topic[]; readonly lists: readonly Topic[] } {
  const call = { at: "2026-01-01T00:00:00Z", day: "2026-01-01", timeZone: "UTC" };
  const sends = [
    ...eventJourneys.map(({ message }) => ({ message, isForLists: false })),
    ...calendarJourneys.map(({ message, audiences }) => ({
      message,
      isForLists: audiences(call).every(({ audience }) => audience.startsWith("list:")),
    })),
  ].flatMap(({ message, isForLists }) =>
    message === undefined || messageOf(message).transactional
      ? []
      : [{ topic: messageOf(message).topic, isForLists }],
  );
  const topicsOf = (isForLists: boolean) =>
    TOPICS.filter((topic) => sends.some((one) => one.topic === topic && one.isForLists === isForLists));
  return { all: topicsOf(false), lists: topicsOf(true) };
}

/** core/model/generated/journey-names.ts: what the rest of the code may know of a journey without its facts. */
export function journeyNames(): string {
  const list = (name: string, names: readonly string[]) => {
    const quoted = names.map((one) => JSON.stringify(one));
    const line = `export const ${name} = [${quoted.join(", ")}] as const;`;
    if (line.length <= LINE_CHARS_MAX) return line;
    return `export const ${name} = [\n${quoted.map((one) => `  ${one},`).join("\n")}\n] as const;`;
  };
  const topics = journeyTopics();
  return [
    "// @generated by `npm run generate` from core/messaging/journeys/: change the declarations there.",
    list(
      "EVENT_JOURNEYS",
      eventJourneys.map(({ name }) => name),
    ),
    list(
      "CALENDAR_JOURNEYS",
      calendarJourneys.map(({ name }) => name),
    ),
    list("JOURNEY_TOPICS", topics.all),
    list("LIST_TOPICS", topics.lists),
    "",
  ].join("\n");
}

/** docs/reference/generated/journeys.md, from the declarations and the files that Step Functions runs. */
export function journeysPage(): string {
  const head = [
    "<!-- Generated by `npm run generate` from core/messaging/journeys/ and state-machines/. Change it there. -->",
    "",
    "# Journeys",
    "",
    "A journey is one declaration in `core/messaging/journeys/`. Its workflow walks one customer through messages and",
    "waits, or broadcasts to an audience; journeys of the same steps share a file in `state-machines/`.",
    "",
    "- **Entry**: an event on the bus. `start-journey` starts a run under the name of what the event is about, so that",
    "  there is at most one for it. Links (`send-link`) are answers: nothing in them waits. A journey of the calendar is",
    "  called by its schedule: at most one run a day.",
    "- **Every message step** calls `deliver-message`, which decides anew, claims in one transaction, sends and records.",
    "  `deferred` waits until the time that it names, and then everything is decided again, with the facts of then.",
    "- **An audience** is reached by `broadcast`: pages of it wait in a queue, and `deliver-batch` gathers the facts once",
    "  for each batch, decides anew for each customer and sends at the rate that the stage states. Deferred customers are requeued.",
    "- **Exit**: a message that is no longer true, wanted, lawful or in time is dropped, with its reasons in the",
    "  customer's history.",
    "- **Stop switch**: `npx wellspring journey stop <name>`. No run starts any more, and what is queued or waiting is",
    "  dropped when its turn comes (`journeyStopped`). `resume` lets later events start runs; what started",
    "  before stays stopped, so nothing is sent in a burst.",
    "- **Failure**: after all retries the event is kept in a dead-letter queue with an alarm;",
    "  `npx wellspring redrive JourneysDlq` puts it back on the bus, and `start-journey` starts a run again only where",
    "  the one before it failed. What was sent stays sent once: its claim stands.",
    "- A deployment changes new runs only: a run keeps the version it started with.",
    "",
  ].join("\n");
  return `${head}\n${[table(), ...[...MACHINES].map(section)].join("\n")}`;
}
