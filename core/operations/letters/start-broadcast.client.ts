import { type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { Broadcast } from "../../messaging/broadcast/broadcast.ts";

/** Starts runs of the broadcast. A second call under one name, with the same broadcast, changes nothing. */
export function broadcastRuns(sfn: SFNClient, stateMachineArn: string) {
  return async (broadcast: Broadcast, name: string): Promise<void> => {
    await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(broadcast) }));
  };
}
