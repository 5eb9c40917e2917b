import { writeFileSync } from "node:fs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Command, Option } from "commander";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { Locale } from "../../core/model/cause.ts";
import { ClaimFact, claimToken } from "../../core/model/claim-link.ts";
import { linkPaths } from "../../core/model/routes.ts";
import { CliError } from "../cli-error.ts";
import { openStage, type StageOptions } from "../stage.ts";
import { poster, posterSvg } from "./poster.ts";
import { posterPdf } from "./poster-pdf.ts";
import { escPosSlip, starMarkupSlip } from "./printed-link.ts";

interface SlipOptions extends StageOptions {
  readonly format: "escpos" | "star";
  readonly above: string;
  readonly below: string;
  readonly out: string;
}

interface PosterOptions extends StageOptions {
  readonly language: Locale;
  readonly out: string;
}

/** The link of an order, by the fact that its shop and we share. Throws a {@link CliError} for a fact that can be guessed. */
async function linkFor(connection: string, fact: string, options: StageOptions): Promise<string> {
  const read = ClaimFact.safeParse(fact);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new CliError(
      `The fact makes no link: ${issue?.message ?? "it can be guessed"}.`,
      "docs/guides/claim-links.md says which fact of an order each shop system has.",
    );
  }
  const { output } = await openStage(options);
  // The connection may be named as elsewhere, `standard/pos`: its own name is what both ends hash.
  const name = connection.slice(connection.lastIndexOf("/") + 1);
  return `${output("SiteUrl")}${linkPaths.claim(claimToken(name, read.data))}`;
}

async function link(connection: string, fact: string, options: StageOptions): Promise<void> {
  console.log(await linkFor(connection, fact, options));
}

async function slip(connection: string, fact: string, options: SlipOptions): Promise<void> {
  const address = await linkFor(connection, fact, options);
  const text = { above: options.above, below: options.below };
  const bytes = options.format === "star" ? starMarkupSlip(address, text) : escPosSlip(address, text);
  writeFileSync(options.out, bytes);
  console.log(`${options.out}: what the printer prints of ${address}`);
}

async function counterPoster(options: PosterOptions): Promise<void> {
  const { config, output } = await openStage(options);
  const { brand } = await brandConfigStore(new DynamoDBClient(config), output("LedgerTable")).read();
  if (brand === undefined) throw new CliError("No brand is applied.", "npx wellspring brand apply <name>");
  const sheet = poster(brand, options.language, output("SiteUrl"));
  const isPdf = options.out.toLowerCase().endsWith(".pdf");
  writeFileSync(options.out, isPdf ? await posterPdf(sheet) : posterSvg(sheet));
  console.log(
    `${options.out}: DIN A4, in the brand's colours. Its code leads to the page for receipts without one.`,
  );
}

/** `wellspring claim link|slip|poster`: what a till needs so that customers pick with their receipt. */
export function addClaim(program: Command): void {
  const claim = program
    .command("claim")
    .description(
      "Makes claim links, the slip of a receipt and a poster for the counter (docs/guides/claim-links.md).",
    );
  claim
    .command("link")
    .description("Prints the claim link of an order, as its shop makes it.")
    .argument("<connection>", "the connection, such as standard/pos")
    .argument("<fact>", "the fact that both ends share: claimSecret, order_key, token or session id")
    .action((connection: string, fact: string, _, command: Command) =>
      link(connection, fact, command.optsWithGlobals<StageOptions>()),
    );
  claim
    .command("slip")
    .description(
      "Writes what a receipt printer prints of a claim link: its QR code, in the printer's own commands.",
    )
    .argument("<connection>", "the connection, such as standard/pos")
    .argument("<fact>", "the fact that both ends share")
    .addOption(
      new Option("--format <format>", "ESC/POS bytes, or Star Document Markup for CloudPRNT")
        .choices(["escpos", "star"])
        .default("escpos"),
    )
    .option("--above <words>", "above the code", "Who should get it? Scan and pick a cause.")
    .option("--below <words>", "below the code", "No name, no number, no account.")
    .requiredOption("--out <file>", "where to")
    .action((connection: string, fact: string, _, command: Command) =>
      slip(connection, fact, command.optsWithGlobals<SlipOptions>()),
    );
  claim
    .command("poster")
    .description("Writes a poster for the counter in the brand's colours, of DIN A4: a PDF, or an SVG.")
    .addOption(
      new Option("--language <language>", "in which it speaks").choices(Locale.options).default("en"),
    )
    .requiredOption("--out <file>", "where to; as a PDF where it ends in .pdf, else as an SVG")
    .action((_, command: Command) => counterPoster(command.optsWithGlobals<PosterOptions>()));
}
