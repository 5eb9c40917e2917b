import type { DynamoDBClient, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { CauseSlug } from "../model/purchase.ts";
import type { Key } from "../platform/aws/key.ts";
import { getRow, queryAll, transact, type WriteOutcome } from "../platform/aws/table.store.ts";
import type { PaidCauses } from "./due.ts";
import { type AccountName, headOf, Payout, type PayoutId } from "./payout.ts";
import { registerStore, unlessLost } from "./registers/register.store.ts";
import type { RegisterRecord } from "./registers/register-record.ts";
import { PayoutAccount } from "./settle.ts";
import {
  PAYOUTS_PARTITION,
  paidCauseKey,
  payoutAccountKey,
  payoutKey,
  payoutRowKind,
} from "./settlement.keys.ts";

export const PaidCause = z.object({ cause: CauseSlug, charity: z.string() });

/** All accounts, payouts, which charity each cause was paid out to, and what its register says of each charity, by its key. */
export interface Payouts {
  readonly accounts: readonly PayoutAccount[];
  readonly payouts: readonly Payout[];
  readonly paidCauses: PaidCauses;
  readonly registers: ReadonlyMap<string, RegisterRecord>;
}

/** `lost`: another run or person wrote first; nothing was written. */
type Write = "written" | "lost";

/** An account as it was read, and as it is to be; `before` is absent of a new one. */
export interface AccountChange {
  readonly before?: PayoutAccount | undefined;
  readonly account: PayoutAccount;
}

export interface AdvanceOptions {
  readonly reopened?: AccountChange | undefined;
  readonly gated?: boolean;
}

export interface PayoutStore {
  /** All of it, as of now. A row that does not parse throws: better no payout than a second one. */
  read(): Promise<Payouts>;
  find(id: PayoutId): Promise<Payout | undefined>;
  account(name: AccountName): Promise<PayoutAccount | undefined>;
  /** What its register says of a charity, by its key; undefined where nobody checked it. */
  register(charity: string): Promise<RegisterRecord | undefined>;
  /**
   * Writes an account as a run settled it, with its payout if it made one, all or nothing: under the version that the run read,
   * and only if each cause of the payout was paid out to no other charity.
   */
  settle(change: AccountChange, payout?: Payout): Promise<Write>;
  /**
   * Writes a payout with one entry more, if it is still as it was read. `reopened`: in the same transaction its account, which owes
   * the amount again, under the version that was read. `gated`: only while no register says that the charity is lost.
   */
  advance(before: Payout, payout: Payout, also?: AdvanceOptions): Promise<Write>;
}

export function payoutStore(dynamo: DynamoDBClient, name: string): PayoutStore {
  const table = { dynamo, name };
  const registers = registerStore(dynamo, name);
  const put = (key: Key, row: object, condition: Condition = NEW): TransactWriteItem => ({
    Put: {
      TableName: name,
      Item: marshall({ ...key, ...row }, { removeUndefinedValues: true }),
      ...condition,
    },
  });
  const changed = ({ before, account }: AccountChange) =>
    put(payoutAccountKey(account), account, before === undefined ? NEW : equal("version", before.version));
  return {
    async read() {
      const rows = await queryAll(table, { what: "payouts", pk: PAYOUTS_PARTITION });
      const of = (kind: string) => rows.filter(({ sk }) => payoutRowKind(String(sk)) === kind);
      const paidCauses = of("cause").map((row) => PaidCause.parse(row));
      return {
        accounts: of("account").map((row) => PayoutAccount.parse(row)),
        payouts: of("payout").map((row) => Payout.parse(row)),
        paidCauses: new Map(paidCauses.map(({ cause, charity }) => [cause, charity])),
        registers: new Map((await registers.list()).map((record) => [record.charity, record])),
      };
    },

    async find(id) {
      const row = await getRow(table, payoutKey(id));
      return row === undefined ? undefined : Payout.parse(row);
    },

    async account(named) {
      const row = await getRow(table, payoutAccountKey(named));
      return row === undefined ? undefined : PayoutAccount.parse(row);
    },

    register: registers.find,

    async settle(change, payout) {
      const { charity } = change.account;
      const paid = payout && [
        put(payoutKey(payout.id), { ...payout, head: headOf(payout) }),
        ...payout.causes.map((cause) =>
          put(paidCauseKey(cause), { cause, charity }, either(NEW, equal("charity", charity))),
        ),
      ];
      return written(await transact(table, [changed(change), ...(paid ?? [])]));
    },

    async advance(before, payout, { reopened, gated = false } = {}) {
      const item = put(
        payoutKey(payout.id),
        { ...payout, head: headOf(payout) },
        equal("head", headOf(before)),
      );
      const also = [
        ...(reopened ? [changed(reopened)] : []),
        ...(gated ? [unlessLost(name, payout.charity)] : []),
      ];
      return written(await transact(table, [item, ...also]));
    },
  };
}

type Condition = Pick<
  NonNullable<TransactWriteItem["Put"]>,
  "ConditionExpression" | "ExpressionAttributeValues"
>;

const NEW: Condition = { ConditionExpression: "attribute_not_exists(pk)" };

function equal(name: string, value: string | number): Condition {
  return {
    ConditionExpression: `${name} = :${name}`,
    ExpressionAttributeValues: marshall({ [`:${name}`]: value }),
  };
}

function either(one: Condition, other: Condition): Condition {
  return { ...other, ConditionExpression: `${one.ConditionExpression} OR ${other.ConditionExpression}` };
}

function written({ kind }: WriteOutcome<unknown>): Write {
  return kind === "written" ? "written" : "lost";
}
