import { Duration, Fn, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPool,
  CfnUserPoolGroup,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  PasskeyUserVerification,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { DeskRole } from "../../core/desk/roles/role.ts";
import type { DeskSettings, StageSettings } from "../stages.ts";

/** Cognito's own, and what follows it in every pool's address. */
const PREFIX = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const TAKEN_BY_AWS = /aws|amazon|cognito/;
const INVITATION_DAYS = 3;

export interface StaffPoolProps {
  readonly stage: StageSettings;
  readonly settings: DeskSettings;
  /** Where Cognito sends a browser back to; it sends it nowhere else. */
  readonly callback: string;
  /** Where the site is, without a slash at the end. */
  readonly siteAddress: string;
}

/**
 * Who may sign in at the desk: people whom an operator invited, each with a password and a second factor, or a passkey that its
 * owner unlocks. On AWS the pool outlives the stack.
 */
export class StaffPool extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  /** As ID tokens name who wrote them. By hand: the engine on one machine does not state it. */
  readonly issuer: string;
  /** Where browsers sign in and codes are redeemed, without a slash at the end. */
  readonly signInAddress: string;

  constructor(scope: Construct, id: string, props: StaffPoolProps) {
    super(scope, id);
    const { stage, settings, callback } = props;
    const isAws = stage.kind === "aws";
    checkPrefix(settings);
    const { region, urlSuffix } = Stack.of(this);
    const domainName = `${settings.signInPrefix}.auth.${region}.amazoncognito.com`;
    this.pool = this.makePool(isAws, domainName);
    const domain = this.pool.addDomain("SignIn", {
      cognitoDomain: { domainPrefix: settings.signInPrefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.client = this.pool.addClient("Desk", {
      generateSecret: true,
      authFlows: {},
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: [callback],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      idTokenValidity: Duration.minutes(60),
      accessTokenValidity: Duration.minutes(60),
    });
    for (const role of DeskRole.options)
      new CfnUserPoolGroup(this, role, { userPoolId: this.pool.userPoolId, groupName: role });
    this.issuer = `https://cognito-idp.${region}.${urlSuffix}/${this.pool.userPoolId}`;
    if (isAws) {
      // Without it the newer pages of managed login, which know passkeys, show nothing.
      const branding = new CfnManagedLoginBranding(this, "Branding", {
        userPoolId: this.pool.userPoolId,
        clientId: this.client.userPoolClientId,
        useCognitoProvidedValues: true,
      });
      branding.node.addDependency(domain);
    }
    this.signInAddress = isAws ? `https://${domainName}` : engineAddress(props.siteAddress);
  }

  private makePool(isAws: boolean, domainName: string): UserPool {
    const pool = new UserPool(this, "Pool", {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.ESSENTIALS,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { sms: false, otp: true },
      signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
      passkeyRelyingPartyId: domainName,
      passkeyUserVerification: PasskeyUserVerification.REQUIRED,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(INVITATION_DAYS),
      },
      deletionProtection: isAws,
      removalPolicy: isAws ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const { defaultChild } = pool.node;
    if (!(defaultChild instanceof CfnUserPool)) throw new Error(`${pool.node.path} is no user pool`);
    // A passkey that its owner unlocks is two factors at once; the library's pool has no property for it yet.
    defaultChild.webAuthnFactorConfiguration = "MULTI_FACTOR_WITH_USER_VERIFICATION";
    const reason =
      "What watches for stolen passwords is in a plan that costs for each member of staff; all of them show a second factor.";
    Validations.of(pool).acknowledge(
      { id: "AwsSolutions-COG3", reason },
      { id: "AwsSolutions-COG8", reason },
    );
    return pool;
  }
}

/** The engine signs people in at its own root, beside the hosts of its APIs: `http://localhost:4566`. */
function engineAddress(siteAddress: string): string {
  return Fn.join("", ["http://", Fn.select(1, Fn.split(".execute-api.", siteAddress))]);
}

function checkPrefix({ signInPrefix }: DeskSettings): void {
  if (PREFIX.test(signInPrefix) && !TAKEN_BY_AWS.test(signInPrefix)) return;
  throw new Error(
    `desk.signInPrefix of the stage is ${JSON.stringify(signInPrefix)}. It is a name that no other pool of the region has, in small letters, digits and hyphens, without "aws", "amazon" or "cognito": see docs/guides/desk.md.`,
  );
}
