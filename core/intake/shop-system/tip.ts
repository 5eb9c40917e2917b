/** What customers and tills call a tip, in the languages of the shops that we know of. */
const TIP_WORDS =
  "tip|tips|gratuity|gratuities|trinkgeld|pourboire|propina|mancia|gorjeta|fooi|dricks|drikkepenge|napiwek|チップ";

/** A name that is a tip and nothing else, with an amount or a share perhaps: `Tip`, `Trinkgeld (10 %)`, `Tip: 2.00`. */
const TIP = new RegExp(`^(?:${TIP_WORDS})(?:[\\s:(–-]*[\\d.,]+\\s*[%€$£]?\\s*\\)?)?$`, "iu");

/**
 * Whether a line's name is that of a tip: a guess, for lines that the vendor does not mark. A name with other words
 * (`Tip jar`, `Tip of the iceberg print`) is not.
 */
export function isTipName(...names: readonly (string | null | undefined)[]): boolean {
  return names.some((name) => TIP.test((name ?? "").trim()));
}
