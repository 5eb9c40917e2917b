import type { Brand } from "../../model/cause.ts";
import type { BrandConfig } from "./brand-config.ts";

/** Nothing has been stated yet: `npx wellspring brand apply` puts it right, and a retry then goes through. */
export class BrandNotAppliedError extends Error {
  override readonly name = "BrandNotAppliedError";

  constructor() {
    super("brand not applied yet");
  }
}

/** The brand, or {@link BrandNotAppliedError} before the first apply. */
export function appliedBrand(stated: BrandConfig): Brand {
  if (stated.brand === undefined) throw new BrandNotAppliedError();
  return stated.brand;
}
