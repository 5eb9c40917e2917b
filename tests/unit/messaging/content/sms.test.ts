import { describe, expect, test } from "vitest";
import { fitsInParts, plainText, SMS_PARTS_MAX, smsLength } from "../../../../core/messaging/content/sms.ts";
import { oneGift, sms } from "../../../support/briefs.ts";

test("a text fits where it takes no more parts than are sent, however long it is", () => {
  for (const sign of ["x", "€", "ł", "😀"])
    for (const length of [1, 67, 201, 202, 229, 230, 400, 458, 459, 460, 500]) {
      const text = sign.repeat(length).slice(0, length);
      expect([length, sign, fitsInParts(text)]).toEqual([
        length,
        sign,
        smsLength(text).parts <= SMS_PARTS_MAX,
      ]);
    }
});

describe("the length of a text", () => {
  test.for([
    ["a", 160, "GSM-7", 1],
    ["a", 161, "GSM-7", 2],
    ["a", 306, "GSM-7", 2],
    ["a", 307, "GSM-7", 3],
    ["ß", 160, "GSM-7", 1],
    ["€", 80, "GSM-7", 1],
    ["€", 81, "GSM-7", 2],
    ["ł", 70, "UCS-2", 1],
    ["ł", 71, "UCS-2", 2],
    ["ł", 134, "UCS-2", 2],
    ["ł", 135, "UCS-2", 3],
    ["🙂", 35, "UCS-2", 1],
    ["🙂", 36, "UCS-2", 2],
  ] as const)("%s × %i is %s in %i parts", ([sign, times, encoding, parts]) => {
    expect(smsLength(sign.repeat(times))).toEqual({ encoding, parts });
  });
});

describe("a text message", () => {
  test("uses signs that phones carry seven bits each", () => {
    expect(plainText("„Größe“ – ‘x’…\u00a01\u202f€\n\u22125")).toBe("\"Größe\" - 'x'... 1 € -5");
  });

  test("is GSM-7 in both languages unless a name needs more", () => {
    for (const locale of ["en", "de"] as const) {
      const facts = oneGift(196, "EUR");
      expect(smsLength(sms("impact-update", { facts, locale }).text).encoding).toBe("GSM-7");
    }
    const facts = oneGift(196, "EUR", "Čisté řeky");
    const { text, parts } = sms("impact-update", { facts });
    expect(smsLength(text)).toEqual({ encoding: "UCS-2", parts });
  });

  test("says how to end it, and ends with that", () => {
    expect(sms("impact-update").text).toMatch(/STOP to end$/);
    expect(sms("impact-update", { locale: "de" }).text).toMatch(/Ende: STOP$/);
  });

  test("keeps no line break of a name", () => {
    const facts = oneGift(1, "EUR", "Clean\nrivers");
    expect(sms("impact-update", { facts }).text).toContain("Clean rivers");
  });
});
