import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import {
  AnswerGiven,
  CustomerConfirmed,
  type EventContract,
  GiftAccrued,
  JourneyCalled,
  MilestoneReached,
  PurchaseDelayed,
  StoryTold,
} from "../../core/events/catalog.ts";
import { troubleId } from "../../core/model/order-trouble.ts";
import { journeyDefinitions } from "../../lib/engagement/journey-definitions.ts";
import { ada } from "./eligibility-builders.ts";
import { type Answer, type Call, type Run, runMachine } from "./run-machine.ts";
import { Machine, readMachine } from "./state-machine.ts";
import { permissionsOf, type Stacks } from "./synthesis.ts";
import { functionsOfToday, NOTHING_ELSE } from "./todays-functions.ts";

/** Runs that an earlier release began and that wait while a newer one is deployed (tests/fixtures/waiting-runs/README.md). */

/** A deploy is over by then; a run that may take longer can meet another release's functions. */
const DEPLOY_SECONDS_MAX = 3_600;
const FOLDER = "tests/fixtures/waiting-runs";

const Passed = z.object({
  state: z.string(),
  resource: z.string(),
  arguments: z.record(z.string(), z.unknown()),
});

/**
 * - `recorded`: the day; `replaced`: the day on which a release with another definition took its place, and from which the
 *   recording stays for 425 days
 * - `inputs`: what starts a run; `definition`: what it goes by, without comments; `calls`: what its tasks pass
 * - `targets`: what each placeholder stands for; `ids`: the logical ids of those, and of the workflow itself
 * - `allowed`: what its role may do
 */
export const Recording = z.strictObject({
  workflow: z.string(),
  recorded: z.iso.date(),
  replaced: z.iso.date().optional(),
  inputs: z.array(z.record(z.string(), z.unknown())),
  definition: z.record(z.string(), z.unknown()),
  calls: z.array(Passed),
  targets: z.record(z.string(), z.string()),
  ids: z.record(z.string(), z.string()),
  allowed: z.array(z.string()),
});
export type Recording = z.infer<typeof Recording>;

