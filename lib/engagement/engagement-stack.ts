import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { charityPages } from "../settlement/charity-pages.ts";
import { stackProps } from "../stack-props.ts";
import { broadcast } from "./broadcast.ts";
import { calendar } from "./calendar.ts";
import { deliverMessage } from "./deliver-message.ts";
import { deliveryEvents } from "./delivery-events.ts";
import { emails } from "./emails.ts";
import type { EngagementProps } from "./engagement-props.ts";
import { feedbackPages } from "./feedback-pages.ts";
import { raiseHeldBack } from "./held-back.ts";
import { journeys } from "./journeys.ts";
import { peoplePages } from "./people-pages.ts";
import { sender } from "./sender.ts";
import { texts } from "./texts.ts";
import { tillConsents } from "./till-consents.ts";
import { walletPages } from "./wallet-pages.ts";

/** Customers' choices and the messages to them: their pages, the journeys, and the one way to send. */
export class EngagementStack extends Stack {
  /** The configuration set under which SES publishes the events about this stage's letters. */
  readonly configurationSet: string;

  constructor(scope: Construct, id: string, props: EngagementProps) {
    super(
      scope,
      id,
      stackProps(props.stage, "Wellspring: people's pages, journeys, and messages by email and text", {
        isProtected: true,
      }),
    );
    const from = sender(this, props.stage);
    this.configurationSet = from.configurationSet;
    const deliver = deliverMessage(this, props, from);
    peoplePages(this, props);
    walletPages(this, props);
    feedbackPages(this, props);
    charityPages(this, props);
    texts(this, props);
    emails(this, props);
    tillConsents(this, props);
    deliveryEvents(this, props, from);
    journeys(this, props, deliver, broadcast(this, props, from));
    calendar(this, props);
    raiseHeldBack(this, props);
  }
}
