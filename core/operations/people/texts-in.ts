import { spellings } from "../../model/spellings.ts";

/** A body within a body within a body: webhooks wrap JSON as text, and Lambda wraps what it could not hand over. */
const DEPTH_MAX = 6;
/** Members that are read together, as parts of one address: an object of more is none. */
const PARTS_MAX = 24;
const PART_CHARS_MAX = 120;
/** An address or a number is in no more parts: country, area, exchange, line. */
const JOINED_MAX = 4;

const DOMAIN = /^@?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u;

/**
 * Every text in a kept body: of JSON the values and names, numbers as they are written; of a form its fields; of anything
 * else, and of JSON that is cut off, the whole. Each in all its spellings; a text that is such a body itself is read as
 * well, and what stands in neighbouring members is read as one.
 */
export function textsIn(body: string): ReadonlySet<string> {
  const found = new Set<string>();
  read(body, 0, found);
  return found;
}

function read(text: string, depth: number, found: Set<string>): void {
  if (found.has(text)) return;
  found.add(text);
  if (depth === DEPTH_MAX) return;
  const json = jsonIn(text);
  if (json !== undefined) {
    readValue(json.value, depth, found);
    return;
  }
  if (/^[^\s=&]+=/.test(text)) readParts([...new URLSearchParams(text).values()], depth, found);
  for (const one of spellings(text)) read(one, depth + 1, found);
}

function jsonIn(text: string): { readonly value: unknown } | undefined {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function readValue(value: unknown, depth: number, found: Set<string>): void {
  if (typeof value === "string") read(value, depth + 1, found);
  else if (typeof value === "number") found.add(String(value));
  else if (typeof value === "object" && value !== null) {
    if (!Array.isArray(value)) for (const name of Object.keys(value)) read(name, depth + 1, found);
    readParts(Object.values(value), depth, found);
  }
}

/** Members, each by itself, and those beside each other as the parts of one text: `local` and `domain`, `area` and `line`. */
function readParts(values: readonly unknown[], depth: number, found: Set<string>): void {
  for (const value of values) readValue(value, depth, found);
  const parts = values
    .filter((value) => typeof value === "string" || typeof value === "number")
    .map((value) => String(value).trim())
    .filter((part) => part !== "" && part.length <= PART_CHARS_MAX);
  if (parts.length < 2 || parts.length > PARTS_MAX) return;
  for (const [at] of parts.entries()) {
    for (let length = 2; length <= JOINED_MAX && at + length <= parts.length; length += 1) {
      for (const one of spellings(parts.slice(at, at + length).join(""))) found.add(one);
    }
  }
  for (const domain of parts.filter((part) => DOMAIN.test(part))) {
    for (const local of parts) if (local !== domain) found.add(`${local}@${domain.replace(/^@/, "")}`);
  }
}
