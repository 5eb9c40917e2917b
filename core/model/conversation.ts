import * as z from "zod";
import { base32Id, hashId } from "./prefixed-id.ts";

/** A conversation between a person and the brand: 128 random bits behind a prefix. It says nothing about the person. */
export const ConversationId = z
  .string()
  .regex(/^cnv_[0-9a-z]{26}$/)
  .brand("ConversationId");
export type ConversationId = z.infer<typeof ConversationId>;

export const CONVERSATION_ID_BYTES = 16;

/** The id that 128 random bits make. */
export function conversationIdOf(bytes: Uint8Array): ConversationId {
  if (bytes.length !== CONVERSATION_ID_BYTES)
    throw new Error(`An id is made of ${CONVERSATION_ID_BYTES} bytes`);
  return ConversationId.parse(base32Id("cnv", bytes));
}

/**
 * One thing that a person wrote, by where it arrived: made from the network's or the provider's own id, so that what arrives
 * twice has the same one. `text_…`, `mail_…`, `form_…`
 */
export const WordsId = z.string().regex(/^(text|mail|form)_[0-9a-z]{26}$/);
export type WordsId = z.infer<typeof WordsId>;

export function wordsIdOf(kind: "mail" | "form", arrivedAs: string): WordsId {
  return WordsId.parse(hashId(kind, arrivedAs));
}

/**
 * What a conversation is about, as the brand names it in `service.yaml`; its promise of time hangs on it. `other`: what nobody
 * sorted yet.
 */
export const Matter = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "small letters, digits and -");
export type Matter = z.infer<typeof Matter>;
export const UNSORTED: Matter = "other";

/** A person at the brand, as sign-in or the command line names them: an opaque id, never an address. */
export const Staff = z.string().regex(/^(staff|operator):[\w-]{1,64}$/);
export type Staff = z.infer<typeof Staff>;

/** To whom an overdue conversation is shown. `listeners`: whoever answers; then those who lead them; then the steward. */
export const DeskGroup = z.enum(["listeners", "leads", "steward"]);
export type DeskGroup = z.infer<typeof DeskGroup>;
