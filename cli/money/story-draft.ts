import { stringify } from "yaml";
import type { Day } from "../../core/model/purchase.ts";
import type { CharityStory } from "../../core/settlement/charity-file.ts";
import type { Payout } from "../../core/settlement/payout.ts";

/** Room for the day before it and the story's own mark behind it: a story's name has at most 60 letters. */
const SLUG_MAX = 40;
const MARK_LETTERS = 6;

/** What a story's file is named, without its ending: its day, its heading, and a mark by which no two are the same. */
export function draftName({ title }: CharityStory, day: Day, sha256: string): string {
  const plain = title
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_MAX)
    .replaceAll(/^-+|-+$/g, "");
  return [day, plain, sha256.slice(0, MARK_LETTERS)].filter((part) => part !== "").join("-");
}

/**
 * A charity's story as a file of the brand's, to read and edit. It lacks what the charity did not write, a summary and the other
 * language, so `brand check` names it until a person completed it.
 */
export function storyDraft(
  story: CharityStory,
  { payout, day, picture }: { readonly payout: Payout; readonly day: Day; readonly picture?: string },
): string {
  const { language } = story;
  const [cause = ""] = payout.causes;
  const facts = stringify(
    {
      cause,
      day,
      title: { [language]: story.title },
      by: { [language]: payout.name },
      ...(story.picture && picture && { picture: { file: picture, alt: { [language]: story.picture.alt } } }),
    },
    { lineWidth: 0 },
  );
  return [
    "---",
    `# Written by the charity about ${payout.id}, whose causes are: ${payout.causes.join(", ")}.`,
    "# Read it, edit it, and add what `brand check` asks for: a summary, and all texts in the other language.",
    facts.trimEnd(),
    "---",
    "",
    `# ${language}`,
    "",
    asMarkdown(story.text),
    "",
  ].join("\n");
}

/** Plain words as Markdown that says exactly these: nothing in them is a sign of anything. */
function asMarkdown(text: string): string {
  return text
    .split("\n")
    .map((line) =>
      line
        .trim()
        .replaceAll(/[\\`*_[\]<>&~|@]/g, "\\$&")
        .replaceAll("://", "\\://")
        .replaceAll(/www\./gi, (www) => `${www.slice(0, -1)}\\.`)
        .replace(/^[#+=:-]/, "\\$&")
        .replace(/^(\d+)([.)])/, "$1\\$2"),
    )
    .join("\n");
}
