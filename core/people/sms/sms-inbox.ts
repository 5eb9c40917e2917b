import * as z from "zod";
import { TextId } from "../../events/catalog.ts";
import type { CustomerId } from "../../model/customer.ts";
import { Instant } from "../../model/purchase.ts";

/**
 * Why a person should read it: `stopLike`: it was taken for a STOP; `notKnown`: a word from a number of nobody we know;
 * `nothingToDo`: a word that changed nothing; `other`: no word of ours.
 */
export const Why = z.enum(["stopLike", "notKnown", "nothingToDo", "other"]);
export type Why = z.infer<typeof Why>;

/** A text that waits for a person. `customer`: the first who is written to at that number, if there is anybody. */
export interface InboxText {
  readonly text: TextId;
  readonly at: Instant;
  readonly why: Why;
  readonly customer?: CustomerId | undefined;
}

/** What it says, in the clear: for the eyes of the person who answers it. */
export interface OpenedText {
  readonly from: string;
  readonly body: string;
}

/** Among a customer's own rows: which of the texts that wait is theirs. */
export const KnownText = z.object({ text: TextId, at: Instant });
