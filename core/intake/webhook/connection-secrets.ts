import type { Instant } from "../../model/purchase.ts";
import type { Source } from "../../model/sources.ts";
import { SecretUnavailableError } from "../../platform/aws/secret-unavailable.ts";
import { ConnectionSecret, type SignatureScheme } from "../shop-system/signature.ts";

/** After a signature that does not verify the secret is read again, as a rotation may be under way; at most this often. */
export const REREAD_SECONDS_MIN = 60;
/** While a secret cannot be read at all, every webhook is refused; reads are at least this far apart. */
export const RETRY_SECONDS_MIN = 5;
/** The age at which a key is read again before it verifies anything, so that a key that was dropped ends. */
export const KEY_SECONDS_MAX = 300;
/** The age up to which a key verifies while Secrets Manager does not answer; after it nothing verifies. */
export const KEY_GRACE_SECONDS = 3_600;

export interface ConnectionSecretsDeps {
  /** Reads a secret's text by its ARN, or throws. */
  readonly readSecret: (arn: string) => Promise<string>;
  /** `source/connection` → ARN. */
  readonly arns: ReadonlyMap<string, string>;
  readonly now: () => Instant;
}

/** A connection, and how its shop system signs. */
interface SigningConnection {
  readonly source: Source;
  readonly connection: string;
  readonly signature: SignatureScheme;
}

export interface ConnectionSecrets {
  has(source: Source, connection: string): boolean;
  /**
   * Whether `test` holds for the connection's secret, reading it again when it does not (see {@link REREAD_SECONDS_MIN}).
   * Throws {@link SecretUnavailableError} when that cannot be known: then no sender may be told that a signature is wrong.
   */
  check(connection: SigningConnection, test: (secret: ConnectionSecret) => boolean): Promise<boolean>;
}

interface Key {
  readonly secret: ConnectionSecret;
  readonly readMs: number;
}

/** What a read gave. After a failure `key` is the one that was known before, if it is not too old. */
interface Reading {
  readonly key: Key | undefined;
  readonly failure: Error | undefined;
}

interface Read {
  readonly startedMs: number;
  readonly reading: Promise<Reading>;
}

/** Parses a stored secret. Its text is in no message: a parser quotes what it reads. */
function parseSecret({ secretProblem }: SignatureScheme, text: string): ConnectionSecret {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SecretUnavailableError("The connection's secret is not JSON");
  }
  const parsed = ConnectionSecret.safeParse(value);
  if (!parsed.success) throw new SecretUnavailableError("The connection has no key yet, or not in our form");
  const problem = secretProblem?.(parsed.data);
  if (problem !== undefined)
    throw new SecretUnavailableError(`The connection's secret is of no use: ${problem}`);
  return parsed.data;
}

/**
 * The secrets of all connections. Each is cached for {@link KEY_SECONDS_MAX}; a webhook that finds it older waits for one
 * read, and all that arrive meanwhile wait for the same one. A flood of forgeries costs at most one read a minute.
 */
export function connectionSecrets({ readSecret, arns, now }: ConnectionSecretsDeps): ConnectionSecrets {
  const reads = new Map<string, Read>();

  const ageSeconds = (sinceMs: number) => (Date.parse(now()) - sinceMs) / 1000;

  async function read(name: string, scheme: SignatureScheme, before: Key | undefined): Promise<Reading> {
    const readMs = Date.parse(now());
    try {
      const arn = arns.get(name);
      if (arn === undefined) throw new SecretUnavailableError("There is no such connection");
      return { key: { secret: parseSecret(scheme, await readSecret(arn)), readMs }, failure: undefined };
    } catch (error) {
      const isKept = before !== undefined && ageSeconds(before.readMs) < KEY_GRACE_SECONDS;
      return {
        key: isKept ? before : undefined,
        failure: error instanceof Error ? error : new Error(typeof error),
      };
    }
  }

  function start(name: string, scheme: SignatureScheme, before: Key | undefined): Read {
    const started = { startedMs: Date.parse(now()), reading: read(name, scheme, before) };
    reads.set(name, started);
    return started;
  }

  function isDue({ startedMs }: Read, { key }: Reading): boolean {
    return ageSeconds(startedMs) >= (key === undefined ? RETRY_SECONDS_MIN : REREAD_SECONDS_MIN);
  }

  /** The newest reading; reads again when that is due, and never while a read is under way. */
  async function newest(name: string, scheme: SignatureScheme): Promise<Reading> {
    const latest = reads.get(name) ?? start(name, scheme, undefined);
    const reading = await latest.reading;
    if (reads.get(name) !== latest) return newest(name, scheme);
    return isDue(latest, reading) ? start(name, scheme, reading.key).reading : reading;
  }

  /** The cached reading, unless its key is too old to be believed without a new read. */
  async function cached(name: string, scheme: SignatureScheme): Promise<Reading | undefined> {
    const reading = await reads.get(name)?.reading;
    const isOld = reading?.key !== undefined && ageSeconds(reading.key.readMs) >= KEY_SECONDS_MAX;
    return isOld ? newest(name, scheme) : reading;
  }

  return {
    has: (source, connection) => arns.has(`${source}/${connection}`),
    async check({ source, connection, signature }, test) {
      const name = `${source}/${connection}`;
      const before = await cached(name, signature);
      if (before?.key !== undefined && test(before.key.secret)) return true;
      const after = await newest(name, signature);
      if (after !== before && after.key !== undefined && test(after.key.secret)) return true;
      if (after.failure === undefined) return false;
      throw new SecretUnavailableError(`The secret of ${name} cannot be read`, { cause: after.failure });
    },
  };
}
