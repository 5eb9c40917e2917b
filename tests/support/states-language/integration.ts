import { z } from "zod";

/** Services by the models that the AWS SDK carries: which members a call takes, and which its answer has. */

/** An operation as a Task names it: `arn:aws:states:::aws-sdk:sfn:describeExecution`. */
export interface Integration {
  readonly service: string;
  readonly operation: string;
  /** Called by the SDK's names, with nothing added by Step Functions. */
  readonly isSdk: boolean;
  readonly pattern: string | undefined;
}

export function integrationOf(resource: unknown): Integration | undefined {
  const [, sdk, service, operation, pattern] =
    /^arn:(?:aws|\$\{\w+\}):states:::(aws-sdk:)?([a-z0-9-]+):(\w+)(?:\.(.+))?$/.exec(String(resource)) ?? [];
  if (service === undefined || operation === undefined) return undefined;
  return { service, operation, isSdk: sdk !== undefined, pattern };
}

/** Where the client of a service is called otherwise. */
const CLIENTS: Readonly<Record<string, string>> = { states: "sfn", events: "eventbridge" };

export interface Model {
  readonly input: unknown;
  readonly output: unknown;
}

/** The model of an operation, or what is missing of it. */
export async function modelOf(called: Integration): Promise<Model | { readonly fault: string }> {
  const client = `@aws-sdk/client-${CLIENTS[called.service] ?? called.service}`;
  const schemas: Record<string, unknown> | undefined = await import(client).catch(() => undefined);
  if (schemas === undefined)
    return { fault: `${client} is not installed: npm install --save-exact ${client}` };
  const operation = (name: string) => Operation.safeParse(schemas[`${capital(name)}$`]).data;
  const asked = operation(called.operation);
  if (asked === undefined) return { fault: `${client} has no operation ${capital(called.operation)}` };
  // A run that is waited for answers with what it came to.
  const waits = called.pattern?.startsWith("sync") && called.operation === "startExecution";
  const [, output] = (waits ? operation("describeExecution") : undefined) ?? asked;
  return { input: asked[0], output };
}

const Operation = z
  .tuple([z.literal(9), z.string(), z.string(), z.unknown(), z.unknown(), z.unknown()])
  .transform((each) => [each[4], each[5]] as const);

export function capital(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

type Shape =
  | { readonly is: "structure"; readonly members: ReadonlyMap<string, unknown>; readonly required: number }
  | { readonly is: "list" | "map"; readonly of: unknown }
  | { readonly is: "string" | "number" | "boolean" | "any" };

const LIST = 64;
const MAP = 128;
const Lazy = z.custom<() => unknown>((value) => typeof value === "function");
const Structure = z.tuple(
  [z.number(), z.string(), z.string(), z.unknown(), z.array(z.string()), z.array(z.unknown())],
  z.unknown(),
);

/** Reads a schema of the SDK: a number for what is simple, a tuple that begins with its kind, or one with traits around it. */
function shapeOf(schema: unknown): Shape {
  const lazy = Lazy.safeParse(schema);
  if (lazy.success) return shapeOf(lazy.data());
  if (typeof schema === "number") return simple(schema);
  if (!Array.isArray(schema)) return { is: "any" };
  const [kind, namespace] = schema;
  if (typeof namespace !== "string") return shapeOf(kind);
  if (kind === 1) return { is: "list", of: schema[4] };
  if (kind === 2) return { is: "map", of: schema[5] };
  if (kind === 0) return shapeOf(schema[4]);
  const structure = Structure.safeParse(schema).data;
  if (structure === undefined) return { is: "any" };
  const [, , , , names, schemas] = structure;
  const required = kind === 3 && typeof structure[6] === "number" ? structure[6] : 0;
  return {
    is: "structure",
    members: new Map(names.map((name, at) => [capital(name), schemas[at]])),
    required,
  };
}

function simple(schema: number): Shape {
  if (schema >= MAP) return { is: "map", of: schema - MAP };
  if (schema >= LIST) return { is: "list", of: schema - LIST };
  if (schema === 0) return { is: "string" };
  if (schema === 1) return { is: "number" };
  return schema === 2 ? { is: "boolean" } : { is: "any" };
}

/** Members into which Step Functions puts JSON by itself. */
const JSON_MEMBERS: ReadonlySet<string> = new Set(["Payload", "Input", "MessageBody", "Message", "Detail"]);

/** Members that a call gets and does not have, of another type, or lacks. */
export function faultsOfArguments(
  value: unknown,
  schema: unknown,
  called: Integration,
  at = "Arguments",
): readonly string[] {
  if (typeof value === "string" && /^\{%|^\$\{/.test(value)) return [];
  const shape = shapeOf(schema);
  switch (shape.is) {
    case "any":
      return [];
    case "string":
    case "number":
    case "boolean":
      return typeof value === shape.is ? [] : [`${at} is no ${shape.is}`];
    case "list":
      if (!Array.isArray(value)) return [`${at} is no list`];
      return value.flatMap((each, index) => faultsOfArguments(each, shape.of, called, `${at}/${index}`));
    case "map":
      return entriesOf(value, at, (key, each) => faultsOfArguments(each, shape.of, called, `${at}/${key}`));
    case "structure": {
      const given = Object.keys(z.record(z.string(), z.unknown()).catch({}).parse(value));
      const lacking = [...shape.members.keys()]
        .slice(0, shape.required)
        .filter((name) => !given.includes(name));
      return [
        ...lacking.map((name) => `${at} lacks ${name}`),
        ...entriesOf(value, at, (key, each) => {
          const member = shape.members.get(key);
          if (member === undefined) return [`${at} has no member ${key}: ${nearest(key, shape.members)}`];
          if (!called.isSdk && JSON_MEMBERS.has(key)) return [];
          return faultsOfArguments(each, member, called, `${at}/${key}`);
        }),
      ];
    }
  }
}

function nearest(key: string, members: ReadonlyMap<string, unknown>): string {
  const same = [...members.keys()].find((name) => name.toLowerCase() === key.toLowerCase());
  return same === undefined ? `there are ${[...members.keys()].join(", ")}` : `it is ${same}`;
}

function entriesOf(value: unknown, at: string, look: (key: string, each: unknown) => readonly string[]) {
  const record = z.record(z.string(), z.unknown()).safeParse(value).data;
  return record === undefined
    ? [`${at} is no object`]
    : Object.entries(record).flatMap(([k, v]) => look(k, v));
}

/** What is wrong with a path into an answer: `["Item", "email", "BOOL"]`. JSONata looks into each element of a list. */
export function faultOfPath(names: readonly string[], schema: unknown): string | undefined {
  const [name, ...rest] = names;
  const shape = shapeOf(schema);
  if (name === undefined || shape.is === "any") return undefined;
  if (shape.is === "map") return faultOfPath(rest, shape.of);
  if (shape.is === "list") return faultOfPath(names, shape.of);
  if (shape.is !== "structure") return `a ${shape.is} has no ${name}`;
  const member = shape.members.get(name);
  if (member === undefined) return `no member ${name}: ${nearest(name, shape.members)}`;
  if (JSON_MEMBERS.has(name) || name === "Output") return undefined;
  return faultOfPath(rest, member);
}

/** Types of DynamoDB's values that the SDK integration calls otherwise than the API: `Bool`, `Ss`, `Nul`. */
export const TWO_NAMES: ReadonlySet<string> = new Set(["BOOL", "NULL", "SS", "NS", "BS"]);
