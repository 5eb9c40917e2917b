import { SMOKE_CONNECTION } from "../../model/smoke.ts";
import { smokeKey } from "../../platform/crypto/smoke-key.ts";

/** Stands for an ARN: no secret has this name. */
const DERIVED = "derived:smoke";

/** The connections of a stage and that of smoke, whose key is in no secret. */
export function withSmoke(arns: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const { source, connection } = SMOKE_CONNECTION;
  return new Map([...Object.entries(arns), [`${source}/${connection}`, DERIVED]]);
}

/** Reads secrets, and derives that of smoke from the key of identities. */
export function readingSmoke(
  readSecret: (arn: string) => Promise<string>,
  identityKey: () => Promise<string>,
): (arn: string) => Promise<string> {
  return async (arn) =>
    arn === DERIVED ? JSON.stringify({ secrets: [smokeKey(await identityKey())] }) : readSecret(arn);
}
