import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { issuerOf } from "../../../../core/site/wallet/apple-keys.ts";
import { ApplePass, applePass } from "../../../../core/site/wallet/apple-pass.ts";
import { applePictures } from "../../../../core/site/wallet/card-pictures.ts";
import { pkpass } from "../../../../core/site/wallet/pkpass.ts";
import { cardOf } from "../../../../core/site/wallet/wallet-card.ts";
import { cardFacts, SERVICE } from "../../../support/wallet-cards.ts";
import { appleKeys, openPkpass, PASS_TYPE, TEAM } from "../../../support/wallet-keys.ts";

const keys = appleKeys();
const issuer = { passType: PASS_TYPE, team: TEAM };
const card = cardOf(cardFacts());
const pictures = applePictures(card.colours);
const pass = applePass(card, issuer, SERVICE);
const { files, verify } = openPkpass(pkpass(pass, pictures, keys), keys);
const manifest = files.get("manifest.json") ?? Buffer.alloc(0);

describe("a signed card", () => {
  test("verifies with OpenSSL, and does not with another manifest, or where another signs for Apple", () => {
    expect(verify(manifest)).toBe(true);
    expect(verify(Buffer.concat([manifest, Buffer.from(" ")]))).toBe(false);
    const elsewhere = openPkpass(pkpass(pass, pictures, keys), { wwdr: keys.certificate });
    expect(elsewhere.verify(manifest)).toBe(false);
  });

  test("lists the SHA-1 of each of its files and of no other", () => {
    const hashes = [...files]
      .filter(([name]) => name !== "manifest.json" && name !== "signature")
      .map(([name, contents]) => [name, createHash("sha1").update(contents).digest("hex")]);
    expect(JSON.parse(manifest.toString("utf8"))).toEqual(Object.fromEntries(hashes));
  });

  test("holds what was written, for phones of before iOS 27 and since", () => {
    const read = JSON.parse(files.get("pass.json")?.toString("utf8") ?? "{}");
    // The signer's own defaults, which change nothing: groups of fields that have none.
    const { secondaryFields, auxiliaryFields, ...posterGeneric } = read.posterGeneric;
    expect([secondaryFields, auxiliaryFields]).toEqual([[], []]);
    expect(ApplePass.parse({ ...read, posterGeneric })).toEqual(pass);
  });

  test("has each picture that its two faces need, at one, two and three pixels a point", () => {
    for (const name of ["icon", "logo", "artwork", "primaryLogo"])
      for (const scale of ["", "@2x", "@3x"]) expect(files.has(`${name}${scale}.png`)).toBe(true);
  });

  test("is issued by the pass type and team that its certificate names", () => {
    expect(issuerOf(keys)).toEqual(issuer);
    expect(issuerOf({ certificate: keys.wwdr })).toBeUndefined();
  });
});

describe("a picture of rings", () => {
  test("is a PNG of its size, in the two colours and what lies between them", () => {
    const artwork = pictures["artwork@2x.png"] ?? Buffer.alloc(0);
    expect([artwork.readUInt32BE(16), artwork.readUInt32BE(20)]).toEqual([716, 896]);
    const at = artwork.indexOf("IDAT");
    const pixels = inflateSync(artwork.subarray(at + 4, at + 4 + artwork.readUInt32BE(at - 4)));
    expect(pixels.length).toBe(717 * 896);
    const shades = new Set(pixels.filter((_, index) => index % 717 !== 0));
    expect(Math.max(...shades)).toBe(16);
    expect(shades.has(0)).toBe(true);
  });
});
