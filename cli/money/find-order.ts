import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import type { Found, Placed } from "../../core/giving/ledger/ledger.ts";
import { PlacedAtFixed } from "../../core/giving/ledger/order-row.ts";
import type { RecordedOrder } from "../../core/giving/ledger/statement.ts";
import { Instant, OrderRef } from "../../core/model/purchase.ts";
import { placedAtFixedText } from "../../lib/stages.ts";
import { CliError } from "../cli-error.ts";
import { type Tables, tablesOf, timeZoneOf } from "../ledger/tables.ts";
import { type DeployedStage, openStage, type StageOptions, stageSettings } from "../stage.ts";

/** `placedAt`: when the order was placed, of a connection whose orders keep their time. */
export interface FindOptions extends StageOptions {
  readonly placedAt?: string;
}

export interface FoundOrder {
  readonly found: RecordedOrder;
  readonly stage: DeployedStage;
  readonly tables: Tables;
  readonly timeZone: string;
  readonly shards: number;
}

/** The one order that is named, read without any other. Throws a {@link CliError} that says where it may be instead. */
export async function findOrder(named: string, options: FindOptions): Promise<FoundOrder> {
  const order = orderNamed(named);
  const placedAt = placedAtOf(options);
  const settings = await stageSettings(options.stage ?? "local");
  const stage = await openStage(options);
  const tables = tablesOf(stage);
  const fixed = PlacedAtFixed.parse(placedAtFixedText(settings));
  const ledger = ledgerStore(tables.dynamo, tables.ledger, settings.ledgerShards, fixed);
  const timeZone = await timeZoneOf(tables);
  if (!ledger.keepsOrderRow(order) && placedAt === undefined) {
    throw new CliError(
      `The stage promises that orders of ${order.source}/${order.connection} keep their time, so the ledger keeps no list of their ids.`,
      "Say when the order was placed, as its webhook did: --placed-at 2026-11-22T13:35:45Z.",
    );
  }
  const found = await ledger.find({ ...order, ...(placedAt !== undefined && { placedAt }) });
  if (found.kind !== "purchase") throw notRecorded(named, found);
  return { found, stage, tables, timeZone, shards: settings.ledgerShards };
}

/** `standard/pos/4711`: the source, the connection, and the id that the shop system gave the order. */
export function orderNamed(named: string): OrderRef {
  const [source, connection, ...id] = named.split("/");
  const order = OrderRef.safeParse({ source, connection, orderId: id.join("/") });
  if (order.success) return order.data;
  throw new CliError(
    `${named} names no order.`,
    "Write the source, the connection and the order's id: standard/pos/4711. `pos addresses` lists the connections.",
  );
}

function placedAtOf({ placedAt }: FindOptions): Placed["placedAt"] {
  if (placedAt === undefined) return undefined;
  const read = Instant.safeParse(placedAt);
  if (read.success) return read.data;
  throw new CliError(`${placedAt} is no instant.`, "Write one as 2026-11-22T13:35:45Z.");
}

function notRecorded(named: string, found: Exclude<Found, { readonly kind: "purchase" }>): CliError {
  if (found.kind === "parked") {
    return new CliError(
      `Of ${named} ${found.parked.refunds.length} refunds wait for the purchase, which has not arrived.`,
      "Have the shop send it again; docs/operating/ledger.md, Parked refunds.",
    );
  }
  return new CliError(
    `${named} is not in the ledger.`,
    "A webhook that could not be read is in `quarantine list`, one whose run failed in `redrive`. An order that is not paid sends none.",
  );
}
