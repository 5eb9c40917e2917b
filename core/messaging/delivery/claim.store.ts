import type { DynamoDBClient, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { epochSeconds } from "../../model/instant.ts";
import { stillTheirs } from "../../people/cards/card-owner.store.ts";
import {
  capKey,
  consentNowKey,
  contactRowKey,
  historyKey,
  messageCopyKey,
  preferencesKey,
  sendClaimKey,
  suppressionKey,
} from "../../people/keys/people.keys.ts";
import type { HistoryEntry } from "../../people/records/history.ts";
import { COPY_KEPT_DAYS } from "../../people/records/message-copy.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import { type FailedCondition, getRow, transact } from "../../platform/aws/table.store.ts";
import type { Pause } from "../../platform/pause.ts";
import {
  ClaimRow,
  type ClaimStore,
  type Receipt,
  type SendClaim,
  type SendClaimed,
  type SendName,
} from "./claim.ts";
import { saidItem } from "./said-claim.store.ts";

/** A day's count is needed until that day is over on every clock. */
const CAP_KEPT_SECONDS = 3 * 24 * 60 * 60;
const DAY_S = 24 * 60 * 60;

export function claimStore(dynamo: DynamoDBClient, table: string, pause: Pause): ClaimStore {
  const rows = { dynamo, name: table };

  /** Returns the conditions that failed, in the order of the items; none: the items were written. */
  function write(items: TransactWriteItem[]): Promise<readonly FailedCondition[]> {
    const attempt = async () => {
      const outcome = await transact(rows, items);
      if (outcome.kind === "conflict") return "lost";
      return outcome.kind === "written" ? [] : outcome.failed;
    };
    return retryContended("the rows of one customer", attempt, { pause });
  }

  return {
    async findClaim(customer, sendKey) {
      const row = await getRow(rows, sendClaimKey(customer, sendKey));
      return row === undefined ? undefined : ClaimRow.parse(row);
    },
    async claim(claim) {
      const conditions = claim.transactional ? [] : [consentItem(table, claim)];
      const items = [
        claimItem(table, claim),
        capItem(table, claim),
        historyItem(table, claim),
        ...addressItems(table, claim),
        ...conditions,
        ...(claim.said === undefined ? [] : [saidItem(table, claim.said)]),
      ];
      return claimFailure(await write(items));
    },
    async recordSent(claim, receipt, copy) {
      // A failed condition means that the send is recorded already, or that the person was forgotten meanwhile.
      await write([...sentItems(table, claim, receipt, copy), ...copyItems(table, claim, copy)]);
    },
    async recordRefused(claim) {
      await write(refusedItems(table, claim));
    },
    async release(claim) {
      await write(releaseItems(table, claim));
    },
    async recordUnsent(customer, entry) {
      // Distinct from the entry of a claim under the same key in the same second.
      const name = `${entry.sendKey}~${entry.outcome}`;
      const Item = marshall({ ...historyKey(customer, entry.at, name), ...entry });
      await write([
        { Put: { TableName: table, Item } },
        {
          ConditionCheck: {
            TableName: table,
            Key: marshall(preferencesKey(customer)),
            ConditionExpression: "attribute_exists(pk)",
          },
        },
      ]);
    },
  };
}

function claimItem(table: string, claim: SendClaim): TransactWriteItem {
  const { customer, sendKey, at, topic, channel, address } = claim;
  const row: ClaimRow = { state: "claimed", at, topic, channel, address };
  return {
    Put: {
      TableName: table,
      Item: marshall({ ...sendClaimKey(customer, sendKey), ...row }),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  };
}

function capItem(table: string, claim: SendClaim): TransactWriteItem {
  return {
    Update: {
      TableName: table,
      Key: marshall(capKeyOf(claim)),
      UpdateExpression: "ADD claims :one SET expires = :expires",
      ConditionExpression: "attribute_not_exists(claims) OR claims < :limit",
      ExpressionAttributeValues: marshall({
        ":one": 1,
        ":limit": claim.cap.limit,
        ":expires": epochSeconds(claim.at) + CAP_KEPT_SECONDS,
      }),
    },
  };
}

/** Answers to what a person just did are counted apart. */
function capKeyOf({ customer, channel, transactional, cap }: SendClaim) {
  return capKey(customer, transactional ? `${channel}.answers` : channel, cap.day);
}

function historyItem(table: string, claim: SendClaim): TransactWriteItem {
  const { customer, sendKey, at, message, topic, channel, transactional, consentVersion } = claim;
  const entry: HistoryEntry = {
    outcome: "unknown",
    at,
    message,
    topic,
    channel,
    transactional,
    sendKey,
    consentVersion,
  };
  return {
    Put: { TableName: table, Item: marshall({ ...historyKey(customer, at, sendKey), ...entry }) },
  };
}

function addressItems(table: string, claim: SendClaim): TransactWriteItem[] {
  const { customer, channel, address, row, transactional, stoppedAt } = claim;
  // Nothing suppresses a card.
  if (channel === "wallet") return [stillTheirs(table, { customer, serial: address })];
  const asDecided =
    stoppedAt === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "reason = :stop AND #at = :stoppedAt",
          ExpressionAttributeNames: { "#at": "at" },
          ExpressionAttributeValues: marshall({ ":stop": "stop", ":stoppedAt": stoppedAt }),
        };
  return [
    {
      ConditionCheck: {
        TableName: table,
        Key: marshall({ ...(row ?? contactRowKey(customer, channel)) }),
        ConditionExpression: transactional ? "hmac = :address" : "hmac = :address AND confirmed = :yes",
        ExpressionAttributeValues: marshall({ ":address": address, ...(!transactional && { ":yes": true }) }),
      },
    },
    {
      ConditionCheck: {
        TableName: table,
        Key: marshall(suppressionKey(channel, address)),
        ...asDecided,
      },
    },
  ];
}

function consentItem(table: string, claim: SendClaim): TransactWriteItem {
  return {
    ConditionCheck: {
      TableName: table,
      Key: marshall(consentNowKey(claim.customer, claim.topic, claim.channel)),
      ConditionExpression:
        "version = :version AND #state = :given AND (attribute_not_exists(expiresAt) OR expiresAt > :at)",
      ExpressionAttributeNames: STATE,
      ExpressionAttributeValues: marshall({
        ":version": claim.consentVersion,
        ":given": "given",
        ":at": claim.at,
      }),
    },
  };
}

/** `state` is a reserved word of DynamoDB. */
const STATE = { "#state": "state" };

function sentItems(
  table: string,
  { customer, sendKey, at }: SendName,
  receipt: Receipt,
  copy: string | undefined,
): TransactWriteItem[] {
  return [
    {
      Update: {
        TableName: table,
        Key: marshall(sendClaimKey(customer, sendKey)),
        UpdateExpression: "SET #state = :sent, receipt = :receipt",
        ConditionExpression: "#state = :claimed",
        ExpressionAttributeNames: STATE,
        ExpressionAttributeValues: marshall({ ":sent": "sent", ":claimed": "claimed", ":receipt": receipt }),
      },
    },
    {
      Update: {
        TableName: table,
        Key: marshall(historyKey(customer, at, sendKey)),
        UpdateExpression: copy === undefined ? "SET outcome = :sent" : "SET outcome = :sent, copied = :yes",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: marshall({ ":sent": "sent", ...(copy !== undefined && { ":yes": true }) }),
      },
    },
  ];
}

function copyItems(
  table: string,
  { customer, sendKey, at }: SendName,
  sealed: string | undefined,
): TransactWriteItem[] {
  if (sealed === undefined) return [];
  const expires = epochSeconds(at) + COPY_KEPT_DAYS * DAY_S;
  const Item = marshall({ ...messageCopyKey(customer, at, sendKey), sealed, expires });
  return [{ Put: { TableName: table, Item } }];
}

function refusedItems(table: string, { customer, sendKey, at }: SendName): TransactWriteItem[] {
  return [
    {
      Update: {
        TableName: table,
        Key: marshall(sendClaimKey(customer, sendKey)),
        UpdateExpression: "SET #state = :refused",
        ConditionExpression: "#state = :claimed OR #state = :sent",
        ExpressionAttributeNames: STATE,
        ExpressionAttributeValues: marshall({
          ":refused": "refused",
          ":claimed": "claimed",
          ":sent": "sent",
        }),
      },
    },
    {
      Update: {
        TableName: table,
        Key: marshall(historyKey(customer, at, sendKey)),
        UpdateExpression: "SET outcome = :dropped, reasons = :reasons",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: marshall({ ":dropped": "dropped", ":reasons": ["notAccepted"] }),
      },
    },
  ];
}

function releaseItems(table: string, claim: SendClaim): TransactWriteItem[] {
  const { customer, sendKey, at } = claim;
  return [
    {
      Delete: {
        TableName: table,
        Key: marshall(sendClaimKey(customer, sendKey)),
        ConditionExpression: "#state = :claimed AND #at = :at",
        ExpressionAttributeNames: { ...STATE, "#at": "at" },
        ExpressionAttributeValues: marshall({ ":claimed": "claimed", ":at": at }),
      },
    },
    {
      Update: {
        TableName: table,
        Key: marshall(capKeyOf(claim)),
        UpdateExpression: "ADD claims :back",
        ConditionExpression: "claims > :none",
        ExpressionAttributeValues: marshall({ ":back": -1, ":none": 0 }),
      },
    },
    { Delete: { TableName: table, Key: marshall(historyKey(customer, at, sendKey)) } },
  ];
}

/** The items of a claim have this order: claim, cap, history, then the facts that were decided upon. */
function claimFailure(failed: readonly FailedCondition[]): SendClaimed {
  const indices = failed.map(({ index }) => index);
  if (indices.length === 0) return "claimed";
  if (indices.includes(0)) return "taken";
  return indices.every((index) => index === 1) ? "capReached" : "changed";
}
