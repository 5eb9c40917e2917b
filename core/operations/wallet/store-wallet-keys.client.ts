import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

/** Stores the keys of a wallet under this name, in place of those before, and returns the ARN that the stage names. */
export async function storeWalletKeys(
  secretsManager: SecretsManagerClient,
  name: string,
  keys: object,
): Promise<string> {
  const SecretString = JSON.stringify(keys);
  const { ARN } = await secretsManager
    .send(new CreateSecretCommand({ Name: name, SecretString }))
    .catch((error: unknown) => {
      if (!(error instanceof ResourceExistsException)) throw error;
      return secretsManager.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
    });
  if (ARN === undefined) throw new Error(`Secrets Manager named no ARN for ${name}`);
  return ARN;
}
