import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CATALOG } from "../../../core/events/catalog.ts";

/** Whether a schema's JSON form has a required member at a dotted path. */
function requires(schema: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  const Shape = z.object({ properties: z.record(z.string(), z.unknown()), required: z.array(z.string()) });
  const { data } = Shape.safeParse(schema);
  return data?.required.includes(name) === true && requires(data.properties[name], rest);
}

describe("the event catalog", () => {
  test("has each name once, in the past tense with a version", () => {
    const names = CATALOG.map((event) => event.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[A-Z][A-Za-z]+(ed|Told|Back|Given|Unavailable)\.v\d+$/);
  });

  test.each(CATALOG)("names in every $name the fields by which a consumer recognises it", (event) => {
    const schema = z.toJSONSchema(event.detail);
    expect(event.sameBy.length).toBeGreaterThan(0);
    expect(event.sameBy.filter((path) => !requires(schema, path.split(".")))).toEqual([]);
  });
});
