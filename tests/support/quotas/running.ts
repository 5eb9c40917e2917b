import { z } from "zod";
import type { Stacks } from "../synthesis.ts";
import {
  deployed,
  deployedBytes,
  type Measured,
  placeOf,
  plantMany,
  type Quota,
  summed,
  textQuota,
} from "./quota.ts";

const LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";
const FILTERS = "https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html";
const STREAMS = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html";
const STATES = "https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html";
const EVENTS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html";
const LOGS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html";
const METRICS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html";
const DASHBOARD =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html";
const ALARM = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html";
const DYNAMO = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html";
const API = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html";

/** How many entries a list of each resource of a type has. */
function listQuota(name: string, type: string, property: string, most: number, source: string): Quota {
  return {
    name,
    most,
    source,
    measure: (stacks) =>
      stacks.of(type).flatMap((resource) => {
        const list = z.array(z.unknown()).safeParse(resource.properties[property]).data;
        return list === undefined ? [] : [{ where: placeOf(resource), size: list.length }];
      }),
    plant: ({ Resources }) => {
      const list = Array.from({ length: most + 1 }, (_, at) => ({ Id: `${at}` }));
      Resources["Planted"] = { Type: type, Properties: { [property]: list } };
    },
  };
}

/** How many resources of a type name the same thing. */
function perOwnerQuota(name: string, type: string, owner: string, most: number, source: string): Quota {
  return {
    name,
    most,
    source,
    measure: (stacks) =>
      summed(
        stacks.of(type).map(({ properties }) => ({
          where: String(stacks.resolve(properties[owner])),
          size: 1,
        })),
      ),
    plant: (template) => plantMany(template, most + 1, type, () => ({ [owner]: "owner" })),
  };
}

const Widgets = z.object({
  widgets: z.array(
    z.object({
      type: z.string(),
      properties: z.object({
        title: z.string().optional(),
        alarms: z.array(z.unknown()).default([]),
        metrics: z.array(z.unknown()).default([]),
      }),
    }),
  ),
});

/** The widgets of each dashboard, whose body is JSON in a text. */
function widgetsOf(stacks: Stacks) {
  return stacks.of("AWS::CloudWatch::Dashboard").map((resource) => ({
    resource,
    widgets: Widgets.parse(JSON.parse(String(deployed(resource.properties["DashboardBody"])))).widgets,
  }));
}

function ofWidgets(size: (widget: z.infer<typeof Widgets>["widgets"][number]) => number): Quota["measure"] {
  return (stacks) =>
    widgetsOf(stacks).flatMap(({ resource, widgets }) =>
      widgets.map((widget, at) => ({
        where: `${placeOf(resource)}, widget ${at + 1} (${widget.properties.title ?? widget.type})`,
        size: size(widget),
      })),
    );
}

function plantDashboard(widgets: readonly object[]): Quota["plant"] {
  return ({ Resources }) => {
    const DashboardBody = JSON.stringify({ widgets });
    Resources["Planted"] = { Type: "AWS::CloudWatch::Dashboard", Properties: { DashboardBody } };
  };
}

const many = (count: number) => Array.from({ length: count }, (_, at) => `arn:${at}`);

const Filters = z.object({ Filters: z.array(z.unknown()) });

function filtersOfMappings(stacks: Stacks): readonly Measured[] {
  return stacks.of("AWS::Lambda::EventSourceMapping").flatMap((resource) => {
    const criteria = Filters.safeParse(resource.properties["FilterCriteria"]).data;
    return criteria === undefined ? [] : [{ where: placeOf(resource), size: criteria.Filters.length }];
  });
}

/** What reads the stream of a table. */
function readersOfStreams(stacks: Stacks): readonly Measured[] {
  const ofStreams = stacks
    .of("AWS::Lambda::EventSourceMapping")
    .filter(({ properties }) => "StartingPosition" in properties);
  return summed(
    ofStreams.map(({ properties }) => ({
      where: String(stacks.resolve(properties["EventSourceArn"])),
      size: 1,
    })),
  );
}

function alarmActions(stacks: Stacks): readonly Measured[] {
  return stacks.of("AWS::CloudWatch::Alarm").flatMap((resource) =>
    ["AlarmActions", "OKActions", "InsufficientDataActions"].flatMap((state) => {
      const actions = z.array(z.unknown()).safeParse(resource.properties[state]).data;
      return actions === undefined ? [] : [{ where: `${placeOf(resource)} ${state}`, size: actions.length }];
    }),
  );
}

