import type { ReportUnreadable } from "../core/platform/lambda/report-unreadable.ts";
import { printable } from "./printable.ts";

/** Names stored items that cannot be read on the operator's screen; what is asked for is answered without them. */
export const sayUnreadable: ReportUnreadable = (items) => {
  for (const item of items) console.error(`Cannot be read, and is left out: ${printable(item)}`);
};
