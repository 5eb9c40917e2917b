import { readFileSync } from "node:fs";
import jsonata from "jsonata";
import { z } from "zod";

/** Expressions in JSONata, as Step Functions evaluates them. */

/** A node of the tree that the reference implementation makes. */
export type Node = Readonly<Record<string, unknown>> & { readonly type: string };
const Node = z.looseObject({ type: z.string() });

export interface Expression {
  /** Such as `Assign/customer`. */
  readonly at: string;
  readonly text: string;
}

/** Each `{% … %}` below a value. */
export function expressionsIn(value: unknown, at = ""): readonly Expression[] {
  if (typeof value === "string") {
    const text = /^\{%(.*)%\}$/s.exec(value)?.[1];
    return text === undefined ? [] : [{ at, text }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    expressionsIn(inner, at === "" ? key : `${at}/${key}`),
  );
}

/** Its tree, or what the parser says against it. */
export function parse(text: string): { readonly root: Node } | { readonly fault: string } {
  try {
    return { root: Node.parse(jsonata(text).ast()) };
  } catch (error) {
    return { fault: z.object({ message: z.string() }).parse(error).message };
  }
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flatMap((value) => nodesIn(value));
}

function nodesIn(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  const node = Node.safeParse(value).data;
  if (node !== undefined) return [node];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(nodesIn) : [];
}

/** A node and all below it. */
export function within(node: Node): readonly Node[] {
  return [node, ...childrenOf(node).flatMap(within)];
}

const Called = z.object({ procedure: z.object({ type: z.literal("variable"), value: z.string() }) });
const Variable = z.object({ type: z.literal("variable"), value: z.string() });
const Lambda = z.object({ type: z.literal("lambda"), arguments: z.array(Variable) });
const Bind = z.object({ type: z.literal("bind"), lhs: Variable });

/** Functions that it calls by name, but for those that it defines itself. */
export function functionsIn(root: Node): readonly string[] {
  const own = ownNames(root);
  return within(root).flatMap((node) => {
    const called = Called.safeParse(node).data?.procedure.value;
    return called === undefined || own.has(called) ? [] : [called];
  });
}

/** Variables that it reads, but for functions and those that it binds itself. `$` and `$$` are `""` and `$`. */
export function variablesIn(root: Node): readonly string[] {
  const own = ownNames(root);
  const functions = new Set(functionsIn(root));
  return within(root).flatMap((node) => {
    const name = Variable.safeParse(node).data?.value;
    return name === undefined || own.has(name) || functions.has(name) ? [] : [name];
  });
}

function ownNames(root: Node): ReadonlySet<string> {
  return new Set(
    within(root).flatMap((node) => [
      ...(Lambda.safeParse(node).data?.arguments.map(({ value }) => value) ?? []),
      ...(Bind.safeParse(node).success ? [Bind.parse(node).lhs.value] : []),
    ]),
  );
}

const Path = z.object({ type: z.literal("path"), steps: z.array(Node) });
const Step = z.object({ type: z.literal("name"), value: z.string() });

/** The names after `$states` on each of its paths, as far as they are plain: `["result", "Item", "email"]`. */
export function statesPathsIn(root: Node): readonly (readonly string[])[] {
  return within(root).flatMap((node) => {
    const [first, ...steps] = Path.safeParse(node).data?.steps ?? [];
    if (Variable.safeParse(first).data?.value !== "states") return [];
    const names = steps.map((step) => Step.safeParse(step).data?.value);
    const end = names.indexOf(undefined);
    return [names.slice(0, end === -1 ? undefined : end).filter((name) => name !== undefined)];
  });
}

/** Names that are looked up in a context, where Step Functions has none: everything begins at a variable. */
export function contextNamesIn(node: Node): readonly string[] {
  const steps = Path.safeParse(node).data?.steps;
  if (steps !== undefined) {
    const [first] = steps;
    if (first === undefined) return [];
    const name = Step.safeParse(first).data?.value;
    return name === undefined ? contextNamesIn(first) : [name];
  }
  // A function's body gets what it is called with; what a node filters has that for its context.
  if (node.type === "lambda") return [];
  const { predicate: _, stages: __, group: ___, ...same } = node;
  return childrenOf(same).flatMap(contextNamesIn);
}

/** What JSONata has, read from the reference implementation, and what Step Functions adds; it has no `$eval`. */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  ...[...readFileSync("node_modules/jsonata/jsonata.js", "utf8").matchAll(/\.bind\('(\w+)'/g)].flatMap(
    ([, name]) => (name === undefined || name === "eval" ? [] : [name]),
  ),
  ...["partition", "range", "hash", "random", "uuid", "parse"],
]);
