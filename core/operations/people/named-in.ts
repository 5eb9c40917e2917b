import { getCountries, isSupportedCountry } from "libphonenumber-js/min";
import { normalCard } from "../../intake/webhook/person-identities.ts";
import { readCardToken } from "../../model/customer-card.ts";
import type { Identity } from "../../model/purchase.ts";
import { plainSigns } from "../../model/spellings.ts";
import { formerForms, hashIdentity, normalEmail } from "../../platform/crypto/identity.ts";
import { normalPhone } from "../../platform/crypto/phone.ts";
import { isOneMailbox, mailboxesOf, waysToWrite } from "./same-person.ts";
import { textsIn } from "./texts-in.ts";

/**
 * A person who is sought in kept bodies: by the keyed hashes of their identities, so that nobody need know the addresses
 * themselves. `clear`: the addresses and numbers that are known all the same, in normal form; of those more spellings are
 * found. `countries`: where their numbers may be from, for numbers that are written without a country code.
 */
export interface Sought {
  readonly identities: readonly Identity[];
  readonly countries: readonly string[];
  readonly clear?: readonly string[];
}

/** Longer texts are prose; no address, number or token is. */
const NAME_CHARS_MAX = 400;
const PHONE_DIGITS_MIN = 6;
const PHONE_DIGITS_MAX = 17;
/** With more numbers than an order has, each is read as one of the countries that are named, and not of every one. */
const NUMBERS_MAX = 300;
/** Digits that stand apart and may be one number: an area and a line have up to six groups with their country. */
const GROUPS_MAX = 8;

