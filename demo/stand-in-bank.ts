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
