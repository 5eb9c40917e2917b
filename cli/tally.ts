import { stderr } from "node:process";

/** Without a terminal to redraw, progress is a line after each {@link PLAIN_STEP} more. */
const PLAIN_STEP = 100;

/** Counts the outcomes of a long command, and shows the counts while it runs. */
export interface Tally {
  add(outcome: string): void;
  /** Ends the line of progress and answers the counts as one text. */
  end(): string;
}

export function tally(): Tally {
  const counts = new Map<string, number>();
  let done = 0;
  const text = () => [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ") || "none";
  return {
    add(outcome) {
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      done += 1;
      if (stderr.isTTY) stderr.write(`\r\u001b[K${done} done: ${text()}`);
      else if (done % PLAIN_STEP === 0) stderr.write(`${done} done: ${text()}\n`);
    },
    end() {
      if (stderr.isTTY && done > 0) stderr.write("\r\u001b[K");
      return text();
    },
  };
}
