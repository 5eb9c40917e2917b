import type { Brand } from "../../model/cause.ts";
import type { BrandConfig } from "./brand-config.ts";

/** No brand is applied yet: `npx wellspring brand apply` puts it right, and a retry then goes through. */
export class BrandNotAppliedError extends Error {
  override readonly name = "BrandNotAppliedError";

  constructor() {
    super("brand not applied yet");
  }
}

/** The brand, or {@link BrandNotAppliedError} before the first apply. */
export function appliedBrand(config: BrandConfig): Brand {
  if (config.brand === undefined) throw new BrandNotAppliedError();
  return config.brand;
}
