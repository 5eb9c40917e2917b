import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Command, Option } from "commander";
import { auditStore } from "../../core/desk/audit/audit.store.ts";
import { DeskRole } from "../../core/desk/roles/role.ts";
import { deskSessionStore } from "../../core/desk/sessions/desk-session.store.ts";
import { staffPool } from "../../core/desk/staff/staff-pool.client.ts";
import { now } from "../../core/platform/clock.ts";
import { normalEmail } from "../../core/platform/crypto/identity.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { CliError } from "../cli-error.ts";
import { openStage, type StageOptions } from "../stage.ts";
import { table } from "../table.ts";

interface Options extends StageOptions {
  readonly group: DeskRole;
  readonly month?: string;
}

async function openDesk(options: StageOptions) {
  const { config, find } = await openStage(options);
  const [deskTable, pool] = [find("DeskTable"), find("StaffPool")];
  if (deskTable === undefined || pool === undefined)
    throw new CliError(
      "This stage has no desk.",
      "Give it the option `desk` in stages.ts, and deploy it: docs/guides/desk.md.",
    );
  const dynamo = new DynamoDBClient(config);
  const chance = { random: randomBytes, now };
  return {
    people: staffPool(new CognitoIdentityProviderClient(config), pool),
    sessions: deskSessionStore(dynamo, deskTable, chance),
    audit: auditStore(dynamo, deskTable, chance),
  };
}
type Opened = Awaited<ReturnType<typeof openDesk>>;

/** An address is typed by an operator, and printed nowhere: not here, and in no log. */
function addressIn(text: string): string {
  const email = normalEmail(text);
  if (email === undefined)
    throw new CliError("That is no email address.", "Write one such as ana@example.com.");
  return email;
}

async function invite({ people }: Opened, text: string, { group }: Options): Promise<void> {
  const outcome = await people.invite(addressIn(text), group);
  console.log(
    outcome === "invited"
      ? `Invited as ${group}. A letter with a first password is on its way; it works for three days.`
      : `Was invited before, and is ${group} as well from the next sign-in on.`,
  );
}

async function remove({ people, sessions }: Opened, text: string): Promise<void> {
  const staff = await people.remove(addressIn(text));
  if (staff === undefined)
    throw new CliError("Nobody with that address may sign in at this desk.", "Look how it is spelled.");
  const ended = await sessions.endAll(staff);
  console.log(`${staff} cannot sign in any more; ${ended} of their sessions ended.`);
}

async function printAudit({ audit }: Opened, month: string): Promise<void> {
  const rows: string[][] = [];
  for await (const page of audit.ofMonth(month))
    for (const { at, who, act, outcome, on = "", why = "" } of page)
      rows.push([at, who, act, outcome, on, why]);
  if (rows.length === 0) console.log(`Nothing was done at the desk in ${month}.`);
  else console.log(table(["at", "who", "what", "outcome", "on", "why"], rows, new Set()));
}

function monthIn(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new CliError(`${JSON.stringify(text)} is no month.`, "Write one such as 2026-11.");
}

export function addDesk(program: Command): void {
  const group = program
    .command("desk")
    .description("say who of the brand's own people may sign in at the desk, and read what was done there");
  group
    .command("invite")
    .description("let somebody sign in, and give them a role; said again, one more role")
    .argument("<email>", "their address, to which Cognito writes")
    .addOption(new Option("--group <role>", "their role").choices(DeskRole.options).makeOptionMandatory())
    .action(async (email: string, _: object, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await invite(await openDesk(options), email, options);
    });
  group
    .command("remove")
    .description("let somebody sign in no more, and end all their sessions")
    .argument("<email>", "their address")
    .action(async (email: string, _: object, command: Command) =>
      remove(await openDesk(command.optsWithGlobals<Options>()), email),
    );
  group
    .command("audit")
    .description("print who did what at the desk in a month, and what was refused")
    .option("--month <month>", "such as 2026-11; default: this one")
    .action(async (_: object, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await printAudit(await openDesk(options), monthIn(options.month ?? now().slice(0, 7)));
    });
}
