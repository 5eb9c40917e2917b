import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { announceGifts } from "../../core/events/announce-gifts.ts";
import { eventsClient } from "../../core/events/events.client.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { onStream } from "../../core/runtime/stream.ts";
import { AnnounceGiftsEnv } from "./env.ts";

const env = readEnv(AnnounceGiftsEnv);
const events = eventsClient(new EventBridgeClient(), env.EVENT_BUS);

export const handler = onStream(announceGifts({ events }));
