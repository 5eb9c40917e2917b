import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeToken, readPlaceToken, statedPlace } from "../../../core/feedback/place.ts";
import { claimHash, claimToken } from "../../../core/model/claim-link.ts";

const KEY = "the contact key in these tests, long enough";
const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/);
const place = fc.record({ store: id, shelf: id }, { requiredKeys: ["store"] });
const stores = [
  {
    id: "harbour-street",
    name: { en: "Harbour Street", de: "Hafenstraße" },
    zone: "Europe/Berlin",
    languages: ["de"],
    shelves: [{ id: "boots", name: { en: "Boots", de: "Schuhe" } }],
  },
];

describe("the code of a place", () => {
  test("names its store and shelf, and nothing else of anybody", () => {
    fc.assert(
      fc.property(place, (one) => {
        expect(readPlaceToken(KEY, placeToken(KEY, one))).toEqual({ kind: "place", ...one });
      }),
    );
  });

  test("is worth nothing under another key, for another place, or with anything changed", () => {
    const changed = place.chain((one) =>
      fc.record({
        one: fc.constant(one),
        at: fc.nat({ max: placeToken(KEY, one).length - 1 }),
        sign: fc.constantFrom("A", "b", "7", "_", "~", "."),
      }),
    );
    fc.assert(
      fc.property(changed, ({ one, at, sign }) => {
        const token = placeToken(KEY, one);
        expect(readPlaceToken("another key, as long as the first one is", token)).toBeUndefined();
        fc.pre(token[at] !== sign);
        expect(readPlaceToken(KEY, `${token.slice(0, at)}${sign}${token.slice(at + 1)}`)).toBeUndefined();
      }),
    );
  });

  test.each(["", ".", "harbour-street", "harbour-street.", "a~b~c.x", "x".repeat(5000), "../../etc.passwd"])(
    "is not %j",
    (token) => {
      expect(readPlaceToken(KEY, token)).toBeUndefined();
    },
  );

  test("of a receipt is its claim link's, of which the hash alone is kept", () => {
    const token = claimToken("pos", "f2a9c6d41be04f7790d35a1c");
    expect(readPlaceToken(KEY, token.toLowerCase())).toEqual({ kind: "receipt", claim: claimHash(token) });
  });

  test("leads nowhere once the brand states the place no more", () => {
    expect(statedPlace(stores, { store: "harbour-street", shelf: "boots" })?.shelf?.id).toBe("boots");
    expect(statedPlace(stores, { store: "harbour-street" })?.store.id).toBe("harbour-street");
    expect(statedPlace(stores, { store: "harbour-street", shelf: "tents" })).toBeUndefined();
    expect(statedPlace(stores, { store: "mill-lane" })).toBeUndefined();
  });
});
