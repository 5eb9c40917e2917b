import type { DeadLetter, DeadLetters } from "./dead-letters.client.ts";

/** The outcome for one dead letter: accepted again, or the reason why it stays in the queue. Nothing of its content. */
export type Redriven =
  | { readonly outcome: "redriven"; readonly what: string }
  | { readonly outcome: "kept"; readonly id: string; readonly because: string };

/** What a letter is, and how it is redriven: `handBack` resolves once it was accepted, and throws if it was not. */
interface RedriveAction {
  readonly what: string;
  readonly handBack: () => Promise<void>;
}

/** How the letters of one queue are redriven. Returns the reason to keep a letter that is unreadable or must stay. */
export type RedriveStrategy = (letter: DeadLetter) => RedriveAction | { readonly because: string };

/** The most letters of one run; the next run takes the rest. */
const LETTERS_MAX = 100_000;

/** An error's name alone: its message may quote what failed. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/**
 * Redrives the letters of a queue, and removes each after it was accepted: a crash in between redrives it once more, so
 * the receiver must be idempotent (the ledger's conditions, a send's claim, a text's id). A letter that is not accepted
 * stays, and the next one follows. A letter that fails again later returns as another message, which this call does not
 * follow: it ends after as many letters as the queue held when it began.
 */
export async function* redrive(
  { letters, strategy }: { readonly letters: DeadLetters; readonly strategy: RedriveStrategy },
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
        const result = await handBack(letter, strategy, dryRun);
        if (result.outcome === "kept" || dryRun) kept.push(letter);
        else await letters.remove(letter);
        yield result;
      }
    }
  } finally {
    for (const letter of kept) await letters.putBack(letter);
  }
}

async function handBack(letter: DeadLetter, strategy: RedriveStrategy, dryRun: boolean): Promise<Redriven> {
  const { id, reason } = letter;
  const action = strategy(letter);
  if ("because" in action) return { outcome: "kept", id, because: action.because };
  if (dryRun) {
    return { outcome: "redriven", what: reason === undefined ? action.what : `${action.what} (${reason})` };
  }
  try {
    await action.handBack();
  } catch (error) {
    return { outcome: "kept", id, because: nameOf(error) };
  }
  return { outcome: "redriven", what: action.what };
}
