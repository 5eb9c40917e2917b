import { createHash } from "node:crypto";
import type { Order, Shopper } from "./facts.ts";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHARACTERS = 26;
const CARD_BYTES = 17;
/** Every so many purchases of a known customer at the till are by card. */
const ONE_IN = 3;

/** The chance that a known shopper's card is made of: here the same on each machine. */
export function cardBytesOf({ number }: Pick<Shopper, "number">): Uint8Array {
  return createHash("sha256").update(`the card of sample shopper ${number}`).digest().subarray(0, CARD_BYTES);
}

/** What the till's scanner reads, as docs/guides/card-at-the-till.md says. Nothing of core/ is used: the scanner's own way to it. */
export function scannedCardOf(shopper: Pick<Shopper, "number">): string {
  const bits = [...cardBytesOf(shopper)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = Array.from({ length: CHARACTERS }, (_, at) =>
    CROCKFORD.charAt(Number.parseInt(bits.slice(5 * at, 5 * at + 5), 2)),
  );
  return `W${letters.join("")}`;
}

/** Who shows their card in place of saying who they are: some of those whom the brand knows, at the till. */
export function cardShownBy({ source, shopper, number }: Order): Shopper | undefined {
  return source === "standard" && shopper?.known === true && number % ONE_IN === 0 ? shopper : undefined;
}
