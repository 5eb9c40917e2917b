import * as z from "zod";
import { LanguageTag } from "../../model/brand-words.ts";
import { Localised, localised } from "../../model/cause.ts";
import { Amount, Line } from "../../model/fact.ts";
import { Funding } from "../../model/gift.ts";
import { Day, Instant } from "../../model/purchase.ts";
import { BOUGHT_MAX } from "../../model/story-slug.ts";
import { type Channel, type MessageChannel, Topic } from "../../model/topic.ts";
import { PictureFact } from "./letter-picture.ts";
import { LetterPromise, LetterWords } from "./letter-words.ts";

/** The purpose of a message's single-use link; the send step issues it, and no event or run holds it. */
export type MessageLink = "confirm" | "signIn" | "changeAddress";

/** Where a message goes, if not to the customer's contact: to the address that they want, or had until a change. */
export type MessageAside = "new" | "former";

/**
 * One message, on all its channels.
 * - `transactional`: the answer to something the person did a moment ago; needs no consent and has no unsubscribe link
 * - `asks`: asks for a YES; not sent when no consent is pending on its channel any more
 * - `aside`: it goes to an address that is not the customer's contact, by the channel that its sender names
 * - `channels`: each has a rendition in every language
 * - `onCard`: the card in a phone's wallet says what is news in it: the subject of its letter
 * - `ownWords`: most of it is what the brand wrote for this once: in a language that a brand adds it goes only where its fact
 *   `translations` has that language, else it goes in the base as a whole
 * - `offers`: it says what a purchase will give, `always` or where its fact `promise` is there: each of its letters has a place for
 *   what stands beside an offer, which is generated
 * - `said`: a person at the brand wrote it, to one customer: its facts are sealed in a conversation until it is composed, and it goes
 *   out only while that conversation stands as it was answered
 * - `facts`: all that its renditions may print; a figure is a fact that was read from the ledger
 * - `sample`: facts for a preview of the renditions
 */
export interface Message<
  Facts extends z.ZodObject = z.ZodObject,
  Channels extends readonly Channel[] = readonly Channel[],
> {
  readonly topic: Topic;
  readonly transactional: boolean;
  readonly channels: Channels;
  readonly link?: MessageLink;
  readonly asks?: true;
  readonly aside?: MessageAside;
  readonly onCard?: true;
  readonly ownWords?: true;
  readonly offers?: "always" | "promised";
  readonly said?: true;
  readonly facts: Facts;
  readonly sample: z.input<Facts>;
}

function message<Facts extends z.ZodObject, const Channels extends readonly Channel[]>(
  contract: Message<Facts, Channels>,
): Message<Facts, Channels> {
  return contract;
}

/** Twenty causes, each with three fundings: as many lines as an email holds below what Gmail shows. */
export const GIFTS_MAX = 60;
export const CAUSES_MAX = 12;

/** Lines of an answer, and letters of the name below it. */
export const OWN_LINES_MAX = 60;
export const SIGNED_LETTERS_MAX = 40;

/** What one funding gave to one cause. Fundings and currencies are kept apart, never added. */
const GiftFact = z.object({ cause: Localised, funding: Funding, amount: Amount });
/** The charity that is paid. `sample` marks an invented one, and every rendition says so. */
const CharityFact = z.object({ name: Localised.shape.en, sample: z.boolean() });
/** Texts of the facts in languages that the brand adds, by what they are in ours. */
const Translations = z.record(LanguageTag, z.record(z.string(), Localised.shape.en));
/** What a letter shows of what it is about. Absent, as in facts of an earlier release: nothing. */
const Shown = PictureFact.nullable().default(null);
const FigureFact = z.object({ funding: Funding, amount: Amount });

/** Lines of figures below a letter's words. */
export const LETTER_GIFTS_MAX = 12;

/** The brand's own words, what they promise, and what all purchases gave so far where the letter shows it. */
const LetterFacts = z.object({
  letter: LetterWords,
  gifts: z.array(GiftFact).max(LETTER_GIFTS_MAX),
  promise: LetterPromise.optional(),
});

const rivers = localised({ en: "Clean rivers", de: "Saubere Flüsse" });
const paths = localised({ en: "Open paths", de: "Offene Wege" });
const rescue = localised({ en: "Mountain rescue", de: "Bergrettung" });
const usd = (minor: number) => ({ minor, currency: "USD" });
const eur = (minor: number) => ({ minor, currency: "EUR" });
const shown: z.input<typeof PictureFact> = {
  url: `/pictures/${"0".repeat(32)}/960.jpg`,
  width: 544,
  height: 340,
  alt: localised({
    en: "A drawing of a person who kneels at a river and fills a small bottle.",
    de: "Eine Zeichnung: Jemand kniet an einem Fluss und füllt ein Fläschchen.",
  }),
  credit: null,
};

