import fc from "fast-check";
import { expect, test } from "vitest";
import {
  lightspeedAnswer,
  lightspeedForm,
  lightspeedNotice,
  lightspeedReturn,
  lightspeedSale,
  RETURN,
  SALE,
} from "../../../../support/lightspeed.ts";
import { booksTheLastState, type ThinShop, thinWorld } from "../../../../support/thin-shop.ts";

type Sales = readonly Record<string, unknown>[];

const shop: ThinShop<Sales> = {
  source: "lightspeed",
  accessToken: "invented-token",
  notice: lightspeedNotice(),
  answer: (sales, url) => lightspeedAnswer(sales, url, { currency: "EUR" }),
  wrap: lightspeedForm,
};

const at = (minute: number) => ({ updated_at: `2026-11-22T13:${minute}:00+00:00` });
const histories = fc
  .tuple(fc.boolean(), fc.boolean())
  .map(([isParkedFirst, isVoided]) => [
    ...(isParkedFirst ? [[lightspeedSale({ ...at(36), status: "SAVED" })]] : []),
    [lightspeedSale(at(37))],
    ...(isVoided ? [[lightspeedSale({ ...at(38), status: "VOIDED" })]] : []),
  ]);

test("a sale of Lightspeed is booked as its shop says last, whatever came in between", async () => {
  await booksTheLastState(shop, histories, 10);
});

test("a tenth of the goods is given, the part that a return brings back is taken, and a voided return gives it again", async () => {
  const world = thinWorld(shop);
  world.becomes([lightspeedSale()]);
  await world.hear();
  await world.drain();
  expect(world.gift()).toBe(2_600);
  const back = lightspeedNotice({ id: RETURN, return_for: SALE });
  world.becomes([lightspeedSale(), lightspeedReturn()]);
  await world.hear(back);
  await world.drain();
  expect(world.gift()).toBe(1_600);
  world.becomes([lightspeedSale(), lightspeedReturn({ ...at(39), status: "VOIDED" })]);
  await world.hear(back);
  await world.drain();
  expect(world.gift()).toBe(2_600);
  expect(JSON.stringify(world.events)).not.toMatch(/canary|555/i);
});
