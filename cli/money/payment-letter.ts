import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { calendar } from "../../core/impact/calendar.ts";
import type { Locale } from "../../core/model/cause.ts";
import { linkPaths } from "../../core/model/routes.ts";
import { now } from "../../core/platform/clock.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { paymentLetterStore } from "../../core/settlement/payment-letter.store.ts";
import {
  hashOfToken,
  isTold,
  linkExpiresAt,
  type PaymentLetter,
  paidSince,
  paymentToken,
} from "../../core/settlement/payment-letter.ts";
import { countedBy } from "../../core/settlement/payout-purchases.ts";
import { CliError } from "../cli-error.ts";
import { readOrders } from "../ledger/read-orders.ts";
import { stageSettings } from "../stage.ts";
import { letterPdf } from "./payment-letter-pdf.ts";
import { plainLetter, writtenLetter } from "./payment-letter-text.ts";
import { stateText } from "./payout-lines.ts";
import { callerOf, idNamed, notFound, openPayouts, type PayoutsOptions, print } from "./payouts.ts";

export interface LetterOptions extends PayoutsOptions {
  readonly to: string;
  readonly language: Locale;
}

/**
 * Writes the letter to a charity about one payout, as a text and as a sheet: what was paid, from what, and the link by which it says
 * that it has it. The link stands in the two files and nowhere else; written again there is a new one, and the one before holds no more.
 */
export async function writeLetter(named: string, options: LetterOptions): Promise<void> {
  const id = idNamed(named);
  const { sender } = await stageSettings(options.stage ?? "local");
  const { stage, tables, store } = await openPayouts(options);
  const { brand, causes } = await brandConfigStore(tables.dynamo, tables.ledger).read();
  const { payouts } = await store.read();
  const payout = payouts.find((one) => one.id === id);
  if (payout === undefined) throw notFound(named);
  if (brand === undefined)
    throw new CliError("No brand is applied yet.", "`npx wellspring brand apply <name>` does it.");
  if (!isTold(payout))
    throw new CliError(
      `${id} is ${stateText(payout)}: there is nothing to tell its charity.`,
      "Write the letter once it is sent, or booked.",
    );
  const orders = await readOrders(tables, { quiet: options.json });
  const counted = countedBy(id, orders, payouts, calendar(brand.timeZone).dayOf);
  const token = paymentToken(id, randomBytes);
  const writtenAt = now();
  const letter: PaymentLetter = {
    ...{ payout: id, hash: hashOfToken(token), writtenAt, by: await callerOf(stage) },
    expiresAt: linkExpiresAt(writtenAt),
    purchases: new Set(counted.map(({ order }) => Object.values(order).join(" "))).size,
    since: paidSince(payout, payouts),
  };
  const written = writtenLetter({
    ...{ payout, letter, brand, causes, locale: options.language, replyTo: sender.replyTo },
    link: `${stage.output("SiteUrl")}${linkPaths.payment(token)}`,
  });
  const files = [
    { name: `${id}.txt`, content: plainLetter(written) },
    { name: `${id}.pdf`, content: await letterPdf(written) },
  ];
  await mkdir(options.to, { recursive: true });
  await paymentLetterStore(tables.dynamo, tables.ledger).put(letter);
  for (const { name, content } of files) await writeFile(join(options.to, name), content, { mode: 0o600 });
  print(options, { payout: id, expiresAt: letter.expiresAt, files: files.map(({ name }) => name) }, () => [
    `${files.map(({ name }) => join(options.to, name)).join(" and ")}: the letter to ${payout.name}.`,
    `Its link holds until ${letter.expiresAt.slice(0, 10)}; a link of an earlier letter holds no more. Who has it can confirm: give it to the charity alone, and delete the files.`,
  ]);
}
