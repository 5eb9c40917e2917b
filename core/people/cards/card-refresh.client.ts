import { LambdaClient } from "@aws-sdk/client-lambda";
import { NO_CARDS } from "../../model/wallet.ts";
import { type FunctionCall, functionCall } from "../../platform/aws/function-call.client.ts";

/** What has phones pushed, by the function's name in the environment; undefined where no card of the stage shows figures. */
export function cardRefresh(name: string): FunctionCall | undefined {
  return name === NO_CARDS ? undefined : functionCall(new LambdaClient(), name);
}
