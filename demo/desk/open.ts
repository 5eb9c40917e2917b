import { CliError } from "../../cli/cli-error.ts";
import type { Stage } from "../../local/stage.ts";
import { visitDesk } from "./sign-in.ts";
import { demoMember, inviteDemoStaff } from "./staff.ts";

/** Lets the sample's people sign in at the desk, and has its steward do so. Returns its address. Throws where they do not get in. */
export async function openDesk(stage: Stage): Promise<string> {
  await inviteDemoStaff(stage);
  const { status, body } = await visitDesk(stage.siteUrl).signIn(demoMember("steward"));
  if (status !== 200 || !body.includes("/desk/sign-out"))
    throw new CliError(
      `The desk answered ${status} to the sample's steward.`,
      "Look at the log of serve-desk.",
    );
  return stage.output("DeskUrl");
}

/** Who may sign in there, for whoever looks at the sample. */
export function deskText(): string {
  const { email, password } = demoMember("steward");
  return `Sign in at the desk as ${email} with ${password}; finn (finance), mia (marketer) and sam (store) have the same password.`;
}
