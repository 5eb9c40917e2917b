import type { DisclosedStore } from "../../disclosures/disclosed.store.ts";
import { saysTheSame, wordsToRecord } from "../../disclosures/disclosed-words.ts";
import { versionsInForce } from "../../giving/config/in-force.ts";
import { Locale } from "../../model/cause.ts";
import type { Now } from "../../platform/clock.ts";
import type { BrandDraft } from "./brand-draft.ts";

/** Another apply recorded other words in the same second. Applying again compares anew. */
export class DisclosuresChangedMeanwhileError extends Error {
  override readonly name = "DisclosuresChangedMeanwhileError";
}

/**
 * Records what stands beside the offers of all terms that are in force or to come, in each of our languages, where that is not what
 * was recorded last. Returns how many records it added: a second call adds none. A record is never changed.
 */
export function recordDisclosures({
  disclosed,
  now,
}: {
  readonly disclosed: DisclosedStore;
  readonly now: Now;
}): (draft: Pick<BrandDraft, "brand" | "causes" | "terms">, site: string) => Promise<number> {
  return async ({ brand, causes, terms }, site) => {
    const at = now();
    const offered = [...versionsInForce(terms, at), ...terms.filter(({ from }) => from > at)];
    let added = 0;
    for (const one of offered)
      for (const language of Locale.options) {
        const words = wordsToRecord(one, { brand, causes, site }, language, at);
        const last = (await disclosed.of(words.terms, language)).at(-1);
        if (last !== undefined && saysTheSame(last, words)) continue;
        if ((await disclosed.add(words)) === "taken")
          throw new DisclosuresChangedMeanwhileError(
            "Another apply recorded other words beside offers in this second: apply again.",
          );
        added += 1;
      }
    return added;
  };
}
