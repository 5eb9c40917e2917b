import type { Placed } from "./definition.ts";
import {
  contextNamesIn,
  type Expression,
  expressionsIn,
  FUNCTIONS,
  functionsIn,
  type Node,
  parse,
  statesPathsIn,
  variablesIn,
} from "./expression.ts";
import {
  faultOfPath,
  faultsOfArguments,
  type Integration,
  integrationOf,
  type Model,
  modelOf,
  TWO_NAMES,
} from "./integration.ts";
import { DATA, type Rule } from "./rule.ts";

const CONTEXT = "https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html";
const SERVICES = "https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html";
const LAMBDA = "arn:aws:states:::lambda:invoke";

/** Expressions of a state, but not of the states inside of it. */
function expressionsOf({ state }: Placed): readonly Expression[] {
  const { ItemProcessor: _, Branches: __, Comment: ___, ...own } = state;
  return expressionsIn(own);
}

/** What a rule finds in each expression that can be read. */
function ofEach(placed: Placed, look: (root: Node, at: string) => readonly string[]): readonly string[] {
  return expressionsOf(placed).flatMap(({ at, text }) => {
    const parsed = parse(text);
    return "root" in parsed ? look(parsed.root, at).map((fault) => `${at}: ${fault}`) : [];
  });
}

/** Where each part of `$states` is there: parts of a state, by the beginning of their place. */
const PLACES: Readonly<Record<string, RegExp>> = {
  input: /./,
  context: /./,
  result: /^(Output|Assign)\b/,
  errorOutput: /^Catch\/\d+\/(Output|Assign)\b/,
};
const HAVE_RESULTS = ["Task", "Map", "Parallel"];

const CONTEXT_PARTS: Readonly<Record<string, readonly string[]>> = {
  Execution: ["Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount", "RedriveTime"],
  State: ["EnteredTime", "Name", "RetryCount"],
  StateMachine: ["Id", "Name"],
  Task: ["Token"],
  Map: ["Item"],
};

function faultOfStates(names: readonly string[], at: string, type: string): readonly string[] {
  const [part = "", ...rest] = names;
  const place = PLACES[part];
  if (place === undefined) return [`$states has no ${part}`];
  if (!place.test(at)) return [`$states.${part} is not there`];
  if (part === "result" && !HAVE_RESULTS.includes(type)) return [`a ${type} has no $states.result`];
  if (part !== "context") return [];
  const [object = "", member] = rest;
  const members = CONTEXT_PARTS[object];
  if (members === undefined) return [`$states.context has no ${object}`];
  return member === undefined || members.includes(member)
    ? []
    : [`$states.context.${object} has no ${member}`];
}

/** Texts that look like an expression or a path and are neither. */
function looseTexts(value: unknown, at = ""): readonly string[] {
  if (typeof value === "string") {
    const isWhole = /^\{%.*%\}$/s.test(value);
    const looks = !isWhole && (/\{%|%\}/.test(value) || /^\$(\.|\[|\$)/.test(value));
    return looks || /^States\.\w+\(/.test(value) ? [`${at} is ${JSON.stringify(value)}`] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key.endsWith(".$") ? [`${at}/${key} is a path of the other language`] : []),
    ...looseTexts(inner, `${at}/${key}`),
  ]);
}

async function faultsOfCall({ state }: Placed): Promise<readonly string[]> {
  if (state.Type !== "Task") return [];
  const called = integrationOf(state["Resource"]);
  if (called === undefined) return [`${String(state["Resource"])} is no integration`];
  const model = await modelOf(called);
  if ("fault" in model) return [model.fault];
  return faultsOfArguments(state["Arguments"] ?? {}, model.input, called);
}

async function faultsOfResult(placed: Placed): Promise<readonly string[]> {
  const called = integrationOf(placed.state["Resource"]);
  const model = called === undefined ? undefined : await modelOf(called);
  if (called === undefined || model === undefined || "fault" in model) return [];
  return ofEach(placed, (root) => {
    const paths = statesPathsIn(root).flatMap(([part, ...names]) => (part === "result" ? [names] : []));
    const found = paths.map((names) => ({
      name: names.join("."),
      fault: faultOfAnswer(names, called, model),
    }));
    // An expression may ask for a member by a second spelling, beside the one that is there.
    const isThere = (name: string) =>
      found.some((each) => !each.fault && each.name.toLowerCase() === name.toLowerCase());
    return found.flatMap(({ name, fault }) =>
      fault === undefined || isThere(name) ? [] : [`$states.result.${name}: ${fault}`],
    );
  });
}

function faultOfAnswer(names: readonly string[], called: Integration, model: Model): string | undefined {
  const isOdd = called.isSdk && called.service === "dynamodb" && names.some((name) => TWO_NAMES.has(name));
  return isOdd ? "aws-sdk:dynamodb has other names for types" : faultOfPath(names, model.output);
}

