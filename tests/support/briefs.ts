import { plainLook } from "../../core/i18n/palette.ts";
import { type FactsOf, type MessageName, messageOf } from "../../core/messaging/content/catalog.ts";
import type { Brief, EmailRendition, SmsRendition } from "../../core/messaging/content/render.ts";
import { render } from "../../core/messaging/content/render.ts";
import { localised } from "../../core/model/cause.ts";
import { legalSample } from "./giving-builders.ts";

export const brand = {
  name: "Tarnfell",
  purpose: localised({ en: "Clear rivers", de: "Klare Flüsse" }),
  timeZone: "Europe/Berlin",
  legal: legalSample,
  look: plainLook,
};

/** The same brand with a logo, as `brand apply` stores it. */
export const brandWithLogo = {
  ...brand,
  look: {
    ...brand.look,
    logo: {
      ...{ light: "data:image/svg+xml;base64,AA==", dark: "data:image/svg+xml;base64,AA==" },
      inLetters: { light: "1".repeat(32), dark: "d".repeat(32) },
    },
  },
};

export const links = {
  site: "https://shop.example",
  preferences: "https://shop.example/preferences",
  impact: "https://shop.example/impact/me",
  action: "https://shop.example/confirm/tok3n",
  unsubscribe: {
    url: "https://shop.example/unsubscribe/t0ken",
  },
};

/** The brief of a message: its own sample, unless `other` replaces it. */
export function brief(name: MessageName, other: Partial<Brief> = {}): Brief {
  return {
    name,
    channel: "email",
    locale: "en",
    facts: messageOf(name).sample,
    brand,
    links,
    postalAddress: "Tarnfell, Sample Street 1, 10115 Berlin",
    ...other,
  };
}

export function email(name: MessageName, other: Partial<Brief> = {}): EmailRendition {
  const rendition = render(brief(name, { ...other, channel: "email" }));
  if (rendition.channel !== "email") throw new Error("not an email");
  return rendition;
}

export function sms(name: MessageName, other: Partial<Brief> = {}): SmsRendition {
  const rendition = render(brief(name, { ...other, channel: "sms" }));
  if (rendition.channel !== "sms") throw new Error("not a text");
  return rendition;
}

/** The facts of an impact update about one gift. */
export function oneGift(minor: number, currency: string, cause = "Clean rivers"): FactsOf<"impact-update"> {
  return {
    at: "2026-11-20T23:30:00Z",
    gifts: [{ cause: localised({ en: cause, de: cause }), funding: "brand", amount: { minor, currency } }],
    settlesOn: null,
    soFar: [],
    purchases: 1,
  };
}
