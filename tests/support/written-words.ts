import {
  accountTranslations,
  authTranslations,
  communityTranslations,
  consentTranslations,
  elementsTranslations,
  messageTranslations,
} from "../../core/i18n/dictionaries.ts";
import { formsOf, type WordArea } from "../../core/i18n/own-words.ts";
import {
  accountPlaceholders,
  authPlaceholders,
  communityPlaceholders,
  consentPlaceholders,
  elementsPlaceholders,
  messagePlaceholders,
} from "../../core/i18n/placeholders.ts";
import type { Locale } from "../../core/model/cause.ts";

const AREAS = {
  community: [communityTranslations, communityPlaceholders],
  auth: [authTranslations, authPlaceholders],
  account: [accountTranslations, accountPlaceholders],
  elements: [elementsTranslations, elementsPlaceholders],
  message: [messageTranslations, messagePlaceholders],
  consent: [consentTranslations, consentPlaceholders],
} as const;

function call(text: (...values: readonly unknown[]) => unknown, values: readonly unknown[]): unknown {
  return text(...values);
}

const isFunction = (text: unknown): text is (...values: readonly unknown[]) => unknown =>
  typeof text === "function";

/** Of a number that is in no text of ours. */
const MANY = 88_123;

/**
 * Each text of an area in one language as a brand would write it, by its whole path: values stand in braces, and a text with
 * forms stands once for each.
 */
export function asWritten(area: WordArea, locale: Locale): ReadonlyMap<string, string> {
  const [texts, placeholders] = AREAS[area];
  const found = new Map<string, string>();
  const say = (said: unknown, path: string) => {
    if (Array.isArray(said)) for (const [at, part] of said.entries()) say(part, `${path}.${at}`);
    else found.set(path, String(said).replaceAll(String(MANY), "{count}"));
  };
  const walk = (text: unknown, path: string): void => {
    if (isFunction(text)) {
      const takes = placeholders[path.slice(area.length + 1)] ?? [];
      let calls: { readonly path: string; readonly values: readonly unknown[] }[] = [{ path, values: [] }];
      for (const one of takes) {
        const forms = one.kind === "count" ? ["one", "other"] : formsOf(one);
        calls = calls.flatMap((so) =>
          (forms.length === 0 ? [undefined] : forms).map((form) => {
            const braces = `{${one.name}}`;
            const value =
              one.kind === "count"
                ? form === "one"
                  ? 1
                  : MANY
                : one.kind === "channel"
                  ? form
                  : form === "without"
                    ? undefined
                    : braces;
            return {
              path: form === undefined ? so.path : `${so.path}.${form}`,
              values: [...so.values, value],
            };
          }),
        );
      }
      const counted = takes.find(({ kind }) => kind === "count")?.name ?? "";
      for (const so of calls) {
        const said = call(text, so.values);
        if (Array.isArray(said)) say(said, so.path);
        else found.set(so.path, String(said).replaceAll(String(MANY), `{${counted}}`));
      }
    } else if (typeof text === "object" && text !== null && !Array.isArray(text))
      for (const [key, value] of Object.entries(text)) walk(value, `${path}.${key}`);
    else say(text, path);
  };
  walk(texts[locale], area);
  return found;
}

/** The same as the tree that a file holds, lists as lists. */
export function treeOf(words: Iterable<readonly [string, string]>): unknown {
  const tree = new Map<string, [string, string][]>();
  for (const [path, text] of words) {
    const [key = "", ...rest] = path.split(".");
    tree.set(key, [...(tree.get(key) ?? []), [rest.join("."), text]]);
  }
  const inner = [...tree].map(
    ([key, within]) => [key, within[0]?.[0] === "" ? within[0][1] : treeOf(within)] as const,
  );
  return inner.every(([key], at) => key === String(at))
    ? inner.map(([, value]) => value)
    : Object.fromEntries(inner);
}