export function recordings(): readonly Recording[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .map((file) => Recording.parse(JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8"))));
}

export function pathOf({ workflow, recorded }: Pick<Recording, "workflow" | "recorded">): string {
  return `${FOLDER}/${workflow}-${recorded}.json`;
}

/** The definition as its file has it today, without the comments: these may change. */
export function definitionToday(workflow: string): Record<string, unknown> {
  const { file } = readMachine(journeyDefinitions().get(workflow) ?? workflow);
  return z.record(z.string(), z.unknown()).parse(JSON.parse(file, withoutComment));
}

function withoutComment(key: string, value: unknown): unknown {
  return key === "Comment" ? undefined : value;
}

export function machineOf({ definition }: Pick<Recording, "definition">): Machine {
  const commented = (_: string, value: unknown) =>
    typeof value === "object" && value !== null && ("Type" in value || "StartAt" in value)
      ? { Comment: "as recorded", ...value }
      : value;
  return Machine.parse(JSON.parse(JSON.stringify(definition), commented));
}

/** The workflows of the stacks whose runs can wait for longer than a deploy takes. */
export function waitingWorkflows(stacks: Stacks): readonly string[] {
  return stacks
    .of("AWS::StepFunctions::StateMachine")
    .filter(({ properties }) => properties["StateMachineType"] === "STANDARD")
    .map(({ path }) => path.replace("/StateMachine", ""))
    .filter((name) => machineOf({ definition: definitionToday(name) }).TimeoutSeconds > DEPLOY_SECONDS_MAX)
    .toSorted();
}

/** What the stacks have of what a recording needs to stay: the ids of what it calls, and its role's permissions. */
export function resourcesOf(
  workflow: string,
  stacks: Stacks,
): Pick<Recording, "targets" | "ids" | "allowed"> {
  const machine = `${workflow}/StateMachine`;
  const own = stacks.resources.find(({ path }) => path === machine);
  const targets = z
    .record(z.string(), z.string())
    .parse(stacks.resolve(own?.properties["DefinitionSubstitutions"] ?? {}));
  const paths = Object.values(targets).map((target) => /^<([^>]*?)(?:\.\w+)?>$/.exec(target)?.[1]);
  const used = stacks.resources.filter(
    ({ path, type }) => type !== "AWS::IAM::Policy" && paths.includes(path),
  );
  const all = own === undefined ? used : [own, ...used];
  return {
    targets,
    ids: Object.fromEntries(all.map(({ path, type, logicalId }) => [path, `${type} ${logicalId}`])),
    allowed: (permissionsOf(stacks).get(`${machine}/Role`) ?? []).filter((one) => !one.startsWith("logs:")),
  };
}

const at = "2026-11-22T13:35:45Z";
const event = (contract: EventContract, detail: object) => ({
  id: "11111111-2222-3333-4444-555555555555",
  source: "wellspring",
  time: at,
  "detail-type": contract.name,
  detail: contract.detail.parse(detail),
});
const order = { source: "standard", connection: "pos", orderId: "B-1001" } as const;
const given = event(GiftAccrued, {
  gift: `gift_${"0".repeat(26)}`,
  order,
  placedAt: at,
  currency: "USD",
  parts: [{ cause: "clean-rivers", funding: "brand", minor: 100 }],
  customer: ada,
});
const delayed = event(PurchaseDelayed, {
  trouble: {
    ...order,
    kind: "delayed",
    id: troubleId(order, "delayed", "N-1"),
    at,
    item: "Fell jacket",
    newDay: "2026-12-02",
    identities: [
      { kind: "email", hmac: "e".repeat(43) },
      { kind: "phone", hmac: "p".repeat(43) },
    ],
  },
});
const milestone = { cause: "clean-rivers", currency: "EUR", amount: 30_000, at };
const called = (journey: string, on: string) => event(JourneyCalled, { journey, at: on });

/** What starts a run of each; a new one that can wait belongs here. */
const inputs: Readonly<Record<string, object>> = {
  broadcast: {
    journey: { name: "milestone-reached", startedAt: at },
    message: "milestone-reached",
    key: "clean-rivers:EUR:30000",
    audience: "cause:clean-rivers",
    about: { about: "milestone", ...milestone },
  },
  "conversation-answer": event(AnswerGiven, {
    customer: ada,
    conversation: `cnv_${"c".repeat(26)}`,
    answer: 2,
    at,
  }),
  "impact-digest": {
    rhythm: "weekly",
    from: "2026-11-16",
    to: "2026-11-22",
    until: "2026-11-22T23:00:00Z",
    customer: ada,
    startedAt: at,
    event: given,
  },
  "impact-update": given,
  "important-dates": called("important-dates", at),
  "milestone-reached": event(MilestoneReached, milestone),
  "order-trouble": delayed,
  "propose-payouts": { through: "2026-10-31" },
  "purpose-brief": called("purpose-brief", "2026-11-23T09:00:00Z"),
  "quiet-customer": called("quiet-customer", at),
  story: event(StoryTold, { story: "ten-test-kits", version: 1, cause: "clean-rivers", at }),
  "reconcile-shop": { source: "shopify", connection: "web" },
  welcome: event(CustomerConfirmed, { customer: ada, channel: "email", at }),
};

/** What else starts a run: a letter's waits for its time, up to two months; payouts of no named day are of last month. */
const otherInputs: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  broadcast: [
    {
      journey: { name: "letter:winter-repair", startedAt: at },
      message: "offer-letter",
      key: "once",
      audience: "topic:offers",
      about: { about: "letter", letter: "winter-repair", version: 1, until: "2026-12-08T09:00:00Z" },
      at: "2026-12-01T09:00:00Z",
    },
  ],
  "propose-payouts": [{}],
};

/** What a run meets: nothing unusual, a customer who wants a digest, an hour that is not allowed, or a failure. */
export const MEETINGS = ["nothing", "digest", "night", "failure"] as const;
type Meeting = (typeof MEETINGS)[number];

/** A run of a definition on the functions of today. */
export function runOn(
  recording: Pick<Recording, "definition">,
  input: unknown,
  meets: Meeting,
): Promise<Run> {
  const functions = functionsOfToday(meets === "digest" ? "weekly" : "eachTime");
  let deferred = meets !== "night";
  const answer: Answer = async (call) => {
    // What SendMessage keeps of a failed run is called after the failure.
    if (meets === "failure" && !call.resource.includes("SendMessage")) throw new Error("Out of order");
    if (!deferred && JSON.stringify(call.arguments).includes("DeliverMessageFunction")) {
      deferred = true;
      return { Payload: functions.deferred };
    }
    return (await functions.answer(call)) ?? NOTHING_ELSE;
  };
  return runMachine(machineOf(recording), input, answer);
}

/** A recording of today's definition. */
export async function record(workflow: string, stacks: Stacks, recorded: string): Promise<Recording> {
  const input = z.record(z.string(), z.unknown()).parse(inputs[workflow]);
  const definition = definitionToday(workflow);
  const calls = new Map<string, Call>();
  const all = [input, ...(otherInputs[workflow] ?? [])];
  for (const meets of MEETINGS) {
    for (const one of all)
      for (const call of (await runOn({ definition }, one, meets)).calls)
        calls.set(JSON.stringify(call), call);
  }
  return {
    workflow,
    recorded,
    inputs: all,
    definition,
    calls: [...calls.values()],
    ...resourcesOf(workflow, stacks),
  };
}

/** What a call starts, of another workflow: its name and its input. Undefined for every other call. */
export function startedBy({ targets }: Recording, { arguments: passed }: Call) {
  const { StateMachineArn, Input } = passed;
  if (StateMachineArn === undefined) return undefined;
  const name = String(StateMachineArn).slice(2, -1);
  return { workflow: String(targets[name]).replace("/StateMachine", "").slice(1, -1), input: Input };
}

/** The names of a definition's tasks, also of those in a map. */
export function tasksOf({ definition }: Pick<Recording, "definition">): readonly string[] {
  const { States } = machineOf({ definition });
  return [...Object.entries(States), ...Object.values(States).flatMap(innerOf)]
    .filter(([, { Type }]) => Type === "Task")
    .map(([name]) => name);
}

function innerOf({ ItemProcessor }: Machine["States"][string]) {
  return Object.entries(ItemProcessor?.States ?? {});
}
