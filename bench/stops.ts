import { labelledTexts, measureReader } from "../tests/support/labelled-texts.ts";

/**
 * Prints how many stops the reader of customers' texts hears, how many other texts it takes for one, and which, of the
 * three lists in `tests/fixtures/texts`: `node bench/stops.ts`. Measures nothing that takes time, so it is no claim.
 */
for (const file of ["labelled.txt", "held-out.txt", "hostile.txt"]) {
  const { stops, others, recall, falseRate, missed, mistaken } = measureReader(labelledTexts(file));
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  console.log(
    `${file}: ${percent(recall)} of ${stops} stops heard, ${percent(falseRate)} of ${others} others taken for one`,
  );
  for (const text of missed) console.log(`  missed: ${JSON.stringify(text)}`);
  for (const text of mistaken) console.log(`  taken for a stop: ${JSON.stringify(text)}`);
}
