import { z } from "zod";
import { assignedBy, type State } from "./definition.ts";
import { type Rule, SPEC } from "./rule.ts";

const QUOTAS = "https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html";
const NAME_CHARS_MAX = 80;

const ERRORS = ["Retry", "Catch"];
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Task: ["Resource", "Arguments", "Credentials", "TimeoutSeconds", "HeartbeatSeconds", ...ERRORS],
  Parallel: ["Branches", "Arguments", ...ERRORS],
  Map: [
    ...["Items", "ItemReader", "ItemSelector", "ItemBatcher", "ItemProcessor", "ResultWriter", "Label"],
    ...["MaxConcurrency", "ToleratedFailurePercentage", "ToleratedFailureCount", ...ERRORS],
  ],
  Pass: [],
  Wait: ["Seconds", "Timestamp"],
  Choice: ["Choices", "Default"],
  Succeed: [],
  Fail: ["Error", "Cause"],
};
/** Types that lead on by Next or End. */
const LEADS_ON = ["Task", "Parallel", "Map", "Pass", "Wait"];

function fieldsOf(type: string): readonly string[] {
  const own = ["Type", "Comment", "QueryLanguage", ...(FIELDS[type] ?? [])];
  if (type === "Fail") return own;
  if (type === "Succeed") return [...own, "Output"];
  return type === "Choice" ? [...own, "Output", "Assign"] : [...own, "Output", "Assign", "Next", "End"];
}

const Retriers = z.array(z.looseObject({ ErrorEquals: z.array(z.string()) })).default([]);
const RETRIER = ["ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds"].concat(
  "JitterStrategy",
  "Comment",
);
const CATCHER = ["ErrorEquals", "Next", "Output", "Assign", "Comment"];
const RESERVED: ReadonlySet<string> = new Set(
  [
    ...["ALL", "BranchFailed", "DataLimitExceeded", "ExceedToleratedFailureThreshold", "HeartbeatTimeout"],
    ...["Http.Socket", "ItemReaderFailed", "NoChoiceMatched", "Permissions", "QueryEvaluationError"],
    ...["ResultWriterFailed", "Runtime", "TaskFailed", "Timeout"],
  ].map((name) => `States.${name}`),
);

function retriersOf(state: State) {
  return Retriers.parse(state["Retry"]);
}
function catchersOf(state: State) {
  return Retriers.parse(state["Catch"]);
}

const NUMBERS: readonly (readonly [string, z.ZodType])[] = [
  ["IntervalSeconds", z.number().int().min(1).max(99_999_999)],
  ["MaxAttempts", z.number().int().min(0).max(99_999_999)],
  ["BackoffRate", z.number().min(1)],
  ["MaxDelaySeconds", z.number().int().min(1).max(31_622_400)],
  ["JitterStrategy", z.enum(["FULL", "NONE"])],
];

const task = (more: object) => ({ Type: "Task", Resource: "x", Next: "Done", ...more });

