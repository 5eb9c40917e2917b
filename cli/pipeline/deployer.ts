import { boundaryPolicy, executionPolicy } from "./policies.ts";

/**
 * A CloudFormation template of its own, which a person deploys once in each account: who may deploy, and what a deploy may
 * do. No key of AWS is kept anywhere: GitHub's workflows prove by a token (OIDC) in which repository and environment they run.
 */

/** The roles' names begin otherwise than those of the stacks, which a deploy may change. */
const ISSUER = "token.actions.githubusercontent.com";
/** Of the roles and buckets that \`cdk bootstrap\` makes. */
const QUALIFIER = "hnb659fds";
/** A job's credentials outlive no deploy. */
const SESSION_SECONDS_MAX = 7_200;

export function deployerTemplate(stages: readonly string[]): object {
  const roles = stages.map((stage) => [`Deployer${logical(stage)}`, deployer(stage)] as const);
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Wellspring: who may deploy from GitHub, and what a deploy may do",
    Parameters: {
      Repository: {
        Type: "String",
        AllowedPattern: "[\\w.-]+/[\\w.-]+",
        Description: "owner/name, as GitHub spells it",
      },
      Provider: {
        Type: "String",
        Default: "",
        Description: `The ARN of this account's identity provider of ${ISSUER}; empty: it has none yet`,
      },
    },
    Conditions: { MakesProvider: { "Fn::Equals": [{ Ref: "Provider" }, ""] } },
    Resources: {
      GitHub: {
        Type: "AWS::IAM::OIDCProvider",
        Condition: "MakesProvider",
        DeletionPolicy: "Retain",
        UpdateReplacePolicy: "Retain",
        Properties: { Url: `https://${ISSUER}`, ClientIdList: ["sts.amazonaws.com"] },
      },
      ...Object.fromEntries(roles),
      Differ: differ(),
      Execution: managed(
        "wellspring-execution",
        "What CloudFormation may do for Wellspring",
        executionPolicy(),
      ),
      Boundary: managed("wellspring-boundary", "What a role of Wellspring may do at most", boundaryPolicy()),
    },
    Outputs: {
      ...Object.fromEntries(
        roles.map(([name]) => [`${name}Role`, { Value: { "Fn::GetAtt": [name, "Arn"] } }]),
      ),
      DiffRole: { Value: { "Fn::GetAtt": ["Differ", "Arn"] } },
      ExecutionPolicy: { Value: { Ref: "Execution" } },
      BoundaryPolicy: { Value: { Ref: "Boundary" } },
    },
  };
}

function logical(stage: string): string {
  return stage.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function managed(name: string, description: string, document: object) {
  return {
    Type: "AWS::IAM::ManagedPolicy",
    Properties: { ManagedPolicyName: name, Description: description, PolicyDocument: document },
  };
}

/** Trusts workflows whose token names this repository and this subject, and no other. */
function trusting(subject: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: { "Fn::If": ["MakesProvider", { Ref: "GitHub" }, { Ref: "Provider" }] } },
        Condition: {
          StringEquals: {
            [`${ISSUER}:aud`]: "sts.amazonaws.com",
            [`${ISSUER}:sub`]: { "Fn::Sub": `repo:\${Repository}:${subject}` },
          },
        },
      },
    ],
  };
}

const bootstrapRole = (kind: string) => ({
  "Fn::Sub": `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/cdk-${QUALIFIER}-${kind}-role-\${AWS::AccountId}-*`,
});

/** May become the bootstrap's roles that deploy and that upload, and read outputs; nothing else. */
function deployer(stage: string) {
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      RoleName: `deploys-wellspring-${stage}`,
      Description: `Deploys ${stage} from GitHub`,
      MaxSessionDuration: SESSION_SECONDS_MAX,
      AssumeRolePolicyDocument: trusting(`environment:${stage}`),
      Policies: [
        {
          PolicyName: "deploy",
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: "sts:AssumeRole",
                Resource: ["deploy", "file-publishing", "lookup"].map(bootstrapRole),
              },
              // What lists stacks takes no resource.
              { Effect: "Allow", Action: "cloudformation:DescribeStacks", Resource: "*" },
            ],
          },
        },
      ],
    },
  };
}

/** Pull requests see what they would change, by templates alone: the bootstrap's lookup role could read tables. */
function differ() {
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      RoleName: "diffs-wellspring",
      Description: "Reads the templates of Wellspring's stacks for pull requests",
      AssumeRolePolicyDocument: trusting("pull_request"),
      Policies: [
        {
          PolicyName: "diff",
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: ["cloudformation:DescribeStacks", "cloudformation:GetTemplate"],
                Resource: {
                  "Fn::Sub": "arn:${AWS::Partition}:cloudformation:*:${AWS::AccountId}:stack/wellspring-*",
                },
              },
              {
                Effect: "Allow",
                Action: "ssm:GetParameter",
                Resource: {
                  "Fn::Sub": `arn:\${AWS::Partition}:ssm:*:\${AWS::AccountId}:parameter/cdk-bootstrap/${QUALIFIER}/version`,
                },
              },
            ],
          },
        },
      ],
    },
  };
}
