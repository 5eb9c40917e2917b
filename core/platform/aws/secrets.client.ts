import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Reads secrets as text. Throws what the call throws, and for a secret that holds no text. */
export function secretsClient(secretsManager: SecretsManagerClient): (arn: string) => Promise<string> {
  return async (arn) => {
    const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: arn }));
    if (SecretString === undefined) throw new Error("A secret holds no text");
    return SecretString;
  };
}
