import type { Kind } from "./kind.ts";
import { buyersWords } from "./kinds/buyers-words.ts";
import { deliveries } from "./kinds/deliveries.ts";
import { forgeries } from "./kinds/forgeries.ts";
import { othersKept, stopsHeard } from "./kinds/stop-words.ts";
import { topics } from "./kinds/topics.ts";

/** In the order of the table. */
export const kinds: readonly Kind[] = [topics, buyersWords, forgeries, deliveries, stopsHeard, othersKept];
