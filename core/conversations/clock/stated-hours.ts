import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { appliedBrand } from "../../giving/config/brand-in-force.ts";
import { type Service, usualService } from "../../model/answering-hours.ts";

/** When people at a brand answer, and how soon: as it states in `service.yaml`, else what is usual, on its clock. */
export function statedService(stated: () => Promise<BrandConfig>): () => Promise<Service> {
  return async () => {
    const config = await stated();
    return config.service ?? usualService(appliedBrand(config).timeZone);
  };
}
