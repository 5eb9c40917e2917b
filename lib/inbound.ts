import { STAGES_FILE } from "./folders.ts";
import type { Inbound, StageSettings } from "./stages.ts";

/**
 * The regions in which SES receives mail: https://docs.aws.amazon.com/general/latest/gr/ses.html, as of 2026-11. In another an MX
 * record would lead nowhere.
 */
export const RECEIVING_REGIONS: readonly string[] = [
  ...["us-east-1", "us-east-2", "us-west-2", "ca-central-1", "eu-west-1", "eu-west-2", "eu-central-1"],
  ...["ap-northeast-1", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3"],
];

/** The stage's own setting, if mail can be received as it says; throws what is wrong with it. */
export function inboundOf(stage: StageSettings): Inbound | undefined {
  const { inbound, name, sender } = stage;
  if (inbound === undefined) return undefined;
  const refuse = (why: string): never => {
    throw new Error(`The stage ${JSON.stringify(name)} receives mail (inbound in ${STAGES_FILE}): ${why}`);
  };
  const parent = sender.address.slice(sender.address.lastIndexOf("@") + 1);
  if (!/^[a-z0-9.-]+$/.test(inbound.domain) || !inbound.domain.endsWith(`.${parent}`))
    refuse(
      `its domain ${JSON.stringify(inbound.domain)} has to be a subdomain of ${parent}, in small letters.`,
    );
  if (stage.kind === "local") return inbound;
  if (inbound.domain === stage.mailFromDomain)
    refuse(`${inbound.domain} takes bounces (mailFromDomain), and a domain has one MX record.`);
  if (stage.env !== "sample" && !RECEIVING_REGIONS.includes(stage.env.region))
    refuse(`SES receives none in ${stage.env.region}. It does in ${RECEIVING_REGIONS.join(", ")}.`);
  return inbound;
}
