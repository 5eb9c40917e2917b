import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { broadcast } from "./engagement/broadcast.ts";
import { calendar } from "./engagement/calendar.ts";
import { deliverMessage } from "./engagement/deliver-message.ts";
import { deliveryEvents } from "./engagement/delivery-events.ts";
import type { EngagementProps } from "./engagement/engagement-props.ts";
import { journeys } from "./engagement/journeys.ts";
import { peoplePages } from "./engagement/people-pages.ts";
import { sender } from "./engagement/sender.ts";
import { texts } from "./engagement/texts.ts";
import { tillConsents } from "./engagement/till-consents.ts";

/** What customers say they want, and what is written to them: their pages, the journeys, and the one way to send. */
export class EngagementStack extends Stack {
  /** Under which SES keeps what becomes of this stage's letters. */
  readonly configurationSet: string;

  constructor(scope: Construct, id: string, props: EngagementProps) {
    super(scope, id, { description: "Wellspring: people's pages, journeys, and messages by email and text" });
    const from = sender(this, props.stage);
    this.configurationSet = from.configurationSet;
    const deliver = deliverMessage(this, props, from);
    peoplePages(this, props);
    texts(this, props);
    tillConsents(this, props);
    deliveryEvents(this, props, from);
    journeys(this, props, deliver, broadcast(this, props, from));
    calendar(this, props);
  }
}
