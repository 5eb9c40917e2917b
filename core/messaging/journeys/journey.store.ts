import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { JourneySwitch, type Stoppable } from "../../model/journey.ts";
import { getRow } from "../../platform/aws/table.store.ts";
import { journeyKey } from "./journey.keys.ts";

export interface JourneyStore {
  /** The switch as of now; undefined when no operator ever turned it. */
  read(journey: Stoppable): Promise<JourneySwitch | undefined>;
  /** Sets the switch. Repeating it changes nothing. */
  turn(journey: Stoppable, to: JourneySwitch): Promise<void>;
}

export function journeyStore(dynamo: DynamoDBClient, table: string): JourneyStore {
  return {
    async read(journey) {
      const row = await getRow({ dynamo, name: table }, journeyKey(journey));
      return row === undefined ? undefined : JourneySwitch.parse(row);
    },
    async turn(journey, to) {
      await dynamo.send(
        new PutItemCommand({ TableName: table, Item: marshall({ ...journeyKey(journey), ...to }) }),
      );
    },
  };
}
