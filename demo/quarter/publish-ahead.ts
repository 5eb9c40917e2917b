import { KMSClient } from "@aws-sdk/client-kms";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Tables } from "../../cli/ledger/tables.ts";
import { type DeployedStage, s3Client } from "../../cli/stage.ts";
import { bucketStore } from "../../core/giving/ledger/bucket.store.ts";
import { entryCountsStore } from "../../core/impact/entry-counts.store.ts";
import { daysAfter } from "../../core/model/days.ts";
import type { Day } from "../../core/model/purchase.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { logHeadStore } from "../../core/proof/log-head.store.ts";
import { kmsSigner } from "../../core/proof/log-signer.client.ts";
import { type ProofStore, proofStore } from "../../core/proof/proof.store.ts";
import { proofBucket } from "../../core/proof/proof-bucket.client.ts";
import { publishProof } from "../../core/proof/publish-proof.ts";
import { demoLog } from "../sample-stage.ts";

/**
 * Publishes the stage's own log, with its own key, as its function will do once these days are over: up to the end of the month of
 * `through`, when nothing waits for others any more; of a later month, where that one is published. Again, it publishes what came since.
 */
export async function publishAhead(
  stage: DeployedStage,
  tables: Tables,
  { timeZone, through }: { readonly timeZone: string; readonly through: Day },
): Promise<ProofStore> {
  const bucket = stage.output("ProofBucket");
  const readSecret = secretsClient(new SecretsManagerClient(stage.config));
  const salts = () => readSecret(stage.output("ProofSaltsArn"));
  const heads = logHeadStore(tables.dynamo, tables.ledger);
  const head = await heads.decided();
  const last = monthsEnd(
    head === undefined || head.day < monthsEnd(through) ? through : daysAfter(head.day, 1),
  );
  const turn = publishProof({
    files: proofBucket(s3Client(stage), bucket),
    heads,
    counts: entryCountsStore(tables.dynamo, tables.impact),
    buckets: bucketStore(tables.dynamo, tables.ledger),
    signer: kmsSigner(new KMSClient(stage.config), stage.output("ProofKeyArn")),
    origin: demoLog,
    salts,
    timeZone: async () => timeZone,
    now: () => `${daysAfter(last, 1)}T12:00:00Z`,
  });
  while ((await turn()).outcome === "more");
  return proofStore(s3Client(stage), bucket, { salts, timeZone: async () => timeZone });
}

function monthsEnd(day: Day): Day {
  return daysAfter(`${daysAfter(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`, -1);
}