const letterSample: z.input<typeof LetterFacts> = {
  letter: {
    subject: localised({
      en: "Bring your jacket: we mend it",
      de: "Bringen Sie Ihre Jacke: Wir flicken sie",
    }),
    preview: localised({ en: "Every Saturday until Christmas.", de: "Jeden Samstag bis Weihnachten." }),
    headline: localised({ en: "We mend what you wear.", de: "Wir flicken, was Sie tragen." }),
    lede: localised({
      en: "Saturdays in Harbour Street, from ten to four.",
      de: "Samstags in der Hafenstraße, von zehn bis vier.",
    }),
    paragraphs: [
      localised({
        en: "Bring one thing that is torn. It is done while you wait, and costs nothing.",
        de: "Bringen Sie ein Stück mit, das gerissen ist. Sie können darauf warten, und es kostet nichts.",
      }),
    ],
    button: {
      label: localised({ en: "Find the store", de: "Zum Laden" }),
      url: localised({ en: "https://tarnfell.example/mend", de: "https://tarnfell.example/flicken" }),
    },
    text: localised({
      en: "We mend your jacket, Saturdays from ten to four in Harbour Street.",
      de: "Wir flicken Ihre Jacke, samstags von zehn bis vier in der Hafenstraße.",
    }),
  },
  gifts: [
    { cause: rivers, funding: "brand", amount: eur(41_260) },
    { cause: rivers, funding: "match", amount: eur(9_000) },
    { cause: paths, funding: "brand", amount: usd(23_975) },
  ],
};

