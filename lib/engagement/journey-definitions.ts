import { type EventContract, JourneyCalled } from "../../core/events/catalog.ts";
import { calendarJourneys } from "../../core/messaging/journeys/calendar/registry.ts";
import type { DeclaredJourney, StartedByEvent } from "../../core/messaging/journeys/event/event-journey.ts";
import { eventJourneys } from "../../core/messaging/journeys/event/registry.ts";
import { JOURNEYS, type Journey } from "../../core/model/journey.ts";
import { pascal } from "../output-names.ts";

/** The file of a workflow in state-machines/, and the text that replaces its fragments at synth. */
export interface WorkflowDefinition {
  readonly file: string;
  readonly fragments: Readonly<Record<string, string>>;
}

/** A journey that `start-journey` starts, and when. */
export type JourneyOfEvents = DeclaredJourney & { readonly start: StartedByEvent };

export const journeysOfEvents: readonly JourneyOfEvents[] = eventJourneys.flatMap((journey) =>
  journey.start === undefined ? [] : [{ ...journey, start: journey.start }],
);

/** The events that the rule of `start-journey` lets through, each once. */
export const startingEvents: readonly EventContract[] = [
  ...new Set([...journeysOfEvents.flatMap(({ on }) => on), JourneyCalled]),
];

export const calendarWorkflow = "calendar-journey";

/** How the workflow of a journey is defined: by a file that it shares, or by one of its own. */
export function definitionOf(name: Journey): WorkflowDefinition {
  const journey = eventJourneys.find((one) => one.name === name);
  if (journey === undefined) return { file: calendarWorkflow, fragments: { Journey: name } };
  const { workflow, message, sendKey } = journey;
  if (sendKey === undefined || message === undefined) return { file: workflow, fragments: {} };
  const key = jsonata(overDetail(sendKey, "$states.context.Execution.Input.detail"));
  return { file: workflow, fragments: { Journey: name, Message: message, SendKey: key } };
}

/**
 * `start-journey` with its list: a JSONata array with an entry for each journey that the event in `$states.input`
 * starts. The state machines in it are placeholders, since their ARNs are known at deploy.
 */
export const startJourneyDefinition: WorkflowDefinition = {
  file: "start-journey",
  fragments: {
    Journeys: jsonata(
      `[${[...journeysOfEvents.map(eventEntry), ...calendarJourneys.map(calendarEntry)].join(", ")}]`,
    ),
  },
};

/** Every workflow that runs, starts or broadcasts a journey, by the id of its construct. */
export function journeyDefinitions(): ReadonlyMap<string, WorkflowDefinition> {
  return new Map([
    [startJourneyDefinition.file, startJourneyDefinition],
    ...JOURNEYS.map((name) => [name, definitionOf(name)] as const),
  ]);
}

function eventEntry({ name, on, start: { runName, onlyIfWanted } }: JourneyOfEvents): string {
  const events = on.map((event) => `'${event.name}'`).join(", ");
  const run = overDetail(runName, "$states.input.detail");
  return entry(`$states.input.\`detail-type\` in [${events}]`, name, run, onlyIfWanted ?? "");
}

/** Called once a day, however often its schedule or an operator calls it. */
function calendarEntry({ name }: { readonly name: Journey }): string {
  const called = `$states.input.\`detail-type\` = '${JourneyCalled.name}' and $states.input.detail.journey = '${name}'`;
  return entry(called, name, `'${name}-' & $substring($states.input.detail.at, 0, 10)`, "");
}

function entry(condition: string, name: Journey, runName: string, topic: string): string {
  const machine = `\${${pascal(name)}}`;
  return `${condition} ? { 'journey': '${name}', 'runName': ${runName}, 'topic': '${topic}', 'stateMachine': '${machine}' }`;
}

/** Replaces the `$detail` of declarations by the event's place in a workflow. */
function overDetail(expression: string, detail: string): string {
  return expression.replaceAll("$detail", detail);
}

/** The expression as text within a JSON string. */
function jsonata(expression: string): string {
  return JSON.stringify(`{% ${expression} %}`).slice(1, -1);
}
