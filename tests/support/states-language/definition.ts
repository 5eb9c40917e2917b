import { z } from "zod";
import type { Stacks } from "../synthesis.ts";

/** A state machine as its template has it; what a deploy fills in stays `${…}`. */
export interface Definition {
  readonly name: string;
  readonly isExpress: boolean;
  readonly machine: Scope;
}

export type State = Readonly<Record<string, unknown>> & { readonly Type: string };
const State = z.looseObject({ Type: z.string() });
const Scope = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), State) });
export type Scope = z.infer<typeof Scope>;

const Properties = z.object({ DefinitionString: z.string(), StateMachineType: z.string().optional() });

export function definitionsOf(stacks: Stacks): readonly Definition[] {
  return stacks.of("AWS::StepFunctions::StateMachine").map(({ path, properties }) => {
    const { DefinitionString, StateMachineType } = Properties.parse(properties);
    return {
      name: path.replace("/StateMachine", ""),
      isExpress: StateMachineType === "EXPRESS",
      machine: Scope.parse(JSON.parse(DefinitionString)),
    };
  });
}

/** A state, and the variables that it may read: those that its own scope and the scopes around it assign. */
export interface Placed {
  readonly where: string;
  readonly name: string;
  readonly state: State;
  readonly variables: ReadonlySet<string>;
}

/** Every state, also inside of Map and Parallel. */
export function statesOf({ name, machine }: Definition): readonly Placed[] {
  return placedIn(machine, name, new Set());
}

function placedIn(scope: Scope, place: string, outer: ReadonlySet<string>): readonly Placed[] {
  const states = Object.entries(scope.States);
  const variables = new Set([...outer, ...states.flatMap(([, state]) => assignedBy(state))]);
  return states.flatMap(([name, state]) => {
    const where = `${place}/${name}`;
    const inner = [state["ItemProcessor"], ...z.array(z.unknown()).catch([]).parse(state["Branches"])];
    const scopes = inner.filter((each) => each !== undefined).map((each) => Scope.parse(each));
    return [{ where, name, state, variables }, ...scopes.flatMap((each) => placedIn(each, where, variables))];
  });
}

const Assigning = z.looseObject({ Assign: z.record(z.string(), z.unknown()).default({}) });
const Inner = z.object({
  Choices: z.array(Assigning).default([]),
  Catch: z.array(Assigning).default([]),
});

/** Names that a state assigns, itself or by a choice or a catch of it. */
export function assignedBy(state: State): readonly string[] {
  const { Choices, Catch } = Inner.parse(state);
  return [Assigning.parse(state), ...Choices, ...Catch].flatMap(({ Assign }) => Object.keys(Assign));
}
