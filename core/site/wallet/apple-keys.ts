import { X509Certificate } from "node:crypto";
import * as z from "zod";

/** What signs cards for Apple's wallet, in PEM. `wwdr`: the intermediate certificate of Apple that signed `certificate`. */
export const AppleKeys = z.object({
  certificate: z.string().min(1),
  key: z.string().min(1),
  wwdr: z.string().min(1),
});
export type AppleKeys = z.infer<typeof AppleKeys>;

/** Who issues a card: both stand in the certificate that signs it. */
export interface AppleIssuer {
  readonly passType: string;
  readonly team: string;
}

/** The pass type and the team that a certificate of Apple's is for; undefined for one that is for no pass type. */
export function issuerOf({ certificate }: Pick<AppleKeys, "certificate">): AppleIssuer | undefined {
  const { subject } = new X509Certificate(certificate);
  const passType = subjectPart(subject, "UID");
  const team = subjectPart(subject, "OU");
  return passType === undefined || team === undefined ? undefined : { passType, team };
}

/** The same of the stage's own certificate. Throws for one that is for no pass type. */
export function stageIssuer(keys: Pick<AppleKeys, "certificate">): AppleIssuer {
  const issuer = issuerOf(keys);
  if (issuer === undefined) throw new Error("The certificate for Apple's wallet names no pass type");
  return issuer;
}

function subjectPart(subject: string, name: string): string | undefined {
  const line = subject.split("\n").find((one) => one.startsWith(`${name}=`));
  return line?.slice(name.length + 1);
}
