import * as z from "zod";

/** Where a customer's card may go besides paper. */
export const Wallet = z.enum(["apple", "google"]);
export type Wallet = z.infer<typeof Wallet>;

/** The wallets of a stage as a function's environment holds them: `apple google`, or `none`. */
export const WalletsText = z
  .string()
  .transform((text) => (text === NO_WALLETS ? [] : text.split(" ")))
  .pipe(z.array(Wallet));

export const NO_WALLETS = "none";

/** In place of the name of the function that pushes phones, on a stage on which no card shows figures. */
export const NO_CARDS = "none";
