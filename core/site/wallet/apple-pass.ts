import * as z from "zod";
import type { AppleIssuer } from "./apple-keys.ts";
import { type CardField, LABEL_CHARS_MAX, VALUE_CHARS_MAX, type WalletCard } from "./wallet-card.ts";

/** More than these a phone leaves out, and says so to nobody. */
const FRONT_FIELDS_MAX = 4;
const FOOTER_FIELDS_MAX = 2;
const ACTIONS_MAX = 2;
const BACK_FIELDS_MAX = 8;

const Field = z.strictObject({
  key: z.string().min(1),
  label: z.string().min(1),
  value: z.string().min(1),
  /** A phone that fetches another value shows it at once; without this it says nothing. */
  changeMessage: z.literal("%@").optional(),
});
const FrontField = z.strictObject({
  key: Field.shape.key,
  label: Field.shape.label.max(LABEL_CHARS_MAX),
  value: Field.shape.value.max(VALUE_CHARS_MAX),
});
const Rgb = z.string().regex(/^rgb\(\d{1,3}, \d{1,3}, \d{1,3}\)$/);
const fields = (most: number) => z.array(FrontField).max(most);

/**
 * The part of pass.json that we write, with the limits that Apple states: https://developer.apple.com/documentation/walletpasses/pass.
 * `storeCard` is what phones show before iOS 27, and `posterGeneric` what they show from then on.
 */
export const ApplePass = z
  .strictObject({
    formatVersion: z.literal(1),
    passTypeIdentifier: z.string().regex(/^pass\.[A-Za-z0-9.-]+$/),
    teamIdentifier: z.string().regex(/^[A-Z0-9]{10}$/),
    serialNumber: z.string().min(1).max(64),
    organizationName: z.string().min(1),
    description: z.string().min(1),
    logoText: z.string().min(1),
    foregroundColor: Rgb,
    backgroundColor: Rgb,
    labelColor: Rgb,
    sharingProhibited: z.literal(true),
    /** Of a card that is nobody's any more: a phone shows it as ended. */
    voided: z.literal(true).optional(),
    webServiceURL: z.url({ protocol: /^https$/ }),
    authenticationToken: z.string().min(16),
    barcodes: z
      .array(
        z.strictObject({
          format: z.literal("PKBarcodeFormatQR"),
          message: z.string().min(1),
          messageEncoding: z.literal("iso-8859-1"),
          altText: z.string().min(1),
        }),
      )
      .max(1),
    storeCard: z.strictObject({
      headerFields: fields(1),
      primaryFields: fields(1),
      secondaryFields: fields(FRONT_FIELDS_MAX),
      auxiliaryFields: fields(FRONT_FIELDS_MAX),
      backFields: z.array(Field).max(BACK_FIELDS_MAX),
    }),
    posterGeneric: z.strictObject({
      headerFields: fields(1),
      primaryFields: fields(FRONT_FIELDS_MAX),
      footerFields: fields(FOOTER_FIELDS_MAX),
      backFields: z.array(Field).max(BACK_FIELDS_MAX),
    }),
    featuredActions: z
      .array(
        z.strictObject({
          identifier: z.string().min(1),
          type: z.literal("membershipBenefits"),
          url: z.url(),
        }),
      )
      .max(ACTIONS_MAX),
  })
  .refine(
    ({ storeCard }) =>
      storeCard.secondaryFields.length + storeCard.auxiliaryFields.length <= FRONT_FIELDS_MAX,
  )
  .refine(({ storeCard, posterGeneric }) =>
    [storeCard, posterGeneric].every((face) => {
      const keys = Object.values(face).flatMap((some) => some.map(({ key }) => key));
      return new Set(keys).size === keys.length;
    }),
  );
export type ApplePass = z.infer<typeof ApplePass>;

/** Where a phone asks whether the card says something new, and with what. */
export interface AppleService {
  readonly url: string;
  readonly token: string;
}

/** The card as Apple's wallet reads it. One that ended has no code and no figure. */
export function applePass(
  card: WalletCard,
  { passType, team }: AppleIssuer,
  service: AppleService,
): ApplePass {
  const front = [...card.parts, card.asOf, ...card.others].slice(0, FRONT_FIELDS_MAX);
  const [impact] = card.links;
  const backFields = [
    ...present(card.news).map(({ alerts, ...field }) => ({
      ...field,
      ...(alerts && { changeMessage: "%@" as const }),
    })),
    ...card.notes,
    ...card.links.map(({ key, label, url }) => ({ key, label, value: url })),
  ].map(
    // The same figure may stand on the front: no two fields of a face have one key.
    ({ key, ...field }) => ({ key: `back-${key}`, ...field }),
  );
  return {
    formatVersion: 1,
    passTypeIdentifier: passType,
    teamIdentifier: team,
    serialNumber: card.serial,
    organizationName: card.brand,
    description: card.about,
    logoText: card.brand,
    foregroundColor: rgb(card.colours.text),
    backgroundColor: rgb(card.colours.ground),
    labelColor: rgb(card.colours.label),
    sharingProhibited: true,
    webServiceURL: service.url,
    authenticationToken: service.token,
    barcodes: [
      {
        format: "PKBarcodeFormatQR",
        message: card.number,
        messageEncoding: "iso-8859-1",
        altText: card.number,
      },
    ],
    storeCard: {
      headerFields: [card.given],
      primaryFields: present(card.cause),
      secondaryFields: card.parts.slice(0, FRONT_FIELDS_MAX),
      auxiliaryFields: front.slice(card.parts.length),
      backFields,
    },
    posterGeneric: {
      headerFields: [card.given],
      primaryFields: [...present(card.cause), card.asOf, ...card.others].slice(0, FRONT_FIELDS_MAX),
      footerFields: card.parts.slice(0, FOOTER_FIELDS_MAX),
      backFields,
    },
    featuredActions:
      impact === undefined ? [] : [{ identifier: impact.key, type: "membershipBenefits", url: impact.url }],
  };
}

/** In place of a card that was replaced, or whose customer was forgotten. `words`: that it ended, and what to do. */
export function endedPass(
  card: Pick<WalletCard, "serial" | "brand" | "about" | "colours">,
  words: { readonly title: string; readonly text: string },
  issuer: AppleIssuer,
  service: AppleService,
): ApplePass {
  const ended: CardField = { key: "given", label: card.brand.slice(0, LABEL_CHARS_MAX), value: words.title };
  const nothing = { cause: undefined, news: undefined, parts: [], others: [], links: [] };
  const notes = [{ key: "ended", label: words.title, value: words.text }];
  const blank = { ...card, ...nothing, number: card.serial, language: "", given: ended, asOf: ended, notes };
  const { storeCard, posterGeneric, ...rest } = applePass(blank, issuer, service);
  return {
    ...rest,
    voided: true,
    barcodes: [],
    storeCard: { ...storeCard, auxiliaryFields: [] },
    posterGeneric: { ...posterGeneric, primaryFields: [] },
  };
}

function present<Field extends CardField>(field: Field | undefined): Field[] {
  return field === undefined ? [] : [field];
}

/** `#2f5d50` → `rgb(47, 93, 80)`. */
function rgb(colour: string): string {
  return `rgb(${[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(", ")})`;
}
