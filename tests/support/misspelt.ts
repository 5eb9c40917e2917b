import fc from "fast-check";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** A word with one slip: a letter too many, one missing, another one, or two swapped. Never the word itself. */
export function misspelt(word: string): fc.Arbitrary<string> {
  return fc
    .record({
      slip: fc.constantFrom("insert", "remove", "replace", "swap"),
      at: fc.nat(word.length - 1),
      letter: fc.constantFrom(...LETTERS),
    })
    .map(({ slip, at, letter }) => {
      const [before, here, after] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1)];
      if (slip === "insert") return before + letter + here + after;
      if (slip === "remove") return before + after;
      if (slip === "replace") return before + letter + after;
      return before + after.slice(0, 1) + here + after.slice(1);
    })
    .filter((slipped) => slipped.toLowerCase() !== word.toLowerCase());
}
