/** Something that a smoke test saw happen. `atMs`: Unix time, of this machine or of AWS: their clocks may differ a little. */
export interface Step {
  readonly name: string;
  readonly atMs: number;
}

/** One part of the test. `steps` are in the order in which they happen; `problem`: what did not, and what to do. */
export interface Trace {
  readonly part: string;
  readonly steps: readonly Step[];
  readonly said?: string;
  readonly problem?: { readonly what: string; readonly next: string };
}

/** `sent 0 ms, received 85 ms, …`, then what was said of it, or what is wrong. */
export function traceText({ part, steps, said, problem }: Trace): string {
  const [first] = steps;
  const times = steps.map(({ name, atMs }) => `${name} ${Math.round(atMs - (first?.atMs ?? atMs))} ms`);
  return [
    `${problem === undefined ? "✔" : "✖"} ${part}: ${times.join(", ")}`,
    ...(said === undefined ? [] : [`    ${said}`]),
    ...(problem === undefined ? [] : [`    ${problem.what}`, `    next  ${problem.next}`]),
  ].join("\n");
}
