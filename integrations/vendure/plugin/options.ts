/** What the plugin is told: where the brand's giving site is, and how this shop is connected to it. */
export interface WellspringOptions {
  /** The giving site, such as `https://give.example.com`. */
  readonly site: string;
  /** The connection's name: `shop` of `standard/shop`. */
  readonly connection: string;
  /** Where the connection takes webhooks: `npx wellspring pos addresses` prints it. */
  readonly address: string;
  /** The connection's key, `whsec_…`. Keep it out of the code. */
  readonly key: string;
}

export const WELLSPRING_OPTIONS = Symbol("WELLSPRING_OPTIONS");

/** For lines of the log. */
export const LOG = "Wellspring";
