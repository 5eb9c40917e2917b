import { describe, expect, test } from "vitest";
import { ACCESS_SECONDS_MAX, keptAccess } from "../../../../core/intake/look-up/kept-access.ts";
import { ShopBusyError, ShopRefusedError } from "../../../../core/intake/shop-system/order-list.ts";
import type { ShopAccess } from "../../../../core/intake/shop-system/shop-access.ts";

/** A secret that an operator replaces, and a clock that a test moves. */
function world() {
  const at = { ms: 0, token: "token-one", reads: 0 };
  const read = async (): Promise<ShopAccess> => {
    at.reads += 1;
    return { origin: "https://shop.example.com", accessToken: at.token };
  };
  return { at, withAccess: keptAccess(read, () => at.ms) };
}

/** A shop that takes one token alone. */
const taking = (token: string) => async (access: ShopAccess) => {
  if (access.accessToken !== token) throw new ShopRefusedError("401", { status: 401 });
  return "answered";
};

describe("the token of a connection's shop", () => {
  test("is read once for many look-ups, and again after five minutes", async () => {
    const { at, withAccess } = world();
    for (const ms of [0, 1, ACCESS_SECONDS_MAX * 1000 - 1]) {
      at.ms = ms;
      expect(await withAccess("square/till", taking("token-one"))).toBe("answered");
    }
    expect(at.reads).toBe(1);
    at.ms = ACCESS_SECONDS_MAX * 1000;
    await withAccess("square/till", taking("token-one"));
    expect(at.reads).toBe(2);
  });

  test("is each connection's own", async () => {
    const { at, withAccess } = world();
    await withAccess("square/till", taking("token-one"));
    at.token = "token-two";
    expect(await withAccess("square/stand", taking("token-two"))).toBe("answered");
  });

  test("that was replaced is found out by the shop's refusal, and the work is done with the new one", async () => {
    const { at, withAccess } = world();
    await withAccess("square/till", taking("token-one"));
    at.token = "token-two";
    expect(await withAccess("square/till", taking("token-two"))).toBe("answered");
    expect(at.reads).toBe(2);
  });

  test("that the shop refuses fails, once read again at most, and the next look-up tries the secret anew", async () => {
    const { at, withAccess } = world();
    await expect(withAccess("square/till", taking("other"))).rejects.toThrow(ShopRefusedError);
    expect(at.reads).toBe(1);
    await expect(withAccess("square/till", taking("other"))).rejects.toThrow(ShopRefusedError);
    expect(at.reads).toBe(2);
  });

  test("is not read again for a shop that is busy", async () => {
    const { at, withAccess } = world();
    await withAccess("square/till", taking("token-one"));
    const busy = () => Promise.reject(new ShopBusyError("429"));
    await expect(withAccess("square/till", busy)).rejects.toThrow(ShopBusyError);
    expect(at.reads).toBe(1);
  });
});
