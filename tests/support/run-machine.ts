import { evaluate, type Machine, type Simple } from "./state-machine.ts";

/** A task of a run: its state, the placeholder of what it calls, and what it passes. */
export interface Call {
  readonly state: string;
  readonly resource: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What is called, in place of AWS: it answers, or it throws under the name of the error. */
export type Answer = (call: Call) => unknown;

/** How a run went: what it called, for when it waited, and the state that it ended in. */
export interface Run {
  readonly calls: readonly Call[];
  readonly waits: readonly unknown[];
  readonly end: string;
}

type States = Readonly<Record<string, Simple & Pick<Machine["States"][string], "ItemProcessor">>>;
type Scope = Readonly<Record<string, unknown>>;

const EXECUTION = "arn:aws:states:us-east-1:111122223333:execution:recorded:0b1e";

/** A run that takes more steps goes in a circle. */
const STEPS_MAX = 500;

/** Runs a workflow from its start to its end. Nothing waits, and a failure is not tried again. */
export async function runMachine(machine: Machine, input: unknown, answer: Answer): Promise<Run> {
  const calls: Call[] = [];
  const waits: unknown[] = [];
  const context = { Execution: { Id: EXECUTION, Input: input, StartTime: "2026-11-22T03:00:00.000Z" } };
  let steps = 0;

  /** What a state makes of its input: `result` is what the next state is given. */
  async function act(name: string, state: Simple, scope: Scope, given: unknown): Promise<unknown> {
    if (state.Type === "Task") {
      const passed = Object(await evaluate(state.Arguments, bindings(scope, { input: given })));
      const call = { state: name, resource: String(state.Resource), arguments: passed };
      calls.push(call);
      return await answer(call);
    }
    if (state.Type === "Wait") {
      waits.push(await evaluate(state.Timestamp ?? state.Seconds, bindings(scope, { input: given })));
    }
    return given;
  }

  const bindings = (scope: Scope, states: object) => ({ ...scope, states: { context, ...states } });

  async function each(state: States[string], scope: Scope, given: unknown): Promise<unknown> {
    const { ItemProcessor: inner } = state;
    if (inner === undefined) return undefined;
    const items = await evaluate(state.Items, bindings(scope, { input: given }));
    const results: unknown[] = [];
    for (const item of [items].flat()) {
      results.push((await walk(inner.States, inner.StartAt, scope, item)).output);
    }
    return results;
  }

  async function walk(states: States, start: string, outer: Scope, first: unknown) {
    let [name, scope, given] = [start, outer, first];
    for (;;) {
      steps += 1;
      const state = states[name];
      if (state === undefined || steps > STEPS_MAX)
        throw new Error(`The run came to ${name}, step ${steps}.`);
      const next = await step(name, state, scope, given);
      if (next.to === undefined) return { end: name, output: next.output };
      [name, scope, given] = [next.to, next.scope, next.output];
    }
  }

  async function step(name: string, state: States[string], scope: Scope, given: unknown) {
    if (state.Type === "Choice") return await chosen(state, scope, given);
    try {
      const result =
        state.Type === "Map" ? await each(state, scope, given) : await act(name, state, scope, given);
      const known = bindings(scope, { input: given, result });
      const output = state.Output === undefined ? result : await evaluate(state.Output, known);
      const assigned = Object(await evaluate(state.Assign ?? {}, known));
      return { to: state.Next, output, scope: { ...scope, ...assigned } };
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown.name : "Error";
      const catcher = state.Catch?.find(({ ErrorEquals }) =>
        ErrorEquals.some((one) => one === error || one === "States.ALL"),
      );
      if (catcher === undefined) throw thrown;
      const known = bindings(scope, { input: given, errorOutput: { Error: error } });
      const output = catcher.Output === undefined ? given : await evaluate(catcher.Output, known);
      const assigned = Object(await evaluate(catcher.Assign ?? {}, known));
      return { to: catcher.Next, output, scope: { ...scope, ...assigned } };
    }
  }

  async function chosen(state: Simple, scope: Scope, given: unknown) {
    const known = bindings(scope, { input: given });
    for (const rule of state.Choices ?? []) {
      if (!(await evaluate(rule.Condition, known))) continue;
      const assigned = Object(await evaluate(rule.Assign ?? {}, known));
      const output = rule.Output === undefined ? given : await evaluate(rule.Output, known);
      return { to: rule.Next, output, scope: { ...scope, ...assigned } };
    }
    return { to: state.Default, output: given, scope };
  }

  const { end } = await walk(machine.States, machine.StartAt, {}, input);
  return { calls, waits, end };
}
