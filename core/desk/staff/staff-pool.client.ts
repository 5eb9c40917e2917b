import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { StaffId } from "../audit/audit.ts";
import type { DeskRole } from "../roles/role.ts";

export interface StaffPool {
  /** Writes to somebody that they may sign in, and gives them a role. `known`: they were invited before, and have this role as well now. */
  invite(email: string, role: DeskRole): Promise<"invited" | "known">;
  /** They cannot sign in from now on. Returns who they are, so that their sessions can be ended; undefined for nobody in the pool. */
  remove(email: string): Promise<StaffId | undefined>;
}

/** Who may sign in at the desk of a stage, by the user pool. */
export function staffPool(cognito: CognitoIdentityProviderClient, pool: string): StaffPool {
  return {
    async invite(email, role) {
      const outcome = await created(cognito, pool, email);
      const membership = { UserPoolId: pool, Username: email, GroupName: role };
      await cognito.send(new AdminAddUserToGroupCommand(membership));
      return outcome;
    },
    async remove(email) {
      const named = { UserPoolId: pool, Username: email };
      try {
        const { UserAttributes = [] } = await cognito.send(new AdminGetUserCommand(named));
        await cognito.send(new AdminDisableUserCommand(named));
        return StaffId.parse(UserAttributes.find(({ Name }) => Name === "sub")?.Value);
      } catch (error) {
        if (error instanceof UserNotFoundException) return undefined;
        throw error;
      }
    },
  };
}

async function created(
  cognito: CognitoIdentityProviderClient,
  pool: string,
  email: string,
): Promise<"invited" | "known"> {
  const UserAttributes = [
    { Name: "email", Value: email },
    // The letter goes there: who answers it owns the address.
    { Name: "email_verified", Value: "true" },
  ];
  const user = { UserPoolId: pool, Username: email, UserAttributes };
  try {
    await cognito.send(new AdminCreateUserCommand({ ...user, DesiredDeliveryMediums: ["EMAIL"] }));
    return "invited";
  } catch (error) {
    if (error instanceof UsernameExistsException) return "known";
    throw error;
  }
}
