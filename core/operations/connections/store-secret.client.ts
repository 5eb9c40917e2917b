import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { ConnectionSecret, secretProblem } from "../../intake/webhook/signature.ts";
import type { Source } from "../../model/purchase.ts";

/** The new key and the one before it. */
const KEYS_KEPT = 2;

export interface NewKey {
  readonly source: Source;
  readonly key: string;
  readonly notificationUrl?: string | undefined;
  /** Ends the rotation: the keys before this one no longer verify. */
  readonly only: boolean;
}

/** What is stored for a connection now, so far as it is in our form. */
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
 * Stores a connection's key before the one that verifies now, which goes on to verify, so that a rotation loses
 * nothing. The same key again changes nothing. Gives the number of keys that verify from now on, or what is wrong.
 */
export async function storeKey(
  secretsManager: SecretsManagerClient,
  arn: string,
  { source, key, notificationUrl, only }: NewKey,
): Promise<{ readonly keys: number } | { readonly fault: string }> {
  const before = await stored(secretsManager, arn);
  const earlier = only ? [] : (before.secrets ?? []).filter((other) => other !== key);
  const url = notificationUrl ?? before.notificationUrl;
  const parsed = ConnectionSecret.safeParse({
    secrets: [key, ...earlier].slice(0, KEYS_KEPT),
    ...(url === undefined ? {} : { notificationUrl: url }),
  });
  if (!parsed.success) return { fault: "a key has at least eight characters, and an address is a URL" };
  const fault = secretProblem(source, parsed.data);
  if (fault !== undefined) return { fault };
  const SecretString = JSON.stringify(parsed.data);
  await secretsManager.send(new PutSecretValueCommand({ SecretId: arn, SecretString }));
  return { keys: parsed.data.secrets.length };
}
