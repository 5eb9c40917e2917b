/** What came of one transfer. */
export interface Booking {
  readonly endToEndId: string;
  readonly amount: string;
  readonly currency: string;
  readonly bookedOn: string;
  readonly reference: string;
  /** The reason for which it came back; absent of what went out. */
  readonly returned?: string;
}

/** A payment as the bank took it from a file. */
export interface OrderedPayment {
  readonly endToEndId: string;
  readonly amount: string;
  readonly currency: string;
}

const TRANSFER = /<CdtTrfTxInf>([\s\S]*?)<\/CdtTrfTxInf>/g;

/**
 * What a bank finds in a pain.001, by patterns of its own: it knows nothing of how the file was made. Throws where the file's own
 * count is not what is in it.
 */
export function takePain001(file: string): OrderedPayment[] {
  const payments = [...file.matchAll(TRANSFER)].map(([, transfer = ""]) => ({
    endToEndId: /<EndToEndId>([^<]*)</.exec(transfer)?.[1] ?? "",
    amount: /<InstdAmt[^>]*>([^<]*)</.exec(transfer)?.[1] ?? "",
    currency: /<InstdAmt Ccy="([A-Z]{3})"/.exec(transfer)?.[1] ?? "",
  }));
  const stated = /<NbOfTxs>(\d+)</.exec(file)?.[1];
  if (stated !== String(payments.length)) throw new Error(`the file says that it has ${stated} transfers`);
  return payments;
}

/** A day of an account. Balances are decimal text, a debt with a sign. */
export interface StatementDay {
  readonly id: string;
  readonly iban: string;
  readonly currency: string;
  readonly day: string;
  readonly opening: string;
  readonly closing: string;
  readonly bookings: readonly Booking[];
}

/** The statement of a day as camt.053.001.08. */
export function writeCamt053({ id, iban, currency, day, opening, closing, bookings }: StatementDay): string {
  const balance = (code: string, amount: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount.replace("-", "")}</Amt>` +
    `<CdtDbtInd>${amount.startsWith("-") ? "DBIT" : "CRDT"}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  const entries = bookings.map(
    (one) =>
      `<Ntry><Amt Ccy="${one.currency}">${one.amount}</Amt><CdtDbtInd>${one.returned ? "CRDT" : "DBIT"}</CdtDbtInd>` +
      `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${one.bookedOn}</Dt></BookgDt><AcctSvcrRef>${one.reference}</AcctSvcrRef>` +
      `<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${one.returned ? "RCDT" : "ICDT"}</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>` +
      `<NtryDtls><TxDtls><Refs><EndToEndId>${one.endToEndId}</EndToEndId></Refs>` +
      (one.returned ? `<RtrInf><Rsn><Cd>${one.returned}</Cd></Rsn></RtrInf>` : "") +
      "</TxDtls></NtryDtls></Ntry>",
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
    `<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${day}T23:00:00Z</CreDtTm></GrpHdr>`,
    `<Stmt><Id>${id}</Id><CreDtTm>${day}T23:00:00Z</CreDtTm><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`,
    ...[balance("OPBD", opening), balance("CLBD", closing), ...entries],
    "</Stmt></BkToCstmrStmt></Document>",
    "",
  ].join("\n");
}

/** The account that a bank keeps for the brand, and what is on it before a day. `opening`: decimal text. */
export interface BankAccount {
  readonly iban: string;
  readonly opening: string;
}

/** Of what the brand calls a payment or a file, in what the bank calls it. */
const REFERENCE_CHARS = 10;

/**
 * Pays all that a pain.001 orders, and writes the statement of that day, a camt.053. The same file on the same day gives the same
 * statement, with the same references of the bank's own. Throws where {@link takePain001} does, and for payments in several currencies.
 */
export function payPain001(file: string, { iban, opening }: BankAccount, day: string): string {
  const payments = takePain001(file);
  const [currency = "", ...others] = new Set(payments.map((payment) => payment.currency));
  if (others.length > 0) throw new Error(`the file pays in ${[currency, ...others].join(" and ")}`);
  const date = day.replaceAll("-", "");
  const bookings = payments.map((payment) => ({
    ...payment,
    bookedOn: day,
    reference: `SB${date}${payment.endToEndId.slice(-REFERENCE_CHARS).toUpperCase()}`,
  }));
  const message = /<MsgId>([^<]*)</.exec(file)?.[1] ?? "";
  const closing = lessAll(
    opening,
    bookings.map(({ amount }) => amount),
  );
  const id = `SB-${date}-${message.slice(-REFERENCE_CHARS)}`;
  return writeCamt053({ id, iban, currency, day, opening, closing, bookings });
}

/** A decimal less others, all with as many decimals. */
function lessAll(from: string, amounts: readonly string[]): string {
  const decimals = from.split(".")[1]?.length ?? 0;
  const whole = (text: string) => {
    if ((text.split(".")[1]?.length ?? 0) !== decimals)
      throw new Error(`${text} has not ${decimals} decimals`);
    return BigInt(text.replace(".", ""));
  };
  const left = amounts.reduce((rest, amount) => rest - whole(amount), whole(from));
  const digits = String(left < 0n ? -left : left).padStart(decimals + 1, "0");
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return left < 0n ? `-${text}` : text;
}
