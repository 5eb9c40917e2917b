import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { movePayout } from "../../../core/settlement/move-payout.ts";
import { payoutStore } from "../../../core/settlement/payout.store.ts";
import {
  paidCauseKey,
  paymentLetterKey,
  payoutAccountKey,
  payoutKey,
} from "../../../core/settlement/settlement.keys.ts";
import { http } from "../../../local/http.ts";
import { dynamo, stage, tables, wellspring } from "../../support/deployed-stage.ts";
import { A_PDF, filledIn } from "../../support/memory-charity-files.ts";
import { aPayout, movesOf, OPERATOR } from "../../support/payments.ts";

/** Of a charity and a cause that nobody else here knows: its rows are gone before the books are compared. */
const payout = aPayout({
  causes: ["letters-of-thanks"],
  minor: 12_345,
  charity: "XX-TEST-1",
  name: "A Trust",
});
const { charity, currency, funding, minor, through } = payout;
const store = payoutStore(dynamo, tables.ledger);
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellspring-letter-"));
  await store.settle(
    { account: { charity, currency, funding, version: 1, settled: minor, paid: minor, through } },
    payout,
  );
  for (const [move, at] of movesOf(payout, "2026-11-20"))
    await movePayout({ store })(payout.id, move, { at, by: OPERATOR });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  const keys = [
    payoutAccountKey(payout),
    payoutKey(payout.id),
    paymentLetterKey(payout.id),
    ...payout.causes.map(paidCauseKey),
  ];
  for (const key of keys)
    await dynamo.send(new DeleteItemCommand({ TableName: tables.ledger, Key: marshall({ ...key }) }));
});

const LOOK = { headers: { "accept-language": "en" } };
const press = (path: string) =>
  http(`${stage.siteUrl}${path}`, {
    method: "POST",
    headers: {
      ...LOOK.headers,
      "sec-fetch-site": "same-origin",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ signer: "A. Winter, treasurer" }).toString(),
  });

test("a charity opens the link of its letter, presses its button twice, and has said once that it has the money; its receipt is there once", async () => {
  await wellspring("money", "payouts", "letter", payout.id, "--to", folder);
  const letter = await readFile(join(folder, `${payout.id}.txt`), "utf8");
  const path = /\/payments\/[0-9a-z]{52}/.exec(letter)?.[0] ?? "no link";
  const before = await store.find(payout.id);
  const shown = await http(`${stage.siteUrl}${path}`, LOOK);
  expect([shown.status, shown.body.includes("We received it")]).toEqual([200, true]);
  expect(await store.find(payout.id)).toEqual(before);

  expect((await press(`/payments/${"0".repeat(52)}`)).status).toBe(404);
  expect((await press(path)).status).toBe(303);
  expect((await press(path)).status).toBe(303);
  const entries = (await store.find(payout.id))?.entries ?? [];
  expect(entries.slice(-2).map(({ kind }) => kind)).toEqual(["booked", "received"]);
  expect(entries.at(-1)).toMatchObject({ signer: "A. Winter, treasurer" });
  expect((await http(`${stage.siteUrl}${path}`, LOOK)).body).toContain("You confirmed on");

  const { form, headers } = filledIn({ what: "receipt" }, { receipt: A_PDF });
  for (const _ of ["sent", "sent again"]) {
    const sent = await http(`${stage.siteUrl}${path}`, {
      method: "POST",
      headers: { ...headers, "sec-fetch-site": "same-origin" },
      body: form,
    });
    expect(sent.status).toBe(303);
  }
  expect((await http(`${stage.siteUrl}${path}`, LOOK)).body).toContain("We have a receipt of");
  await wellspring("money", "payouts", "files", payout.id, "--to", folder);
  const [receipt = ""] = await readdir(join(folder, "receipts"));
  expect(A_PDF.equals(await readFile(join(folder, "receipts", receipt)))).toBe(true);
});
