import { check, found } from "../check.ts";

/** Domains that nobody can own (RFC 2606, RFC 6761). */
const RESERVED = /(^|[.@])example(\.(com|net|org))?$|\.(test|invalid|localhost)$/;
/** The sample's sender, as stages.ts has it. */
const SAMPLE_STREET = "Quellenweg 7";

/** Asks nothing: the stage's own settings. */
export const settings = check({
  name: "settings",
  about: "the stage no longer has the sample's values",
  allow: [],
  ask: async (_, { stage }) => stage,
  judge: (stage) => [
    ...[
      ["sender.address", stage.sender.address],
      ["sender.replyTo", stage.sender.replyTo],
    ].flatMap(([field = "", address = ""]) =>
      found(RESERVED.test(address), {
        severity: "blocks",
        what: `${address} is of a domain that nobody owns: no letter can come from it.`,
        where: `${field} of ${stage.name}`,
        next: "Write the brand's own address into the stage.",
      }),
    ),
    ...found(stage.sender.postalAddress.includes(SAMPLE_STREET), {
      severity: "hurts",
      what: "Letters carry the sample brand's postal address; the law wants the brand's own.",
      where: `sender.postalAddress of ${stage.name}`,
      next: "Write the brand's own postal address into the stage.",
    }),
    ...found(stage.kind === "aws" && stage.alarmEmail === undefined, {
      severity: "hurts",
      what: "No address hears alarms by itself.",
      where: `alarmEmail of ${stage.name}`,
      next: "Name one in the stage and deploy; or subscribe to the AlarmTopic output by hand.",
    }),
  ],
});
