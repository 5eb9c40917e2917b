import type { Currency, Minor } from "../../model/money.ts";
import type { Day, Instant } from "../../model/purchase.ts";
import type { Payee, PayeeBy } from "./payee.ts";

/** A payout as a bank is told of it. `endToEndId`: the payout's id. `reference`: what the charity reads beside the amount. */
export interface Transfer {
  readonly endToEndId: string;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly payee: Payee;
  readonly reference: string;
}

/** The making of a file: what differs from one file to the next is here, so that the same run gives the same bytes. */
export interface FileRun {
  /** At most 35 letters, digits and hyphens: a bank refuses a second file of the same name. */
  readonly id: string;
  readonly createdAt: Instant;
  readonly executeOn: Day;
}

/** A transfer to an account of one kind. */
export interface TransferTo<Method extends Payee["method"]> extends Omit<Transfer, "payee"> {
  readonly payee: PayeeBy<Method>;
}

/** No file was made. Says in which transfer what is wrong, and what to do; never what the account is. */
export class BankFileError extends Error {
  override readonly name = "BankFileError";
  readonly transfer: string | undefined;
  readonly field: string;

  constructor(transfer: string | undefined, field: string, problem: string) {
    super(transfer === undefined ? `${field}: ${problem}` : `${transfer}, ${field}: ${problem}`);
    this.transfer = transfer;
    this.field = field;
  }
}

const RUN_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,34}$/;

/** Transfers that may stand in one file: of one method and one currency, each of them once and above zero. */
export function transfersBy<Method extends Payee["method"]>(
  method: Method,
  run: FileRun,
  transfers: readonly Transfer[],
): readonly TransferTo<Method>[] {
  if (!RUN_ID.test(run.id))
    throw new BankFileError(undefined, "run", "its id has at most 35 letters, digits and hyphens");
  const [first] = transfers;
  if (first === undefined) throw new BankFileError(undefined, "transfers", "there are none");
  const ids = new Set<string>();
  return transfers.map((transfer) => {
    const { endToEndId, amount, currency, payee } = transfer;
    if (ids.has(endToEndId)) throw new BankFileError(endToEndId, "id", "is in the file twice");
    ids.add(endToEndId);
    if (!Number.isSafeInteger(amount) || amount <= 0)
      throw new BankFileError(endToEndId, "amount", "is not above zero");
    if (currency !== first.currency)
      throw new BankFileError(
        endToEndId,
        "currency",
        `is ${currency}, and the first transfer's is ${first.currency}: make a file for each currency`,
      );
    if (!isBy(payee, method))
      throw new BankFileError(
        endToEndId,
        "payee",
        `is paid by ${payee.method}, and this file is for ${method}`,
      );
    return { ...transfer, payee };
  });
}

function isBy<Method extends Payee["method"]>(payee: Payee, method: Method): payee is PayeeBy<Method> {
  return payee.method === method;
}

/** What a file's transfers come to, in minor units: a sum of many is above what one may be. */
export function sumOf(transfers: readonly Pick<Transfer, "amount">[]): number {
  const sum = transfers.reduce((all, { amount }) => all + BigInt(amount), 0n);
  if (sum > BigInt(Number.MAX_SAFE_INTEGER))
    throw new BankFileError(undefined, "transfers", "their sum is beyond every size: make two files");
  return Number(sum);
}
