import type { Command } from "commander";
import { JourneyCalled } from "../../core/events/catalog.ts";
import { eventsClient } from "../../core/events/event-bus.client.ts";
import { chooseChannel, messageRequests } from "../../core/messaging/delivery/choose-channel.ts";
import type { DeliverMessage } from "../../core/messaging/delivery/delivery.ts";
import { calendarJourneys } from "../../core/messaging/journeys/calendar/registry.ts";
import { eventJourneys } from "../../core/messaging/journeys/event/registry.ts";
import { CustomerId } from "../../core/model/customer.ts";
import { CalendarJourney, isStopped, JOURNEYS, Journey } from "../../core/model/journey.ts";
import type { Rhythm } from "../../core/model/preferences.ts";
import { Instant } from "../../core/model/purchase.ts";
import { namedOrAsked } from "../ask-who.ts";
import { CliError } from "../cli-error.ts";
import { findCustomer } from "../people/find-customer.ts";
import { peopleOf } from "../people/people-stage.ts";
import { type DeployedStage, openStage, outputOption, type StageOptions } from "../stage.ts";
import { table } from "../table.ts";
import { calendarSimulation } from "./calendar-simulation.ts";
import { type JourneyStage, journeyStage } from "./journey-stage.ts";
import { milestoneSimulation } from "./milestone-simulation.ts";
import { runOfDay } from "./run-of-day.ts";
import { SIMULATED, simulation } from "./simulation.ts";

const HISTORY_SHOWN_MAX = 20;

type NamedStage = DeployedStage & { readonly name: string };

function journeyNamed(name: string): Journey {
  const journey = Journey.safeParse(name);
  if (journey.success) return journey.data;
  throw new CliError(`${name} is not a journey.`, `Name one of ${JOURNEYS.join(", ")}.`);
}

async function list(stage: JourneyStage): Promise<void> {
  const rows: string[][] = [];
  for (const journey of JOURNEYS) {
    const found = await stage.journeys.read(journey);
    const since = found?.state === "stopped" ? found.since : "";
    rows.push([journey, found?.state ?? "running", since]);
  }
  console.log(table(["journey", "state", "since"], rows, new Set()));
}

async function stop(stage: JourneyStage, name: string): Promise<void> {
  const journey = journeyNamed(name);
  await stage.journeys.turn(journey, { state: "stopped", since: stage.now() });
  console.log(`${journey} is stopped: it sends nothing more, nor what is queued or waiting.`);
}

async function resume(stage: JourneyStage, name: string): Promise<void> {
  const journey = journeyNamed(name);
  const found = await stage.journeys.read(journey);
  if (found?.state !== "stopped") {
    console.log(`${journey} is running; nothing was changed.`);
    return;
  }
  const since = stage.now();
  await stage.journeys.turn(journey, { state: "running", since });
  console.log(`${journey} runs again, for events from ${since} on. Runs that began before stay stopped.`);
}

/** Does what the journey's schedule does on its day. A journey begins once a day: a second call of the day changes nothing. */
async function call(
  stage: JourneyStage,
  name: string,
  _: object,
  { config, name: stageName }: NamedStage,
): Promise<void> {
  const journey = CalendarJourney.safeParse(name).data;
  if (journey === undefined) {
    throw new CliError(
      `${name} is not a journey of the calendar.`,
      `Name one of ${CalendarJourney.options.join(", ")}.`,
    );
  }
  const at = stage.now();
  if (isStopped(await stage.journeys.read(journey), at)) {
    throw new CliError(
      `${journey} is stopped: nothing was called.`,
      `\`npx wellspring journey resume ${journey}\` lets it begin again.`,
    );
  }
  const before = await runOfDay(config, stageName, journey, at);
  if (before.kind === "began") {
    console.log(
      `${journey} began today already, at ${before.at} (${before.status}): a second call changes nothing.`,
    );
    return;
  }
  const { client, name: bus } = stage.bus();
  try {
    await eventsClient(client, bus).publish(JourneyCalled, [{ journey, at }]);
  } finally {
    client.destroy();
  }
  console.log(
    before.kind === "none"
      ? `${journey} is called, and begins now: it had not begun today.`
      : `${journey} is called. It begins now, unless it began today already: these credentials may not look.`,
  );
}

/** What each journey sends of its own accord; an answer (`send-link`) is none of these. */
const SENT = [...eventJourneys, ...calendarJourneys].flatMap(({ name, message }) =>
  message === undefined ? [] : [{ name, message }],
);

/** A gift is reported as it happens, or in the customer's digest. */
function rhythmOf(journey: Journey, chosen: Rhythm): Pick<DeliverMessage, "rhythm"> {
  if (journey === "impact-update") return { rhythm: "eachTime" };
  if (journey === "impact-digest") return { rhythm: chosen === "eachTime" ? "weekly" : chosen };
  return {};
}

