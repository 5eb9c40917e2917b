import * as z from "zod";
import { nearest } from "./near-miss.ts";
import { type PayloadWarning, WARNINGS_MAX } from "./payload-warning.ts";

/** A name that is shown as it was written: that of a member, not words that somebody uses as one. */
const SHOWN_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,39}$/;

/** A member of a payload that its schema does not have. `at`: the names above it, positions in lists included. */
interface Unknown {
  readonly at: readonly string[];
  readonly name: string;
  /** The names that stand in its place. */
  readonly known: readonly string[];
}

/**
 * A warning for each member that a payload has and its schema has not, at any depth; of the items of a list the first that
 * has it. What it was meant to be is looked for beside it, then anywhere else in the schema. At most {@link WARNINGS_MAX}: a
 * sender may have added thousands of members, and waits for the answer.
 */
export function unknownMembers(schema: z.ZodType, payload: unknown): readonly PayloadWarning[] {
  const seen = new Set<string>();
  const warnings: PayloadWarning[] = [];
  for (const { at, name, known } of unknownIn(schema, payload, [])) {
    const place = [...at.filter((part) => !/^\d+$/.test(part)), name].join(".");
    if (seen.has(place)) continue;
    seen.add(place);
    warnings.push(warningOf(at, name, nearest(name, known) ?? elsewhere(name, schema)));
    if (warnings.length === WARNINGS_MAX) break;
  }
  return warnings;
}

function warningOf(at: readonly string[], name: string, didYouMean: string | undefined): PayloadWarning {
  const isShown = SHOWN_NAME.test(name);
  return {
    kind: "unknownMember",
    path: [...at, ...(isShown ? [name] : [])].join(".") || "body",
    message: isShown
      ? "The format has no such member here: it is not read."
      : "A member here has a name that the format does not have: it is not read.",
    ...(didYouMean !== undefined && { didYouMean }),
  };
}

/** The whole path of a member of the same name that stands at another place. */
function elsewhere(name: string, schema: z.ZodType): string | undefined {
  for (const path of membersOf(schema, []))
    if (nearest(name, path.slice(-1)) !== undefined) return path.join(".");
  return undefined;
}

function* unknownIn(schema: z.core.$ZodType, value: unknown, at: readonly string[]): Iterable<Unknown> {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* unknownIn(inner.element, item, [...at, `${index}`]);
    return;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const shape = shapeFor(inner, value);
  if (shape === undefined) return;
  for (const [name, member] of Object.entries(value)) {
    const own = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (own === undefined) yield { at, name, known: Object.keys(shape) };
    else yield* unknownIn(own, member, [...at, name]);
  }
}

/** The members of an object; of several kinds that one member tells apart those of its kind, or of all while that is wrong. */
function shapeFor(schema: z.core.$ZodType, value: object): z.core.$ZodShape | undefined {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return undefined;
  const key = schema.def.discriminator;
  const said = Object.entries(value).find(([name]) => name === key)?.[1];
  const options = optionsOf(schema);
  const own = options.find(({ shape }) => z.safeParse(unwrapped(shape[key]), said).success);
  return own?.shape ?? Object.assign({}, ...options.map(({ shape }) => shape));
}

function optionsOf(schema: z.ZodDiscriminatedUnion): z.ZodObject[] {
  return schema.options.filter((option) => option instanceof z.ZodObject);
}

/** The path of every member of a schema; those of items without a position. */
function* membersOf(schema: z.core.$ZodType, at: readonly string[]): Iterable<readonly string[]> {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray) yield* membersOf(inner.element, at);
  const objects = inner instanceof z.ZodDiscriminatedUnion ? optionsOf(inner) : [inner];
  for (const object of objects) {
    if (!(object instanceof z.ZodObject)) continue;
    for (const [name, member] of Object.entries(object.shape)) {
      yield [...at, name];
      yield* membersOf(member, [...at, name]);
    }
  }
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType {
  let inner: z.core.$ZodType | undefined = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable) inner = inner.unwrap();
  return inner ?? z.never();
}
