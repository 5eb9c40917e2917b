import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { appliedBrand } from "../../giving/config/brand-in-force.ts";
import { type Service, usualService } from "../../model/answering-hours.ts";

/** When people at a brand answer that states nothing, on the brand's own clock. */
export function usualServiceOf(stated: () => Promise<BrandConfig>): () => Promise<Service> {
  return async () => usualService(appliedBrand(await stated()).timeZone);
}
