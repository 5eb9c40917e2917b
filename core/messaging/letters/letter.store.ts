import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { LetterName } from "../../model/letter.ts";
import { getRow, queryBackwards, unlessConflict } from "../../platform/aws/table.store.ts";
import { FrozenLetter, LetterSchedule } from "./frozen-letter.ts";
import { LETTER_VERSIONS, letterPartition, letterScheduleKey, letterVersionKey } from "./letter.keys.ts";

export interface LetterStore {
  /** This version of a letter; undefined when there is none. */
  version(letter: LetterName, version: number): Promise<FrozenLetter | undefined>;
  /** The newest version; undefined for a letter that was never scheduled. */
  newest(letter: LetterName): Promise<FrozenLetter | undefined>;
  /** Writes a version, unless there is one of that number: then it stays as it is. */
  freeze(frozen: FrozenLetter): Promise<"frozen" | "taken">;
  /** The schedule that counts. */
  scheduled(letter: LetterName): Promise<LetterSchedule | undefined>;
  /** Replaces the schedule. Repeating it changes nothing. */
  schedule(schedule: LetterSchedule): Promise<void>;
}

export function letterStore(dynamo: DynamoDBClient, name: string): LetterStore {
  const table = { dynamo, name };
  return {
    async version(letter, version) {
      const row = await getRow(table, letterVersionKey(letter, version));
      return row === undefined ? undefined : FrozenLetter.parse(row);
    },
    async newest(letter) {
      const { rows } = await queryBackwards(table, {
        pk: letterPartition(letter),
        prefix: LETTER_VERSIONS,
        limit: 1,
      });
      return rows[0] === undefined ? undefined : FrozenLetter.parse(rows[0]);
    },
    async freeze(frozen) {
      const Item = marshall(
        { ...letterVersionKey(frozen.letter, frozen.version), ...frozen },
        { removeUndefinedValues: true },
      );
      const put = new PutItemCommand({
        TableName: name,
        Item,
        ConditionExpression: "attribute_not_exists(pk)",
      });
      const { kind } = await unlessConflict(dynamo.send(put));
      return kind === "written" ? "frozen" : "taken";
    },
    async scheduled(letter) {
      const row = await getRow(table, letterScheduleKey(letter));
      return row === undefined ? undefined : LetterSchedule.parse(row);
    },
    async schedule(schedule) {
      const Item = marshall({ ...letterScheduleKey(schedule.letter), ...schedule });
      await dynamo.send(new PutItemCommand({ TableName: name, Item }));
    },
  };
}
