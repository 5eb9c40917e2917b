import type { Definition, Placed } from "./definition.ts";

/** Something that Step Functions refuses, or that fails when a run gets there. */
export interface Rule {
  readonly name: string;
  readonly source: string;
  faults(placed: Placed, definition: Definition): readonly string[] | Promise<readonly string[]>;
  /** States that break it; the first is where a run starts. Each name leads to one fault at least. */
  readonly planted: Readonly<Record<string, Readonly<Record<string, unknown>> & { readonly Type: string }>>;
}

export const SPEC = "https://states-language.net/spec.html";
export const DATA = "https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html";
