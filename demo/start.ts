#!/usr/bin/env node
import { setTimeout as sleep } from "node:timers/promises";
import { Listr, type ListrTaskWrapper } from "listr2";
import { brandHere } from "../cli/brand/brand-ledger.ts";
import { loadBrand } from "../cli/brand/load-brand.ts";
import { CliError, formatError } from "../cli/cli-error.ts";
import { addressTable } from "../cli/pos/addresses.ts";
import { barsTo } from "../cli/progress.ts";
import { type EngineAddress, engineAddress, homeOf } from "../cli/settings.ts";
import { describeUncleanStops } from "../cli/unclean-stops.ts";
import { projectStage } from "../lib/project-stages.ts";
import { deploy, synthesise } from "../local/deploy.ts";
import { type Engine, startEngine } from "../local/engine/engine.ts";
import { closeConnections, http } from "../local/http.ts";
import { answerInto } from "../local/inbox/answer.ts";
import { checkMessages, type MessageReport } from "../local/inbox/check-messages.ts";
import { type Mail, openInbox, openMail, readInbox, readLetters } from "../local/inbox/mail.ts";
import type { InboxServer } from "../local/inbox/serve.ts";
import { endCommands } from "../local/run-program.ts";
import { smtpPortOf } from "../local/settings.ts";
import { type Stage, stageOf } from "../local/stage.ts";
import { openDesk } from "./desk/open.ts";
import { runQuarter } from "./quarter/quarter.ts";
import { quarterText, quarterTitle } from "./quarter/quarter-text.ts";
import type { QuarterReport } from "./quarter/report.ts";
import type { SampleReport } from "./report.ts";
import { runSampleDay } from "./sample-day.ts";
import { whyNoSampleDay } from "./sample-fits.ts";
import { openShop } from "./shop/open.ts";
import type { DemoShop } from "./shop/serve.ts";
import { readOptions, type StartOptions } from "./start-options.ts";
import {
  figuresTable,
  isAsExpected,
  messagesText,
  notesOn,
  pagesOf,
  type Summary,
  sampleText,
  summarise,
} from "./start-report.ts";
import { untilWritten } from "./until-written.ts";

const EXIT_INTERRUPTED = 130;
const WATCH_MS = 1_000;