export const messages = {
  /** A stranger may have entered this address: the message prints no text that a stranger could have written. */
  "confirm-email": message({
    topic: "impact",
    transactional: true,
    channels: ["email"],
    link: "confirm",
    facts: z.object({ topics: z.array(Topic).min(1), minutes: z.int().min(1) }),
    sample: { topics: ["impact", "milestones"], minutes: 1440 },
  }),
  /**
   * What one purchase gave. `settlesOn`: the last day on which a return can take it back; `soFar`: all that the
   * customer's purchases gave, this one included.
   */
  "impact-update": message({
    topic: "impact",
    transactional: false,
    channels: ["email", "sms"],
    onCard: true,
    facts: z.object({
      at: Instant,
      gifts: z.array(GiftFact).min(1).max(GIFTS_MAX),
      settlesOn: Day.nullable(),
      soFar: z.array(FigureFact).max(GIFTS_MAX),
      purchases: z.int().min(1),
      picture: Shown,
    }),
    sample: {
      at: "2026-11-20T16:12:00Z",
      gifts: [
        { cause: rivers, funding: "brand", amount: eur(196) },
        { cause: paths, funding: "brand", amount: eur(49) },
        { cause: rivers, funding: "match", amount: eur(196) },
        { cause: rivers, funding: "customer", amount: eur(60) },
      ],
      settlesOn: "2026-12-11",
      soFar: [
        { funding: "brand", amount: eur(1312) },
        { funding: "match", amount: eur(731) },
        { funding: "customer", amount: eur(240) },
      ],
      purchases: 6,
      picture: null,
    },
  }),
  "sign-in-link": message({
    topic: "impact",
    transactional: true,
    channels: ["email", "sms"],
    link: "signIn",
    facts: z.object({ minutes: z.int().min(1) }),
    sample: { minutes: 10 },
  }),
  /** To the address that a signed-in customer entered. A stranger may own it: nothing says whose customer it is about. */
  "change-address": message({
    topic: "impact",
    transactional: true,
    channels: ["email", "sms"],
    link: "changeAddress",
    aside: "new",
    facts: z.object({ minutes: z.int().min(1) }),
    sample: { minutes: 1440 },
  }),
  /** To the address that a customer had until now. */
  "address-changed": message({
    topic: "impact",
    transactional: true,
    channels: ["email", "sms"],
    aside: "former",
    facts: z.object({}),
    sample: {},
  }),
  /** After the double opt-in. `causes`: those that the customer chose; none: the terms' default applies. */
  welcome: message({
    topic: "impact",
    transactional: false,
    channels: ["email", "sms"],
    offers: "always",
    facts: z.object({ causes: z.array(z.object({ name: Localised, charity: CharityFact })).max(CAUSES_MAX) }),
    sample: {
      causes: [
        { name: rivers, charity: { name: "Silverbeck River Trust", sample: true } },
        { name: rescue, charity: { name: "Lanternhead Rescue Volunteers", sample: true } },
      ],
    },
  }),
  /** `customers`: how many customers' purchases gave to this cause so far. */
  "milestone-reached": message({
    topic: "milestones",
    transactional: false,
    channels: ["email", "sms"],
    facts: z.object({
      cause: Localised,
      label: Localised,
      charity: CharityFact,
      amount: Amount,
      reachedAt: Instant,
      customers: z.int().min(1).nullable(),
      picture: Shown,
    }),
    sample: {
      cause: rivers,
      label: localised({ en: "One kilometer of bank cleared", de: "Ein Kilometer Ufer aufgeräumt" }),
      charity: { name: "Silverbeck River Trust", sample: true },
      amount: eur(30_000),
      reachedAt: "2026-11-19T09:30:00Z",
      customers: 41,
      picture: shown,
    },
  }),
  /** What came of a cause, as its teller says. `url`: its page, from the site's address on. */
  story: message({
    topic: "community",
    transactional: false,
    channels: ["email", "sms"],
    ownWords: true,
    facts: z.object({
      cause: Localised,
      title: Localised,
      summary: Localised,
      by: Localised,
      sample: z.boolean(),
      day: Day,
      bought: z.array(z.object({ amount: Amount, what: Localised })).max(BOUGHT_MAX),
      open: Localised.nullable(),
      url: z.string().regex(/^\/stories\/[a-z0-9-]+$/),
      translations: Translations.optional(),
      picture: Shown,
    }),
    sample: {
      cause: rivers,
      title: localised({ en: "Ten test kits are in use", de: "Zehn Messkoffer sind im Einsatz" }),
      summary: localised({
        en: "Ten stretches of the river are tested each month, and the first reports are in.",
        de: "Zehn Abschnitte des Flusses werden nun jeden Monat gemessen, und die ersten Berichte liegen vor.",
      }),
      by: localised({ en: "Ines Dahlke, Silverbeck River Trust" }),
      sample: true,
      day: "2026-11-20",
      bought: [
        {
          amount: eur(9_640),
          what: localised({
            en: "ten test kits, with strips for a year",
            de: "zehn Messkoffer mit Teststreifen für ein Jahr",
          }),
        },
      ],
      open: localised({
        en: "The upper three kilometers have nobody yet who tests them.",
        de: "Für die oberen drei Kilometer fehlt noch jemand, der misst.",
      }),
      url: "/stories/ten-test-kits",
      picture: shown,
    },
  }),
  /** What all purchases of a span of days gave; `from` and `to` are both included. */
  "impact-digest": message({
    topic: "impact",
    transactional: false,
    channels: ["email", "sms"],
    onCard: true,
    facts: z.object({
      from: Day,
      to: Day,
      gifts: z.array(GiftFact).min(1).max(GIFTS_MAX),
      purchases: z.int().min(1),
    }),
    sample: {
      from: "2026-11-16",
      to: "2026-11-22",
      gifts: [
        { cause: rivers, funding: "brand", amount: eur(412) },
        { cause: rivers, funding: "match", amount: eur(412) },
        { cause: paths, funding: "brand", amount: usd(375) },
        { cause: rescue, funding: "customer", amount: { minor: 120, currency: "JPY" } },
      ],
      purchases: 3,
    },
  }),
  /** The shop's own words for order and item. `newDay`: when it is expected now, if the shop says so. It sells nothing. */
  "order-trouble": message({
    topic: "orders",
    transactional: false,
    channels: ["email", "sms"],
    facts: z.object({
      kind: z.enum(["delayed", "unavailable"]),
      order: Line,
      item: Line.nullable(),
      newDay: Day.nullable(),
    }),
    sample: { kind: "delayed", order: "TF-20417", item: "Fell jacket, moss", newDay: "2026-12-02" },
  }),
  /**
   * A date that the customer named, or the anniversary of the first gift; `day`: when it is, or when that gift was.
   * `soFar`: all that their purchases gave; may be none.
   */
  "important-date": message({
    topic: "dates",
    transactional: false,
    channels: ["email", "sms"],
    facts: z.object({
      occasion: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("named"), name: Line }),
        z.object({ kind: z.literal("firstGift"), years: z.int().min(1) }),
      ]),
      day: Day,
      soFar: z.array(FigureFact).max(GIFTS_MAX),
    }),
    sample: {
      occasion: { kind: "firstGift", years: 2 },
      day: "2024-11-22",
      soFar: [
        { funding: "brand", amount: eur(1312) },
        { funding: "customer", amount: eur(240) },
      ],
    },
  }),
  /** Asks a customer who has not bought for long, once. */
  "quiet-customer": message({
    topic: "feedback",
    transactional: false,
    channels: ["email", "sms"],
    facts: z.object({ since: Day }),
    sample: { since: "2026-05-22" },
  }),
  /**
   * To staff and vendors: what the purchases of a week did, and which causes customers gave to most. Fundings apart;
   * nothing about any one customer.
   */
  "purpose-brief": message({
    topic: "community",
    transactional: false,
    channels: ["email"],
    facts: z.object({
      from: Day,
      to: Day,
      purchases: z.int().min(0),
      gifts: z.array(GiftFact).max(GIFTS_MAX),
      causes: z.array(z.object({ cause: Localised, purchases: z.int().min(1) })).max(CAUSES_MAX),
      milestones: z.array(z.object({ cause: Localised, label: Localised })).max(CAUSES_MAX),
    }),
    sample: {
      from: "2026-11-16",
      to: "2026-11-22",
      purchases: 318,
      gifts: [
        { cause: rivers, funding: "brand", amount: eur(41_260) },
        { cause: rivers, funding: "match", amount: eur(9_000) },
        { cause: paths, funding: "brand", amount: usd(23_975) },
        { cause: rescue, funding: "customer", amount: { minor: 8_120, currency: "JPY" } },
      ],
      causes: [
        { cause: rivers, purchases: 204 },
        { cause: paths, purchases: 88 },
        { cause: rescue, purchases: 1 },
      ],
      milestones: [
        {
          cause: rivers,
          label: localised({ en: "One kilometer of bank cleared", de: "Ein Kilometer Ufer aufgeräumt" }),
        },
      ],
    },
  }),
  /** One-off letters in the brand's own words, by their topic: core/messaging/letters. */
  "community-letter": message({
    topic: "community",
    transactional: false,
    channels: ["email", "sms"],
    ownWords: true,
    offers: "promised",
    facts: LetterFacts,
    sample: letterSample,
  }),
  "offer-letter": message({
    topic: "offers",
    transactional: false,
    channels: ["email", "sms"],
    ownWords: true,
    offers: "promised",
    facts: LetterFacts,
    sample: letterSample,
  }),
  /** `own`: what a person wrote, line by line, never shortened; `signed`: their name; `subject`: of the customer's mail. */
  answer: message({
    topic: "feedback",
    transactional: true,
    channels: ["email", "sms"],
    said: true,
    facts: z.object({
      own: z.array(z.string().min(1)).min(1).max(OWN_LINES_MAX),
      signed: z.string().min(1).max(SIGNED_LETTERS_MAX),
      subject: z.string().min(1).nullable(),
    }),
    sample: {
      own: ["Your jacket left us this morning. I sewed the seam myself.", "It is with you on Thursday."],
      signed: "Ana",
      subject: null,
    },
  }),
  /** Asks for the YES of the double opt-in. */
  "confirm-phone": message({
    topic: "impact",
    transactional: true,
    channels: ["sms"],
    asks: true,
    facts: z.object({}),
    sample: {},
  }),
  /** The one answer to STOP, START, YES or HELP. It sells nothing and says nothing else. */
  "text-stopped": message({
    topic: "impact",
    transactional: true,
    channels: ["sms"],
    facts: z.object({}),
    sample: {},
  }),
  "text-started": message({
    topic: "impact",
    transactional: true,
    channels: ["sms"],
    facts: z.object({}),
    sample: {},
  }),
  "text-help": message({
    topic: "impact",
    transactional: true,
    channels: ["sms"],
    facts: z.object({}),
    sample: {},
  }),
} as const;

export type MessageName = keyof typeof messages;
const names: readonly string[] = Object.keys(messages);

export const MessageName = z.custom<MessageName>((name) => typeof name === "string" && names.includes(name), {
  error: "not a message of the catalog",
});

/** Whether a message carries a one-off letter in the brand's own words. */
export function isLetterMessage(name: MessageName): boolean {
  return messages[name].facts === LetterFacts;
}

/** The facts of a message, as a sender passes them. */
export type FactsOf<Name extends MessageName> = z.input<(typeof messages)[Name]["facts"]>;

/** A message by its name. */
export function messageOf(name: MessageName): Message {
  return messages[name];
}

/** How a message can reach a customer, in the order in which one way is chosen. */
export function messageChannels(name: MessageName): readonly MessageChannel[] {
  const { channels, onCard } = messageOf(name);
  return onCard ? [...channels, "wallet"] : channels;
}
