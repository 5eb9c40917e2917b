import jsonata from "jsonata";
import { z } from "zod";
import { readDefinition } from "../../lib/constructs/workflow.ts";
import type { WorkflowDefinition } from "../../lib/engagement/journey-definitions.ts";

/** A file of state-machines/, read strictly enough to ask questions of it. */

const Retrier = z.object({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.number().optional(),
  MaxAttempts: z.number(),
  BackoffRate: z.number().optional(),
  MaxDelaySeconds: z.number().optional(),
  JitterStrategy: z.string().optional(),
});
const Catcher = z.object({
  ErrorEquals: z.array(z.string()),
  Assign: z.record(z.string(), z.unknown()).optional(),
  Output: z.unknown().optional(),
  Next: z.string(),
});
const Rule = z.object({
  Condition: z.string(),
  Assign: z.record(z.string(), z.unknown()).optional(),
  Output: z.unknown().optional(),
  Next: z.string(),
});
const Simple = z.object({
  Comment: z.string().min(1),
  Type: z.string(),
  Resource: z.string().optional(),
  Arguments: z.record(z.string(), z.unknown()).optional(),
  Assign: z.record(z.string(), z.unknown()).optional(),
  Output: z.unknown().optional(),
  TimeoutSeconds: z.number().optional(),
  Retry: z.array(Retrier).optional(),
  Catch: z.array(Catcher).optional(),
  Choices: z.array(Rule).optional(),
  Default: z.string().optional(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Items: z.string().optional(),
  Timestamp: z.string().optional(),
  Seconds: z.string().optional(),
  MaxConcurrency: z.number().optional(),
});
export type Simple = z.infer<typeof Simple>;
const State = Simple.extend({
  ItemProcessor: z.object({ StartAt: z.string(), States: z.record(z.string(), Simple) }).optional(),
});

export const Machine = z.object({
  Comment: z.string().min(1),
  QueryLanguage: z.literal("JSONata"),
  TimeoutSeconds: z.number(),
  StartAt: z.string(),
  States: z.record(z.string(), State),
});
export type Machine = z.infer<typeof Machine>;

/** A file, or a workflow with what is put into its file at synth; placeholders of what a deploy knows stay. */
export function readMachine(workflow: string | WorkflowDefinition) {
  const { file: name, fragments } =
    typeof workflow === "string" ? { file: workflow, fragments: {} } : workflow;
  const path = `state-machines/${name}.asl.json`;
  const file = readDefinition(name, fragments);
  const machine = Machine.parse(JSON.parse(file));
  const states = Object.entries(machine.States);
  const inner = states.flatMap(([map, state]) =>
    Object.entries(state.ItemProcessor?.States ?? {}).map(([name, one]) => ({
      name,
      state: one,
      within: map,
    })),
  );
  const tasks = [
    ...states.map(([name, state]) => ({ name, state: state as Simple, within: undefined })),
    ...inner,
  ].filter(({ state }) => state.Type === "Task");
  return { path, file, machine, states, inner, tasks };
}

/** Which state a Choice state goes to. */
export async function choose(
  machine: Machine,
  name: string,
  input: unknown,
  bindings: Record<string, unknown> = {},
): Promise<string> {
  const state = machine.States[name];
  const context = z.object({ states: z.object({}).loose() }).safeParse(bindings).data?.states ?? {};
  for (const rule of state?.Choices ?? []) {
    if (await evaluate(rule.Condition, { ...bindings, states: { input, ...context } })) return rule.Next;
  }
  return state?.Default ?? "";
}

/** Evaluates every `{% … %}` in a template, by the reference implementation of JSONata. */
export async function evaluate(template: unknown, bindings: Record<string, unknown>): Promise<unknown> {
  if (Array.isArray(template)) return Promise.all(template.map((one) => evaluate(one, bindings)));
  if (typeof template === "object" && template !== null) {
    const fields = Object.entries(template).map(async ([name, one]) => [name, await evaluate(one, bindings)]);
    return Object.fromEntries(await Promise.all(fields));
  }
  const expression = /^\{%(.*)%\}$/s.exec(String(template))?.[1];
  if (expression === undefined) return template;
  const value = await jsonata(expression).evaluate({}, bindings);
  return value === undefined ? undefined : structuredClone(JSON.parse(JSON.stringify(value)));
}
