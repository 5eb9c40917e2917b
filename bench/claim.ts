/** The three builds that do the same job. Each claim is measured on all of them, in turns. */
export const ARMS = ["ours", "baselineExpress", "baselineStandard"] as const;
export type Arm = (typeof ARMS)[number];

/** What an arm showed: figures whose names say their unit. */
export type Figures = Readonly<Record<string, number>>;
export type ByArm = Readonly<Record<Arm, Figures>>;

/** A claim that is ready to be measured; what it has opened is closed by `close`. */
export interface Bench {
  /** One round of one arm. The same seed gives every arm the same work. */
  measure(arm: Arm, seed: number): Promise<Figures>;
  close(): Promise<void>;
}

/** What of a claim's size may be chosen. */
export interface Sizes {
  /** The purchases of the load with kills; absent: the claim's own number. */
  readonly purchases?: number;
}

export interface Claim {
  /** The argument that names it: `npm run bench -- <name>`. */
  readonly name: string;
  /** What is claimed, in one sentence. */
  readonly claim: string;
  readonly target: string;
  /** The figure that stands in the table, and in which two runs of an arm must agree within a tenth. */
  readonly headline: string;
  /** Figures that are counts: rounds are added. Of all others the median counts. */
  readonly counts?: readonly string[];
  /** An arm that is the same as another here, and is therefore measured once. */
  readonly same?: Readonly<Partial<Record<Arm, Arm>>>;
  open(note: (text: string) => void, sizes: Sizes): Promise<Bench>;
  passes(shown: ByArm): boolean;
}
