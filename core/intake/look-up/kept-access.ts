import { ShopRefusedError } from "../shop-system/order-list.ts";
import type { ShopAccess } from "../shop-system/shop-access.ts";

/** The age at which a token is read again before it is used, so that one that was replaced ends. */
export const ACCESS_SECONDS_MAX = 300;

/** Does `work` with the access of a connection's shop. Throws what reading it throws, and what `work` throws. */
export type WithAccess = <Result>(
  connection: string,
  work: (access: ShopAccess) => Promise<Result>,
) => Promise<Result>;

/**
 * Reading a secret costs more than all the rest of a look-up, so an access is kept between calls. When the shop refuses
 * one that was kept, it is read again, and the work is done once more if it was replaced.
 */
export function keptAccess(
  read: (connection: string) => Promise<ShopAccess>,
  nowMs: () => number,
): WithAccess {
  const kept = new Map<string, { readonly access: ShopAccess; readonly readMs: number }>();

  async function readAgain(connection: string): Promise<ShopAccess> {
    const access = await read(connection);
    kept.set(connection, { access, readMs: nowMs() });
    return access;
  }

  return async (connection, work) => {
    const known = kept.get(connection);
    if (known === undefined || nowMs() - known.readMs >= ACCESS_SECONDS_MAX * 1000) {
      return work(await readAgain(connection));
    }
    try {
      return await work(known.access);
    } catch (error) {
      if (!(error instanceof ShopRefusedError)) throw error;
      const access = await readAgain(connection);
      const isTheSame =
        access.accessToken === known.access.accessToken && access.origin === known.access.origin;
      if (isTheSame) throw error;
      return work(access);
    }
  };
}
