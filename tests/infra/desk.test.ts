import { describe, expect, test } from "vitest";
import { DeskRole } from "../../core/desk/roles/role.ts";
import { local, production } from "../../stages.ts";
import { everyOption, stacksOf } from "../support/synthesis.ts";

const stacks = stacksOf(everyOption);
const propertiesOf = (of: typeof stacks, type: string) =>
  of.of(type).map(({ properties }) => Object(of.resolve(properties)));

describe("the user pool of the desk", () => {
  const [pool] = propertiesOf(stacks, "AWS::Cognito::UserPool");

  test("lets nobody sign up, and asks everybody for two factors", () => {
    expect(pool).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: "ON",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      WebAuthnUserVerification: "required",
      WebAuthnFactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
      UserPoolTier: "ESSENTIALS",
      DeletionProtection: "ACTIVE",
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email" }] },
    });
    expect(stacks.of("AWS::Cognito::UserPool")[0]?.deletionPolicy).toBe("Retain");
  });

  test("has a group for each role, and one client: with a secret, for the code flow, to one address", () => {
    const groups = propertiesOf(stacks, "AWS::Cognito::UserPoolGroup").map(({ GroupName }) => GroupName);
    expect(groups).toEqual(DeskRole.options);
    expect(propertiesOf(stacks, "AWS::Cognito::UserPoolClient")).toEqual([
      expect.objectContaining({
        GenerateSecret: true,
        AllowedOAuthFlows: ["code"],
        AllowedOAuthScopes: ["openid", "email"],
        CallbackURLs: ["https://give.example.com/desk/callback"],
      }),
    ]);
  });

  test("shows Cognito's newer pages, which know passkeys; an engine on one machine has none of them", () => {
    expect(stacks.of("AWS::Cognito::ManagedLoginBranding")).toHaveLength(1);
    const onThisMachine = stacksOf(local);
    expect(onThisMachine.of("AWS::Cognito::UserPool")).toHaveLength(1);
    expect(onThisMachine.of("AWS::Cognito::ManagedLoginBranding")).toEqual([]);
  });

  test("is in no stage that does not ask for a desk", () => {
    const without = stacksOf(production);
    expect(without.resources.filter(({ type, path }) => /Cognito|[Dd]esk/.test(`${type} ${path}`))).toEqual(
      [],
    );
  });

  test.each(["Tarnfell", "tarn fell", "aws-staff", "my-cognito", "-a", ""])(
    "does not take %j for the name under which people sign in",
    (signInPrefix) => {
      expect(() => stacksOf({ ...production, desk: { signInPrefix } })).toThrow(/desk\.signInPrefix/);
    },
  );
});
