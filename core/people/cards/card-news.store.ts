import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { Instant } from "../../model/purchase.ts";
import { getRow, transact } from "../../platform/aws/table.store.ts";
import { passNewsKey } from "../keys/pass.keys.ts";
import type { CopyStore } from "../records/copy.store.ts";
import { SendKey } from "../records/history.ts";
import { stillTheirs } from "./card-owner.store.ts";
import type { CardOnDevice } from "./pass.store.ts";

/** What the card said last. `until`: a phone that fetches it later shows it without an alert. */
export interface CardNews {
  readonly at: Instant;
  readonly sendKey: SendKey;
  readonly text: string;
  readonly until?: Instant;
}

const NewsRow = z.object({
  at: Instant,
  sendKey: SendKey,
  until: Instant.optional(),
  sealed: z.string().min(1),
});

/** The last message that a customer's card said, encrypted as copies of messages are. */
export interface CardNewsStore {
  /** In place of what it said before. `ended`: the card is not that customer's any more; nothing was written. */
  keep(card: CardOnDevice, news: CardNews): Promise<"kept" | "ended">;
  /** Undefined for a card that said nothing yet. */
  read(card: CardOnDevice): Promise<CardNews | undefined>;
}

export function cardNewsStore(
  dynamo: DynamoDBClient,
  table: string,
  copies: Pick<CopyStore, "seal" | "open">,
): CardNewsStore {
  const rows = { dynamo, name: table };
  return {
    async keep({ customer, serial }, { text, ...of }) {
      const sealed = await copies.seal(customer, of, { text });
      if (sealed === undefined) return "ended";
      const { kind, ...failure } = await transact(rows, [
        { Put: { TableName: table, Item: marshall({ ...passNewsKey(customer, serial), ...of, sealed }) } },
        stillTheirs(table, { customer, serial }),
      ]);
      if (kind === "conflict" && "cause" in failure) throw failure.cause;
      return kind === "written" ? "kept" : "ended";
    },
    async read({ customer, serial }) {
      const row = await getRow(rows, passNewsKey(customer, serial));
      if (row === undefined) return undefined;
      const { sealed, until, ...of } = NewsRow.parse(row);
      const copy = await copies.open(customer, of, sealed);
      return copy && { ...of, text: copy.text, ...(until && { until }) };
    },
  };
}
