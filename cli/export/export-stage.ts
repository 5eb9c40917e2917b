import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { z } from "zod";
import { mapBounded } from "../../core/platform/bounded.ts";
import { CliError } from "../cli-error.ts";
import { scan } from "../ledger/scan.ts";
import type { Progress } from "../progress.ts";
import { type DeployedStage, s3Client } from "../stage.ts";
import { itemOf, storedLine } from "./stored-line.ts";

/** All that a stage holds, as files that anybody can read, and back into a stage whose tables are empty. */

/** In the order in which they are loaded: who was written to is known before a gift is announced again. */
const TABLES = [
  ["people", "PeopleTable"],
  ["impact", "ImpactTable"],
  ["ledger", "LedgerTable"],
] as const;

const MANIFEST = "manifest.json";
const PUTS_AT_ONCE = 8;

const Exported = z.object({ lines: z.int(), bytes: z.int(), sha256: z.string() });
const Manifest = z.object({
  about: z.string(),
  exportedAt: z.string(),
  files: z.record(z.string(), Exported),
  keys: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

const ABOUT =
  "All items of Wellspring's tables, one a line, with DynamoDB's types. Addresses and what customers wrote are encrypted, and identities are hashed: " +
  "the keys are not here but in AWS Secrets Manager, under the names in `keys`; without them nobody can be written to or recognised. " +
  "quarantine.jsonl lists what waits in quarantine and holds none of it. Whoever has this folder and the keys has the customers: guard both.";

/** Writes the folder, which must not exist or be empty. What is written meanwhile may be missing: stop the shops first, or take it for a copy. */
export async function exportStage(
  stage: DeployedStage,
  folder: string,
  at: string,
  progress: Progress,
): Promise<Manifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) {
    throw new CliError(`${folder} is not empty.`, "Name a folder that does not exist yet.");
  }
  const dynamo = new DynamoDBClient(stage.config);
  const files: Record<string, z.infer<typeof Exported>> = {};
  for (const [name, output] of TABLES) {
    files[`${name}.jsonl`] = await writeLines(join(folder, `${name}.jsonl`), async function* () {
      for await (const items of scan(dynamo, stage.output(output), `rows of ${name}`, progress)) {
        yield items.map(storedLine);
      }
    });
  }
  files["quarantine.jsonl"] = await writeLines(join(folder, "quarantine.jsonl"), () => quarantined(stage));
  const keys = { identities: stage.output("IdentitySecretArn"), addresses: stage.output("ContactSecretArn") };
  const manifest = { about: ABOUT, exportedAt: at, files, keys };
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
  return manifest;
}

async function* quarantined(stage: DeployedStage): AsyncGenerator<readonly string[]> {
  const pages = paginateListObjectsV2(
    { client: s3Client(stage) },
    { Bucket: stage.output("QuarantineBucket") },
  );
  for await (const { Contents = [] } of pages) {
    yield Contents.map(({ Key, Size, LastModified }) =>
      JSON.stringify({ key: Key, bytes: Size, keptAt: LastModified?.toISOString() }),
    );
  }
}

async function writeLines(
  path: string,
  pages: () => AsyncGenerator<readonly string[]>,
): Promise<z.infer<typeof Exported>> {
  const file = createWriteStream(path, { mode: 0o600 });
  const hash = createHash("sha256");
  let [lines, bytes] = [0, 0];
  for await (const page of pages()) {
    if (page.length === 0) continue;
    const text = Buffer.from(`${page.join("\n")}\n`);
    hash.update(text);
    lines += page.length;
    bytes += text.length;
    if (!file.write(text)) await once(file, "drain");
  }
  file.end();
  await finished(file);
  return { lines, bytes, sha256: hash.digest("hex") };
}

/** What a load did: rows that were put, and rows that were there already and were left as they are. */
export interface Loaded {
  readonly put: number;
  readonly there: number;
}

/** Puts the rows of an export into the stage's tables. It overwrites nothing, and a second call changes nothing. */
export async function loadExport(stage: DeployedStage, folder: string, progress: Progress): Promise<Loaded> {
  const manifest = await readManifest(folder);
  for (const [name] of TABLES) await assertWhole(folder, `${name}.jsonl`, manifest);
  const dynamo = new DynamoDBClient(stage.config);
  const loaded = { put: 0, there: 0 };
  for (const [name, output] of TABLES) {
    const total = manifest.files[`${name}.jsonl`]?.lines ?? 0;
    let done = 0;
    for await (const lines of batches(join(folder, `${name}.jsonl`))) {
      await mapBounded(lines, PUTS_AT_ONCE, async (line) => {
        loaded[await putNew(dynamo, stage.output(output), line)] += 1;
      });
      done += lines.length;
      progress(`rows of ${name}`, done, total);
    }
  }
  return loaded;
}

async function putNew(dynamo: DynamoDBClient, TableName: string, line: string): Promise<keyof Loaded> {
  const ConditionExpression = "attribute_not_exists(pk)";
  try {
    await dynamo.send(new PutItemCommand({ TableName, Item: itemOf(line), ConditionExpression }));
    return "put";
  } catch (thrown) {
    if (thrown instanceof ConditionalCheckFailedException) return "there";
    throw thrown;
  }
}

const BATCH_LINES = 200;

async function* batches(path: string): AsyncGenerator<readonly string[]> {
  let batch: string[] = [];
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    batch.push(line);
    if (batch.length < BATCH_LINES) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

export async function readManifest(folder: string): Promise<Manifest> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, MANIFEST), "utf8")));
  } catch (cause) {
    throw new CliError(`${folder} is no export.`, "Name a folder that `npx wellspring export` wrote.", {
      cause,
    });
  }
}

/** Throws for a file that is not the one that was written, before anything of it is used. */
export async function assertWhole(folder: string, name: string, { files }: Manifest): Promise<void> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(join(folder, name))) hash.update(chunk);
  if (hash.digest("hex") === files[name]?.sha256) return;
  throw new CliError(`${name} is not the file that was exported.`, "Take it from another copy.");
}
