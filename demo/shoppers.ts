import { chanceFrom } from "./chance.ts";
import type { Shopper } from "./facts.ts";

const SHOPPERS = 110;
/** The first of them are known to the brand. */
const KNOWN = 44;
/** The same people on every sample day. */
const SEED = 20_240_101;

const FIRST = [
  "Mara",
  "Jonas",
  "Aiko",
  "Tomasz",
  "Ines",
  "Callum",
  "Yara",
  "Henrik",
  "Noor",
  "Elif",
  "Bastian",
  "Saoirse",
  "Kenji",
  "Lucía",
  "Owen",
  "Freya",
  "Daichi",
  "Amara",
  "Piet",
  "Rosalind",
] as const;
const LAST = [
  "Lindqvist",
  "Arden",
  "Mori",
  "Kowal",
  "Ferreira",
  "Blythe",
  "Haddad",
  "Vogt",
  "Rahimi",
  "Demir",
  "Kessler",
  "Byrne",
  "Sato",
  "Ortega",
  "Marsh",
  "Halvorsen",
  "Ito",
  "Okafor",
  "van Doorn",
  "Whitlock",
] as const;

/** What known shoppers chose before: most one cause, some several by weight, some nothing yet. */
const CHOICES: readonly (readonly [Shopper["choice"], number])[] = [
  [[{ cause: "clean-rivers", weight: 1 }], 5],
  [[{ cause: "open-paths", weight: 1 }], 4],
  [[{ cause: "mountain-rescue", weight: 1 }], 4],
  [[{ cause: "native-seeds", weight: 1 }], 3],
  [
    [
      { cause: "clean-rivers", weight: 2 },
      { cause: "native-seeds", weight: 1 },
    ],
    2,
  ],
  [
    [
      { cause: "mountain-rescue", weight: 3 },
      { cause: "open-paths", weight: 3 },
      { cause: "native-seeds", weight: 1 },
    ],
    2,
  ],
  [[], 2],
];

/** All customers of the sample. Names, addresses and numbers are invented; `.example` is reserved. */
export function sampleShoppers(): readonly Shopper[] {
  const chance = chanceFrom(SEED);
  return Array.from({ length: SHOPPERS }, (_, number) => {
    const first = FIRST[number % FIRST.length] ?? FIRST[0];
    const last = LAST[(number * 7 + Math.floor(number / FIRST.length)) % LAST.length] ?? LAST[0];
    const address = `${first}.${last}.${number}`.normalize("NFD").replaceAll(/[^A-Za-z0-9.]/g, "");
    return {
      number,
      name: `${first} ${last}`,
      email: `${address}@mail.example`.toLowerCase(),
      // 555-01xx is reserved for fiction.
      phone: `+1 20${2 + (number % 7)} 555 01${String(number % 100).padStart(2, "0")}`,
      card: `sq-1-${String(number).padStart(4, "0")}tarnfellsampleinstrument`,
      known: number < KNOWN,
      choice: chance.weighted(CHOICES),
    };
  });
}
