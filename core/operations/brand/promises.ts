import type { Locale } from "../../model/cause.ts";
import { type Amounts, formatMinor, minorDigits } from "../../model/money.ts";
import { type MatchPool, type Terms, termsName } from "../../model/terms.ts";

/** What a brand's words may promise: what its terms in force give, and what its pools match. */
export interface Promised {
  readonly terms: readonly Terms[];
  readonly pools: readonly MatchPool[];
}

const BASIS_POINTS_OF_ALL = 10_000;
const BASIS_POINTS_PER_PERCENT = 100;

/** How a language says what a promise is made of. Patterns are matched within one sentence. */
interface Speech {
  /** Somebody gives, or money goes somewhere. */
  readonly gives: RegExp;
  /** It is the brand that gives, or a purchase of which something is given. */
  readonly ours: RegExp;
  /** Words after which a percentage is given, and with which one that is a share goes on: “100 % wool” is none. */
  readonly beforeShare: RegExp;
  readonly afterShare: RegExp;
  /** Of one purchase or thing sold. */
  readonly perOne: RegExp;
  /** All purchases without exception. */
  readonly everyPurchase: RegExp;
  /** Words by which a sentence says itself which purchases it speaks of. */
  readonly limits: RegExp;
  /** Less to pay for the customer, which is no gift. */
  readonly discount: RegExp;
  readonly allProceeds: RegExp;
  readonly taxBenefit: RegExp;
  readonly denies: RegExp;
  /** What was given already. */
  readonly gave: RegExp;
}

