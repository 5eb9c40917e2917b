import { describe, expect, test } from "vitest";
import * as z from "zod";
import { shopPauses } from "../../../../core/intake/look-up/shop-pauses.ts";
import { askShopBy } from "../../../../core/intake/shop-system/ask-shop.client.ts";
import { type AskShop, ShopBusyError } from "../../../../core/intake/shop-system/order-list.ts";

const url = new URL("https://shop.example.com/orders/1");
const Answer = z.object({ ok: z.boolean() });

/** A shop that answers one after the other, asked by connections in virtual time. */
function world(answers: (Response | Error)[]) {
  const at = { ms: 0, asked: 0, waits: [] as number[] };
  const fetcher = async () => {
    at.asked += 1;
    const answer = answers.shift() ?? Response.json({ ok: true });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const pauses = shopPauses({
    nowMs: () => at.ms,
    wait: async (ms) => {
      at.waits.push(ms);
      at.ms += ms;
    },
  });
  const askShop: AskShop = askShopBy(fetcher);
  const ask = (connection: string) => pauses(connection, askShop)(url, {}, Answer);
  return { at, ask };
}

const busy = (status: number, retryAfter?: string) =>
  new Response("", {
    status,
    headers: retryAfter === undefined ? {} : { "retry-after": retryAfter },
  });

describe("a shop that limits how often it is asked", () => {
  test("for two seconds is waited for, and answers the same question then", async () => {
    const { at, ask } = world([busy(429, "2.0")]);
    expect((await ask("shopify/web")).body).toEqual({ ok: true });
    expect(at).toMatchObject({ asked: 2, waits: [2000] });
  });

  test("twice in a row is busy: a caller waits longer", async () => {
    const { at, ask } = world([busy(429, "2"), busy(429, "2")]);
    await expect(ask("shopify/web")).rejects.toThrow(ShopBusyError);
    expect(at.asked).toBe(2);
  });

  test.each([
    ["for long", busy(429, "30"), 30],
    ["for longer than we would leave it alone", busy(503, "86400"), 60],
    ["without saying until when", busy(429), 5],
    ["until a date", busy(429, "Wed, 21 Oct 2026 07:28:00 GMT"), 5],
    ["by not answering at all", new Error("timeout"), 20],
  ])("%s is left alone, and only by its own connection", async (_, answer, seconds) => {
    const { at, ask } = world([answer]);
    await expect(ask("square/till")).rejects.toThrow(ShopBusyError);
    at.ms = seconds * 1000 - 3001;
    await expect(ask("square/till")).rejects.toThrow(ShopBusyError);
    expect(at.asked).toBe(1);
    await ask("stripe/checkout");
    expect(at.asked).toBe(2);
    at.ms = seconds * 1000;
    expect((await ask("square/till")).body).toEqual({ ok: true });
  });

  test("by failing at one question is not left alone: the next order may be read", async () => {
    const { at, ask } = world([busy(500)]);
    await expect(ask("woocommerce/blog")).rejects.toThrow(ShopBusyError);
    await ask("woocommerce/blog");
    expect(at).toMatchObject({ asked: 2, waits: [] });
  });
});

test("a shop that stops in the middle of its answer is busy, not one that answers nonsense", async () => {
  const cut = new Response(
    new ReadableStream({
      start: (body) => {
        body.enqueue(new TextEncoder().encode('{"ok":'));
        body.error(new Error("reset"));
      },
    }),
  );
  const { ask } = world([cut]);
  await expect(ask("square/till")).rejects.toThrow(ShopBusyError);
});
