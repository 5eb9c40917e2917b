import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { output } from "../../local/deploy.ts";
import { currentStage } from "../../local/stage.ts";
import { CliError } from "../cli-error.ts";
import { type ClientConfig, engineOf } from "../settings.ts";

/** Where a command works: on this machine's stage, or in AWS with the person's own credentials. */
export interface Place {
  readonly clients: () => Clients;
  /** The value of a stack's output: given as an option, or read from the stage on this machine. */
  readonly value: (name: string, given: string | undefined) => string;
}

interface Clients {
  readonly eventBridge: EventBridgeClient;
  readonly s3: S3Client;
  readonly secretsManager: SecretsManagerClient;
}

function clientsOf(config: ClientConfig): Clients {
  return {
    eventBridge: new EventBridgeClient(config),
    s3: new S3Client(config),
    secretsManager: new SecretsManagerClient(config),
  };
}

/** Options that name parts of a stage: all of them, for a stage in AWS, or none. */
export async function placeOf(given: readonly (string | undefined)[]): Promise<Place> {
  if (given.every((value) => value === undefined)) {
    const { endpoint, outputs } = await currentStage();
    const config = engineOf({ endpoint });
    return { clients: () => clientsOf(config), value: (name) => output(outputs, name) };
  }
  return {
    clients: () => clientsOf({}),
    value: (name, value) => {
      if (value !== undefined) return value;
      throw new CliError(
        `The ${name} of the stage in AWS is missing.`,
        "Give it as an option (--help names it), or no option at all for the stage on this machine.",
      );
    },
  };
}
