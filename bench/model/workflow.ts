import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import jsonata from "jsonata";
import * as z from "zod";
import type { Chance } from "../../demo/chance.ts";

/** Runs a state machine's file as it is, without Step Functions: what it calls is real, when it waits is not. */

const Retrier = z.object({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.number().default(1),
  MaxAttempts: z.number().default(3),
  BackoffRate: z.number().default(2),
  MaxDelaySeconds: z.number().optional(),
});
type Retrier = z.infer<typeof Retrier>;

const Fields = z.record(z.string(), z.unknown());
const Simple = z.object({
  Type: z.enum(["Task", "Choice", "Pass", "Map", "Wait", "Fail", "Succeed"]),
  Resource: z.string().optional(),
  Arguments: Fields.optional(),
  Assign: Fields.optional(),
  Output: z.unknown().optional(),
  TimeoutSeconds: z.number().optional(),
  Retry: z.array(Retrier).default([]),
  Catch: z
    .array(z.object({ ErrorEquals: z.array(z.string()), Next: z.string(), Assign: Fields.optional() }))
    .default([]),
  Choices: z.array(z.object({ Condition: z.string(), Next: z.string() })).default([]),
  Default: z.string().optional(),
  Next: z.string().optional(),
  Error: z.string().optional(),
  Items: z.string().optional(),
  Seconds: z.union([z.number(), z.string()]).optional(),
});
type Simple = z.infer<typeof Simple>;
const States = z.record(z.string(), Simple);
const State = Simple.extend({
  ItemProcessor: z.object({ StartAt: z.string(), States }).optional(),
});
const Machine = z.object({ StartAt: z.string(), States: z.record(z.string(), State) });
type Machine = z.infer<typeof Machine>;

/** What a task does, by its `Resource`. Throws by the error's name, as the service would. */
export type Integrations = Readonly<
  Record<string, (args: Readonly<Record<string, unknown>>) => Promise<unknown>>
>;

export interface Pace {
  /** How long a second of a retry's interval lasts, in milliseconds. */
  readonly secondMs: number;
  /** How long a second of a task's timeout lasts. */
  readonly timeoutSecondMs: number;
  readonly chance: Chance;
}

export interface Run {
  readonly status: "succeeded" | "failed";
  readonly output: unknown;
  /** States entered, and each retry: what a Standard workflow is billed for. */
  readonly transitions: number;
  readonly tasks: number;
}

/** The state machine of a file, with its placeholders left as they are: integrations are named by them. */
export function workflow(
  file: string,
  integrations: Integrations,
  pace: Pace,
): (input: unknown) => Promise<Run> {
  const machine = Machine.parse(JSON.parse(readFileSync(file, "utf8")));
  return (input) => new Execution(machine, integrations, pace, input).run();
}

type Bindings = Record<string, unknown>;

class Execution {
  readonly #machine: Machine;
  readonly #integrations: Integrations;
  readonly #pace: Pace;
  readonly #input: unknown;
  #transitions = 0;
  #tasks = 0;
  readonly #startedMs = Date.now();
  /** What it has waited, on this machine and in the story's time: the two run at different paces. */
  readonly #waited = { ms: 0, storyMs: 0 };

  constructor(machine: Machine, integrations: Integrations, pace: Pace, input: unknown) {
    this.#machine = machine;
    this.#integrations = integrations;
    this.#pace = pace;
    this.#input = input;
  }

  async run(): Promise<Run> {
    try {
      const output = await this.#walk(this.#machine.StartAt, this.#machine.States, this.#input, {});
      return { status: "succeeded", output, transitions: this.#transitions, tasks: this.#tasks };
    } catch (error) {
      return { status: "failed", output: nameOf(error), transitions: this.#transitions, tasks: this.#tasks };
    }
  }

  async #walk(
    startAt: string,
    states: Machine["States"],
    input: unknown,
    variables: Bindings,
  ): Promise<unknown> {
    let name: string | undefined = startAt;
    let value = input;
    while (name !== undefined) {
      const state: z.infer<typeof State> | undefined = states[name];
      if (state === undefined) throw new Error(`There is no state ${name}`);
      this.#transitions += 1;
      const left: { readonly value: unknown; readonly next: string | undefined } = await this.#enter(
        state,
        value,
        variables,
      );
      name = left.next;
      value = left.value;
    }
    return value;
  }

  async #enter(state: z.infer<typeof State>, input: unknown, variables: Bindings) {
    if (state.Type === "Choice") return { value: input, next: await this.#choose(state, input, variables) };
    if (state.Type === "Fail") throw named(state.Error ?? "Fail");
    try {
      const result = await this.#retried(state, () => this.#work(state, input, variables));
      const about = { input, result };
      const value = "Output" in state ? await this.#fill(state.Output, about, variables) : (result ?? input);
      await this.#assign(state.Assign, about, variables);
      return { value, next: state.Next };
    } catch (error) {
      const caught = state.Catch.find(({ ErrorEquals }) => matches(ErrorEquals, nameOf(error)));
      if (caught === undefined) throw error;
      await this.#assign(caught.Assign, { input, errorOutput: { Error: nameOf(error) } }, variables);
      return { value: input, next: caught.Next };
    }
  }

