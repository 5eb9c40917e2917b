import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as pathOf } from "node:path";
import { CreateTableCommand, DeleteTableCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localCredentials, localRegion, projectRoot } from "../../cli/settings.ts";
import { claimLinkStore } from "../../core/giving/ledger/claim-link.store.ts";
import { BY_CUSTOMER } from "../../core/giving/ledger/ledger.keys.ts";
import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import { recordGift } from "../../core/giving/ledger/record-gift.ts";
import { CustomerId } from "../../core/model/customer.ts";
import { contactStore } from "../../core/people/contacts/contact.store.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { run } from "../../local/run-program.ts";
import { compileCache } from "../../local/settings.ts";
import { aPurchase, aStatement } from "../support/giving-builders.ts";
import {
  config,
  createTable,
  deleteTable,
  dynamo,
  scanned,
  suppressions,
  table,
} from "../support/people-world.ts";

const secretsManager = new SecretsManagerClient(config);
const ledger = `ledger-${randomUUID()}`;
const secrets = [`identities-${randomUUID()}`, `addresses-${randomUUID()}`];
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(pathOf(tmpdir(), "people-"));
  await createTable();
  for (const [index, Name] of secrets.entries())
    await secretsManager.send(new CreateSecretCommand({ Name, SecretString: `${index}`.repeat(64) }));
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: "S" as const });
  await dynamo.send(
    new CreateTableCommand({
      TableName: ledger,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk", "byCustomer", "byCustomerAt"].map(text),
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: BY_CUSTOMER,
          KeySchema: [
            { AttributeName: "byCustomer", KeyType: "HASH" },
            { AttributeName: "byCustomerAt", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    }),
  );
});

afterAll(async () => {
  await deleteTable();
  await dynamo.send(new DeleteTableCommand({ TableName: ledger }));
  for (const SecretId of secrets)
    await secretsManager.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  secretsManager.destroy();
  await rm(folder, { recursive: true });
});

/** `npx wellspring people …` as somebody types it, against the tables of this test. */
async function people(...args: string[]) {
  const [identities = "", addresses = ""] = secrets;
  return run(
    process.execPath,
    [
      "cli/wellspring.ts",
      "people",
      ...args,
      ...["--people-table", table, "--ledger-table", ledger],
      ...["--identity-secret", identities, "--contact-secret", addresses],
      ...(args[0] === "import" ? ["--text-countries", "DE GB US"] : []),
    ],
    {
      cwd: projectRoot,
      env: {
        AWS_ENDPOINT_URL: String(config.endpoint),
        AWS_REGION: localRegion,
        AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
        NO_COLOR: "1",
        NODE_COMPILE_CACHE: compileCache,
      },
    },
  );
}

async function file(...lines: string[]): Promise<string> {
  const path = pathOf(folder, `${randomUUID()}.csv`);
  const head = "email,phone,language,topics,words,words_version,confirmed_at,proof";
  await writeFile(path, [head, ...lines].join("\n"));
  return path;
}
const row = (email: string, topics = "impact.email") =>
  `${email},,en,${topics},Yes please,1,2026-01-02T03:04:05Z,log 7`;

async function ledgerText(): Promise<string> {
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: ledger }));
  return Items.map((item) => JSON.stringify(unmarshall(item)))
    .toSorted()
    .join("\n");
}

