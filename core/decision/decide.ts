import type { Instant } from "../purchase/purchase.ts";
import type { Decision, Person, Proposal } from "./decision.ts";

/** The one answer to "may this be written to this person now?". Pure: the same question always has the same answer. */
export function decide(_person: Person, _proposal: Proposal, _now: Instant): Decision {
  return { kind: "drop", reasons: ["noAddress"] };
}
