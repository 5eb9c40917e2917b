/** The three pages of the preference centre, in their order; each saves what it shows, and nothing else. */
export const STEPS = ["what", "when", "about"] as const;
export type Step = (typeof STEPS)[number];

export const PREFERENCES_PATH = "/preferences";

export function stepPath(step: Step): string {
  return `${PREFERENCES_PATH}/${step}`;
}
