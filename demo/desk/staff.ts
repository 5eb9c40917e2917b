import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { DeskRole } from "../../core/desk/roles/role.ts";
import type { Stage } from "../../local/stage.ts";

/** Somebody of the sample brand who works at the desk of this machine. */
export interface DemoMember {
  readonly email: string;
  readonly password: string;
  readonly role: DeskRole;
}

/** It opens nothing but the engine of this machine, which no other machine reaches. */
const PASSWORD = "Quellenweg-7-in-Oberstdorf";

export const demoStaff: readonly DemoMember[] = [
  { email: "ana@tarnfell.example", password: PASSWORD, role: "steward" },
  { email: "finn@tarnfell.example", password: PASSWORD, role: "finance" },
  { email: "mia@tarnfell.example", password: PASSWORD, role: "marketer" },
  { email: "sam@tarnfell.example", password: PASSWORD, role: "store" },
];

/** The one of them who has this role. */
export function demoMember(role: DeskRole): DemoMember {
  const member = demoStaff.find((one) => one.role === role);
  if (member === undefined) throw new Error(`Nobody of the sample brand is ${role}`);
  return member;
}

/** Lets the sample's people sign in, without a letter. A second call changes nothing. */
export async function inviteDemoStaff({ config, output }: Pick<Stage, "config" | "output">): Promise<void> {
  const cognito = new CognitoIdentityProviderClient(config);
  const UserPoolId = output("StaffPool");
  try {
    for (const { email, password, role } of demoStaff) {
      const named = { UserPoolId, Username: email };
      const UserAttributes = [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ];
      const user = new AdminCreateUserCommand({
        ...named,
        UserAttributes,
        TemporaryPassword: password,
        MessageAction: "SUPPRESS",
      });
      await cognito.send(user).catch((error: unknown) => {
        if (!(error instanceof UsernameExistsException)) throw error;
      });
      await cognito.send(new AdminSetUserPasswordCommand({ ...named, Password: password, Permanent: true }));
      await cognito.send(new AdminAddUserToGroupCommand({ ...named, GroupName: role }));
    }
  } finally {
    cognito.destroy();
  }
}
