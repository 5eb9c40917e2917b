import { join } from "node:path";
import { formatError } from "../../cli/cli-error.ts";
import { homeOf, type OwnEngine } from "../../cli/settings.ts";
import { type Assembly, deploy, synthesise } from "../../local/deploy.ts";
import { forgetState, startEngine, stopRunning } from "../../local/engine/engine.ts";
import { openMail } from "../../local/inbox/mail.ts";
import { secondTestEngine, testEngine } from "../../local/settings.ts";
import { findBrowser } from "../browser.ts";
import { type Part, quiet, type Screen, type Selection, type Tally, terminal, vitest } from "./part.ts";

/** Waits of state machines last this share of their time in tests. */
const WAIT_SCALE = 0.01;
/** Enough that no test meets the engine's throttle, which answers 429 at once; tests may use more memory than a start. */
const LAMBDA_CONCURRENCY = 24;

/** The stacks on an engine, and what is tried on them, in that order. */
export interface Lane {
  readonly where: OwnEngine;
  readonly parts: readonly Part[];
}
/** An engine answers one call at a time: on two of them, the tests take both cores. The lanes take about as long as each other. */
export const LANES: readonly Lane[] = [
  { where: testEngine, parts: ["e2e", "hostile"] },
  { where: secondTestEngine, parts: ["pages", "deployed"] },
];

/** What is tried afterwards is tried on all of them. */
export function lanesFor({ parts: selected }: Selection): readonly Lane[] {
  return LANES.filter(({ parts }) =>
    [...parts, "afterwards"].some((part) => selected.some((one) => one === part)),
  );
}

interface RunningEngine {
  readonly stop: () => Promise<void>;
}

/** Deployed without IAM, which the CDK does not get through, then started again with it, on the state that was kept. */
async function deployed(
  where: OwnEngine,
  assembly: Promise<Assembly>,
  screen: Screen,
): Promise<RunningEngine> {
  const note = (text: string): void => screen.print(`  ${text}\n`);
  screen.print("\n— the stacks, deployed to a fresh engine\n");
  await stopRunning(where);
  await forgetState(where);
  const mail = await openMail(where);
  await mail.letters.forget();
  const { smtpHost } = mail;
  const relay = smtpHost === undefined ? {} : { smtpHost };
  try {
    await startEngine(where, { note, ...relay });
    await deploy(where, assembly, note);
    note("starting again, enforcing IAM");
    const engine = await startEngine(where, {
      enforceIam: true,
      waitScale: WAIT_SCALE,
      lambdaConcurrency: LAMBDA_CONCURRENCY,
      recordCalls: true,
      ...relay,
    });
    return {
      stop: async () => {
        await engine.stop();
        await mail.close();
      },
    };
  } catch (error) {
    await stopRunning(where);
    await mail.close();
    throw error;
  }
}

/** What is selected of one lane; its engine runs on, as what is tried afterwards asks what it recorded. */
async function lane(
  { where, parts }: Lane,
  selection: Selection,
  tally: Tally,
  { screen, engine }: { readonly screen: Screen; readonly engine: Promise<RunningEngine> },
): Promise<void> {
  try {
    await engine;
    if (selection.parts.includes("pages") && parts.includes("pages") && findBrowser() === undefined) {
      screen.print(
        "\nNO BROWSER FOUND: the page tests are skipped. Install Chromium, or set CHROME_PATH to one.\n",
      );
    }
    const extra = pointedAt(where);
    for (const part of parts) await vitest(part, selection, tally, { screen, extra });
  } catch (error) {
    tally.failed += 1;
    tally.failures.push(formatError(error));
    screen.print(`\n${formatError(error)}\nThe engine's log: ${join(homeOf(where), "engine.log")}\n`);
  }
}

function pointedAt({ port }: OwnEngine): Readonly<Record<string, string>> {
  return { WELLSPRING_PORT: String(port), AWS_ENDPOINT_URL: "" };
}

/**
 * All lanes that something is selected of. They deploy one after the other, and try what they have side by side; what is
 * tried afterwards looks at all their engines.
 */
export async function runLanes(needed: readonly Lane[], selection: Selection, tally: Tally): Promise<void> {
  const [first] = needed;
  if (first === undefined) return;
  const assembly = synthesise(first.where);
  const engines: Promise<RunningEngine>[] = [];
  try {
    await Promise.all(
      needed.map(async (one, index) => {
        const screen = index === 0 ? terminal : quiet(false);
        const before = engines.at(-1) ?? Promise.resolve();
        const engine = before.catch(() => undefined).then(() => deployed(one.where, assembly, screen));
        engines.push(engine);
        await lane(one, selection, tally, { screen, engine });
        screen.end();
      }),
    );
    await vitest("afterwards", selection, tally, { extra: pointedAt(first.where) });
  } finally {
    const running = await Promise.allSettled(engines);
    await Promise.all(running.map((one) => one.status === "fulfilled" && one.value.stop()));
  }
}
