import type { Kind } from "./kind.ts";
import { bounds } from "./kinds/bounds.ts";
import { buyersWords } from "./kinds/buyers-words.ts";
import { deliveries } from "./kinds/deliveries.ts";
import { erasure } from "./kinds/erasure.ts";
import { forgeries } from "./kinds/forgeries.ts";
import { forms } from "./kinds/forms.ts";
import { inboundMail } from "./kinds/inbound-mail.ts";
import { namedIds } from "./kinds/named-ids.ts";
import { numbers } from "./kinds/numbers.ts";
import { oddFacts } from "./kinds/odd-facts.ts";
import { otherFacts } from "./kinds/other-facts.ts";
import { payments } from "./kinds/payments.ts";
import { roundUps } from "./kinds/round-ups.ts";
import { othersKept, stopsHeard } from "./kinds/stop-words.ts";
import { topics } from "./kinds/topics.ts";

/** In the order of the table. */
export const kinds: readonly Kind[] = [
  numbers,
  topics,
  buyersWords,
  roundUps,
  otherFacts,
  oddFacts,
  bounds,
  forgeries,
  forms,
  deliveries,
  erasure,
  namedIds,
  payments,
  stopsHeard,
  othersKept,
  inboundMail,
];
