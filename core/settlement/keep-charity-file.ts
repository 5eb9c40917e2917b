import type { Locale } from "../model/cause.ts";
import { Line } from "../model/fact.ts";
import { isVisible, withoutUnseen } from "../model/seen.ts";
import {
  CHARITY_FILES_MAX,
  type CharityFiles,
  CharityStory,
  charityStoryKey,
  receiptKey,
  receiptKind,
  STORY_ALT_MAX,
  STORY_TEXT_MAX,
  sha256Of,
  storyPictureKey,
  storyPictureKind,
} from "./charity-file.ts";
import type { PayoutId } from "./payout.ts";

/** What became of a receipt: `full` where there are as many as may be, `missing` and `unknown` where it was none. */
export type ReceiptKept = "kept" | "same" | "full" | "missing" | "unknown";

/** Keeps a receipt, once for the same bytes. Writes nothing unless it is a PDF, a JPEG or a PNG. */
export function keepReceipt(files: CharityFiles) {
  return async (payout: PayoutId, content: Buffer | undefined): Promise<ReceiptKept> => {
    if (content === undefined) return "missing";
    const kind = receiptKind(content);
    if (kind === undefined) return "unknown";
    const key = receiptKey(payout, content, kind.ending);
    const { receipts } = await files.list(payout);
    if (receipts.some((one) => one.key === key)) return "same";
    if (receipts.length >= CHARITY_FILES_MAX) return "full";
    return files.keep(key, content, kind.type);
  };
}

/** A story as it was filled in. `alt`: what its picture shows. */
export interface StoryTyped {
  readonly title: string;
  readonly text: string;
  readonly alt: string;
  readonly mayShare: boolean;
  readonly language: Locale;
  readonly picture: Buffer | undefined;
}

/** What is wrong with a story, in the order of its fields. */
export type StoryProblem = "title" | "text" | "textTooLong" | "picture" | "alt" | "noPicture" | "share";

export type StoryKept =
  | { readonly kind: "kept" | "same" | "full" }
  | { readonly kind: "refused"; readonly problems: readonly StoryProblem[] };

/**
 * Keeps a story, once for the same words and picture. Writes nothing unless all of it is right. The picture is written first: a story
 * whose words are there is whole, and one that was cut off is whole once it is sent again.
 */
export function keepCharityStory(files: CharityFiles) {
  return async (payout: PayoutId, typed: StoryTyped): Promise<StoryKept> => {
    const problems = problemsOf(typed);
    if (problems.length > 0) return { kind: "refused", problems };
    const { picture, title, language } = typed;
    const kind = picture && storyPictureKind(picture);
    const shown = picture &&
      kind && { sha256: sha256Of(picture), ending: kind.ending, alt: lineOf(typed.alt) };
    const text = plainText(typed.text);
    const story = CharityStory.parse({
      ...{ title, text, language, mayShare: true },
      ...(shown && { picture: shown }),
    });
    const content = JSON.stringify(story);
    const key = charityStoryKey(payout, content);
    const { stories } = await files.list(payout);
    if (stories.some((one) => one.key === key)) return { kind: "same" };
    if (stories.length >= CHARITY_FILES_MAX) return { kind: "full" };
    if (picture && kind && story.picture)
      await files.keep(storyPictureKey(payout, story.picture), picture, kind.type);
    return { kind: await files.keep(key, content, "application/json") };
  };
}

function problemsOf({ title, text, alt, mayShare, picture }: StoryTyped): StoryProblem[] {
  const words = plainText(text);
  const shows = lineOf(alt);
  const isAlt = isVisible(shows) && shows.length <= STORY_ALT_MAX;
  const found: readonly (StoryProblem | false)[] = [
    !Line.safeParse(title).success && "title",
    !isVisible(words) && "text",
    words.length > STORY_TEXT_MAX && "textTooLong",
    picture !== undefined && storyPictureKind(picture) === undefined && "picture",
    picture !== undefined && !isAlt && "alt",
    // Browsers empty the field of a file where a form comes back: whoever described a picture meant to send one.
    picture === undefined && shows !== "" && "noPicture",
    !mayShare && "share",
  ];
  return found.filter((one) => one !== false);
}

/** What ends a line or does something unseen; lines and what is between them stay. */
const CONTROLS = /[^\P{Cc}\n]|\p{Cs}/gu;

function plainText(text: string): string {
  const lines = text
    .normalize("NFC")
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll(CONTROLS, " ");
  return withoutUnseen(lines).trim();
}

function lineOf(text: string): string {
  return plainText(text).replaceAll(/\s+/g, " ");
}
