import { choose as chooseIn, readMachine } from "./state-machine.ts";

export { evaluate, type Simple } from "./state-machine.ts";

export const { path, file, machine, states, inner, tasks } = readMachine("give-share");

/** Which state a Choice state of give-share goes to. */
export const choose = (name: string, input: unknown, bindings: Record<string, unknown> = {}) =>
  chooseIn(machine, name, input, bindings);
