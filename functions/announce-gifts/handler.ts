import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { eventsClient } from "../../core/events/event-bus.client.ts";
import { announceGifts } from "../../core/impact/announce-gifts.ts";
import { handOnChanges } from "../../core/impact/changed-figures.ts";
import { cardRefresh } from "../../core/people/cards/card-refresh.client.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { onStream } from "../../core/platform/lambda/stream.ts";
import { AnnounceGiftsEnv } from "./env.ts";

const env = readEnv(AnnounceGiftsEnv);
const events = eventsClient(new EventBridgeClient(), env.EVENT_BUS);

export const handler = onStream(handOnChanges(announceGifts({ events }), cardRefresh(env.REFRESH_CARDS)));
