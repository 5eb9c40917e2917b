import { isExampleAddress, isOfSampleBrand } from "../../../core/model/example-names.ts";
import { check, found } from "../check.ts";

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
      found(isExampleAddress(address), {
        severity: "blocks",
        what: `${address} is of a domain that nobody owns: no letter can come from it.`,
        where: `${field} of ${stage.name}`,
        next: "Write the brand's own address into the stage.",
      }),
    ),
    ...found(isOfSampleBrand(stage.sender.postalAddress), {
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
