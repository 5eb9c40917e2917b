import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { ShopSystem } from "../../intake/shop-system/shop-system.ts";
import { ConnectionSecret } from "../../intake/shop-system/signature.ts";
import { shopSystems } from "../../intake/sources/registry.ts";
import type { Source } from "../../model/sources.ts";

/** The new key and the one before it. */
const KEYS_KEPT = 2;

export interface NewKey {
  readonly source: Source;
  readonly key: string;
  /** The address that the shop was given, where its system signs it. Absent: the one that is stored, or else `address`. */
  readonly notificationUrl?: string | undefined;
  /** The connection's address in the stage's outputs. */
  readonly address?: string | undefined;
  /** Ends the rotation: the keys before this one no longer verify. */
  readonly only: boolean;
  /** The secrets of the stage's other connections: a key that verifies there must not verify here too. */
  readonly elsewhere?: readonly string[];
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

/** Of the two spellings of one key in Standard Webhooks, the one without its mark. */
function bare(key: string): string {
  return key.replace(/^whsec_/, "");
}

/** Whether one of these connections verifies with the key. */
async function isUsed(
  secretsManager: SecretsManagerClient,
  arns: readonly string[],
  key: string,
): Promise<boolean> {
  for (const arn of arns) {
    const { secrets = [] } = await stored(secretsManager, arn);
    if (secrets.some((other) => bare(other) === bare(key))) return true;
  }
  return false;
}

/**
 * Stores a connection's key ahead of the one that verifies now, which goes on to verify, so that a rotation loses
 * nothing. The same key again changes nothing. A key of another connection is refused: no shop system signs the address,
 * so what it sent to one would verify, and count, at the other too. Returns the number of keys that verify from now on and the
 * address that is signed with them, if one is; or what is wrong.
 */
export async function storeKey(
  secretsManager: SecretsManagerClient,
  arn: string,
  { source, key, notificationUrl, address, only, elsewhere = [] }: NewKey,
): Promise<
  { readonly keys: number; readonly signedAddress?: string | undefined } | { readonly problem: string }
> {
  if (await isUsed(secretsManager, elsewhere, key)) {
    return { problem: "another connection has the same key, and what is sent to one would count at both" };
  }
  const before = await stored(secretsManager, arn);
  const earlier = only ? [] : (before.secrets ?? []).filter((other) => other !== key);
  const { signature }: ShopSystem = shopSystems[source];
  const { signsAddress, secretProblem } = signature;
  const url = notificationUrl ?? before.notificationUrl ?? (signsAddress && address);
  const parsed = ConnectionSecret.safeParse({
    secrets: [key, ...earlier].slice(0, KEYS_KEPT),
    ...(url === undefined ? {} : { notificationUrl: url }),
  });
  if (!parsed.success) return { problem: "a key has at least eight characters, and an address is a URL" };
  const problem = secretProblem?.(parsed.data);
  if (problem !== undefined) return { problem };
  const SecretString = JSON.stringify(parsed.data);
  await secretsManager.send(new PutSecretValueCommand({ SecretId: arn, SecretString }));
  return { keys: parsed.data.secrets.length, ...(signsAddress && { signedAddress: url }) };
}
