import { isExampleAddress, isOfSampleBrand } from "../core/model/example-names.ts";
import { STAGES_FILE } from "./folders.ts";
import type { AwsStage, Environment, StageSettings } from "./stages.ts";

/** What `wellspring init` writes where only the brand knows what belongs there. */
const PLACEHOLDER = /change-me/i;
/** Accounts of AWS's own examples. */
const EXAMPLE_ACCOUNTS = ["111122223333", "123456789012", "444455556666"];

/** An account that cannot be anybody's: what is only looked at is synthesised for it, and the CDK cannot deploy it. */
const NOBODY: Environment = { account: "000000000000", region: "us-east-1" };

/**
 * The stage, to be synthesised for its account. Throws for one that a forgotten edit would send under the sample's name or into
 * whatever account the shell has. `isDryRun`: to look at templates; what is missing is told to `warn`, and the templates are for
 * an account that is nobody's.
 */
export function deployable(
  stage: StageSettings,
  { isDryRun, warn }: { readonly isDryRun: boolean; readonly warn: (text: string) => void },
): StageSettings {
  if (stage.kind === "local") return stage;
  const missing = missingOf(stage);
  if (missing.length === 0) return stage;
  const list = missing.map((line) => `- ${line}`).join("\n");
  const text = `${STAGES_FILE}: the stage ${stage.name} cannot be deployed yet.\n${list}`;
  if (!isDryRun) throw new Error(`${text}\nTo look at its templates nevertheless: -c dryRun=true.`);
  warn(text);
  return { ...stage, env: NOBODY };
}

/** What of a stage is still an example, each with its setting and what belongs there. */
export function missingOf(stage: AwsStage): readonly string[] {
  const { env, ...settings } = stage;
  const texts = textsIn(settings, stage.name).flatMap(([setting, text]) => {
    const what = isExample(text);
    return what === undefined ? [] : [`${setting} is ${JSON.stringify(text)}, ${what}`];
  });
  return [...missingOfEnvironment(env, stage.name), ...texts];
}

function missingOfEnvironment(env: AwsStage["env"], name: string): string[] {
  if (env === "sample")
    return [
      `${name}.env is "sample": this stage is to be looked at. A brand's own repository has one: npx wellspring init <folder>`,
    ];
  const { account, region } = env;
  const isAccount =
    /^\d{12}$/.test(account) && !/^(\d)\1+$/.test(account) && !EXAMPLE_ACCOUNTS.includes(account);
  const isRegion = /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region);
  return [
    ...(isAccount
      ? []
      : [`${name}.env.account is ${JSON.stringify(account)}: write your account's 12 digits`]),
    ...(isRegion
      ? []
      : [`${name}.env.region is ${JSON.stringify(region)}: write one such as "eu-central-1"`]),
  ];
}

function isExample(text: string): string | undefined {
  if (PLACEHOLDER.test(text)) return "a placeholder: write your own";
  if (isExampleAddress(text)) return "a name for examples: write one that is yours";
  return isOfSampleBrand(text) ? "the sample brand's: write your own" : undefined;
}

/** Every text of a setting, at any depth, by its name: `production.sender.address`. */
function textsIn(value: unknown, name: string): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[name, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    textsIn(inner, Array.isArray(value) ? `${name}[${key}]` : `${name}.${key}`),
  );
}
