import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rewindStreams } from "../../../../local/engine/rewind-streams.ts";

let state = "";
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), "wellspring-test-"));
});
afterEach(() => rm(state, { recursive: true, force: true }));

describe("an engine's kept state", () => {
  test("loses how far streams were read, and nothing else", async () => {
    const positions = { __account_region_scoped__: true, data: { mapping: 1606 } };
    const kept = { format: 2, payload: { functions: { a: 1 }, dynamodb_stream_positions: positions } };
    await writeFile(join(state, "lambda.json"), JSON.stringify(kept));
    await rewindStreams(state);
    expect(JSON.parse(await readFile(join(state, "lambda.json"), "utf8"))).toEqual({
      ...kept,
      payload: { ...kept.payload, dynamodb_stream_positions: { ...positions, data: {} } },
    });
  });

  test("is left alone when it is of another form, or not there", async () => {
    await rewindStreams(state);
    await writeFile(join(state, "lambda.json"), '{"other":1}');
    await rewindStreams(state);
    expect(await readFile(join(state, "lambda.json"), "utf8")).toBe('{"other":1}');
  });
});
