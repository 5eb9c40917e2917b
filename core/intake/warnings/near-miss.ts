/** Longer words are no names of ours, and comparing them takes long. */
const WORD_CHARS_MAX = 60;
/** A slip in so many letters, and one more in as many again, still reads as the same word. */
const LETTERS_PER_SLIP = 4;

/** Without what naming styles differ in: `order_id`, `OrderID` and `order-id` are `orderid`. */
function bare(word: string): string {
  return word.toLowerCase().replace(/[\s_.-]+/g, "");
}

/**
 * The name that a word was meant to be, if it is near enough: the same but for case and hyphens, else one letter wrong,
 * missing, too many or changed with its neighbour, of longer words one more for every four letters. Of equally near ones the first.
 */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (word.length > WORD_CHARS_MAX) return undefined;
  const sought = bare(word);
  if (sought === "") return undefined;
  let best: { readonly name: string; readonly slips: number } | undefined;
  for (const name of names) {
    const own = bare(name);
    const most = Math.min(slipsAllowed(own), best === undefined ? Number.POSITIVE_INFINITY : best.slips - 1);
    const slips = slipsBetween(sought, own, most);
    if (slips <= most) best = { name, slips };
  }
  return best?.name;
}

function slipsAllowed(name: string): number {
  return name.length < 3 ? 0 : Math.max(1, Math.floor(name.length / LETTERS_PER_SLIP));
}

/**
 * Letters to insert, remove, replace or swap with the next (the restricted distance of Damerau and Levenshtein). Of more than
 * `most` it is not said how many: a sender waits while its words are compared, and most of them are near to none.
 */
function slipsBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const costs = [
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
      ];
      if (row > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        costs.push(at(before, column - 2) + 1);
      }
      current.push(Math.min(...costs));
    }
    // A swap reaches back two rows: only when both are beyond it, no way leads back below.
    if (Math.min(...last, ...current) > most) return Number.POSITIVE_INFINITY;
    before = last;
    last = current;
  }
  return at(last, other.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
