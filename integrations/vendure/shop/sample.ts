import { type InitialData, LanguageCode } from "@vendure/core";

/** What the shop starts with; all of it is invented. Prices have no tax in them. */
export const sample: InitialData = {
  defaultLanguage: LanguageCode.en,
  defaultZone: "Europe",
  countries: [{ code: "DE", name: "Germany", zone: "Europe" }],
  taxRates: [{ name: "Standard", percentage: 19 }],
  shippingMethods: [{ name: "Parcel", price: 490 }],
  paymentMethods: [
    {
      name: "Pay on this machine",
      handler: {
        code: "dummy-payment-handler",
        arguments: [{ name: "automaticSettle", value: "true" }],
      },
    },
  ],
  collections: [],
};

export const products = `name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets
Rain jacket,rain-jacket,Keeps off the rain.,,,,,TF-JACKET,149.00,Standard,100,false,,
Water bottle,water-bottle,Holds a litre.,,,,,TF-BOTTLE,24.00,Standard,100,false,,
Wool socks,wool-socks,Warm on long ways.,,,,,TF-SOCKS,16.50,Standard,100,false,,
`;
