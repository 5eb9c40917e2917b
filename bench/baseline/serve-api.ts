import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import * as z from "zod";

const env = z.object({ BASELINE_PREFIX: z.string() }).parse(process.env);
const dynamo = new DynamoDBClient();

/** The counters of the community or of the causes, as the dashboard asks for them. */
export const handler = async ({ rawPath }: Pick<APIGatewayProxyEventV2, "rawPath">) => {
  const wanted = rawPath === "/api/community" ? "community" : "cause";
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: `${env.BASELINE_PREFIX}-counters` }));
  const rows = Items.map((item) => unmarshall(item)).flatMap(({ id, purchases, minor }) => {
    const [kind, ...name] = String(id).split("#");
    const [cause, currency] = kind === "cause" ? name : ["", ...name];
    return kind === wanted ? [{ cause, currency, purchases, minor }] : [];
  });
  return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(rows) };
};