/** Something that is written like an address, whatever stands around it. */
const LIKE_EMAIL = /[^\s<>()[\]",;:\\|]{1,320}@[^\s<>()[\]",;:\\|@]{1,320}/gu;
/** What is no part of a mailbox's name where it stands before one: of an address of the web, a form, a quotation. */
const BEFORE = /[=/&?!#'`*{}$^~%]/g;
/** Digits of any script, in any grouping. */
const LIKE_PHONE = /\+?\(?\p{Nd}(?:[\s().\-/_·•~]*\p{Nd})+/gu;

/**
 * Whether a body, as a shop system sent it, names this person in any spelling: every text in it is brought into the form in
 * which intake hashes it, and the hashes are compared. In doubt it does.
 */
export function namesSought(
  key: string,
  { identities, countries, clear = [] }: Sought,
): (body: string) => boolean {
  const sought = new Set(identities.map(({ kind, hmac }) => `${kind} ${hmac}`));
  const seeks = (kind: Identity["kind"]) => identities.some((one) => one.kind === kind);
  const isSought = (kind: Identity["kind"], normal: string | undefined) =>
    normal !== undefined &&
    (kind === "email" || kind === "phone" ? [normal, ...formerForms(normal)] : [normal]).some((form) =>
      sought.has(`${kind} ${hashIdentity(key, form)}`),
    );
  const mailboxes = clear.filter((one) => one.includes("@"));
  const numbers = new Set(clear.filter((one) => !one.includes("@")).flatMap(waysToWrite));
  const isSoughtEmail = (normal: string) =>
    mailboxesOf(normal).some((one) => isSought("email", one)) ||
    mailboxes.some((one) => isOneMailbox(one, normal));
  return (body) => {
    const texts = [...textsIn(body)];
    const plain = [...new Set(texts.flatMap(plainOf))];
    if (seeks("email") || mailboxes.length > 0) {
      const emails = new Set(plain.flatMap((text) => text.match(LIKE_EMAIL) ?? []));
      if ([...new Set([...emails].flatMap(emailsOf))].some(isSoughtEmail)) return true;
    }
    if (seeks("card") && texts.some((text) => cardsOf(text).some((one) => isSought("card", one))))
      return true;
    const isOwnCard = (text: string) => isSought("customerCard", readCardToken(text));
    if (seeks("customerCard") && texts.some((text) => piecesOf(text).some(isOwnCard))) return true;
    if (numbers.size > 0 && plain.some((text) => windowsIn(text).some((one) => numbers.has(one))))
      return true;
    if (!seeks("phone")) return false;
    const found = new Set(plain.flatMap(windowsIn).filter(isLongEnough));
    return numbersOf(found, countriesIn(texts, countries, found.size)).some((one) => isSought("phone", one));
  };
}

/** Without what cannot be seen, in one kind of hyphen; also without markup, and without space around the sign of addresses. */
function plainOf(text: string): string[] {
  const plain = plainSigns(text);
  const more = [
    ...(plain.includes("<") ? [plain.replace(/<[^<>]*>/g, "")] : []),
    ...(/\s@|@\s/.test(plain)
      ? [plain.replace(/\s{0,3}@\s{0,3}/g, "@").replace(/(?<=@\S{1,250})\s?\.\s?/g, ".")]
      : []),
  ];
  return [plain, ...more];
}

/** The address, also behind what is no part of it, and without the marks of the sentence around it. */
function emailsOf(text: string): string[] {
  const at = text.lastIndexOf("@");
  const starts = [...text.slice(0, at).matchAll(BEFORE)].map(({ index }) => text.slice(index + 1));
  const domain = /^[\p{L}\p{N}.-]*/u.exec(text.slice(at + 1))?.[0] ?? "";
  const spellings = [text, ...starts].flatMap((one) => {
    const local = one.slice(0, one.lastIndexOf("@"));
    return [one, `${local}@${domain}`].flatMap((each) => [
      each,
      each.replace(/^['`*_./-]+|['`*_.!?/-]+$/g, ""),
    ]);
  });
  return [...new Set(spellings)].flatMap((one) => normalEmail(one) ?? []);
}

function cardsOf(text: string): (string | undefined)[] {
  if (text.length > NAME_CHARS_MAX) return [];
  return piecesOf(text).map(normalCard);
}

/** A text, and its words. */
function piecesOf(text: string): readonly string[] {
  return [...new Set([text, ...text.split(/[\s,;=]+/)])];
}

/** The digits of neighbouring groups; behind a plus sign only from there, as what stands first is the country. */
function windowsIn(text: string): string[] {
  return (text.match(LIKE_PHONE) ?? []).flatMap((run) => {
    const groups = run.match(/\p{Nd}+/gu) ?? [];
    const windows: string[] = [];
    let before = 0;
    for (const [from, group] of groups.entries()) {
      const isWithin = run.startsWith("+") && before > 0 && before < PHONE_DIGITS_MIN;
      before += group.length;
      if (isWithin) continue;
      for (let to = from + 1; to <= Math.min(groups.length, from + GROUPS_MAX); to += 1)
        windows.push(groups.slice(from, to).join(""));
    }
    return windows;
  });
}

function isLongEnough({ length }: string): boolean {
  return length >= PHONE_DIGITS_MIN && length <= PHONE_DIGITS_MAX;
}

/** Each number in every form that it may stand for: with its country code or without, with 00 in place of `+`. */
function numbersOf(runs: ReadonlySet<string>, countries: readonly string[]): string[] {
  const normals = new Set<string>();
  for (const run of runs) {
    const international = normalPhone(`+${run.replace(/^00/, "")}`, undefined);
    const national = countries.map((country) => normalPhone(run, country));
    for (const one of [international, ...national]) if (one !== undefined) normals.add(one);
  }
  return [...normals];
}

/** Every country; of a body with many numbers, those of the person and of the body, where either says any. */
function countriesIn(texts: readonly string[], known: readonly string[], numbers: number): readonly string[] {
  if (numbers <= NUMBERS_MAX) return getCountries();
  const codes = texts.map((text) => text.trim().toUpperCase()).filter((text) => /^[A-Z]{2}$/.test(text));
  const named = [...new Set([...known, ...codes])].filter((code) => isSupportedCountry(code));
  return named.length === 0 ? getCountries() : named;
}
