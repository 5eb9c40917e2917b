import { describe, expect, test } from "vitest";
import * as z from "zod";
import { sampleRenditions } from "../../../../cli/messages/preview.ts";
import { formatter } from "../../../../core/i18n/formatter.ts";
import { type MessageName, messageOf } from "../../../../core/messaging/content/catalog.ts";
import { brand } from "../../../support/states.ts";

/**
 * What letters and texts claim, as claims.test.ts of the community's pages: each sentence with a figure says one of the facts that
 * the message was made from, or a sum of them that is named here; each promise is one that is known to hold, of that message.
 */
const { date, day, money, number, roundMoney } = formatter("en", brand);

const Amount = z.object({ minor: z.int(), currency: z.string() });
const Gift = z.object({ funding: z.string(), amount: Amount });
const Facts = z.looseObject({ gifts: z.array(Gift).default([]), minutes: z.int().optional() });

/** Every figure that facts hold, as a reader of the English letter sees it. */
function figuresIn(facts: unknown): string[] {
  if (typeof facts === "number") return [number(facts)];
  if (typeof facts === "string") return daysIn(facts);
  if (typeof facts !== "object" || facts === null) return [];
  const amount = Amount.safeParse(facts);
  if (amount.success) return [money, roundMoney].map((say) => say(amount.data.minor, amount.data.currency));
  return Object.values(facts).flatMap(figuresIn);
}

function daysIn(text: string): string[] {
  if (z.iso.date().safeParse(text).success) return [day(text)];
  return z.iso.datetime().safeParse(text).success ? [date(text)] : [text];
}

/** What the brand gave with one purchase, all causes together: one payer and one currency, so it may be summed. */
function brandSum(facts: unknown): string[] {
  const own = Facts.parse(facts).gifts.filter(({ funding }) => funding === "brand");
  const [first] = own;
  const isOne = own.every(({ amount }) => amount.currency === first?.amount.currency);
  if (first === undefined || !isOne) return [];
  return [
    money(
      own.reduce((sum, { amount }) => sum + amount.minor, 0),
      first.amount.currency,
    ),
  ];
}

/** For how long a link works: whole hours are said as hours. */
function hoursOf(facts: unknown): string[] {
  const { minutes = 0 } = Facts.parse(facts);
  return minutes > 0 && minutes % 60 === 0 ? [number(minutes / 60)] : [];
}

/** “… and 2 more”: how many gifts a text of few letters leaves out. */
function leftOut(facts: unknown, sentence: string): string[] {
  const named = sentence.match(/[€$¥]/g)?.length ?? 0;
  return / more\b/.test(sentence) ? [number(Facts.parse(facts).gifts.length - named)] : [];
}

/** Figures of a sentence: amounts, days, and what other numbers are left. */
function figuresSaid(sentence: string): string[] {
  const found: string[] = [];
  const take = (text: string, pattern: RegExp) =>
    text.replace(pattern, (figure) => {
      found.push(figure);
      return " ";
    });
  const rest = take(take(take(sentence, /TF-\d+/g), /[€$¥][\d,]+(?:\.\d+)?/g), /[A-Z][a-z]+ \d{1,2}, \d{4}/g);
  take(rest, /\d[\d,]*(?:\.\d+)?/g);
  return found;
}

