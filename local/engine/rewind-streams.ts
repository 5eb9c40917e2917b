import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const LambdaState = z.looseObject({
  payload: z.looseObject({
    dynamodb_stream_positions: z.looseObject({ data: z.record(z.string(), z.number()) }),
  }),
});

/**
 * The engine keeps how far each function has read a table's stream, but not the stream itself: started again on kept
 * state it waits at record 1,600 of a stream that begins anew, and passes over that many changes. So what it kept of
 * the positions is dropped before it starts; then each function reads from the new beginning.
 */
export async function rewindStreams(stateDir: string): Promise<void> {
  const file = join(stateDir, "lambda.json");
  let written: string;
  try {
    written = await readFile(file, "utf8");
  } catch {
    return; // Nothing was kept.
  }
  const kept = LambdaState.safeParse(JSON.parse(written));
  if (!kept.success) return;
  const { payload } = kept.data;
  const positions = { ...payload.dynamodb_stream_positions, data: {} };
  await writeFile(
    file,
    JSON.stringify({ ...kept.data, payload: { ...payload, dynamodb_stream_positions: positions } }),
  );
}
