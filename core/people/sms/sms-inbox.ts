import * as z from "zod";
import { TextId } from "../../events/catalog.ts";
import type { CustomerId } from "../../model/customer.ts";
import { Instant } from "../../model/purchase.ts";
import type { AddressHash } from "../contacts/suppression.ts";

/**
 * Why a person should read a text: `stopLike`: it was read as a STOP; `notKnown`: a keyword from an unknown number;
 * `nothingToDo`: a keyword that changed nothing; `other`: no keyword.
 */
export const Why = z.enum(["stopLike", "notKnown", "nothingToDo", "other"]);
export type Why = z.infer<typeof Why>;

/** A text for a person to read. `customer`: the first customer at that number, if there is one; `isShared`: there are others. */
export interface TextForPerson extends InboxText, OpenedText {
  readonly address: AddressHash;
  readonly isShared: boolean;
}

/** A text that an earlier release kept for a person. */
export interface InboxText {
  readonly text: TextId;
  readonly at: Instant;
  readonly why: Why;
  readonly customer?: CustomerId | undefined;
}

/** The text in clear, only for the person who answers it. */
export interface OpenedText {
  readonly from: string;
  readonly body: string;
}

/** A customer's own row that names a waiting text of theirs. */
export const KnownText = z.object({ text: TextId, at: Instant });
