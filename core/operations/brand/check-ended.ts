import { charityKey } from "../../model/charity-key.ts";
import type { BrandDraft, ProblemAt } from "./brand-draft.ts";
import type { BrandProblem } from "./document.ts";

/**
 * A cause that ended takes no gifts, and names one that does. Where that is another charity's, nothing more is paid to its own: so no
 * cause of its charity may go on.
 */
export function checkEnded({ causes }: BrandDraft, problemAt: ProblemAt): BrandProblem[] {
  const bySlug = new Map(causes.map((cause) => [cause.slug, cause]));
  return causes.flatMap(({ slug, status, charity, movesTo }, at) => {
    if (movesTo === undefined) return [];
    const say = (message: string) => [problemAt("causes", ["causes", at, "movesTo"], message)];
    const to = bySlug.get(movesTo.cause);
    if (status === "active") return say(`Cause ${slug} takes gifts: state status paused, or no movesTo.`);
    if (to === undefined) return say(`There is no cause ${movesTo.cause}: name one of this file.`);
    if (to.slug === slug || to.status === "paused")
      return say(`Cause ${to.slug} takes no gifts: name one that is active.`);
    const [own, other] = [charityKey(charity), charityKey(to.charity)];
    const goesOn = causes.find((one) => charityKey(one.charity) === own && one.movesTo === undefined);
    if (own === other || goesOn === undefined) return [];
    return say(
      `Cause ${goesOn.slug} is of the same charity and goes on: move to a cause of that charity, or end ${goesOn.slug} as well.`,
    );
  });
}