const SPEECH: Readonly<Record<Locale, Speech>> = {
  en: {
    gives:
      /\b(?:giv(?:e|es|en|ing)|gave|donat\w+|go(?:es)?(?=.*\bto(?:wards)?\b)|shares?|contribut\w+|support\w*|charit\w+|pledg\w+)\b/iu,
    ours: /\b(?:we|us|our|you (?:buy|pay|spend)|purchases?|orders?|sales?|sold|bought|price|checkout|baskets?|revenues?|profits?)\b/iu,
    beforeShare: /\b(?:giv(?:e|es|en|ing)|gave|donat\w+|contribut\w+|pledg\w+)(?: \S+){0,2} $/iu,
    afterShare:
      /^(?:[\s),.;:!?–—]*$|[),.;:–—]|\s(?:of|from|for|to|on|per|each|every|goes?|is|are|will|[–—])(?!\p{L}))/iu,
    perOne:
      /\b(?:from|of) (?:each|every)\b|\b(?:per|each|every|any|an?) (?:\p{L}+ ){0,2}(?:purchases?|orders?|sales?|items?|products?|units?|pairs?|pieces?|receipts?|sold|bought)\b/iu,
    everyPurchase: /\b(?:each|every|any)(?: single)? (?:purchase|order|sale)\b|\b(?:all|your) purchases\b/iu,
    limits: /\b(?:from|above|over|or more|at least|minimum|most|where|if|when|up to|until)\b/iu,
    discount: /\b(?:off|discounts?|cheaper|reduced|rebates?|save|savings)\b/iu,
    allProceeds:
      /\b(?:(?:all|100\s?%|(?:100|a hundred) per ?cent)(?: of)?|the (?:whole|entire|full)) (?:the |our |its )?(?:net )?(?:proceeds|profits?|revenues?|earnings|takings)\b|\b(?:every|each) (?:single )?(?:cent|penny)\b/iu,
    taxBenefit:
      /\btax(?:es)?[- ]?(?:deduct\w+|receipts?|reliefs?|credits?|benefits?|allowances?)\b|\bdeduct\w* (?:it |this )?from (?:your )?tax(?:es)?\b|\bgift aid\b/iu,
    gave: /\bgave\b|\b(?:have|has|had|was|were|been)\b(?: \S+){0,3} (?:given|donated|contributed|shared|pledged)\b/giu,
    denies: /\b(?:not(?! only)|no|never|none|nobody|cannot|without|neither|nor)\b|n['’]t\b/iu,
  },
  de: {
    gives:
      /(?<!\p{L})(?:geben|gibt|gab|gegeben|(?:geht|gehen)(?=.* (?:an|in|zu)(?!\p{L}))|(?:ge)?spend\p{L}*|anteil\p{L}*|beitr(?:ag|äg)\p{L}*|unterstütz\p{L}*|zugute|fließt|fließen)(?!\p{L})/iu,
    ours: /(?<!\p{L})(?:wir|uns|unser\p{L}*|(?:ein)?kauf\p{L}*|(?:ein)?käufe\p{L}*|bestell\p{L}*|verkauf\p{L}*|gekauft\p{L}*|kaufpreis\p{L}*|ums(?:atz|ätze)\p{L}*|gewinn\p{L}*)(?!\p{L})/iu,
    beforeShare: /(?<!\p{L})(?:geben|gibt|gab|spend\p{L}*|geht|gehen|fließt|fließen)(?: \S+){0,2} $/iu,
    afterShare:
      /^(?:[\s),.;:!?–—]*$|[),.;:–—]|\s(?:von|vom|des|der|dessen|an|für|zu|pro|je|jede[nrsm]?|aller|unsere[rs]|geht|gehen|fließt|fließen|kommen|werden|sind|ist|[–—])(?!\p{L}))/iu,
    perOne:
      /(?<!\p{L})von jede[rm](?!\p{L})|(?<!\p{L})(?:pro|je|jede[nrsm]?|eine[nrsm]?) (?:\p{L}+ ){0,2}(?:(?:ein|ver)?kauf\p{L}*|bestellung|artikel|produkt|stück|paar|bon|(?:ge|ver)kauft\p{L}*)(?!\p{L})/iu,
    everyPurchase:
      /(?<!\p{L})(?:jede[nrsm]?(?: einzelne[nrsm]?)? (?:einkauf\p{L}*|kauf\p{L}*|bestellung|verkauf\p{L}*)|alle[nr]? (?:einkäufen?|käufen?|bestellungen))(?!\p{L})/iu,
    limits: /(?<!\p{L})(?:ab|über|mindestens|mehr als|die meisten|wo|wenn|falls|bis)(?!\p{L})/iu,
    discount:
      /(?<!\p{L})(?:\p{L}*rabatt\p{L}*|nachlass\p{L}*|günstiger|reduziert\p{L}*|spar(?:en|t|e)|ersparnis\p{L}*)(?!\p{L})/iu,
    allProceeds:
      /(?<!\p{L})(?:(?:alle|sämtliche|(?:der|den|unser(?:en)?) (?:ganze|gesamte|volle|komplette)[nr]?|100\s?(?:%|prozent)(?: der| des| unserer| unseres| vom)?) (?:unsere[rns]? )?(?:erlöse?n?s?|gewinne?n?s?|einnahmen|umsätzen?|umsatz(?:es)?)|jede[nr] (?:einzelne[nr]? )?cent)(?!\p{L})/iu,
    taxBenefit:
      /(?<!\p{L})(?:\p{L}*absetzbar\p{L}*|steuer\p{L}* (?:absetz\p{L}*|abzieh\p{L}*|geltend)|(?:spenden|zuwendungs)(?:quittung|bescheinigung|bestätigung)\p{L}*|steuervorteil\p{L}*)(?!\p{L})/iu,
    gave: /(?<!\p{L})(?:gab(?:en)?|(?:haben|habt|hat|hatten?|wurden?)(?!\p{L})(?: \S+){0,8} (?:gegeben|gespendet|beigetragen))(?!\p{L})/giu,
    denies: /(?<!\p{L})(?:nicht(?! nur)|kein\p{L}*|nie|niemals|niemand|ohne|weder|noch)(?!\p{L})/iu,
  },
};

const SENTENCE_END = /(?<=[.!?…])\s+|\n+/u;
const PERCENT = /(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|per ?cent\b|prozent)/giu;
/** A number as people write amounts: thousands apart or not, at most two decimals. */
const NUMBER = String.raw`(?:\d{1,3}(?:[.,’'\s]\d{3})+|\d+)(?:[.,]\d{1,2})?(?!\d)`;
const AMOUNT = new RegExp(
  String.raw`([$€£¥])\s?(${NUMBER})|(?<![\d.,])(${NUMBER})\s?([$€£¥]|EUR\b|USD\b|GBP\b|CHF\b|JPY\b|euros?\b|dollars?\b|pounds?\b|yen\b|franken\b|cents?\b|pence\b)`,
  "giu",
);

