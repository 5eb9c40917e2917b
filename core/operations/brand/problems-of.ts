import * as z from "zod";
import { Locale } from "../../model/cause.ts";
import type { BrandDocument, BrandProblem, Path } from "./document.ts";

/** What a schema finds wrong in a file, each at its place, with what to do about it. */
export function problemsOf(issue: z.core.$ZodIssue, document: BrandDocument): BrandProblem[] {
  const path = issue.path.filter((step) => typeof step !== "symbol");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        ...document.atKey([...path, key]),
        message: `"${key}" is not known here: correct its spelling or remove it.`,
      }));
    case "invalid_key":
      return [
        {
          ...document.atKey(path),
          message: `"${path.at(-1)}": ${issue.issues[0]?.message ?? issue.message}.`,
        },
      ];
    default:
      return [
        { ...document.at(path), message: `${nameOf(path, document.value)}: ${adviceOf(issue, path)}.` },
      ];
  }
}

const languageNames = new Intl.DisplayNames("en", { type: "language" });

function adviceOf({ message }: z.core.$ZodIssue, path: Path): string {
  if (!message.endsWith("received undefined")) return message;
  const language = Locale.safeParse(path.at(-1));
  return language.success
    ? `needs a ${languageNames.of(language.data)} text (${language.data})`
    : "is missing: write it";
}

const Row = z.looseObject({
  id: z.string().optional(),
  slug: z.string().optional(),
  version: z.int().optional(),
});

/** `terms web-shops@2, split 2, weight`: rows by their own name, other places of a list counted from 1. */
function nameOf(path: Path, value: unknown): string {
  const words: string[] = [];
  let at: unknown = value;
  for (const step of path) {
    at = typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined;
    if (typeof step === "string") {
      words.push(step);
      continue;
    }
    const { id, slug, version } = Row.safeParse(at).data ?? {};
    const name = slug ?? (id !== undefined && version !== undefined ? `${id}@${version}` : id);
    words.push(`${words.pop() ?? "entry"} ${name ?? step + 1}`);
  }
  return words.join(", ") || "The file";
}
