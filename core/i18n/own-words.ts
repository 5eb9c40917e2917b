import type { Channel } from "../model/topic.ts";

/** The areas of the dictionaries whose words a brand can write itself: those of pages, and of the elements in a shop's pages. */
export const PAGE_AREAS = ["community", "auth", "account", "elements"] as const;
/** The same, and what stands around messages and what customers agree to: a language of messages has all of these two. */
export const WORD_AREAS = [...PAGE_AREAS, "message", "consent"] as const;
export type WordArea = (typeof WORD_AREAS)[number];

/**
 * A value that a text takes, by its name in braces.
 * - `optional`: the text has a form with it (`with`) and one `without`
 * - `count`: it has a form for each number that the language tells apart: `one`, `other` and, where there are, `few`, `many` …
 * - `channel`: it has a form for `email` and one for `sms`
 */
export interface Placeholder {
  readonly name: string;
  readonly kind: "text" | "optional" | "count" | "channel";
}

/** What each text of an area takes, by its path in it. */
export type Placeholders = Readonly<Record<string, readonly Placeholder[]>>;

/** Words that a brand wrote, by the path of each: `community.asOf`, `auth.unsubscribe.text.without.email`. */
export type OwnWords = Readonly<Record<string, string>>;

export const PLACEHOLDER = /\{([A-Za-z]+)\}/g;

const CHANNEL_FORMS: readonly Channel[] = ["email", "sms"];
/** As CLDR names them: https://cldr.unicode.org/index/cldr-spec/plural-rules */
export const PLURAL_FORMS: readonly Intl.LDMLPluralRule[] = ["zero", "one", "two", "few", "many", "other"];

/** The forms of a text that one of its values tells apart; none for a value that stands in one form. */
export function formsOf({ kind }: Placeholder): readonly string[] {
  switch (kind) {
    case "text":
      return [];
    case "optional":
      return ["with", "without"];
    case "count":
      return PLURAL_FORMS;
    case "channel":
      return CHANNEL_FORMS;
  }
}

interface Overlay {
  readonly own: OwnWords;
  readonly area: WordArea;
  readonly placeholders: Placeholders;
  readonly language: string;
}

function isFunction(text: unknown): text is (...values: never) => unknown {
  return typeof text === "function";
}

/**
 * The texts of an area with a brand's own in the place of those that it wrote; where it wrote none, the same object. A text of
 * its own that names a value which the text no longer takes, since a later release, stands back for the product's.
 */
export function withOwnWords<Words extends object>(original: Words, overlay: Overlay): Words {
  const isWritten = Object.keys(overlay.own).some((path) => path.startsWith(`${overlay.area}.`));
  return isWritten ? overlaid(original, "", overlay) : original;
}

/** Looked up when it is read: a page reads few of the texts of an area. */
function overlaid<Words extends object>(original: Words, prefix: string, overlay: Overlay): Words {
  return new Proxy(original, {
    get(target, key) {
      const text: unknown = Reflect.get(target, key);
      if (typeof key === "symbol") return text;
      const path = `${prefix}${key}`;
      if (isFunction(text)) {
        const takes = overlay.placeholders[path];
        return takes === undefined ? text : withForms(text, { path, takes, overlay });
      }
      if (typeof text === "object" && text !== null) return overlaid(text, `${path}.`, overlay);
      const own = overlay.own[`${overlay.area}.${path}`];
      return own !== undefined && fits(own, []) ? own : text;
    },
  });
}

interface Text {
  readonly path: string;
  readonly takes: readonly Placeholder[];
  readonly overlay: Overlay;
}

function withForms(original: (...values: never) => unknown, { path, takes, overlay }: Text) {
  return (...values: readonly unknown[]): unknown => {
    const paths = takes.reduce<readonly string[]>(
      (before, one, at) => {
        const forms = formsFor(one, values[at], overlay.language);
        return forms.length === 0 ? before : before.flatMap((form) => forms.map((own) => `${form}.${own}`));
      },
      [`${overlay.area}.${path}`],
    );
    const ownOr = (text: unknown, end: string) => {
      const own = paths.map((one) => overlay.own[`${one}${end}`]).find((one) => one !== undefined);
      return own !== undefined && fits(own, takes) ? filled(own, takes, values) : text;
    };
    const said: unknown = Reflect.apply(original, undefined, values);
    return Array.isArray(said) ? said.map((part, at) => ownOr(part, `.${at}`)) : ownOr(said, "");
  };
}

/** The forms that suit a value, the best first. */
function formsFor({ kind }: Placeholder, value: unknown, language: string): readonly string[] {
  switch (kind) {
    case "text":
      return [];
    case "optional":
      return [value === undefined ? "without" : "with"];
    case "count":
      return [new Intl.PluralRules(language).select(Number(value)), "other"];
    case "channel":
      return [String(value)];
  }
}

function fits(own: string, takes: readonly Placeholder[]): boolean {
  return [...own.matchAll(PLACEHOLDER)].every(([, name]) => takes.some((one) => one.name === name));
}

function filled(own: string, takes: readonly Placeholder[], values: readonly unknown[]): string {
  return own.replaceAll(PLACEHOLDER, (_, name: string) =>
    String(values[takes.findIndex((one) => one.name === name)] ?? ""),
  );
}