/** The decision about each journey's message now; then earlier decisions and what became of them. */
async function explainCustomer(
  stage: JourneyStage,
  given: string,
  _: object,
  deployed: NamedStage,
): Promise<void> {
  const customer = await customerNamed(deployed, await namedOrAsked(given === "" ? undefined : given));
  const at = stage.now();
  const person = await stage.people.readPerson(customer, at);
  if (person === undefined)
    throw new CliError("No customer with that id has joined.", "Check the id and --stage.");
  const { rhythm } = person.preferences.topics.impact;
  const now: string[][] = [];
  for (const { name, message } of SENT) {
    const stopped = isStopped(await stage.journeys.read(name), at);
    const asked = { message, ...rhythmOf(name, rhythm), goalReached: false, holds: true };
    for (const request of messageRequests(asked, stopped)) {
      const { decision } = chooseChannel(person, [request], at);
      const why = "reasons" in decision ? decision.reasons.join(", ") : "";
      const until = decision.kind === "defer" ? decision.until : "";
      now.push([message, request.channel, decision.kind, until, why]);
    }
  }
  const { entries } = await stage.people.history(customer, { limit: HISTORY_SHOWN_MAX });
  const before = entries.map((entry) => [
    entry.at,
    entry.message,
    entry.channel,
    entry.outcome,
    "until" in entry ? entry.until : "",
    "reasons" in entry ? entry.reasons.join(", ") : "",
  ]);
  console.log(table(["message now", "channel", "decision", "until", "because"], now, new Set()));
  console.log("");
  console.log(table(["when", "message", "channel", "outcome", "until", "because"], before, new Set()));
}

/** An id needs no key; an address is looked up by its hash. */
async function customerNamed(deployed: DeployedStage, named: string): Promise<CustomerId> {
  const id = CustomerId.safeParse(named).data;
  if (id !== undefined) return id;
  const people = peopleOf(deployed);
  try {
    return await findCustomer(people, named);
  } finally {
    people.close();
  }
}

const CAN_BE_SIMULATED = [...SIMULATED, "milestone-reached", ...CalendarJourney.options];

interface SimulateOptions {
  readonly from: string;
  readonly to: string;
}

function instantOf(text: string): Instant {
  const instant = Instant.safeParse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (instant.success) return instant.data;
  throw new CliError(`${text} is not a point in time.`, "Give 2026-11-22 or 2026-11-22T13:00:00Z.");
}

function simulated(stage: JourneyStage, name: string, span: { from: Instant; to: Instant }) {
  const given = SIMULATED.find((one) => one === name);
  if (given !== undefined) return simulation(stage, given, span);
  if (name === "milestone-reached") return milestoneSimulation(stage, span);
  const called = CalendarJourney.safeParse(name).data;
  if (called !== undefined) return calendarSimulation(stage, called, span);
  throw new CliError(`${name} cannot be simulated.`, `Name one of ${CAN_BE_SIMULATED.join(", ")}.`);
}

/** Below the hours, what becomes of all of them; nothing where there is nothing. */
export function totalsOf(
  fates: readonly { readonly fate: string; readonly count: number }[],
): readonly (readonly string[])[] {
  const sums = [...Map.groupBy(fates, ({ fate }) => fate)].map(
    ([fate, of]) => [fate, of.reduce((sum, { count }) => sum + count, 0)] as const,
  );
  const all = sums.reduce((sum, [, count]) => sum + count, 0);
  return all === 0
    ? []
    : [
        ["", "", ""],
        ...sums.map(([fate, count]) => ["in all", fate, String(count)]),
        ["in all", "", String(all)],
      ];
}

async function simulateJourney(stage: JourneyStage, name: string, options: SimulateOptions): Promise<void> {
  const span = { from: instantOf(options.from), to: instantOf(options.to) };
  if (span.from >= span.to) throw new CliError("The span is empty.", "--from comes before --to.");
  const { summary, fates } = await simulated(stage, name, span);
  console.log(summary);
  const rows = fates.map(({ hour, fate, count }) => [hour, fate, String(count)]);
  console.log(table(["hour", "would be", "messages"], [...rows, ...totalsOf(fates)], new Set([2])));
  console.log("Nothing was sent or changed.");
}

type Action<Options> = (
  stage: JourneyStage,
  argument: string,
  options: Options,
  deployed: NamedStage,
) => Promise<void>;

export function addJourney(program: Command): void {
  const journey = program
    .command("journey")
    .description("say which journeys run, why a customer was or was not written to, what a journey would do");
  const command = <Options>(name: string, does: string, action: Action<Options>): Command =>
    journey
      .command(name)
      .description(does)
      .addOption(outputOption("peopleTable"))
      .addOption(outputOption("ledgerTable"))
      .action(async (...given: unknown[]) => {
        const self = given.at(-1) as Command;
        const options = self.optsWithGlobals<StageOptions>();
        const deployed = { ...(await openStage(options)), name: options.stage ?? "local" };
        const stage = await journeyStage(deployed);
        try {
          await action(stage, self.args[0] ?? "", self.opts() as Options, deployed);
        } finally {
          stage.dynamo.destroy();
        }
      });
  command("list", "list every journey, and whether it runs", list);
  command("stop", "send nothing more of a journey, nor what is queued or waiting", stop).argument(
    "<journey>",
  );
  command("resume", "let a journey begin again for what happens from now on", resume).argument("<journey>");
  command("call", "begin a journey of the calendar now, as on its day", call)
    .argument("<journey>", CalendarJourney.options.join(", "))
    .addOption(outputOption("eventBus"));
  command(
    "explain",
    "say which messages this customer may get now and why, and what became of earlier ones",
    explainCustomer,
  )
    .argument("[customer]", "cus_…, an email address or a phone number; without it: asked for")
    .addOption(outputOption("identitySecret"))
    .addOption(outputOption("contactSecret"));
  command(
    "simulate",
    "count by the hour what a journey would send, defer and drop; sends nothing",
    simulateJourney,
  )
    .argument("<journey>", CAN_BE_SIMULATED.join(", "))
    .requiredOption(
      "--from <time>",
      "the beginning of the span, such as 2026-11-22; for gifts: when they were bought",
    )
    .requiredOption("--to <time>", "the end of the span");
}
