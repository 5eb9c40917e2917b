/** A body within a body within a body: webhooks wrap JSON as text, and Lambda wraps what it could not hand over. */
const DEPTH_MAX = 6;

/**
 * Every text in a kept body: of JSON the values and names, numbers as they are written; of a form its fields; of anything
 * else, and of JSON that is cut off, the whole with its escapes resolved. A text that is such a body itself is read as well.
 */
export function* textsIn(body: string, depth = 0): Generator<string> {
  yield body;
  if (depth === DEPTH_MAX) return;
  const json = jsonIn(body);
  if (json !== undefined) {
    yield* leavesOf(json.value, depth);
    return;
  }
  const resolved = withoutEscapes(body);
  if (resolved !== body) yield* textsIn(resolved, depth + 1);
  if (/^[^\s=&]+=/.test(body))
    for (const [, value] of new URLSearchParams(body)) yield* textsIn(value, depth + 1);
}

function jsonIn(text: string): { readonly value: unknown } | undefined {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function* leavesOf(value: unknown, depth: number): Generator<string> {
  if (typeof value === "string") yield* textsIn(value, depth + 1);
  else if (typeof value === "number") yield String(value);
  else if (Array.isArray(value)) for (const one of value) yield* leavesOf(one, depth);
  else if (typeof value === "object" && value !== null) {
    for (const [name, one] of Object.entries(value)) {
      yield name;
      yield* leavesOf(one, depth);
    }
  }
}

/** `\u00fc`, `%C3%BC`, `&#252;` and `&#xfc;` as the characters that they stand for. */
function withoutEscapes(text: string): string {
  return text
    .replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/&#(x[0-9a-f]{1,6}|\d{1,7});/gi, (whole, code: string) => characterOf(whole, code))
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
      Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8"),
    );
}

function characterOf(whole: string, code: string): string {
  const point = /^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number(code);
  return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
}
