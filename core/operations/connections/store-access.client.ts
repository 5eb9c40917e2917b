import { PutSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { ShopAccess } from "../../intake/shop-system/shop-access.ts";

/** Stores the access to a shop's list of orders, in place of the one before. */
export async function storeAccess(
  secretsManager: SecretsManagerClient,
  arn: string,
  access: ShopAccess,
): Promise<void> {
  await secretsManager.send(
    new PutSecretValueCommand({ SecretId: arn, SecretString: JSON.stringify(access) }),
  );
}
