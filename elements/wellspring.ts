import { WellspringCauses } from "./causes.ts";
import { WellspringGives } from "./gives.ts";
import { WellspringProgress } from "./progress.ts";
import { WellspringThanks } from "./thanks.ts";
import { WellspringTotal } from "./total.ts";

/** A page may load two versions of this module: the first one counts. */
for (const [name, element] of [
  ["wellspring-causes", WellspringCauses],
  ["wellspring-gives", WellspringGives],
  ["wellspring-progress", WellspringProgress],
  ["wellspring-total", WellspringTotal],
  ["wellspring-thanks", WellspringThanks],
] as const) {
  if (customElements.get(name) === undefined) customElements.define(name, element);
}
