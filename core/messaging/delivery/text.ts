import type { Instant } from "../../model/purchase.ts";
import { isTexted, type TextCountries } from "../../people/contacts/texted-number.ts";
import { NotSentError } from "../content/not-sent.ts";
import type { SmsRendition } from "../content/render.ts";
import type { AcceptedMessage } from "./ses.client.ts";

/** The services that send texts. The stage chooses: docs/decisions/81-texts-that-are-settled.md. */
export const TEXT_SERVICES = ["endUserMessaging", "sns"] as const;
export type TextService = (typeof TEXT_SERVICES)[number];

/**
 * One text to send. `to`: E.164. `transactional` decides the route that it takes. `until`: when it must have arrived, or be
 * given up; absent: whenever.
 */
export interface TextMessage {
  readonly to: string;
  readonly rendition: SmsRendition;
  readonly transactional: boolean;
  readonly until?: Instant | undefined;
}

export interface TextClient {
  /** Hands one text to its service, once. Throws as {@link EmailClient.send} does; `tag` comes back with its events, if it has any. */
  send(text: TextMessage, tag: string): Promise<AcceptedMessage>;
}

/** What a text is sent from. */
export type TextOrigin =
  | { readonly kind: "any" }
  | { readonly kind: "number" | "name" | "pool" | "phone"; readonly value: string };

const NUMBER = /^\+[1-9]\d{6,14}$/;
/** 1 to 11 letters and digits, at least one of them a letter. */
const NAME = /^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/;
/** The id of a pool of numbers, or of one number, as AWS End User Messaging names them. */
const ID = /^(pool|phone)-[0-9a-f]{32}$/;

/** Reads a stage's `sender.sms`; throws for what no service takes. */
export function textOrigin(sender: string): TextOrigin {
  if (sender === "") return { kind: "any" };
  if (NUMBER.test(sender)) return { kind: "number", value: sender };
  if (NAME.test(sender)) return { kind: "name", value: sender };
  const [, kind] = ID.exec(sender) ?? [];
  if (kind === "pool" || kind === "phone") return { kind, value: sender };
  throw new Error(
    "The sender of texts (sender.sms of the stage) is no number in E.164, no name of up to 11 letters and digits, and no id of a pool or a number",
  );
}

export interface TextGuard {
  readonly countries: TextCountries;
  /** Counts a number that is refused here: intake and decision let none of these through. */
  readonly countRefused: () => void;
}

/** Throws for a number that {@link isTexted} does not let through: no service is handed one. */
export function insistOnTexted(to: string, { countries, countRefused }: TextGuard): void {
  if (isTexted(to, countries)) return;
  countRefused();
  throw new NotSentError("The recipient is no mobile number of a country that is texted", "message");
}