/** The currencies that a sign or a word may mean. Absent: any. */
const CURRENCIES: Readonly<Record<string, readonly string[]>> = {
  "€": ["EUR"],
  euro: ["EUR"],
  euros: ["EUR"],
  "£": ["GBP"],
  pound: ["GBP"],
  pounds: ["GBP"],
  pence: ["GBP"],
  "¥": ["JPY", "CNY"],
  yen: ["JPY"],
  franken: ["CHF"],
};
const HUNDREDTHS = ["cent", "cents", "pence"];

/**
 * What a text promises that the brand does not keep, each as a sentence that says what to do: a percentage or an amount that no
 * terms in force give, that every purchase gives where some do not, that all proceeds go there, or a tax benefit, which the
 * customer of a brand that gives has none of. A sentence that denies it promises nothing.
 */
export function brokenPromises(text: string, locale: Locale, promised: Promised): string[] {
  const speech = SPEECH[locale];
  return text.split(SENTENCE_END).flatMap((sentence) => {
    const denies = speech.denies.test(sentence);
    return [
      ...(denies ? [] : [...taxBenefit(sentence, speech), ...allProceeds(sentence, speech)]),
      ...(!denies && speaksOfGiving(sentence, speech) ? figures(sentence, speech, promised) : []),
    ];
  });
}

/** Whether a text says of purchases or of the brand that they give: what they gave already, or do not, promises nothing. */
export function promisesToGive(text: string, locale: Locale): boolean {
  const speech = SPEECH[locale];
  return text
    .split(SENTENCE_END)
    .some((one) => !speech.denies.test(one) && speaksOfGiving(one.replaceAll(speech.gave, " "), speech));
}

function speaksOfGiving(sentence: string, { gives, ours, discount }: Speech): boolean {
  return gives.test(sentence) && ours.test(sentence) && !discount.test(sentence);
}

function taxBenefit(sentence: string, { taxBenefit: pattern }: Speech): string[] {
  const said = pattern.exec(sentence)?.[0];
  if (said === undefined) return [];
  return [
    `“${said}” promises a tax benefit, and a gift of the brand's is none of its customer's: leave it out.`,
  ];
}

function allProceeds(sentence: string, { allProceeds: pattern }: Speech): string[] {
  const said = pattern.exec(sentence)?.[0];
  if (said === undefined) return [];
  return [`“${said}” promises more than any terms give: say what a purchase gives, as terms.yaml has it.`];
}

function figures(sentence: string, speech: Speech, promised: Promised): string[] {
  return [
    ...percentages(sentence, speech, promised),
    ...(speech.perOne.test(sentence) ? amounts(sentence, promised) : []),
    ...everyPurchase(sentence, speech, promised),
  ];
}

function percentages(sentence: string, speech: Speech, { terms, pools }: Promised): string[] {
  const kept = [...terms.flatMap(percentagesOf), ...pools.map(({ ratioBasisPoints }) => ratioBasisPoints)];
  return [...sentence.matchAll(PERCENT)].flatMap(({ 0: said, 1: number = "", index }) => {
    const isShare =
      speech.beforeShare.test(sentence.slice(0, index)) ||
      speech.afterShare.test(sentence.slice(index + said.length));
    if (!isShare) return [];
    const decimals = number.split(/[.,]/)[1]?.length ?? 0;
    const value = Number(number.replace(",", "."));
    // A third may be said as 33 %; what can be said exactly is.
    const isKept = (basisPoints: number) => {
      const exact = basisPoints / BASIS_POINTS_PER_PERCENT;
      return Number.isInteger(basisPoints)
        ? exact === value
        : exact.toFixed(decimals) === value.toFixed(decimals);
    };
    if (kept.some(isKept)) return [];
    return [
      `“${said}”: no terms in force give that, and no pool matches so. ${has(kept.map((one) => `${Math.round(one) / BASIS_POINTS_PER_PERCENT} %`))}`,
    ];
  });
}

