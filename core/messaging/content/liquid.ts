import { type FilterImplOptions, Liquid, type Template } from "liquidjs";
import * as z from "zod";
import type { Formatter, Plural } from "../../i18n/formatter.ts";
import { PLURAL_FORMS } from "../../i18n/own-words.ts";
import type { Translations } from "../../i18n/translations.ts";
import { Localised } from "../../model/cause.ts";
import { Amount } from "../../model/fact.ts";
import { Funding } from "../../model/gift.ts";
import { Day, Instant } from "../../model/purchase.ts";
import { Topic } from "../../model/topic.ts";
import type { Room } from "./room.ts";
import { isGsm7, plainText } from "./sms.ts";

/**
 * The language of one rendition: its formatter, its translations, the brand's name, and how much it may write.
 * `isText`: amounts are written in signs that a text carries seven bits each.
 */
export interface Voice {
  readonly speech: Formatter;
  readonly words: Translations["message"];
  readonly brand: string;
  readonly room: Room;
  readonly isText: boolean;
}

/** A filter of the templates. It parses its value, so that a wrong fact is refused and never printed. */
type LiquidFilter = (voice: Voice, value: unknown, ...more: readonly unknown[]) => string;

const Gifts = z.array(z.object({ cause: Localised }));
const Two = z.tuple([z.string(), z.string()]);
/** As Liquid hands over what a template names: `one: "zakup", few: "zakupy", many: "zakupów", other: "zakupu"`. */
const Forms = z.array(z.tuple([z.enum(PLURAL_FORMS), z.string()])).min(1);

function nounOf(written: readonly unknown[]): Plural {
  const two = Two.safeParse(written).data;
  if (two !== undefined) return { one: two[0], other: two[1] };
  const forms = new Map(Forms.parse(written));
  const other = z.string().parse(forms.get("other"));
  return { ...Object.fromEntries(forms), one: forms.get("one") ?? other, other };
}

function amount(value: unknown): [number, string] {
  const { minor, currency } = Amount.parse(value);
  return [minor, currency];
}

const OneKind = z.array(z.object({ funding: Funding, amount: Amount })).min(1);

/** Throws for gifts of two fundings or currencies: their sum would be nobody's. It may be more than one amount may be. */
function sumOf(value: unknown): [number, string] {
  const gifts = OneKind.parse(value);
  const kinds = new Set(gifts.map(({ funding, amount: { currency } }) => `${funding} ${currency}`));
  if (kinds.size > 1) throw new Error("two kinds of money");
  return [gifts.reduce((sum, gift) => sum + gift.amount.minor, 0), gifts[0]?.amount.currency ?? ""];
}

/** In a text, the currency's code stands in place of a sign outside GSM-7: one such sign more than doubles its price. */
function written(
  { speech, isText }: Voice,
  [minor, currency]: [number, string],
  write: "money" | "roundMoney",
): string {
  const shown = speech[write](minor, currency);
  return isText && !isGsm7(plainText(shown)) ? speech.codedMoney(minor, currency) : shown;
}

function listed({ speech, words, room }: Voice, names: readonly string[]): string {
  const rest = names.length - room.names;
  return speech.all(rest > 0 ? [...names.slice(0, room.names), words.more(speech.number(rest))] : names);
}

/**
 * - `money`, `roundMoney`: an amount, exactly; the second leaves out decimals that are all zero
 * - `total`: what some gifts of one funding and currency come to; the kinds of money are never added
 * - `day`, `date`: a day; the day of a point in time on the customer's clock
 * - `said`: a localised text in the rendition's language
 * - `causes`: the names of the causes of some gifts, each once, as many as there is room for
 * - `beyond`: how many gifts there is no room for, "9 more"
 * - `counted: "purchase", "purchases"`: how many of something, in a language with other plurals `counted: one: "…", few: "…", other: "…"`; `lasting`: for how many minutes, or hours if they are whole
 * - `payer`, `payerOfAll`: who paid; `topics`: what about; `sentence`: with a capital letter first
 */
const filters: Readonly<Record<string, LiquidFilter>> = {
  money: (voice, value) => written(voice, amount(value), "money"),
  total: (voice, value) => written(voice, sumOf(value), "money"),
  roundMoney: (voice, value) => written(voice, amount(value), "roundMoney"),
  day: ({ speech }, value) => speech.day(Day.parse(value)),
  date: ({ speech }, value) => speech.date(Instant.parse(value)),
  said: ({ speech }, value) => speech.text(Localised.parse(value)),
  causes: (voice, value) =>
    listed(voice, [...new Set(Gifts.parse(value).map(({ cause }) => voice.speech.text(cause)))]),
  beyond: ({ speech, words, room }, value) =>
    words.more(speech.number(Math.max(0, Gifts.parse(value).length - room.gifts))),
  counted: ({ speech }, value, ...noun) => {
    return speech.counted(z.int().parse(value), nounOf(noun));
  },
  lasting: ({ speech, words }, value) => {
    const minutes = z.int().min(1).parse(value);
    return minutes % 60 === 0
      ? speech.counted(minutes / 60, words.hours)
      : speech.counted(minutes, words.minutes);
  },
  payer: ({ words, brand }, value) => words.payer[Funding.parse(value)](brand),
  sentence: (_, value) => {
    const text = z.string().parse(value);
    return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
  },
  payerOfAll: ({ words, brand }, value) => words.payerOfAll[Funding.parse(value)](brand),
  topics: ({ speech, words }, value) =>
    speech.all(
      z
        .array(Topic)
        .parse(value)
        .map((topic) => words.topics[topic]),
    ),
};

const VOICE = "voice";
const IsVoice = z.custom<Voice>((voice) => typeof voice === "object" && voice !== null);

/** A variable or a filter that does not exist is an error; nothing is read from a file or a prototype. */
function engine(escaping: boolean): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    relativeReference: false,
    templates: {},
    ...(escaping && { outputEscape: "escape" as const }),
  });
  for (const [name, apply] of Object.entries(filters)) {
    const filter: FilterImplOptions = function (value: unknown, ...more: unknown[]) {
      return apply(IsVoice.parse(this.context.getSync([VOICE])), value, ...more);
    };
    liquid.registerFilter(name, filter);
  }
  return liquid;
}

const engines = { html: engine(true), text: engine(false) };

/** The format of a filled template: in `html` every inserted value is escaped. */
export type Medium = keyof typeof engines;

const parsed = { html: new Map<string, Template[]>(), text: new Map<string, Template[]>() };

/** Fills in one template. Each is parsed once. Throws what Liquid or a filter throws. */
export function fill(medium: Medium, template: string, voice: Voice, context: object): string {
  const liquid = engines[medium];
  const cached = parsed[medium].get(template) ?? liquid.parse(template);
  parsed[medium].set(template, cached);
  return String(liquid.renderSync(cached, { ...context, [VOICE]: voice }));
}