describe("the people command", () => {
  test("says what a file would do, then does it, and names the rows that it leaves out", async () => {
    const path = await file(row("ann@example.org"), row("canary", "impact.fax"), row("bea@example.org"));
    const dry = await people("import", path, "--dry-run");
    expect(dry.code).toBe(1);
    expect(dry.output).toContain("3 rows: 2 new people");
    expect(dry.output).toContain("line 3, email: is not an email address");
    expect(dry.output).toContain("line 3, topics: names something");
    expect(dry.output).not.toContain("canary");
    expect(await scanned()).toBe("");
    expect((await people("import", path)).output).toContain("2 consents given");
    expect((await people("import", path)).output).toContain(
      "0 new people, 0 known with something new, 2 unchanged",
    );
  });

  test("shows, exports and forgets a customer; the ledger keeps every entry as it is", async () => {
    await people("import", await file(row("canary@example.org")));
    const shown = await people("show", "Canary@Example.org");
    expect(shown.code).toBe(0);
    expect(shown.output).toMatch(/impact\.email +given/);
    expect(shown.output).not.toContain("canary@");
    const customer = CustomerId.parse(shown.output.slice(0, 30));
    await recordGift({
      ledger: ledgerStore(dynamo, ledger, 1),
      claims: claimLinkStore(dynamo, ledger),
      balanceOf: async () => ({ left: new Map(), exhausted: false }),
      brandConfig: async () => aStatement(),
      now: () => "2026-11-25T00:00:00Z",
      pause: async () => {},
    })({
      purchase: aPurchase(),
      customer,
      chosen: { by: "order", causes: [{ cause: "rivers", weight: 1 }], otherwise: [] },
    });
    const given = await ledgerText();
    expect(given).toContain(customer);
    expect(given).not.toContain("canary");

    const out = pathOf(folder, "canary.json");
    expect((await people("export", customer, "--out", out)).code).toBe(0);
    const exported = await readFile(out, "utf8");
    expect(JSON.parse(exported)).toMatchObject({
      customer,
      addresses: [{ channel: "email", address: "canary@example.org", confirmed: true }],
      purchases: [{ kind: "accrual" }],
    });
    expect((await stat(out)).mode & 0o077).toBe(0);

    const dryRun = await people("forget", customer);
    expect(dryRun.output).toContain("Nothing was removed");
    expect((await people("show", customer)).code).toBe(0);
    expect((await people("forget", customer, "--yes")).output).toContain("is forgotten");
    expect(await scanned()).not.toContain(customer);
    expect(await ledgerText()).toBe(given);
    expect((await people("forget", customer, "--yes")).code).toBe(2);
    expect((await people("export", "canary@example.org")).output).toContain("No customer has that address.");
  });

  test("takes no older proof of somebody who was forgotten, and names the line", async () => {
    const path = await file(row("cleo@example.org"));
    await people("import", path);
    await people("forget", "cleo@example.org", "--yes");
    const before = await scanned();
    const again = await people("import", path);
    expect(again.code).toBe(1);
    expect(again.output).toContain("line 2, confirmed_at: is before this address was forgotten");
    expect(await scanned()).toBe(before);
  });

  test("forgets somebody who only bought, by an address, a number or a card", async () => {
    const before = await scanned();
    expect((await people("forget", "buyer@example.org")).output).toContain("No customer has that email");
    expect(await scanned()).toBe(before);
    for (const [named, kind] of [
      ["buyer@example.org", "email"],
      ["+12125550188", "phone"],
      ["card:fp_Q2hhcmdlZA", "card"],
    ] as const) {
      const { code, output } = await people("forget", named, "--yes");
      expect([code, output]).toEqual([0, expect.stringContaining(`No customer has that ${kind}`)]);
    }
    const after = await scanned();
    expect(after.split("\n").length - before.split("\n").length).toBe(2);
    for (const personal of ["buyer", "2125550188", "fp_Q2"]) expect(after).not.toContain(personal);
  });

  test("lifts what bounced, a complaint only where its owner asked, and no STOP", async () => {
    const hash = async (address: string) => {
      const key = async () => "0".repeat(64);
      const own = contactStore(dynamo, table, {
        keys: { addresses: key, identities: key },
        random: randomBytes,
      });
      return own.hashOf({ channel: "email", address });
    };
    for (const reason of ["bounce", "complaint", "stop"] as const) {
      const at = "2026-11-20T12:00:00Z";
      await suppressions.suppress({ ...(await hash(`${reason}@example.org`)), reason, at });
    }
    expect((await people("lift", "bounce@example.org")).output).toContain("the bounce is lifted");
    expect((await people("lift", "bounce@example.org")).output).toContain("is not suppressed");
    expect((await people("lift", "complaint@example.org")).output).toContain("--owner-asked");
    expect((await people("lift", "complaint@example.org", "--owner-asked")).output).toContain(
      "SES keeps complaints",
    );
    const stop = await people("lift", "stop@example.org", "--owner-asked");
    expect([stop.code, stop.output]).toEqual([
      2,
      expect.stringContaining("Only START from that phone lifts it."),
    ]);
  });

  test("says what to do when it is called wrongly", async () => {
    expect((await people("show", "nobody")).output).toContain("Give cus_…, an email address");
    expect((await people("import", "nowhere.csv")).output).toContain("nowhere.csv cannot be read.");
    expect((await people("import", "nowhere.csv")).code).toBe(2);
  });
});
