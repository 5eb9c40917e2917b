import type { APIGatewayProxyEventV2, Context } from "aws-lambda";

interface Call {
  readonly route: string;
  readonly path?: string;
  readonly parameters?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly cookies?: string[];
  readonly body?: string | Buffer;
  /** Gateways encode some bodies; then the bytes inside are what counts. */
  readonly base64?: boolean;
}

/** A call of the HTTP API as its function gets it (payload format 2.0). */
export function httpEvent(call: Call): APIGatewayProxyEventV2 {
  const bytes = Buffer.from(call.body ?? "");
  const [method = "GET", path = "/"] = call.route.split(" ");
  return {
    version: "2.0",
    routeKey: call.route,
    rawPath: call.path ?? path,
    rawQueryString: "",
    headers: call.headers ?? {},
    ...(call.cookies && { cookies: call.cookies }),
    ...(call.query && { queryStringParameters: call.query }),
    ...(call.parameters && { pathParameters: call.parameters }),
    requestContext: {
      accountId: "000000000000",
      apiId: "api",
      domainName: "api.example.com",
      domainPrefix: "api",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "203.0.113.7", userAgent: "test" },
      requestId: "request-1",
      routeKey: call.route,
      stage: "$default",
      time: "22/Nov/2026:13:40:00 +0000",
      timeEpoch: 0,
    },
    body: bytes.toString(call.base64 ? "base64" : "utf8"),
    isBase64Encoded: call.base64 ?? false,
  };
}

/** What Lambda tells a function of its call. */
export const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: "test",
  functionVersion: "1",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:test",
  memoryLimitInMB: "256",
  awsRequestId: "request-1",
  logGroupName: "test",
  logStreamName: "test",
  getRemainingTimeInMillis: () => 1000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};
