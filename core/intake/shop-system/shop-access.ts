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

/** The same, where nobody has stored one yet. */
export class ShopAccessNeverStoredError extends ShopAccessMissingError {}

/** The secret as the stack makes it, with a random value below a name of its own. */
const AsDeployed = z.strictObject({ notYetSet: z.string() });

/** Reads the access of a connection anew at each call: a token may be replaced at any time. */
export function shopAccess(readSecret: (arn: string) => Promise<string>, arns: ReadonlyMap<string, string>) {
  return async (connection: string): Promise<ShopAccess> => {
    const arn = arns.get(connection);
    if (arn === undefined)
      throw new ShopAccessMissingError("The stage has no secret for this connection's token");
    const stored = jsonOf(await readSecret(arn));
    const parsed = ShopAccess.safeParse(stored);
    if (parsed.success) return parsed.data;
    if (AsDeployed.safeParse(stored).success)
      throw new ShopAccessNeverStoredError("No token of this connection's shop is stored yet");
    throw new ShopAccessMissingError("What is stored for this connection's shop is no token in our form");
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
