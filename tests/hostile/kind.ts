import * as fc from "fast-check";
import { repeatCommand } from "./settings.ts";

/** What became of one hostile input: taken as what it is, refused, or kept with its reason. */
export type Verdict = "accepted" | "refused" | "quarantined";

/** One kind of attack, with all that it may be tried on. */
export interface Attack<Product, Input> {
  /** As the table names it: whose promise it attacks. */
  readonly name: string;
  /** How many of a hundred inputs are of this kind. */
  readonly share: number;
  readonly input: fc.Arbitrary<Input>;
  /** Core's own functions, wired as the deployed functions wire them, with stores in memory. */
  readonly product: Product;
  /** What of an input a failure shows; all of it by default. */
  readonly shown?: (input: Input) => unknown;
  /** Tries one input; throws when a promise is broken. */
  readonly tried: (product: Product, input: Input) => Promise<Verdict>;
  /** The product with one promise taken out, by what is missing: the attack must find each of them. */
  readonly mutants: Readonly<Record<string, Product>>;
}

/** What one attack came to. `fault`: the first broken promise, with the smallest input that breaks it. */
export interface Outcome {
  readonly kind: string;
  readonly inputs: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly fault?: string;
}

export interface Bounds {
  readonly seed: number;
  readonly inputs: number;
  readonly timeMs: number;
}

/** An attack whose product and inputs nobody outside needs to know. */
export interface Kind {
  readonly name: string;
  readonly share: number;
  attack(bounds: Bounds): Promise<Outcome>;
  readonly mutants: readonly { readonly name: string; attack(bounds: Bounds): Promise<Outcome> }[];
}

export function kind<Product, Input>(attack: Attack<Product, Input>): Kind {
  const { name, share } = attack;
  return {
    name,
    share,
    attack: (bounds) => attackOn(attack, attack.product, bounds),
    mutants: Object.entries(attack.mutants).map(([missing, product]) => ({
      name: missing,
      attack: (bounds) => attackOn(attack, product, bounds),
    })),
  };
}

async function attackOn<Product, Input>(
  { name, input, tried, shown = (one) => one }: Attack<Product, Input>,
  product: Product,
  { seed, inputs, timeMs }: Bounds,
): Promise<Outcome> {
  const counts = { accepted: 0, refused: 0, quarantined: 0 };
  let broke = false;
  const property = fc.asyncProperty(input, async (one) => {
    try {
      const verdict = await tried(product, one);
      if (!broke) counts[verdict] += 1;
    } catch (error) {
      broke = true;
      throw error;
    }
  });
  const details = await fc.check(property, {
    seed,
    numRuns: inputs,
    interruptAfterTimeLimit: timeMs,
    markInterruptAsFailure: false,
  });
  const [worst] = details.counterexample ?? [];
  const fault =
    details.failed && worst !== undefined ? faultOf(name, shown(worst), details.errorInstance) : undefined;
  const tries = counts.accepted + counts.refused + counts.quarantined + (fault === undefined ? 0 : 1);
  return { kind: name, inputs: tries, counts, ...(fault !== undefined && { fault }) };
}

const INPUT_CHARS_MAX = 2_000;

export function faultOf(name: string, input: unknown, error: unknown): string {
  const shown = fc.stringify(input).slice(0, INPUT_CHARS_MAX);
  const why = error instanceof Error ? error.message : String(error);
  return `${name}\n  input: ${shown}\n  ${why}\n  again: ${repeatCommand}`;
}

/** A seed of its own for each kind, so that none of them depends on how far another came. */
export function seedOf(seed: number, name: string): number {
  return [...name].reduce(
    (hash, letter) => (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) | 0,
    seed | 0,
  );
}
