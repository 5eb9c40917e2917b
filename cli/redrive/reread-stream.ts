import {
  type _Record,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import * as z from "zod";
import type { RedriveStrategy } from "../../core/operations/redrive/redrive.ts";
import { jsonText } from "../../core/platform/json-text.ts";
import type { Invoke } from "./invoke.ts";

const SequenceNumber = z.string().regex(/^\d+$/);

/** Where in a stream a batch lies that failed for good: https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
const Place = jsonText(
  z.object({
    DDBStreamBatchInfo: z.object({
      streamArn: z.string(),
      shardId: z.string(),
      startSequenceNumber: SequenceNumber,
      endSequenceNumber: SequenceNumber,
      batchSize: z.int().positive(),
    }),
  }),
);
type Batch = z.infer<typeof Place>["DDBStreamBatchInfo"];

const Failures = jsonText(z.object({ batchItemFailures: z.array(z.unknown()) }));

/** The limits of records in one call of the function, and of pages read from a shard: filtered records lie in between. */
const RECORDS_MAX = 100;
const PAGES_MAX = 100;

class RecordsGoneError extends Error {
  override readonly name = "RecordsGoneError";
}
class BatchFailedError extends Error {
  override readonly name = "BatchFailedError";
}

/** A record as a function receives it: times are seconds there, and dates here. */
function asHanded({ dynamodb, ...record }: _Record) {
  const at = (dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0) / 1000;
  return { ...record, dynamodb: { ...dynamodb, ApproximateCreationDateTime: at } };
}

async function recordsOf(streams: DynamoDBStreamsClient, batch: Batch): Promise<_Record[]> {
  const { streamArn: StreamArn, shardId: ShardId, startSequenceNumber } = batch;
  const from = new GetShardIteratorCommand({
    StreamArn,
    ShardId,
    ShardIteratorType: "AT_SEQUENCE_NUMBER",
    SequenceNumber: startSequenceNumber,
  });
  let { ShardIterator } = await streams.send(from);
  const end = BigInt(batch.endSequenceNumber);
  const found: _Record[] = [];
  for (let page = 0; page < PAGES_MAX && ShardIterator !== undefined; page += 1) {
    const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    const within = Records.filter(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? 0) <= end);
    found.push(...within);
    if (found.at(-1)?.dynamodb?.SequenceNumber === batch.endSequenceNumber) return found;
    if (within.length < Records.length) break;
    ShardIterator = NextShardIterator;
  }
  throw new RecordsGoneError("The stream no longer has all of the records.");
}

/**
 * Reads a batch from its stream again, which keeps it for 24 hours, and calls the function with it. Totals are computed
 * anew, a milestone has one row, and gifts are announced under the same names: a second call changes nothing.
 */
export function rereadStream(streams: DynamoDBStreamsClient, invoke: Invoke): RedriveStrategy {
  return ({ body }) => {
    const place = Place.safeParse(body).data?.DDBStreamBatchInfo;
    if (place === undefined) return { because: "notAPlaceInAStream" };
    return {
      what: "batch of records",
      handBack: async () => {
        const records = (await recordsOf(streams, place)).map(asHanded);
        for (let first = 0; first < records.length; first += RECORDS_MAX) {
          const answer = await invoke(JSON.stringify({ Records: records.slice(first, first + RECORDS_MAX) }));
          if (Failures.parse(answer).batchItemFailures.length > 0) throw new BatchFailedError("Some failed.");
        }
      },
    };
  };
}
