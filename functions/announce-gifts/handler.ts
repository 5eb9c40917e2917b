import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { eventsClient } from "../../core/events/event-bus.client.ts";
import { announceGifts } from "../../core/impact/announce-gifts.ts";
import { handOnChanges } from "../../core/impact/changed-figures.ts";
import { NO_CARDS } from "../../core/model/wallet.ts";
import { functionCall } from "../../core/platform/aws/function-call.client.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { onStream } from "../../core/platform/lambda/stream.ts";
import { AnnounceGiftsEnv } from "./env.ts";

const env = readEnv(AnnounceGiftsEnv);
const events = eventsClient(new EventBridgeClient(), env.EVENT_BUS);
const refresh =
  env.REFRESH_CARDS === NO_CARDS ? undefined : functionCall(new LambdaClient(), env.REFRESH_CARDS);

export const handler = onStream(handOnChanges(announceGifts({ events }), refresh));
