/** Words of a brand's own that customers text, in capitals and without signs, beside those of the product, which hold everywhere. */
export interface TextedWords {
  readonly yes: readonly string[];
  readonly stop: readonly string[];
  readonly help: readonly string[];
}
