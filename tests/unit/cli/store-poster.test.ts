import { describe, expect, test } from "vitest";
import { posterSvg } from "../../../cli/claim/poster.ts";
import { posterPdf } from "../../../cli/claim/poster-pdf.ts";
import { feedbackLink, storePoster } from "../../../cli/feedback/store-poster.ts";
import { readPlaceToken } from "../../../core/feedback/place.ts";
import { FEEDBACK_KEY, listening } from "../../support/feedback-world.ts";
import { brand } from "../../support/states.ts";

const SITE = "https://give.example.com";
const place = { store: "harbour-street" };
const link = feedbackLink(FEEDBACK_KEY, SITE, listening, place);

describe("a store's poster", () => {
  test("has a code that leads to the page of its store", () => {
    const { shapes } = storePoster(brand, listening, { place, link, locale: "de" });
    expect(shapes.filter(({ kind }) => kind === "code")).toMatchObject([{ link }]);
    expect(readPlaceToken(FEEDBACK_KEY, link.slice(`${SITE}/f/`.length))).toEqual({
      kind: "place",
      ...place,
    });
  });

  test("speaks the language that is asked for, names the store, and is as good a PDF as an SVG", async () => {
    for (const [locale, said] of [
      ["en", "Harbour Street"],
      ["de", "Hafenstraße"],
    ] as const) {
      const sheet = storePoster(brand, listening, { place, link, locale });
      expect(posterSvg(sheet)).toContain(said);
      expect(
        Buffer.from(await posterPdf(sheet))
          .subarray(0, 5)
          .toString(),
      ).toBe("%PDF-");
    }
  });

  test("is of no store and no shelf that the brand does not state", () => {
    for (const unknown of [{ store: "mill-lane" }, { ...place, shelf: "boots" }])
      expect(() => feedbackLink(FEEDBACK_KEY, SITE, listening, unknown)).toThrow(/has no (store|shelf)/);
  });
});
