import { readFileSync } from "node:fs";
import { readText } from "../../core/people/sms/read-text.ts";

/** A text as a customer writes it, and what it means. */
export interface LabelledText {
  readonly kind: string;
  readonly language: string;
  readonly text: string;
}

/** The texts of one file in `tests/fixtures/texts`. */
export function labelledTexts(file: string): readonly LabelledText[] {
  const lines = readFileSync(new URL(`../fixtures/texts/${file}`, import.meta.url), "utf8").split("\n");
  let kind = "";
  let language = "";
  return lines.flatMap((line) => {
    const [mark, ...heading] = line.split(" ");
    if (mark === "#") {
      [kind = "", language = ""] = heading;
      return [];
    }
    return line === "" ? [] : [{ kind, language, text: line.replaceAll("\\n", "\n") }];
  });
}

/** What the reader makes of labelled texts: the stops that it misses, and the others that it takes for one. */
export function measureReader(texts: readonly LabelledText[]) {
  const read = texts.map((one) => ({ ...one, read: readText(one.text, "JOIN").kind }));
  const isStop = (kind: string) => kind === "stop" || kind === "stopLike";
  const stops = read.filter(({ kind }) => isStop(kind));
  const others = read.filter(({ kind }) => !isStop(kind));
  const missed = stops.filter(({ read: kind }) => !isStop(kind));
  const mistaken = others.filter(({ read: kind }) => isStop(kind));
  return {
    stops: stops.length,
    others: others.length,
    recall: 1 - missed.length / stops.length,
    falseRate: mistaken.length / others.length,
    missed: missed.map(({ text }) => text),
    mistaken: mistaken.map(({ text }) => text),
    keywordsMissed: others.filter(({ kind, read: found }) => kind !== found).map(({ text }) => text),
  };
}
