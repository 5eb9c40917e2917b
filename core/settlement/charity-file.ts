import { createHash } from "node:crypto";
import * as z from "zod";
import { Locale } from "../model/cause.ts";
import { Line } from "../model/fact.ts";
import type { Instant } from "../model/purchase.ts";
import { isVisible } from "../model/seen.ts";
import type { PayoutId } from "./payout.ts";

/** Of receipts, and of stories, that a charity may send about one payout. */
export const CHARITY_FILES_MAX = 5;
export const STORY_TEXT_MAX = 4_000;
/** Of what stands for a picture. */
export const STORY_ALT_MAX = 300;

/** What is kept under these is a receipt, or a story and its picture. */
export const RECEIPTS_PREFIX = "receipts/";
export const CHARITY_STORIES_PREFIX = "stories/";

/** What begins a file of each kind, whatever its sender calls it. */
const BEGINNINGS = [
  { ending: "pdf", type: "application/pdf", bytes: Buffer.from("%PDF-") },
  { ending: "jpg", type: "image/jpeg", bytes: Buffer.from([0xff, 0xd8, 0xff]) },
  { ending: "png", type: "image/png", bytes: Buffer.from("89504e470d0a1a0a", "hex") },
] as const;
type FileKind = Pick<(typeof BEGINNINGS)[number], "ending" | "type">;

/** What a file is by its first bytes; undefined for what is none of these. */
function kindOfFile(content: Buffer): FileKind | undefined {
  return BEGINNINGS.find(({ bytes }) => content.subarray(0, bytes.length).equals(bytes));
}

export function receiptKind(content: Buffer): FileKind | undefined {
  return kindOfFile(content);
}

export function storyPictureKind(content: Buffer): FileKind | undefined {
  const kind = kindOfFile(content);
  return kind?.ending === "pdf" ? undefined : kind;
}

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Several lines of plain words: no signs that control something, and something to read. */
const PlainText = z
  .string()
  .min(1)
  .max(STORY_TEXT_MAX)
  .regex(/^(?:[^\p{Cc}\p{Cs}]|\n)*$/u, "plain words")
  .refine(isVisible, "nothing that can be seen");

/**
 * A story as a charity wrote it. Nothing of it is published by itself. Its text is plain: it is never taken for HTML or Markdown.
 * - `language`: of the page that it was written on
 * - `mayShare`: the charity ticked that the brand may share it; without that none is kept
 */
export const CharityStory = z.object({
  title: Line,
  text: PlainText,
  language: Locale,
  mayShare: z.literal(true),
  picture: z
    .object({ sha256: Sha256, ending: z.enum(["jpg", "png"]), alt: z.string().min(1).max(STORY_ALT_MAX) })
    .optional(),
});
export type CharityStory = z.infer<typeof CharityStory>;

export function sha256Of(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The same bytes have the same key, so that sent twice they are kept once. */
export function receiptKey(payout: PayoutId, content: Buffer, ending: string): string {
  return `${RECEIPTS_PREFIX}${payout}/${sha256Of(content)}.${ending}`;
}

export function charityStoryKey(payout: PayoutId, story: string): string {
  return `${CHARITY_STORIES_PREFIX}${payout}/${sha256Of(story)}.json`;
}

export function storyPictureKey(
  payout: PayoutId,
  { sha256, ending }: Pick<NonNullable<CharityStory["picture"]>, "sha256" | "ending">,
): string {
  return `${CHARITY_STORIES_PREFIX}${payout}/${sha256}.${ending}`;
}

/** Something that a charity sent: where it is kept, since when, and how large it is. */
export interface KeptFile {
  readonly key: string;
  readonly at: Instant;
  readonly bytes: number;
}

/** What is kept of a charity about one payout, the oldest first. A story's picture is none of `stories`. */
export interface KeptFiles {
  readonly receipts: readonly KeptFile[];
  readonly stories: readonly KeptFile[];
}

/** Where charities' files are kept: each once, and never written over. */
export interface CharityFiles {
  list(payout: PayoutId): Promise<KeptFiles>;
  keep(key: string, content: Buffer | string, type: string): Promise<"kept" | "same">;
}
