import type { Purchase } from "../../model/purchase.ts";

const STATES: ReadonlySet<string> = new Set(
  [
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD",
    "TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI",
  ].flatMap((codes) => codes.split(" ")),
);

/** Where something was delivered or sold, as an address has it. Nothing else of the address is looked at. */
interface Whereabouts {
  readonly country?: string | null | undefined;
  readonly state?: string | null | undefined;
}

/**
 * The place of an order, no finer than the law asks for: its country, and in the United States the state. Of several addresses
 * the first one that has a country; nothing where none has.
 */
export function regionOf(...places: readonly (Whereabouts | null | undefined)[]): Pick<Purchase, "region"> {
  const place = places.find((one) => /^[a-z]{2}$/i.test(one?.country?.trim() ?? ""));
  const country = place?.country?.trim().toUpperCase();
  if (country === undefined) return {};
  const state = place?.state?.trim().toUpperCase().replace(/^US-/, "") ?? "";
  return { region: country === "US" && STATES.has(state) ? `US-${state}` : country };
}
