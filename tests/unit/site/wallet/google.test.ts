import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { googleCard, googleClass } from "../../../../core/site/wallet/google-card.ts";
import { SAVE_LINK_CHARS_MAX, saveLink } from "../../../../core/site/wallet/google-jwt.ts";
import { type GoogleWallet, googleWallet } from "../../../../core/site/wallet/google-wallet.client.ts";
import { cardOf } from "../../../../core/site/wallet/wallet-card.ts";
import {
  type GoogleAtHome,
  startGoogle,
  unknownMembers,
  verifiedClaims,
} from "../../../support/google-wallet.ts";
import { cardFacts, SERIAL } from "../../../support/wallet-cards.ts";
import { googleKeys } from "../../../support/wallet-keys.ts";

const { keys, publicKey } = googleKeys();
const siteUrl = "https://give.tarnfell.example";
const card = cardOf(cardFacts());
const ofClass = googleClass(card, { issuer: keys.issuer, siteUrl, logo: `${siteUrl}/card/logo.png` });
const ofCard = googleCard(card, keys.issuer);

describe("the link that saves a card at Google", () => {
  test("is signed by the service account, names the card and its class, and says nothing else", () => {
    const link = saveLink(ofCard, keys, { siteUrl, at: "2026-11-22T12:00:00Z" });
    expect(link.length).toBeLessThan(SAVE_LINK_CHARS_MAX);
    const [, token = ""] = link.split("https://pay.google.com/gp/v/save/");
    expect(verifiedClaims(token, publicKey)).toEqual({
      iss: keys.clientEmail,
      aud: "google",
      typ: "savetowallet",
      iat: 1_795_348_800,
      origins: [siteUrl],
      payload: { loyaltyObjects: [{ id: `${keys.issuer}.${SERIAL}`, classId: `${keys.issuer}.card` }] },
    });
    expect(() => verifiedClaims(token, googleKeys().publicKey)).toThrow("does not verify");
  });
});

test("what is written has no member that Google does not know", () => {
  expect(unknownMembers("LoyaltyClass", ofClass)).toEqual([]);
  expect(unknownMembers("LoyaltyObject", ofCard)).toEqual([]);
  const wrong = { ...ofCard, barcode: { kind: 1, colour: "red" } };
  expect(unknownMembers("LoyaltyObject", wrong)).toEqual([
    "LoyaltyObject.barcode.kind",
    "LoyaltyObject.barcode.colour",
  ]);
});

describe("Google's wallet", () => {
  let google: GoogleAtHome;
  let wallet: GoogleWallet;
  const clock = { at: "2026-11-22T12:00:00Z" };
  beforeAll(async () => {
    google = await startGoogle(publicKey);
    wallet = googleWallet(
      async () => keys,
      () => clock.at,
      google,
    );
  });
  afterAll(() => google.close());

  test("gets the class and then the card, each made once and replaced from then on, with one token for an hour", async () => {
    for (const _ of [1, 2]) {
      await wallet.putClass(ofClass);
      await wallet.putCard(ofCard);
    }
    expect(google.calls).toEqual([
      "POST token 200",
      "PUT loyaltyClass 404",
      "POST loyaltyClass 200",
      "PUT loyaltyObject 404",
      "POST loyaltyObject 200",
      "PUT loyaltyClass 200",
      "PUT loyaltyObject 200",
    ]);
    expect(google.stored.get(`loyaltyObject ${ofCard.id}`)).toEqual(ofCard);
    expect(google.assertions).toEqual([
      {
        iss: keys.clientEmail,
        scope: "https://www.googleapis.com/auth/wallet_object.issuer",
        aud: "https://oauth2.googleapis.com/token",
        iat: 1_795_348_800,
        exp: 1_795_352_400,
      },
    ]);
    clock.at = "2026-11-22T12:59:30Z";
    await wallet.putCard(ofCard);
    expect(google.assertions).toHaveLength(2);
  });

  test("that refuses a card, or does not answer, fails the call under a name", async () => {
    const refused = wallet.putCard({ ...ofCard, classId: "1.other" });
    await expect(refused).rejects.toMatchObject({
      name: "GoogleWalletError",
      message: /refused the loyaltyObject: 404/,
    });
    const nowhere = { token: "http://127.0.0.1:1/token", api: "http://127.0.0.1:1" };
    const silent = googleWallet(
      async () => keys,
      () => clock.at,
      nowhere,
    ).putCard(ofCard);
    await expect(silent).rejects.toMatchObject({
      name: "GoogleWalletError",
      message: "Google did not answer",
    });
  });
});
