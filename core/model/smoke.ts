import * as z from "zod";
import type { Source } from "./sources.ts";

/**
 * The connection to which `wellspring smoke` sends its test purchase. No stage has a connection of this name, it has a key of
 * its own, and what it sends is another event than a purchase: nothing that counts reads it.
 */
export const SMOKE_CONNECTION = { source: "standard", connection: "smoke" } as const;

export function isSmokeConnection(from: { readonly source: Source; readonly connection: string }): boolean {
  return from.source === SMOKE_CONNECTION.source && from.connection === SMOKE_CONNECTION.connection;
}

/** One run of smoke: the order's id, the name of its rows, and the tag of its letter. */
export const SmokeId = z.string().regex(/^smoke_[0-9a-z]{26}$/);
export type SmokeId = z.infer<typeof SmokeId>;

/** SES's mailbox simulator: these reach nobody, and count for no reputation (SES, Using the mailbox simulator). */
export const SIMULATED_LETTERS = {
  success: "success@simulator.amazonses.com",
  bounce: "bounce@simulator.amazonses.com",
  complaint: "complaint@simulator.amazonses.com",
} as const;
export type SimulatedLetter = keyof typeof SIMULATED_LETTERS;

/** The number of AWS's text simulator in the US that takes every text (End User Messaging, Simulator phone numbers). */
export const SIMULATED_TEXT = { country: "US", number: "+14254147755" } as const;