const pass = (Output: unknown, Next: string) => ({ Type: "Pass", Output, Next });

/** What a state reads, computes, hands over and takes from an answer. */
export const dataRules: readonly Rule[] = [
  {
    name: "an expression is JSONata",
    source: DATA,
    faults: (placed) =>
      expressionsOf(placed).flatMap(({ at, text }) => {
        const parsed = parse(text);
        return "fault" in parsed ? [`${at}: ${parsed.fault}`] : [];
      }),
    planted: { Open: pass("{% $merge([ %}", "Open") },
  },
  {
    name: "a text is an expression as a whole, and no path or function of the other language",
    source: DATA,
    faults: ({ state: { ItemProcessor: _, Branches: __, Comment: ___, ...own } }) => looseTexts(own),
    planted: {
      Within: pass("order {% $id %}", "Path"),
      Path: pass({ "id.$": "$.id" }, "Function"),
      Function: pass("States.UUID()", "Within"),
    },
  },
  {
    name: "an expression calls functions that JSONata or Step Functions have",
    source: DATA,
    faults: (placed) =>
      ofEach(placed, (root) =>
        functionsIn(root)
          .filter((name) => !FUNCTIONS.has(name) && !placed.variables.has(name))
          .map((name) => `there is no function $${name}`),
      ),
    planted: { Guessed: pass("{% $capitalise('a') %}", "Eval"), Eval: pass("{% $eval('1') %}", "Guessed") },
  },
  {
    name: "an expression reads variables that its scope or one around it assigns",
    source: DATA,
    faults: (placed) =>
      ofEach(placed, (root) =>
        variablesIn(root)
          .filter((name) => !["states", "", "$"].includes(name) && !placed.variables.has(name))
          .filter((name) => !FUNCTIONS.has(name))
          .map((name) => `nothing assigns $${name}`),
      ),
    planted: { Unassigned: pass("{% $customer %}", "Unassigned") },
  },
  {
    name: "an expression begins at a variable: there is no context to read from",
    source: DATA,
    faults: (placed) =>
      ofEach(placed, (root) => contextNamesIn(root).map((name) => `${name} is read from nowhere`)),
    planted: { Bare: pass("{% detail.customer %}", "Bare") },
  },
  {
    name: "$states has what an expression reads of it, there where it reads it",
    source: CONTEXT,
    faults: (placed) =>
      ofEach(placed, (root, at) =>
        statesPathsIn(root).flatMap((names) => faultOfStates(names, at, placed.state.Type)),
      ),
    planted: {
      Part: pass("{% $states.output %}", "Context"),
      Context: pass("{% $states.context.Execution.Started %}", "Early"),
      Early: { Type: "Task", Resource: LAMBDA, Arguments: { Payload: "{% $states.result %}" } },
      Error: { Type: "Task", Resource: LAMBDA, Output: "{% $states.errorOutput %}" },
      OfPass: pass("{% $states.result %}", "Part"),
    },
  },
  {
    name: "a call's arguments are members of its operation, of their type, and none lacks",
    source: SERVICES,
    faults: faultsOfCall,
    planted: {
      Small: {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:sfn:describeExecution",
        Arguments: { executionArn: "{% $run %}" },
      },
      Deep: {
        Type: "Task",
        Resource: "arn:aws:states:::dynamodb:getItem",
        Arguments: { TableName: "t", Key: { pk: { Text: "x" } } },
      },
      OfType: {
        Type: "Task",
        Resource: "arn:aws:states:::dynamodb:getItem",
        Arguments: { TableName: "t", Key: { pk: { S: "x" } }, ConsistentRead: "yes" },
      },
      Lacking: {
        Type: "Task",
        Resource: "arn:aws:states:::sqs:sendMessage",
        Arguments: { MessageBody: "x" },
      },
      NoOperation: { Type: "Task", Resource: "arn:aws:states:::sqs:postMessage", Arguments: {} },
      NoService: { Type: "Task", Resource: "arn:aws:states:::queues:sendMessage", Arguments: {} },
    },
  },
  {
    name: "what is read of a call's answer is a member of it",
    source: SERVICES,
    faults: faultsOfResult,
    planted: {
      Typo: { Type: "Task", Resource: LAMBDA, Output: "{% $states.result.Payloads.id %}" },
      OfType: {
        Type: "Task",
        Resource: "arn:aws:states:::dynamodb:getItem",
        Assign: { email: "{% $states.result.Item.email.Bool %}" },
      },
      TwoNames: {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:dynamodb:getItem",
        Assign: { email: "{% $states.result.Item.email.BOOL %}" },
      },
      OfText: {
        Type: "Task",
        Resource: "arn:aws:states:::sqs:sendMessage",
        Output: "{% $states.result.MessageId.id %}",
      },
    },
  },
];
