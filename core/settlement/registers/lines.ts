/** Longer than any row of a register. */
const ROW_CHARS_MAX = 100_000;

/** The lines of a text that comes in pieces, without their ends. Throws a RangeError where one has no end. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncIterable<string> {
  let rest = "";
  for await (const chunk of chunks) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    insistOnEnd(rest);
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
  }
  if (rest !== "") yield rest.endsWith("\r") ? rest.slice(0, -1) : rest;
}

/**
 * The objects of a JSON array that comes in pieces, each as text: a file of 120 MB is never whole in memory. They may stand in one
 * line or in many. Throws a RangeError where one has no end.
 */
export async function* objectsOf(chunks: AsyncIterable<string>): AsyncIterable<string> {
  let object = "";
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const one = chunk[at];
      if (isText) {
        if (isEscaped) isEscaped = false;
        else if (one === "\\") isEscaped = true;
        else if (one === '"') isText = false;
      } else if (one === '"') isText = depth > 0;
      else if (one === "{") {
        if (depth === 0) from = at;
        depth += 1;
      } else if (one === "}" && depth > 0) {
        depth -= 1;
        if (depth > 0) continue;
        yield `${object}${chunk.slice(from, at + 1)}`;
        object = "";
      }
    }
    if (depth > 0) object += chunk.slice(from);
    insistOnEnd(object);
  }
  if (depth > 0) throw new RangeError("ends within a row: the file was cut off");
}

function insistOnEnd(rest: string): void {
  if (rest.length > ROW_CHARS_MAX) throw new RangeError("has a row without an end");
}
