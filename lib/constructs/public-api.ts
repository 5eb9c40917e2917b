import { Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  HttpApi,
  type HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { StageSettings, Throttle } from "../stages.ts";
import { vendedLog } from "./vended-log.ts";

export interface Route {
  readonly methods: readonly HttpMethod[];
  readonly path: string;
  readonly answeredBy: IFunction;
}

export interface PublicApiProps {
  readonly stage: StageSettings;
  readonly purpose: string;
  readonly throttle: Throttle;
  readonly routes: readonly Route[];
  /** Answers whatever no route names; without it the gateway answers 404 itself. */
  readonly otherwise?: IFunction;
  /** Why anybody may call it. */
  readonly openBecause: string;
}

/** No address, agent or path: none of them is ours to keep. */
const ACCESS_LOG = {
  requestId: "$context.requestId",
  route: "$context.routeKey",
  status: "$context.status",
  milliseconds: "$context.responseLatency",
  integrationError: "$context.integrationErrorMessage",
} as const;

/** An HTTP API that anybody may call, with a bound on how often, and an access log without personal data. */
export class PublicApi extends Construct {
  readonly api: HttpApi;
  readonly accessLog: LogGroup;

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id);
    // A label, which several may have: the console lists the APIs of all stages by it.
    const apiName = `wellspring-${props.stage.name}`;
    this.api = new HttpApi(this, "Api", { apiName, createDefaultStage: false, description: props.purpose });
    this.route(props);
    this.accessLog = vendedLog(this, "AccessLog", { stage: props.stage, of: "apis", name: id.toLowerCase() });
    new HttpStage(this, "Default", {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: props.throttle.requestsPerSecond, burstLimit: props.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
  }

  private route({ routes, otherwise, openBecause }: PublicApiProps): void {
    const integrationOf = integrations();
    const open = routes.flatMap(({ methods, path, answeredBy }) =>
      this.api.addRoutes({ path, methods: [...methods], integration: integrationOf(answeredBy) }),
    );
    if (otherwise !== undefined) {
      const routeKey = HttpRouteKey.DEFAULT;
      const integration = integrationOf(otherwise);
      open.push(new HttpRoute(this, "Otherwise", { httpApi: this.api, routeKey, integration }));
    }
    acknowledgeOpen(open, openBecause);
  }
}

/** Routes of an API that belong to another stack than the API: they come and go with that stack. */
export class FurtherRoutes extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { api, routes, openBecause }: Pick<PublicApiProps, "routes" | "openBecause"> & { readonly api: HttpApi },
  ) {
    super(scope, id);
    const integrationOf = integrations();
    const open = routes.flatMap(({ methods, path, answeredBy }) =>
      methods.map((method) => {
        const routeKey = HttpRouteKey.with(path, method);
        const integration = integrationOf(answeredBy);
        return new HttpRoute(this, routeKey.key, { httpApi: api, routeKey, integration });
      }),
    );
    acknowledgeOpen(open, openBecause);
  }
}

/** One integration for each function, whatever number of routes lead to it. */
function integrations(): (answeredBy: IFunction) => HttpLambdaIntegration {
  const made = new Map<IFunction, HttpLambdaIntegration>();
  return (answeredBy) => {
    const integration =
      made.get(answeredBy) ??
      // One permission for the API: one for each route soon fills the 20 KB that a function has for them.
      new HttpLambdaIntegration(answeredBy.node.path, answeredBy, { scopePermissionToRoute: false });
    made.set(answeredBy, integration);
    return integration;
  };
}

function acknowledgeOpen(routes: readonly HttpRoute[], reason: string): void {
  for (const route of routes) Validations.of(route).acknowledge({ id: "AwsSolutions-APIG4", reason });
}
