import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ChangedFigures } from "../../core/impact/changed-figures.ts";
import { passStore } from "../../core/people/cards/pass.store.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { onCall } from "../../core/platform/lambda/call.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { once } from "../../core/platform/once.ts";
import { pause } from "../../core/platform/pause.ts";
import { AppleKeys } from "../../core/site/wallet/apple-keys.ts";
import { applePush } from "../../core/site/wallet/apple-push.client.ts";
import { refreshCards } from "../../core/site/wallet/refresh-cards.ts";
import { RefreshCardsEnv } from "./env.ts";

const env = readEnv(RefreshCardsEnv);
const readSecret = secretsClient(new SecretsManagerClient());
const apple = once(async () => AppleKeys.parse(JSON.parse(await readSecret(env.APPLE_SECRET))));

export const handler = onCall(
  ChangedFigures,
  refreshCards({
    passes: passStore(new DynamoDBClient(), env.PEOPLE_TABLE, pause),
    push: applePush(apple),
    now,
  }),
);
