import type { Discarded } from "../../intake/quarantine/discarded.client.ts";
import type { Quarantine } from "../../intake/quarantine/quarantine.client.ts";
import { mentionsAddress } from "../../model/reads-as-address.ts";

/** Where to find one in a list: enough of its hash that no two share it. */
const NAME_CHARS = 12;

/** The short name of a webhook in quarantine: the beginning of its hash. */
export function quarantineName(key: string): string {
  return (key.split("/").at(-1) ?? key).slice(0, NAME_CHARS);
}

/** Of which connection a webhook in quarantine, or its record, is. */
export function quarantineConnection(key: string): string {
  return key.split("/").slice(1, 3).join("/");
}

/** The keys of the webhooks in quarantine that a name means: a key, or the beginning of a hash. */
export async function quarantinedAs({ keys }: Pick<Quarantine, "keys">, name: string): Promise<string[]> {
  const found: string[] = [];
  for await (const key of keys()) {
    if (key === name || (key.split("/").at(-1) ?? "").startsWith(name)) found.push(key);
  }
  return found;
}

export type DiscardResult = "discarded" | "namesSomebody";

/**
 * Gives up a webhook in quarantine for good: first its record is kept, without anything that the webhook said, then it is
 * removed. After a crash between the two it is still there, and a second call ends it. A reason that names an address is
 * refused: nothing was changed.
 */
export async function discard(
  deps: { readonly quarantine: Quarantine; readonly discarded: Discarded; readonly now: () => string },
  key: string,
  because: string,
): Promise<DiscardResult> {
  if (/\S@\S/.test(because) || mentionsAddress(because)) return "namesSomebody";
  const { receivedAt, reason } = await deps.quarantine.get(key);
  await deps.discarded.keep(key, { receivedAt, reason, because, discardedAt: deps.now() });
  await deps.quarantine.release(key);
  return "discarded";
}
