import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import { getRow, queryAll } from "../../platform/aws/table.store.ts";
import { identityRowKey } from "../keys/customer.keys.ts";
import { passDevices } from "../keys/pass.keys.ts";
import { customerPartition } from "../keys/people.keys.ts";
import { PassDevice } from "./pass-device.ts";

const Owner = z.object({ customer: CustomerId });

/** Whose a card in Apple's wallet is, and on which phones: all that a letter's way needs of it. */
export interface CardPhonesStore {
  /** Undefined for a card that was replaced, and for that of a forgotten customer. */
  customerOf(serial: string): Promise<CustomerId | undefined>;
  devicesOf(customer: CustomerId, serial: string): Promise<PassDevice[]>;
  /** The phones with any card that the customer has or had. */
  phonesOf(customer: CustomerId): Promise<PassDevice[]>;
}

export function cardPhonesStore(dynamo: DynamoDBClient, table: string): CardPhonesStore {
  const rows = { dynamo, name: table };
  async function devicesOf(customer: CustomerId, serial?: string): Promise<PassDevice[]> {
    const query = { what: "phones with a card", pk: customerPartition(customer), range: passDevices(serial) };
    return (await queryAll(rows, query)).map((row) => PassDevice.parse(row));
  }
  return {
    devicesOf,
    phonesOf: devicesOf,
    async customerOf(serial) {
      const row = await getRow(rows, identityRowKey({ kind: "customerCard", hmac: serial }));
      return row && Owner.parse(row).customer;
    },
  };
}
