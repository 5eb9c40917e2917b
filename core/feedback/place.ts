import * as z from "zod";
import type { ClaimHash } from "../model/claim-hash.ts";
import { claimHash, readClaimToken } from "../model/claim-link.ts";
import { PlaceId, type StatedStore } from "../model/stated-store.ts";
import { isSame, signature } from "../people/sessions/signature.ts";

const PURPOSE = "feedback place";
const TOKEN_CHARS_MAX = 200;

/** A store, or a shelf in it. */
const StorePlace = z.object({ store: PlaceId, shelf: PlaceId.optional() });
export type StorePlace = z.infer<typeof StorePlace>;

/** What an address of feedback names: a place with a code, or a purchase by the link of its receipt. */
export type CameFrom =
  | ({ readonly kind: "place" } & StorePlace)
  | { readonly kind: "receipt"; readonly claim: ClaimHash };

/**
 * The token of a place: nobody makes one who lacks the key, so no answer stands under a store that nobody stood in front of, or
 * at least had a picture of. It holds nothing of a person, and works for as long as the brand states the place.
 */
export function placeToken(key: string, { store, shelf }: StorePlace): string {
  const text = shelf === undefined ? store : `${store}~${shelf}`;
  return `${text}.${signature(key, PURPOSE, text)}`;
}

/** Undefined for a place that was not signed under this key, and for what is no link of a receipt either. */
export function readPlaceToken(key: string, token: string): CameFrom | undefined {
  if (token.length > TOKEN_CHARS_MAX) return undefined;
  const claim = readClaimToken(token);
  if (claim !== undefined) return { kind: "receipt", claim: claimHash(claim) };
  const [text = "", mac, ...more] = token.split(".");
  if (mac === undefined || more.length > 0 || !isSame(mac, signature(key, PURPOSE, text))) return undefined;
  const [store, shelf] = text.split("~");
  const place = StorePlace.safeParse({ store, ...(shelf !== undefined && { shelf }) });
  return place.success ? { kind: "place", ...place.data } : undefined;
}

/** The store of a place, and the shelf's name, as the brand states them today; undefined for one that is gone. */
export function statedPlace(
  stores: readonly StatedStore[],
  { store, shelf }: StorePlace,
): { readonly store: StatedStore; readonly shelf?: NonNullable<StatedStore["shelves"]>[number] } | undefined {
  const stated = stores.find(({ id }) => id === store);
  const found = stated?.shelves?.find(({ id }) => id === shelf);
  if (stated === undefined || (shelf !== undefined && found === undefined)) return undefined;
  return { store: stated, ...(found && { shelf: found }) };
}
