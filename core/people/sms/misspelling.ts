/** Words that are one slip away from a word for stopping, and mean something else. */
const REAL_WORDS = new Set(
  (
    "ATOP CANCER CHANCEL EVOKE INVOKE REMOTE SHOP SLOP SOP SPOT STEP STOMP STOOP STOOPS STOW STROP SWOP TOP TOPS OPTS POST POTS " +
    "SUBSCRIBE RESUBSCRIBE ANMELDEN SHOPPEN STOPFEN STOPFT ABONNER ABONNEZ SUSCRIBIR SENDEN STOR STEPP SHOPP STOPPER"
  ).split(" "),
);

/** Shorter words are too near to others: of those only doubled letters are forgiven. */
const FORGIVEN_FROM_LETTERS = 6;
const TWO_SLIPS_FROM_LETTERS = 9;

/** The word with each run of one letter written once. */
export function squeezed(word: string): string {
  return word.replaceAll(/(\p{L})\1+/gu, "$1");
}

/**
 * Whether `word` is `meant` with slips of the finger: one letter left out, added, wrong or swapped with its neighbour; two in
 * a word of nine letters or more. It begins as meant: "suscribir" is no slip of "desuscribir". A word that means something else is none.
 */
export function isMisspelt(word: string, meant: string): boolean {
  if (REAL_WORDS.has(word)) return false;
  const isForgiven = meant.length >= FORGIVEN_FROM_LETTERS || meant === "STOP";
  const most = isForgiven ? (meant.length >= TWO_SLIPS_FROM_LETTERS ? 2 : 1) : 0;
  const begins = meant === "STOP" || meant.slice(0, 2).includes(word.slice(0, 1));
  return begins && most > 0 && Math.abs(word.length - meant.length) <= most && slips(word, meant) <= most;
}

/** The optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours. */
function slips(one: string, other: string): number {
  const width = other.length + 1;
  const rows = [...`_${one}`].map((_, row) => Array.from({ length: width }, (_, column) => row + column));
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row += 1) {
    for (let column = 1; column < width; column += 1) {
      const wrong = one[row - 1] === other[column - 1] ? 0 : 1;
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      rows[row]?.splice(
        column,
        1,
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + wrong,
          swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(one.length, other.length);
}
