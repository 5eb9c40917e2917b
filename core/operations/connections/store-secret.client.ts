import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { ConnectionSecret } from "../../intake/shop-system/signature.ts";
import { shopSystems } from "../../intake/sources/registry.ts";
import type { Source } from "../../model/sources.ts";

/** The new key and the one before it. */
const KEYS_KEPT = 2;

export interface NewKey {
  readonly source: Source;
  readonly key: string;
  readonly notificationUrl?: string | undefined;
  /** Ends the rotation: the keys before this one no longer verify. */
  readonly only: boolean;
}

/** What is stored for a connection now; nothing of it where it is not in our form. */
async function stored(
  secretsManager: SecretsManagerClient,
  arn: string,
): Promise<{
  readonly secrets?: readonly string[] | undefined;
  readonly notificationUrl?: string | undefined;
}> {
  try {
    const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: arn }));
    return ConnectionSecret.partial().safeParse(JSON.parse(SecretString ?? "{}")).data ?? {};
  } catch (error) {
    if (error instanceof ResourceNotFoundException || error instanceof SyntaxError) return {};
    throw error;
  }
}

/**
 * Stores a connection's key ahead of the one that verifies now, which goes on to verify, so that a rotation loses
 * nothing. The same key again changes nothing. Returns the number of keys that verify from now on, or what is wrong.
 */
export async function storeKey(
  secretsManager: SecretsManagerClient,
  arn: string,
  { source, key, notificationUrl, only }: NewKey,
): Promise<{ readonly keys: number } | { readonly problem: string }> {
  const before = await stored(secretsManager, arn);
  const earlier = only ? [] : (before.secrets ?? []).filter((other) => other !== key);
  const url = notificationUrl ?? before.notificationUrl;
  const parsed = ConnectionSecret.safeParse({
    secrets: [key, ...earlier].slice(0, KEYS_KEPT),
    ...(url === undefined ? {} : { notificationUrl: url }),
  });
  if (!parsed.success) return { problem: "a key has at least eight characters, and an address is a URL" };
  const problem = shopSystems[source].signature.secretProblem?.(parsed.data);
  if (problem !== undefined) return { problem };
  const SecretString = JSON.stringify(parsed.data);
  await secretsManager.send(new PutSecretValueCommand({ SecretId: arn, SecretString }));
  return { keys: parsed.data.secrets.length };
}