function percentagesOf({ share, split = [] }: Terms): number[] {
  const all = split.reduce((sum, { weight }) => sum + weight, 0);
  const parts = split.map(({ weight }) => (weight * BASIS_POINTS_OF_ALL) / all);
  switch (share.kind) {
    case "percentage":
      return [share.basisPoints, ...parts];
    case "tiers":
      return [
        ...Object.values(share.tiers).flatMap((tiers) => tiers.map((tier) => tier.basisPoints)),
        ...parts,
      ];
    case "flat":
    case "perUnit":
      return parts;
  }
}

function amounts(sentence: string, { terms }: Promised): string[] {
  const kept = terms.flatMap(amountsOf).flatMap(Object.entries<number>);
  return [...sentence.matchAll(AMOUNT)].flatMap(([said, sign, before, after, word]) => {
    const unit = (sign ?? word ?? "").toLowerCase();
    const value = amountIn(before ?? after ?? "") / (HUNDREDTHS.includes(unit) ? 100 : 1);
    const codes = /^[a-z]{3}$/.test(unit) && unit !== "yen" ? [unit.toUpperCase()] : CURRENCIES[unit];
    const isKept = kept.some(
      ([currency, minor]) =>
        (codes?.includes(currency) ?? true) &&
        Number(formatMinor(minor, currency)) === rounded(value, currency),
    );
    if (isKept) return [];
    const stated = kept.map(([currency, minor]) => `${formatMinor(minor, currency)} ${currency}`);
    return [`“${said}”: no terms in force give that of one purchase or thing. ${has(stated)}`];
  });
}

function amountIn(written: string): number {
  const [, whole = "", decimals = ""] = /^(.*?)(?:[.,](\d{1,2}))?$/s.exec(written) ?? [];
  return Number(`${whole.replaceAll(/\D/g, "")}.${decimals}`);
}

function rounded(value: number, currency: string): number {
  return Number(value.toFixed(minorDigits(currency)));
}

/** All amounts that terms state of one purchase or thing. */
function amountsOf({ share, ...terms }: Terms): Amounts[] {
  const { minimumOrder = {}, capPerOrder = {}, capPerCampaign = {}, guaranteedMinimum = {} } = terms;
  const limits = [minimumOrder, capPerOrder, capPerCampaign, guaranteedMinimum];
  switch (share.kind) {
    case "flat":
    case "perUnit":
      return [share.amounts, ...limits];
    case "tiers":
      return [
        ...Object.entries(share.tiers).flatMap(([currency, tiers]) =>
          tiers.map(({ from }) => ({ [currency]: from })),
        ),
        ...limits,
      ];
    case "percentage":
      return limits;
  }
}

function everyPurchase(sentence: string, speech: Speech, { terms }: Promised): string[] {
  const said = speech.everyPurchase.exec(sentence)?.[0];
  if (said === undefined || speech.limits.test(sentence)) return [];
  const not = terms.flatMap((one) => {
    const because = exception(one);
    return because === undefined ? [] : [`${termsName(one)} ${because}`];
  });
  if (not.length === 0) return [];
  return [`“${said}”: not all of them give (${not.join("; ")}). Say which do, or leave out that all do.`];
}

function exception({ share, minimumOrder, capPerCampaign }: Terms): string | undefined {
  const [minimum] = Object.entries(minimumOrder ?? {});
  if (minimum !== undefined)
    return `gives nothing below ${formatMinor(minimum[1], minimum[0])} ${minimum[0]}`;
  if (share.kind === "perUnit") return `gives for ${share.skus.slice(0, 3).join(", ")} alone`;
  return capPerCampaign === undefined ? undefined : "gives nothing once its cap is reached";
}

function has(stated: readonly string[]): string {
  const all = [...new Set(stated)];
  return all.length === 0 ? "They state none." : `They have ${all.slice(0, 12).join(", ")}.`;
}
