import { SecretUnavailableError } from "../aws/secret-unavailable.ts";

const KEY_CHARS_MIN = 32;

/** The key of addresses and of unsubscribe links. Without it no customer can be reached any more. */
export type ContactSecret = () => Promise<string>;

/** Read at first need, then kept; a failure is a {@link SecretUnavailableError} and is tried again at the next need. */
export function contactSecret(readSecret: (arn: string) => Promise<string>, arn: string): ContactSecret {
  let kept: Promise<string> | undefined;
  async function readKey(): Promise<string> {
    const key = await readSecret(arn).catch((cause: unknown) => {
      throw new SecretUnavailableError("The key of addresses cannot be read", { cause });
    });
    if (key.length < KEY_CHARS_MIN) throw new SecretUnavailableError("The key of addresses is too short");
    return key;
  }
  return () => {
    kept ??= readKey().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}