  async #work(state: z.infer<typeof State>, input: unknown, variables: Bindings): Promise<unknown> {
    if (state.Type === "Map") {
      const items = z.array(z.unknown()).parse(await this.#fill(state.Items, { input }, variables));
      const { StartAt, States: inner } = state.ItemProcessor ?? { StartAt: "", States: {} };
      // What an iteration assigns is its own.
      return Promise.all(items.map((item) => this.#walk(StartAt, inner, item, { ...variables })));
    }
    if (state.Type === "Wait")
      return this.#wait(Number(await this.#fill(state.Seconds, { input }, variables)));
    if (state.Type !== "Task") return undefined;
    this.#tasks += 1;
    const work = this.#integrations[state.Resource ?? ""];
    if (work === undefined) throw new Error(`Nothing does ${state.Resource}`);
    const args = Fields.parse(await this.#fill(state.Arguments ?? {}, { input }, variables));
    return within((state.TimeoutSeconds ?? 60) * this.#pace.timeoutSecondMs, work(args));
  }

  async #retried(state: Simple, work: () => Promise<unknown>): Promise<unknown> {
    const left = new Map<Retrier, number>();
    for (;;) {
      try {
        return await work();
      } catch (error) {
        const retrier = state.Retry.find(({ ErrorEquals }) => matches(ErrorEquals, nameOf(error)));
        if (retrier === undefined) throw error;
        const tried = left.get(retrier) ?? 0;
        if (tried >= retrier.MaxAttempts) throw error;
        left.set(retrier, tried + 1);
        this.#transitions += 1;
        const seconds = Math.min(
          retrier.IntervalSeconds * retrier.BackoffRate ** tried,
          retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY,
        );
        // Full jitter: anything from nothing to the whole delay.
        await this.#wait((this.#pace.chance.between(0, 1000) / 1000) * seconds);
      }
    }
  }

  async #wait(seconds: number): Promise<void> {
    await sleep(seconds * this.#pace.secondMs);
    this.#waited.ms += seconds * this.#pace.secondMs;
    this.#waited.storyMs += seconds * 1000;
  }

  /** When it started, by the story's clock: so long ago as its waits took there, and its work at the pace of timeouts. */
  #startTime(): string {
    const workMs = Math.max(0, Date.now() - this.#startedMs - this.#waited.ms);
    const storyMs = this.#waited.storyMs + (workMs * 1000) / this.#pace.timeoutSecondMs;
    return new Date(Date.now() - storyMs).toISOString();
  }

  async #choose(state: Simple, input: unknown, variables: Bindings): Promise<string | undefined> {
    for (const { Condition, Next } of state.Choices) {
      if ((await this.#fill(Condition, { input }, variables)) === true) return Next;
    }
    return state.Default;
  }

  async #assign(fields: Bindings | undefined, about: Bindings, variables: Bindings): Promise<void> {
    if (fields !== undefined) Object.assign(variables, await this.#fill(fields, about, variables));
  }

  /** Every `{% … %}` of a template, evaluated. */
  async #fill(template: unknown, about: Bindings, variables: Bindings): Promise<unknown> {
    if (Array.isArray(template)) return Promise.all(template.map((one) => this.#fill(one, about, variables)));
    if (typeof template === "object" && template !== null) {
      const filled: Bindings = {};
      for (const [name, one] of Object.entries(template)) {
        const value = await this.#fill(one, about, variables);
        if (value !== undefined) filled[name] = value;
      }
      return filled;
    }
    const expression = typeof template === "string" ? /^\{%(.*)%\}$/s.exec(template)?.[1] : undefined;
    if (expression === undefined) return template;
    const states = { ...about, context: { Execution: { Input: this.#input, StartTime: this.#startTime() } } };
    const value: unknown = await compiled(expression).evaluate({}, { ...variables, states });
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  }
}

const expressions = new Map<string, jsonata.Expression>();

function compiled(text: string): jsonata.Expression {
  const known = expressions.get(text);
  if (known !== undefined) return known;
  const expression = jsonata(text);
  expressions.set(text, expression);
  return expression;
}

function matches(names: readonly string[], name: string): boolean {
  return names.includes("States.ALL") || names.includes("States.TaskFailed") || names.includes(name);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "Unknown";
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(named("States.Timeout")), ms);
  });
  // A task that was given up may still fail later, and no handler is left for it.
  work.catch(() => {});
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}
