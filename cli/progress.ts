import { Listr } from "listr2";

/** Called after each page or batch of a long step: `done` of `total`, which may be an estimate. */
export type Progress = (phase: string, done: number, total: number) => void;

/** Without a terminal to redraw, progress is a line each time this share more is done. */
const PLAIN_STEP = 0.25;

const BAR_CHARS = 24;

export function progressBar(phase: string, done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.round(share * BAR_CHARS);
  return `${"█".repeat(full)}${"░".repeat(BAR_CHARS - full)} ${phase} ${done}/${total}`;
}

/** Writes a bar at each call; without a terminal to redraw, one for each {@link PLAIN_STEP} of a phase. */
export function barsTo(write: (text: string) => void): Progress {
  let last = "";
  return (phase, done, total) => {
    const mark = `${phase} ${Math.floor(total === 0 ? 1 : done / total / PLAIN_STEP)}`;
    if (!process.stdout.isTTY && mark === last) return;
    last = mark;
    write(progressBar(phase, done, total));
  };
}

/** Shows a title and the progress of the work while it runs. Answers, or throws, what the work does. */
export async function withProgress<Result>(
  title: string,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  let result: { value: Result } | undefined;
  await new Listr(
    [
      {
        title,
        task: async (_, task) => {
          const value = await work(
            barsTo((text) => {
              task.output = text;
            }),
          );
          result = { value };
        },
      },
    ],
    { fallbackRenderer: "simple", rendererOptions: { showErrorMessage: false } },
  ).run();
  if (result === undefined) throw new Error(`${title}: ended without a result`);
  return result.value;
}