export const grammar: readonly Rule[] = [
  {
    name: "a state has the fields of its type in JSONata, and no other",
    source: SPEC,
    faults: ({ state }) => {
      const known = fieldsOf(state.Type);
      if (FIELDS[state.Type] === undefined) return [`there is no type ${state.Type}`];
      return Object.keys(state)
        .filter((field) => !known.includes(field))
        .map((field) => `a ${state.Type} has no field ${field}`);
    },
    planted: {
      OfTheOtherLanguage: { Type: "Pass", Parameters: {}, Next: "WithWaitsField" },
      WithWaitsField: { Type: "Task", Seconds: 1, Next: "OfNoType" },
      OfNoType: { Type: "Loop" },
    },
  },
  {
    name: "a state leads on by one of Next and End",
    source: SPEC,
    faults: ({ state }) => {
      const ways = ["Next", "End"].filter((way) => state[way] !== undefined);
      return LEADS_ON.includes(state.Type) && ways.length !== 1 ? [`it has ${ways.length} ways on`] : [];
    },
    planted: { Nowhere: { Type: "Pass" }, Both: { Type: "Pass", Next: "Nowhere", End: true } },
  },
  {
    name: "a state's name has at most 80 characters",
    source: QUOTAS,
    faults: ({ name }) => (name.length > NAME_CHARS_MAX ? [`its name has ${name.length} characters`] : []),
    planted: { ["x".repeat(NAME_CHARS_MAX + 1)]: { Type: "Succeed" } },
  },
  {
    name: "a Wait says how long or until when, not both",
    source: SPEC,
    faults: ({ state }) => {
      const said = ["Seconds", "Timestamp"].filter((each) => state[each] !== undefined);
      return state.Type === "Wait" && said.length !== 1 ? [`it says ${said.length} of the two`] : [];
    },
    planted: { Both: { Type: "Wait", Seconds: 1, Timestamp: "2026-11-27T00:00:00Z", End: true } },
  },
  {
    name: "a retry's and a catch's fields and numbers are of the language",
    source: SPEC,
    faults: ({ state }) => [
      ...retriersOf(state).flatMap((retrier) => [
        ...Object.keys(retrier).flatMap((f) => (RETRIER.includes(f) ? [] : [`a retry has no field ${f}`])),
        ...NUMBERS.flatMap(([field, schema]) =>
          retrier[field] === undefined || schema.safeParse(retrier[field]).success
            ? []
            : [`${field} is ${JSON.stringify(retrier[field])}`],
        ),
      ]),
      ...catchersOf(state).flatMap((catcher) =>
        Object.keys(catcher).flatMap((f) => (CATCHER.includes(f) ? [] : [`a catch has no field ${f}`])),
      ),
    ],
    planted: {
      Fraction: task({ Retry: [{ ErrorEquals: ["A"], IntervalSeconds: 0.5 }] }),
      Shrinking: task({ Retry: [{ ErrorEquals: ["A"], BackoffRate: 0.9 }] }),
      Jitter: task({ Retry: [{ ErrorEquals: ["A"], JitterStrategy: "HALF" }] }),
      ResultPath: task({ Catch: [{ ErrorEquals: ["A"], Next: "Jitter", ResultPath: "$" }] }),
    },
  },
  {
    name: "a retry's longest delay is longer than its first",
    // The range of each is stated, a rule between them is not: the console asks for it, and the service may.
    source: SPEC,
    faults: ({ state }) =>
      retriersOf(state).flatMap(({ IntervalSeconds = 1, MaxDelaySeconds }) =>
        MaxDelaySeconds === undefined || Number(MaxDelaySeconds) > Number(IntervalSeconds)
          ? []
          : [`its delay is at most ${String(MaxDelaySeconds)} and begins with ${String(IntervalSeconds)}`],
      ),
    planted: {
      Same: task({ Retry: [{ ErrorEquals: ["A"], IntervalSeconds: 1, MaxDelaySeconds: 1 }] }),
    },
  },
  {
    name: "States.ALL stands alone and last, and no other reserved name is made up or never caught",
    source: SPEC,
    faults: ({ state }) =>
      [retriersOf(state), catchersOf(state)].flatMap((handlers) =>
        handlers.flatMap(({ ErrorEquals }, at) => [
          ...(ErrorEquals.includes("States.ALL") && (ErrorEquals.length > 1 || at < handlers.length - 1)
            ? ["States.ALL is not alone and last"]
            : []),
          ...ErrorEquals.filter((name) => name.startsWith("States.") && !RESERVED.has(name)).map(
            (name) => `there is no error ${name}`,
          ),
          ...(ErrorEquals.includes("States.Runtime") ? ["States.Runtime is caught by nothing"] : []),
          ...(ErrorEquals.length === 0 ? ["it handles no error"] : []),
        ]),
      ),
    planted: {
      NotLast: task({ Retry: [{ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["A"] }] }),
      NotAlone: task({ Catch: [{ ErrorEquals: ["A", "States.ALL"], Next: "NotLast" }] }),
      MadeUp: task({ Retry: [{ ErrorEquals: ["States.Everything"] }] }),
    },
  },
  {
    name: "a heartbeat comes before the timeout",
    source: SPEC,
    faults: ({ state }) => {
      const { HeartbeatSeconds = 0, TimeoutSeconds = 60 } = z
        .looseObject({ HeartbeatSeconds: z.number().optional(), TimeoutSeconds: z.number().optional() })
        .parse(state);
      return HeartbeatSeconds >= TimeoutSeconds ? ["its heartbeat is no sooner than its timeout"] : [];
    },
    planted: { Late: task({ HeartbeatSeconds: 60, TimeoutSeconds: 60 }) },
  },
  {
    name: "a variable has a name of the language that is not taken",
    source: SPEC,
    faults: ({ state }) =>
      assignedBy(state)
        .filter((name) => name === "states" || !/^[\p{ID_Start}][\p{ID_Continue}]{0,79}$/u.test(name))
        .map((name) => `no variable can be called ${name}`),
    planted: {
      Taken: { Type: "Pass", Assign: { states: 1 }, Next: "Dashed" },
      Dashed: { Type: "Pass", Assign: { "run-name": 1 }, End: true },
    },
  },
  {
    name: "an Express workflow waits for no other run and no token",
    source: "https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html",
    faults: ({ state }, { isExpress }) =>
      isExpress && /\.(sync|waitForTaskToken)|:activity:/.test(String(state["Resource"]))
        ? [`Express does not know ${String(state["Resource"])}`]
        : [],
    planted: { Waits: task({ Resource: "arn:aws:states:::states:startExecution.sync:2" }) },
  },
];
