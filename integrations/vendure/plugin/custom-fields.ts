import { type CustomFieldConfig, LanguageCode } from "@vendure/core";
import { SLUG } from "./message";

declare module "@vendure/core/dist/entity/custom-entity-fields" {
  interface CustomOrderFields {
    wellspringCause?: string | null;
    wellspringClaimSecret?: string | null;
  }
}

/** What an order carries: the pick, which buyers write, and the secret of its claim link, which no API shows. */
export const orderFields: CustomFieldConfig[] = [
  {
    name: "wellspringCause",
    type: "string",
    nullable: true,
    length: 48,
    pattern: SLUG.source,
    label: [
      { languageCode: LanguageCode.en, value: "Picked cause" },
      { languageCode: LanguageCode.de, value: "Gewähltes Ziel" },
    ],
  },
  { name: "wellspringClaimSecret", type: "string", nullable: true, internal: true },
];