export const runningQuotas: readonly Quota[] = [
  {
    name: "bytes of a function's environment",
    most: 4_096,
    source: LAMBDA,
    measure: (stacks) =>
      stacks.of("AWS::Lambda::Function").map((resource) => ({
        where: placeOf(resource),
        size: deployedBytes(resource.properties["Environment"] ?? {}),
      })),
    plant: ({ Resources }) => {
      const Environment = { Variables: { LONG: "x".repeat(4_097) } };
      Resources["Planted"] = { Type: "AWS::Lambda::Function", Properties: { Environment } };
    },
  },
  listQuota("layers of a function", "AWS::Lambda::Function", "Layers", 5, LAMBDA),
  {
    name: "filters of what calls a function",
    most: 5,
    source: FILTERS,
    measure: filtersOfMappings,
    plant: ({ Resources }) => {
      const FilterCriteria = { Filters: many(6) };
      Resources["Planted"] = { Type: "AWS::Lambda::EventSourceMapping", Properties: { FilterCriteria } };
    },
  },
  {
    name: "functions that read one stream",
    most: 2,
    source: STREAMS,
    measure: readersOfStreams,
    plant: (template) =>
      plantMany(template, 3, "AWS::Lambda::EventSourceMapping", () => ({
        EventSourceArn: "stream",
        StartingPosition: "LATEST",
      })),
  },
  textQuota("AWS::StepFunctions::StateMachine", "DefinitionString", 1_048_576, STATES),
  {
    name: "characters of a rule's event pattern",
    most: 2_048,
    source: EVENTS,
    measure: (stacks) =>
      stacks.of("AWS::Events::Rule").flatMap((resource) => {
        const { EventPattern } = resource.properties;
        if (EventPattern === undefined) return [];
        return [{ where: placeOf(resource), size: deployedBytes(EventPattern) }];
      }),
    plant: ({ Resources }) => {
      const EventPattern = { source: many(300) };
      Resources["Planted"] = { Type: "AWS::Events::Rule", Properties: { EventPattern } };
    },
  },
  listQuota("targets of a rule", "AWS::Events::Rule", "Targets", 5, EVENTS),
  perOwnerQuota("rules of a bus", "AWS::Events::Rule", "EventBusName", 100, EVENTS),
  perOwnerQuota("metric filters of a log group", "AWS::Logs::MetricFilter", "LogGroupName", 100, LOGS),
  perOwnerQuota(
    "subscription filters of a log group",
    "AWS::Logs::SubscriptionFilter",
    "LogGroupName",
    2,
    LOGS,
  ),
  textQuota("AWS::Logs::MetricFilter", "FilterPattern", 1_024, LOGS),
  {
    name: "widgets of a dashboard",
    most: 500,
    source: METRICS,
    measure: (stacks) =>
      widgetsOf(stacks).map(({ resource, widgets }) => ({
        where: placeOf(resource),
        size: widgets.length,
      })),
    plant: plantDashboard(many(501).map(() => ({ type: "text", properties: {} }))),
  },
  {
    name: "alarms of a dashboard's widget",
    most: 100,
    source: DASHBOARD,
    measure: ofWidgets(({ properties }) => properties.alarms.length),
    plant: plantDashboard([{ type: "alarm", properties: { alarms: many(101) } }]),
  },
  {
    name: "metrics of a dashboard's widget",
    most: 500,
    source: METRICS,
    measure: ofWidgets(({ properties }) => properties.metrics.length),
    plant: plantDashboard([{ type: "metric", properties: { metrics: many(501) } }]),
  },
  listQuota("metrics of an alarm", "AWS::CloudWatch::Alarm", "Metrics", 10, METRICS),
  {
    name: "actions of an alarm's state",
    most: 5,
    source: ALARM,
    measure: alarmActions,
    plant: ({ Resources }) => {
      Resources["Planted"] = { Type: "AWS::CloudWatch::Alarm", Properties: { OKActions: many(6) } };
    },
  },
  listQuota("indexes of a table", "AWS::DynamoDB::Table", "GlobalSecondaryIndexes", 20, DYNAMO),
  perOwnerQuota("routes of an API", "AWS::ApiGatewayV2::Route", "ApiId", 300, API),
  perOwnerQuota("integrations of an API", "AWS::ApiGatewayV2::Integration", "ApiId", 300, API),
];
