import type { DeadLetter, DeadLetters } from "./dead-letters.client.ts";

/** What became of a dead letter: it was accepted again, or why it stays where it lies. Nothing of its content. */
export type Redriven =
  | { readonly outcome: "redriven"; readonly what: string }
  | { readonly outcome: "kept"; readonly id: string; readonly because: string };

/** What a letter is, and how it is handed back: resolves once it was accepted, and throws if it was not. */
interface RedriveAction {
  readonly what: string;
  readonly handBack: () => Promise<void>;
}

/** How the letters of one place go back. A letter that it cannot read, or should not hand back, it keeps and says why. */
export type RedriveStrategy = (letter: DeadLetter) => RedriveAction | { readonly because: string };

/** More letters than this in one go are left for the next. */
const LETTERS_MAX = 100_000;

/** An error's name alone: its message may quote what failed. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/**
 * Hands the letters of a place back, each before it is removed: a crash in between hands it back once more, which whoever
 * takes it must take as once (the ledger's conditions, a send's claim, a text's id). One that is not accepted stays, and
 * the next one has its turn. What fails again later comes back as another letter, which this call does not follow: it
 * ends after as many letters as there were at its beginning.
 */
export async function* redrive(
  { letters, way }: { readonly letters: DeadLetters; readonly way: RedriveStrategy },
  { dryRun }: { readonly dryRun: boolean },
): AsyncGenerator<Redriven> {
  const most = Math.min(await letters.count(), LETTERS_MAX);
  const seen = new Set<string>();
  const kept: DeadLetter[] = [];
  try {
    while (seen.size < most) {
      const received = await letters.receive();
      const fresh = received.filter(({ id }) => !seen.has(id));
      if (fresh.length === 0) return;
      for (const letter of fresh) {
        seen.add(letter.id);
        const done = await handBack(letter, way, dryRun);
        if (done.outcome === "kept" || dryRun) kept.push(letter);
        else await letters.remove(letter);
        yield done;
      }
    }
  } finally {
    for (const letter of kept) await letters.putBack(letter);
  }
}

async function handBack(letter: DeadLetter, way: RedriveStrategy, dryRun: boolean): Promise<Redriven> {
  const { id, reason } = letter;
  const errand = way(letter);
  if ("because" in errand) return { outcome: "kept", id, because: errand.because };
  if (dryRun) {
    return { outcome: "redriven", what: reason === undefined ? errand.what : `${errand.what} (${reason})` };
  }
  try {
    await errand.handBack();
  } catch (error) {
    return { outcome: "kept", id, because: nameOf(error) };
  }
  return { outcome: "redriven", what: errand.what };
}