/** Results of steps that later steps need. */
interface Context {
  engine?: Engine;
  stage?: Stage;
  sample?: SampleReport;
  quarter?: QuarterReport;
  /** Why the sample day is left out. */
  unfit?: string | undefined;
  mail?: Mail;
  messages?: MessageReport;
  inbox?: InboxServer | undefined;
  shop?: DemoShop | undefined;
  desk?: string;
  /** When the pages could be opened. */
  readySeconds?: number;
  /** What is missing because the engine was killed at some time. */
  lost?: string | undefined;
  /** The error of a step: printed once, at the end, and not by the list of steps as well. */
  failure?: unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: listr2 types a task by its renderers, which do not matter here.
type Task = ListrTaskWrapper<Context, any, any>;

/** Engine, stacks, brand, pages and sample day, one after the other, each with its progress: the pages fill while one looks. */
function steps(
  where: EngineAddress,
  options: StartOptions & { readonly brand: string },
  context: Context,
): Listr<Context, "default", "simple"> {
  const step = (work: (task: Task) => Promise<void>) => async (_: Context, task: Task) => {
    try {
      await work(task);
    } catch (error) {
      context.failure = error;
      throw new Error("see below", { cause: error });
    }
  };
  // Runs beside the start of the engine. The step that waits for it reports its failure.
  const assembly = synthesise(where);
  assembly.catch(() => {});
  return new Listr<Context, "default", "simple">(
    [
      {
        title: "Start the local engine",
        task: step(async (task) => {
          // The engine does not retry an email: the mail server starts before it.
          const mail = await openMail(where);
          context.mail = mail;
          const { smtpHost } = mail;
          const { fresh } = options;
          context.engine = await startEngine(where, {
            note: noteTo(task),
            fresh,
            ...(smtpHost && { smtpHost }),
          });
          if (fresh) await mail.letters.forget();
          context.lost = describeUncleanStops(where);
          if (!mail.ours && !context.engine.reused) throw portTaken(where);
          task.title = `Engine ${context.engine.reused ? "runs already" : "started"} on ${where.endpoint}`;
        }),
      },
      {
        title: "Deploy the stacks",
        task: step(async (task) => {
          task.output = "synthesising";
          const { outputs, changed } = await deploy(where, assembly, noteTo(task));
          context.stage = stageOf(where, outputs);
          task.title = changed ? "Stacks deployed" : "Stacks are as deployed before";
        }),
      },
      {
        title: "Load the brand",
        task: step(async (task) => {
          task.title = `Brand ${options.brand}: ${await loadBrand(theStage(context), options.brand)}`;
        }),
      },
      {
        title: "Open the pages",
        task: step(async (task) => {
          const { siteUrl } = theStage(context);
          context.inbox = await openInbox(
            where,
            () => readAll(context),
            () => context.stage && answerInto(context.stage),
          );
          const answer = await http(`${siteUrl}/`);
          if (answer.status !== 200) throw new Error(`${siteUrl}/ answered ${answer.status}: ${answer.body}`);
          const { connections } = await projectStage("local");
          context.shop = await openShop(where, theStage(context), connections);
          context.desk = await openDesk(theStage(context));
          context.readySeconds = performance.now() / 1000;
          const inbox = context.inbox === undefined ? "" : `, and the inbox at ${context.inbox.url}`;
          const shop = context.shop === undefined ? "" : `, and a demo shop at ${context.shop.url}`;
          task.title = `The pages are open at ${siteUrl}/${inbox}${shop}`;
        }),
      },
      {
        title: "Let customers join, and run the sample day",
        skip: async () => {
          context.unfit = options.empty ? "as asked" : await whyNoSampleDay(options.brand);
          return context.unfit === undefined ? false : `No sample day: ${context.unfit}`;
        },
        task: step(async (task) => {
          const sample = await runSampleDay(
            theStage(context),
            options.brand,
            () => lettersIn(context),
            barsTo(noteTo(task)),
          );
          context.sample = sample;
          task.title = sampleText(sample);
        }),
      },
      {
        title: "Let a quarter pass, and pay the charities",
        skip: () => context.unfit !== undefined || !options.quarter,
        task: step(async (task) => {
          const progress = barsTo(noteTo(task));
          context.quarter = await runQuarter(theStage(context), options.brand, homeOf(where), progress);
          task.title = quarterTitle(context.quarter);
        }),
      },
      {
        title: "Compare messages with the records",
        skip: () => context.unfit !== undefined,
        task: step(async (task) => {
          const { lines, letters, texts } = await untilWritten(() => readAll(context));
          context.messages = checkMessages(lines, letters, texts);
          const { sent, captured } = context.messages;
          task.title = `Messages: ${sent} sent, ${captured} arrived`;
        }),
      },
    ],
    {
      fallbackRenderer: "simple",
      registerSignalListeners: false,
      rendererOptions: { collapseErrors: false, showErrorMessage: false },
    },
  );
}

function theStage(context: Context): Stage {
  if (context.stage === undefined) throw new Error("The stacks come before what uses them.");
  return context.stage;
}

function readAll(context: Context): ReturnType<typeof readInbox> {
  return readInbox(...whatMailNeeds(context));
}

function lettersIn(context: Context): ReturnType<typeof readLetters> {
  return readLetters(...whatMailNeeds(context));
}

function whatMailNeeds({ stage, engine, mail }: Context): Parameters<typeof readInbox> {
  if (stage === undefined || engine === undefined || mail === undefined) {
    throw new Error("The engine comes before what looks into it.");
  }
  return [stage, engine, mail];
}

function portTaken(where: EngineAddress): CliError {
  const port = where.kind === "own" ? smtpPortOf(where) : 0;
  return new CliError(
    `Port ${port} on 127.0.0.1, on which emails are taken, is used by another program.`,
    "End that program, or choose another port for the engine with WELLSPRING_PORT: this one moves with it.",
  );
}

function noteTo(task: Task): (text: string) => void {
  return (text) => {
    task.output = text;
  };
}

function printOutcome(context: Context, summary: Summary, webhooks: string): void {
  if (context.sample !== undefined) {
    console.log(`\n${figuresTable(context.sample)}`);
    console.log(
      summary.mismatches === 0
        ? "\nEvery figure equals what the oracle expects."
        : `\n${summary.mismatches} figures differ from what the oracle expects:\n${context.sample.differences.join("\n")}`,
    );
  }
  if (context.quarter !== undefined) console.log(`\n${quarterText(context.quarter)}`);
  if (context.messages !== undefined) console.log(messagesText(context.messages));
  console.log("");
  for (const [name, url] of Object.entries(summary.pages)) console.log(`${name.padEnd(20)}${url}`);
  console.log(notesOn(summary.pages));
  console.log(`\n${webhooks}\n\nA webhook, signed and followed: npx wellspring pos test standard/pos`);
  console.log(
    `\nThe pages were open after ${summary.readySeconds} s, and everything was compared after ${summary.seconds} s.`,
  );
}

/** The exit code. What was started is stopped in any case. */
async function main(interruption: Promise<void>): Promise<number> {
  const options = readOptions();
  const context: Context = {};
  const interrupted = interruption.then(() => "interrupted" as const);
  const work = (async () => {
    const where = engineAddress();
    const brand = options.brand ?? (await brandHere());
    await steps(where, { ...options, brand }, context).run();
    return "done" as const;
  })();
  try {
    if ((await Promise.race([work, interrupted])) === "interrupted") {
      endCommands();
      await Promise.race([work.catch(() => {}), sleep(1_000)]);
      console.error("\nStopped.");
      return EXIT_INTERRUPTED;
    }
    const stage = theStage(context);
    const { sample, quarter, messages, inbox, shop, desk } = context;
    const seconds = performance.now() / 1000;
    const { readySeconds = seconds } = context;
    const summary = summarise(
      { sample, quarter, messages },
      { readySeconds, seconds },
      pagesOf(stage, sample, { inbox: inbox?.url, shop: shop?.url, desk }),
    );
    const { connections } = await projectStage("local");
    printOutcome(context, summary, addressTable(stage, connections));
    if (context.lost !== undefined) console.error(`\n${context.lost}`);
    if (!options.once) {
      console.log("Ctrl-C ends it.");
      if (options.json) console.log(JSON.stringify(summary));
      await interruption;
      console.log("\nStopping.");
      return 0;
    }
    if (options.json) console.log(JSON.stringify(summary));
    return isAsExpected(summary, messages) ? 0 : 1;
  } catch (error) {
    const failure = context.failure ?? error;
    if (context.lost !== undefined) console.error(`\n${context.lost}`);
    console.error(`\n${formatError(failure)}`);
    return failure instanceof CliError ? 2 : 1;
  } finally {
    endCommands();
    closeConnections();
    await context.inbox?.close();
    await context.shop?.close();
    await context.engine?.stop();
    await context.mail?.close();
  }
}

const interruption = new Promise<void>((resolve) => {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => resolve());
  // The reader of the output has ended, as after `npm start | head`.
  process.stdout.on("error", () => resolve());
  // The parent process ended without a signal, as after `kill -9` of npm. The interval also keeps this process up.
  const startedBy = process.ppid;
  setInterval(() => process.ppid === startedBy || resolve(), WATCH_MS);
});
process.exit(await main(interruption));