const PROMISE = /\b(every|each|never|always|all of|nothing|exactly|paid to|cleared)\b/i;
/** Why each holds is beside it. */
const PROMISES: readonly (readonly [RegExp, readonly MessageName[] | "any"])[] = [
  // Its lines are the gifts of that purchase, and its sum is theirs.
  [/^This is exactly what it gave\.$/, ["impact-update"]],
  [
    /^(?:If you return (?:it|or cancel it)|Nothing else about your gifts changes)/,
    ["impact-update", "order-trouble"],
  ],
  // No figure of a letter is a sum over payers or currencies: the test of figures below would not know it.
  [
    /^(?:Each line is one kind of money; we|.* they are) never add(?:ed| them up)\.?$/,
    ["impact-digest", "purpose-brief", "community-letter", "offer-letter"],
  ],
  [/^Gifts of different kinds and currencies stand side by side; they are never added\./, "any"],
  // A milestone is a sum of all gifts to the cause.
  [/^Each purchase that gave to it has a part in it\.$/, ["milestone-reached"]],
  // A milestone's label is what the sum is enough for, in quotes: no deed is claimed.
  [/enough for [“"][^”"]+[”"]\./, ["milestone-reached"]],
  [/^- One kilometer of bank cleared \(Clean rivers\)$/, ["purpose-brief"]],
  // What is asked sends nothing until it is answered.
  [/do nothing(?:\.|: without your confirmation none of it is sent\.)$/, "any"],
  // A session begins by the link of this email alone; a change asked for and not confirmed is forgotten.
  [/nobody gets in without this email\.$/, ["sign-in-link"]],
  [/you will hear no more of it\.$/, ["change-address"]],
  [/^If that was you, there is nothing to do\.$/, ["address-changed"]],
  [/nothing (?:else )?(?:is sent|will come|changes|happens)/i, "any"],
  [/^You can change all of it at any time/, ["welcome"]],
];

/** What stands beside an offer is held to its terms elsewhere: here are the words around it. */
const beside = { lang: "en" as const, title: "", parts: [], more: "", text: "" };
const renditions = sampleRenditions(brand, null, () => beside).filter(({ locale }) => locale === "en");

/** Subject and text, a sentence each, without links and the brand's own address and words. */
function sentencesOf({ rendition }: (typeof renditions)[number], own: readonly string[]): string[] {
  const lines = [rendition.channel === "email" ? rendition.subject : "", ...rendition.text.split("\n")];
  return lines
    .map((line) => line.replace(/https?:\S+/g, "").trim())
    .filter((line) => !line.startsWith(`${brand.name} GmbH,`) && !own.includes(line))
    .flatMap((line) => line.split(/(?<=[.!?]) (?=[A-Z])/))
    .filter((line) => line !== "");
}

/** Words that the brand wrote for its letter or its story: it answers for them. */
function ownWords(facts: unknown): string[] {
  const { letter, title, summary } = Own.parse(facts);
  const texts = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(Object(value)).flatMap(texts);
  return texts({ letter, title, summary });
}

const unknown = z.unknown().optional();
const Own = z.looseObject({ letter: unknown, title: unknown, summary: unknown });

describe.each(renditions.map((one) => [`${one.name} ${one.rendition.channel}`, one] as const))(
  "%s",
  (_, one) => {
    const facts = messageOf(one.name).sample;
    const said = sentencesOf(one, ownWords(facts));

    test("says no figure that is not one of its facts, or a sum that is known", () => {
      const known = new Set([...figuresIn(facts), ...brandSum(facts), ...hoursOf(facts)]);
      const unknown = said.flatMap((sentence) =>
        figuresSaid(sentence)
          .filter((figure) => !known.has(figure) && !leftOut(facts, sentence).includes(figure))
          .map((figure) => [figure, sentence]),
      );
      expect(unknown).toEqual([]);
    });

    test("promises nothing that is not known to hold", () => {
      const open = said.filter((sentence) => {
        const holds = PROMISES.some(
          ([pattern, of]) => pattern.test(sentence) && (of === "any" || of.includes(one.name)),
        );
        return PROMISE.test(sentence) && !holds;
      });
      expect(open).toEqual([]);
    });
  },
);

test("no promise is vouched for that no message makes", () => {
  const all = renditions.flatMap((one) => sentencesOf(one, ownWords(messageOf(one.name).sample)));
  const unused = PROMISES.filter(([pattern]) => !all.some((sentence) => pattern.test(sentence)));
  expect(unused.map(([pattern]) => pattern.source)).toEqual([]);
});

test("a figure that is in no facts, and a promise that nobody vouches for, would be found", () => {
  const { gifts, ...rest } = Facts.parse(messageOf("impact-update").sample);
  const sum = brandSum({ ...rest, gifts: gifts.slice(1) });
  expect(sum).not.toEqual(brandSum({ ...rest, gifts }));
  expect(figuresSaid("Tarnfell gave €2.45 on November 20, 2026, for 3 purchases")).toEqual([
    "€2.45",
    "November 20, 2026",
    "3",
  ]);
  expect(PROMISE.test("Every purchase gives.")).toBe(true);
});
