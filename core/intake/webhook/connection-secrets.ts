import type { Instant, Source } from "../../model/purchase.ts";
import { SecretUnavailableError } from "../../platform/aws/secret-unavailable.ts";
import { ConnectionSecret, secretProblem } from "./signature.ts";

/** A signature that does not verify makes us read the secret again, for a rotation may be under way; no oftener. */
export const REREAD_SECONDS_MIN = 60;
/** While a secret cannot be read at all, every call has to be refused; this bounds the calls that we make of it. */
export const RETRY_SECONDS_MIN = 5;
/** A key that was read so long ago is read again before it verifies anything: one that was dropped ends with it. */
export const KEY_SECONDS_MAX = 300;
/** While Secrets Manager does not answer, a key goes on to verify until it was read so long ago; then nothing verifies. */
export const KEY_GRACE_SECONDS = 3_600;

export interface ConnectionSecretsDeps {
  /** Reads a secret's text by its ARN, or throws. */
  readonly readSecret: (arn: string) => Promise<string>;
  /** `source/connection` → ARN. */
  readonly arns: ReadonlyMap<string, string>;
  readonly now: () => Instant;
}

export interface ConnectionSecrets {
  has(source: Source, connection: string): boolean;
  /**
   * Whether `test` holds for the secret, reading it again when it does not (see {@link REREAD_SECONDS_MIN}).
   * Throws {@link SecretUnavailableError} when it cannot be known: then nobody may be told that their signature is wrong.
   */
  check(source: Source, connection: string, test: (secret: ConnectionSecret) => boolean): Promise<boolean>;
}

interface Key {
  readonly secret: ConnectionSecret;
  readonly readMs: number;
}

/** What asking gave. After a failure `key` is the one that was known before, if it is not too old. */
interface Answer {
  readonly key: Key | undefined;
  readonly failure: Error | undefined;
}

interface Asked {
  readonly askedMs: number;
  readonly answer: Promise<Answer>;
}

/** What a stored secret says. Its text is in no message: a parser quotes what it reads. */
function parseSecret(source: Source, text: string): ConnectionSecret {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SecretUnavailableError("The connection's secret is not JSON");
  }
  const parsed = ConnectionSecret.safeParse(value);
  if (!parsed.success) throw new SecretUnavailableError("The connection has no key yet, or not in our form");
  const fault = secretProblem(source, parsed.data);
  if (fault !== undefined) throw new SecretUnavailableError(`The connection's secret is of no use: ${fault}`);
  return parsed.data;
}

/**
 * The secrets of all connections, kept for {@link KEY_SECONDS_MAX}: so often a call waits for a read, and all that come
 * meanwhile wait for the same one. A flood of forgeries costs at most one read a minute.
 */
export function connectionSecrets({ readSecret, arns, now }: ConnectionSecretsDeps): ConnectionSecrets {
  const asked = new Map<string, Asked>();

  const ageSeconds = (sinceMs: number) => (Date.parse(now()) - sinceMs) / 1000;

  async function read(name: string, source: Source, before: Key | undefined): Promise<Answer> {
    const readMs = Date.parse(now());
    try {
      const arn = arns.get(name);
      if (arn === undefined) throw new SecretUnavailableError("There is no such connection");
      return { key: { secret: parseSecret(source, await readSecret(arn)), readMs }, failure: undefined };
    } catch (error) {
      const isKept = before !== undefined && ageSeconds(before.readMs) < KEY_GRACE_SECONDS;
      return {
        key: isKept ? before : undefined,
        failure: error instanceof Error ? error : new Error(typeof error),
      };
    }
  }

  function ask(name: string, source: Source, before: Key | undefined): Asked {
    const asking = { askedMs: Date.parse(now()), answer: read(name, source, before) };
    asked.set(name, asking);
    return asking;
  }

  function isDue({ askedMs }: Asked, { key }: Answer): boolean {
    return ageSeconds(askedMs) >= (key === undefined ? RETRY_SECONDS_MIN : REREAD_SECONDS_MIN);
  }

  /** The newest answer; asks again when that is due, and never while an answer is under way. */
  async function newest(name: string, source: Source): Promise<Answer> {
    const latest = asked.get(name) ?? ask(name, source, undefined);
    const answer = await latest.answer;
    if (asked.get(name) !== latest) return newest(name, source);
    return isDue(latest, answer) ? ask(name, source, answer.key).answer : answer;
  }

  /** What is known already, unless it is too old to be believed without a look. */
  async function known(name: string, source: Source): Promise<Answer | undefined> {
    const answer = await asked.get(name)?.answer;
    const isOld = answer?.key !== undefined && ageSeconds(answer.key.readMs) >= KEY_SECONDS_MAX;
    return isOld ? newest(name, source) : answer;
  }

  return {
    has: (source, connection) => arns.has(`${source}/${connection}`),
    async check(source, connection, test) {
      const name = `${source}/${connection}`;
      const before = await known(name, source);
      if (before?.key !== undefined && test(before.key.secret)) return true;
      const answer = await newest(name, source);
      if (answer !== before && answer.key !== undefined && test(answer.key.secret)) return true;
      if (answer.failure === undefined) return false;
      throw new SecretUnavailableError(`The secret of ${name} cannot be read`, { cause: answer.failure });
    },
  };
}
