import * as z from "zod";

const ON_THIS_MACHINE = ["127.0.0.1", "localhost"];

/** The origin at which a shop is asked for its orders; no token is sent in the clear. */
const Origin = z
  .url()
  .refine(
    (url) => new URL(url).origin === url,
    "an origin without a path, such as https://shop.myshopify.com",
  )
  .refine(
    (url) => new URL(url).protocol === "https:" || ON_THIS_MACHINE.includes(new URL(url).hostname),
    "must be https",
  );

/** The access to a shop's own orders: a token that may read orders and nothing else. */
export const ShopAccess = z.object({ origin: Origin, accessToken: z.string().min(8).max(500) });
export type ShopAccess = z.infer<typeof ShopAccess>;

/** No token is stored for this connection, or not in our form: `npx wellspring pos access`. */
export class ShopAccessMissingError extends Error {
  override readonly name = "ShopAccessMissingError";
}

/** Reads the access of a connection anew at each call: a token may be replaced at any time. */
export function shopAccess(readSecret: (arn: string) => Promise<string>, arns: ReadonlyMap<string, string>) {
  return async (connection: string): Promise<ShopAccess> => {
    const arn = arns.get(connection);
    if (arn === undefined)
      throw new ShopAccessMissingError("The stage has no secret for this connection's token");
    const parsed = ShopAccess.safeParse(jsonOf(await readSecret(arn)));
    if (parsed.success) return parsed.data;
    throw new ShopAccessMissingError("No token of this connection's shop is stored, or not in our form");
  };
}

/** The JSON of a secret, or undefined. The parser's message would quote the secret, and stays here. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
