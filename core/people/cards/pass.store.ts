import { type DynamoDBClient, PutItemCommand, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import { epochSeconds, minutesAfter } from "../../model/instant.ts";
import { Instant } from "../../model/purchase.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { Key } from "../../platform/aws/key.ts";
import { getRow, queryAll, transact } from "../../platform/aws/table.store.ts";
import type { Pause } from "../../platform/pause.ts";
import { deviceKey, devicePartition, passContentKey, passDeviceKey, passPushKey } from "../keys/pass.keys.ts";
import { stillTheirs } from "./card-owner.store.ts";
import { type CardPhonesStore, cardPhonesStore } from "./card-phones.store.ts";
import type { PassDevice } from "./pass-device.ts";

/** A phone registers anew whenever its owner adds or restores the card; one that never does is gone some day. */
const REGISTRATION_DAYS = 400;
const REGISTRATION_MINUTES = REGISTRATION_DAYS * 24 * 60;
/** No customer has more phones with one card. */
export const DEVICES_MAX = 20;
/** The phones with one card are pushed at most once in this time. */
export const PUSH_EVERY_MINUTES = 60;

const CardOnDevice = z.object({ customer: CustomerId, serial: z.string().min(1) });
export type CardOnDevice = z.infer<typeof CardOnDevice>;

/** `fingerprint`: of what a card says; `since`: when it was first fetched so. */
export const PassContent = z.object({ fingerprint: z.string().min(1), since: Instant });
export type PassContent = z.infer<typeof PassContent>;

/**
 * Cards in Apple's wallet: whose each is, on which phones, and since when it says what it says. A card's serial is the keyed hash of
 * its number, under which tills find its customer.
 */
export interface PassStore extends CardPhonesStore {
  /**
   * Again, with the same or another push token, it is the same registration.
   * - `ended`: the card is not that customer's any more; nothing was written
   * - `full`: {@link DEVICES_MAX} other phones have it; nothing was written
   */
  register(registration: PassDevice): Promise<"registered" | "renewed" | "ended" | "full">;
  /** A phone from which the card was deleted. Again, and of one that is not registered, it changes nothing. */
  unregister(phone: Pick<PassDevice, "device" | "serial">): Promise<void>;
  onDevice(device: string): Promise<CardOnDevice[]>;
  /**
   * Takes the one push of a card in {@link PUSH_EVERY_MINUTES}; whoever takes it pushes.
   * - `notDue`: it was taken less than that ago, or is being taken
   * - `ended`: the card is not that customer's any more; nothing was written
   */
  claimPush(card: CardOnDevice, at: Instant): Promise<"claimed" | "notDue" | "ended">;
  /** Removes a registration that leads to no phone any more; `changed`: it is another one by now, or gone, and nothing was done. */
  removeGone(registration: PassDevice): Promise<"removed" | "changed">;
  content(customer: CustomerId, serial: string): Promise<PassContent | undefined>;
  keepContent(customer: CustomerId, serial: string, content: PassContent): Promise<void>;
}

export function passStore(dynamo: DynamoDBClient, table: string, pause: Pause): PassStore {
  const rows = { dynamo, name: table };
  const put = (item: object): TransactWriteItem => ({ Put: { TableName: table, Item: marshall(item) } });
  const remove = ({ pk, sk }: Key): TransactWriteItem => ({
    Delete: { TableName: table, Key: marshall({ pk, sk }) },
  });
  const phones = cardPhonesStore(dynamo, table);

  return {
    ...phones,
    async claimPush({ customer, serial }, pushedAt) {
      const expires = epochSeconds(minutesAfter(pushedAt, PUSH_EVERY_MINUTES));
      const outcome = await transact(rows, [
        {
          Put: {
            TableName: table,
            Item: marshall({ ...passPushKey(customer, serial), pushedAt, expires }),
            ConditionExpression: "attribute_not_exists(pk) OR pushedAt <= :before",
            ExpressionAttributeValues: marshall({ ":before": minutesAfter(pushedAt, -PUSH_EVERY_MINUTES) }),
          },
        },
        stillTheirs(table, { customer, serial }),
      ]);
      if (outcome.kind === "written") return "claimed";
      const hasEnded = outcome.kind === "conditionFailed" && outcome.failed.some(({ index }) => index === 1);
      return hasEnded ? "ended" : "notDue";
    },
    async removeGone({ customer, serial, device, pushToken, at }) {
      const { pk, sk } = passDeviceKey(customer, serial, device);
      const { kind } = await transact(rows, [
        {
          Delete: {
            TableName: table,
            Key: marshall({ pk, sk }),
            ConditionExpression: "pushToken = :token AND #at = :at",
            ExpressionAttributeNames: { "#at": "at" },
            ExpressionAttributeValues: marshall({ ":token": pushToken, ":at": at }),
          },
        },
        remove(deviceKey(device, serial)),
      ]);
      return kind === "written" ? "removed" : "changed";
    },
    register(registration) {
      const { customer, serial, device, at } = registration;
      const expires = epochSeconds(minutesAfter(at, REGISTRATION_MINUTES));
      return retryContended(
        "the phones of one card",
        async () => {
          const known = await phones.devicesOf(customer, serial);
          const isKnown = known.some((one) => one.device === device);
          if (!isKnown && known.length >= DEVICES_MAX) return "full";
          const { kind } = await transact(rows, [
            put({ ...passDeviceKey(customer, serial, device), ...registration, expires }),
            put({ ...deviceKey(device, serial), customer, serial, expires }),
            stillTheirs(table, { customer, serial }),
          ]);
          if (kind === "conditionFailed") return "ended";
          if (kind === "conflict") return "lost";
          return isKnown ? "renewed" : "registered";
        },
        { pause },
      );
    },
    async unregister({ device, serial }) {
      const row = await getRow(rows, deviceKey(device, serial));
      if (row === undefined) return;
      const { customer } = CardOnDevice.parse(row);
      const both = [remove(passDeviceKey(customer, serial, device)), remove(deviceKey(device, serial))];
      await retryContended(
        "the phones of one card",
        async () => {
          const { kind } = await transact(rows, both);
          return kind === "written" ? kind : "lost";
        },
        { pause },
      );
    },
    async onDevice(device) {
      const found = await queryAll(rows, { what: "cards on a phone", pk: devicePartition(device) });
      return found.map((row) => CardOnDevice.parse(row));
    },
    async content(customer, serial) {
      const row = await getRow(rows, passContentKey(customer, serial));
      return row && PassContent.parse(row);
    },
    async keepContent(customer, serial, content) {
      const Item = marshall({ ...passContentKey(customer, serial), ...content });
      await dynamo.send(new PutItemCommand({ TableName: table, Item }));
    },
  };
}
