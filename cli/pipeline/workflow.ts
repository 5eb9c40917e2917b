/**
 * The workflow of GitHub Actions that deploys stages, one after the other. Its variables, of each environment:
 * WELLSPRING_DEPLOY_ROLE (an output of the deployer's stack) and WELLSPRING_REGION.
 */

export interface Pipeline {
  /** In the order in which they are deployed: each is an environment of its name. */
  readonly stages: readonly string[];
  readonly branch: string;
  /** What must pass before anything is deployed. */
  readonly test: string;
}

/** Commits of the actions' releases, read from the actions' own repositories on 2026-11-27. */
export const ACTIONS = {
  checkout: "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
  node: "actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0",
  credentials: "aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3",
} as const;

const NODE = 24;
/** A deploy of all stacks, each watched for `MONITORED_MINUTES`. */
const JOB_MINUTES_MAX = 120;
/** Longer than the longest period of an alarm that rolls back. */
export const MONITORED_MINUTES = 7;

export function workflowOf({ stages, branch, test }: Pipeline): string {
  const jobs = stages.map((stage, index) => deployJob(stage, stages[index - 1] ?? "test"));
  return `# Made by \`npx wellspring pipeline write ${stages.join(" ")}\`: make it again after an upgrade of Wellspring.
name: deploy
on:
  push:
    branches: [${branch}]
  workflow_dispatch:
    inputs:
      watch:
        description: Roll a stack back while an alarm rings. Off, to deploy what mends a ringing alarm.
        type: boolean
        default: true

permissions: {}

# One deploy at a time, and none is broken off: CloudFormation would be left in the middle of it.
concurrency:
  group: wellspring-deploy
  cancel-in-progress: false

jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 60
    permissions:
      contents: read
    steps:
${SETUP}
      - run: ${test}

${jobs.join("\n")}`;
}

const SETUP = `      - uses: ${ACTIONS.checkout}
        with:
          persist-credentials: false
      - uses: ${ACTIONS.node}
        with:
          node-version: ${NODE}
          cache: npm
      - run: npm ci`;

/** The environment's protection rules say who approves; its OIDC subject is what the deployer's role trusts. */
function deployJob(stage: string, after: string): string {
  return `  ${stage}:
    needs: ${after}
    runs-on: ubuntu-24.04
    timeout-minutes: ${JOB_MINUTES_MAX}
    environment: ${stage}
    permissions:
      contents: read
      id-token: write
    steps:
${SETUP}
      - uses: ${ACTIONS.credentials}
        with:
          role-to-assume: \${{ vars.WELLSPRING_DEPLOY_ROLE }}
          aws-region: \${{ vars.WELLSPRING_REGION }}
      - name: What changes
        run: |
          set -o pipefail
          { echo '### ${stage}'; echo '\`\`\`'; npx cdk diff --all -c stage=${stage} --method template 2>&1; echo '\`\`\`'; } | tee -a "$GITHUB_STEP_SUMMARY"
      - name: Deploy
        env:
          WATCH: \${{ github.event_name != 'workflow_dispatch' || inputs.watch }}
        run: |
          rollback=''
          if [ "$WATCH" = true ]; then rollback=$(npx wellspring --stage ${stage} pipeline watch); fi
          npx cdk deploy --all -c stage=${stage} --require-approval never $rollback
`;
}
