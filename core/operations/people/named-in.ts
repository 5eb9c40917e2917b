import { getCountries, isSupportedCountry } from "libphonenumber-js/min";
import { normalCard } from "../../intake/webhook/person-identities.ts";
import type { Identity } from "../../model/purchase.ts";
import { formerForms, hashIdentity, normalEmail } from "../../platform/crypto/identity.ts";
import { normalPhone } from "../../platform/crypto/phone.ts";
import { textsIn } from "./texts-in.ts";

/**
 * A person who is sought in kept bodies: by the keyed hashes of their identities alone, so that nobody need know the
 * addresses themselves. `countries`: where their numbers may be from, for numbers that are written without a country code.
 */
export interface Sought {
  readonly identities: readonly Identity[];
  readonly countries: readonly string[];
}

/** Longer texts are prose; no address, number or token is. */
const NAME_CHARS_MAX = 400;
const PHONE_DIGITS_MIN = 6;
const PHONE_DIGITS_MAX = 17;

/** Something that is written like an address, whatever stands around it. */
const LIKE_EMAIL = /[^\s<>()[\]",;:\\|]+@[^\s<>()[\]",;:\\|@]+/gu;
/** Digits of any script, in any grouping. */
const LIKE_PHONE = /\+?\(?\p{Nd}(?:[\s().\-/]*\p{Nd})+/gu;

/**
 * Whether a body, as a shop system sent it, names this person in any spelling: every text in it is brought into the form in
 * which intake hashes it, and the hashes are compared.
 */
export function namesSought(key: string, { identities, countries }: Sought): (body: string) => boolean {
  const sought = new Set(identities.map(({ kind, hmac }) => `${kind} ${hmac}`));
  const seeks = (kind: Identity["kind"]) => identities.some((one) => one.kind === kind);
  const isSought = (kind: Identity["kind"], normal: string | undefined) =>
    normal !== undefined &&
    (kind === "card" ? [normal] : [normal, ...formerForms(normal)]).some((form) =>
      sought.has(`${kind} ${hashIdentity(key, form)}`),
    );
  return (body) => {
    const texts = [...textsIn(body)];
    const plain = [...new Set(texts.map(plainOf))];
    const emails = () => new Set(plain.flatMap((text) => text.match(LIKE_EMAIL) ?? []));
    if (seeks("email") && [...emails()].some((text) => emailsOf(text).some((one) => isSought("email", one))))
      return true;
    if (seeks("card") && texts.some((text) => cardsOf(text).some((one) => isSought("card", one))))
      return true;
    if (!seeks("phone")) return false;
    const found = new Set(plain.flatMap(numbersIn));
    return numbersOf(found, countriesIn(texts, countries)).some((one) => isSought("phone", one));
  };
}

/** One kind of hyphen, and nothing that cannot be seen. */
function plainOf(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replace(/\p{Pd}|\u2212/gu, "-");
}

/** The address, also as the value of an attribute, and without the marks of the sentence around it. */
function emailsOf(text: string): (string | undefined)[] {
  const spellings = [text, text.slice(text.lastIndexOf("=") + 1)].flatMap((one) => [
    one,
    one.replace(/^['`*_./]+|['`*_.!?/]+$/g, ""),
  ]);
  return [...new Set(spellings)].map(normalEmail);
}

function cardsOf(text: string): (string | undefined)[] {
  if (text.length > NAME_CHARS_MAX) return [];
  return [...new Set([text, ...text.split(/[\s,;]+/)])].map(normalCard);
}

/** Runs of digits, whole and by their pieces, as two numbers may stand beside each other. */
function numbersIn(text: string): string[] {
  const runs = text.match(LIKE_PHONE) ?? [];
  return runs.flatMap((run) => [run, ...run.split(/\s{2,}|\s*\/\s*/), ...run.split(/\s+/)]);
}

/** Each number in every form that it may stand for: with its country code or without, with 00 in place of `+`. */
function numbersOf(runs: ReadonlySet<string>, countries: readonly string[]): string[] {
  const normals = new Set<string>();
  for (const run of runs) {
    const digits = run.replace(/\P{Nd}/gu, "");
    if (digits.length < PHONE_DIGITS_MIN || digits.length > PHONE_DIGITS_MAX) continue;
    const international = [`+${digits.replace(/^00/, "")}`].map((one) => normalPhone(one, undefined));
    const national = countries.map((country) => normalPhone(digits, country));
    for (const one of [...international, ...national]) if (one !== undefined) normals.add(one);
  }
  return [...normals];
}

/** The countries of the person and of the body; every one where neither says any. */
function countriesIn(texts: readonly string[], known: readonly string[]): readonly string[] {
  const codes = texts.map((text) => text.trim().toUpperCase()).filter((text) => /^[A-Z]{2}$/.test(text));
  const named = [...new Set([...known, ...codes])].filter((code) => isSupportedCountry(code));
  return named.length === 0 ? getCountries() : named;
}
