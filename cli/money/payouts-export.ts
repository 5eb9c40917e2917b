import { writeFile } from "node:fs/promises";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { calendar } from "../../core/impact/calendar.ts";
import { bookedDay, GrantPrefix, grantData, OrgIdText } from "../../core/operations/grants/grant-data.ts";
import { CliError } from "../cli-error.ts";
import type { StageOptions } from "../stage.ts";
import { counted } from "../table.ts";
import { openPayouts } from "./payouts.ts";

export interface ExportOptions extends StageOptions {
  readonly format: "360giving";
  readonly prefix: string;
  readonly funder: string;
  readonly licence: string;
  readonly out: string;
}

export const CC_BY = "https://creativecommons.org/licenses/by/4.0/";

/** Writes the payouts that the bank booked as open data of grants. */
export async function exportPayouts(options: ExportOptions): Promise<void> {
  const [prefix, funder] = [GrantPrefix.safeParse(options.prefix), OrgIdText.safeParse(options.funder)];
  if (!prefix.success)
    throw new CliError(`${options.prefix} is no prefix.`, "360Giving hands one out: 360G-yourname.");
  if (!funder.success)
    throw new CliError(`${options.funder} is no org-id.`, "Write register and number: GB-COH-01234567.");
  if (!URL.canParse(options.licence))
    throw new CliError(`${options.licence} is no address.`, `Write the licence's own: ${CC_BY}.`);
  const { tables, store } = await openPayouts(options);
  const { brand, causes } = await brandConfigStore(tables.dynamo, tables.ledger).read();
  if (brand === undefined)
    throw new CliError("No brand is applied yet.", "`npx wellspring brand apply demo` does it.");
  const { payouts } = await store.read();
  const names = new Map(causes.map(({ slug, name }) => [slug, name.en]));
  const text = grantData(payouts, {
    prefix: prefix.data,
    funder: { id: funder.data, name: brand.name },
    licence: options.licence,
    nameOf: (cause) => names.get(cause) ?? cause,
    dayOf: calendar(brand.timeZone).dayOf,
  });
  if (text === undefined)
    throw new CliError(
      "No payout is booked yet, so there is nothing to publish.",
      "`money payouts statement` books what the bank paid.",
    );
  await writeFile(options.out, text);
  const booked = payouts.filter((payout) => bookedDay(payout) !== undefined);
  console.log(`${options.out}: ${counted(booked.length, "grant")}, in 360Giving's JSON.`);
}
