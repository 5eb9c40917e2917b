import * as z from "zod";
import { Localised } from "../../model/cause.ts";
import { Charity } from "../../model/charity.ts";
import { ShopView } from "../shop-view.ts";
import {
  ArrivalFigure,
  Arrivals,
  CauseDetail,
  CauseList,
  CauseView,
  Equivalent,
  Figure,
  MonthList,
  MonthPoint,
  Payment,
  PoolLeft,
  Progress,
  PublicBrand,
  PublicCommunity,
  SeriesPoint,
  TermsView,
} from "../view.ts";
import { EXAMPLE_CAUSE, EXAMPLE_COMMUNITY, EXAMPLE_MONTHS } from "./examples.ts";

/** RFC 9457: what every answer from 400 on holds. */
const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
});

/** The schemas that get a name in the document; each is written once and referred to. */
const NAMED = {
  Community: PublicCommunity,
  CauseList,
  CauseDetail,
  CauseView,
  Equivalent,
  Figure,
  MonthList,
  MonthPoint,
  SeriesPoint,
  Progress,
  PoolLeft,
  Arrivals,
  ArrivalFigure,
  Payment,
  TermsView,
  Brand: PublicBrand,
  Charity,
  Localised,
  ShopView,
  Problem,
};

/**
 * The schemas as a reader needs them: a format says enough without the pattern behind it, and an answer may get
 * more members later.
 */
function schemas(): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => ref(id).$ref,
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $id: _, $schema: __, ...schema }]) => [id, schema]),
  );
}

function ref(id: string) {
  return { $ref: `#/components/schemas/${id}` };
}

const HEADERS = {
  ETag: { description: "Changes exactly when the body does.", schema: { type: "string" } },
  "Cache-Control": { description: "How long an answer may be shown.", schema: { type: "string" } },
};

function answer(id: string, description: string, example?: unknown) {
  return {
    description,
    headers: HEADERS,
    content: { "application/json": { schema: ref(id), ...(example !== undefined && { example }) } },
  };
}

function problem(description: string) {
  return { description, content: { "application/problem+json": { schema: ref("Problem") } } };
}

const IF_NONE_MATCH = {
  name: "If-None-Match",
  in: "header",
  required: false,
  description: "ETags of answers that the caller has.",
  schema: { type: "string" },
};

function inPath({ name, description }: NonNullable<Read["parameter"]>) {
  return {
    name,
    in: "path",
    required: true,
    ...(description !== undefined && { description }),
    schema: { type: "string" },
  };
}

const YEAR = { name: "year", description: "Four digits" };

interface Read {
  readonly id: string;
  readonly summary: string;
  readonly ok: Readonly<Record<string, unknown>>;
  readonly parameter?: { readonly name: string; readonly description?: string; readonly missing?: string };
}

function read({ id, summary, ok, parameter }: Read) {
  return {
    get: {
      operationId: id,
      summary,
      parameters: parameter === undefined ? [IF_NONE_MATCH] : [inPath(parameter), IF_NONE_MATCH],
      responses: {
        200: ok,
        304: { description: "The caller has this answer already.", headers: HEADERS },
        ...(parameter?.missing !== undefined && { 404: problem(parameter.missing) }),
        503: problem("No brand is applied yet."),
      },
    },
  };
}

function inQuery([name, description]: readonly [string, string]) {
  return { name, in: "query", required: false, description, schema: { type: "string" } };
}

/** What the elements of a shop's page ask for: the one address that takes what a page knows. */
const SHOP = {
  get: {
    operationId: "readShop",
    summary:
      "What the elements of a shop's page show, in one language: causes to pick, what a cart gives, and the totals",
    parameters: [
      inPath({ name: "source", description: "The kind of shop system, such as shopify" }),
      inPath({ name: "connection", description: "Which shop of it, as the stage names it" }),
      ...(
        [
          ["lang", "en or de; anything else is answered in English"],
          ["currency", "ISO 4217; needed with a cart"],
          [
            "amount",
            "the goods of the cart after discounts, without tax, shipping, tips and gift cards: 49.90",
          ],
          [
            "lines",
            'in place of amount, where terms give per unit: [["TEA-50",2,"19.80"]] is an article number, how many, and what they cost together',
          ],
          ["roundUp", "what the customer adds, as a decimal amount"],
          ["store", "the store of the purchase, where terms name stores"],
          [
            "place",
            "where the offer is made, by ISO 3166, such as US-NY: what is asked there stands beside the amount",
          ],
          ["estimated", "any text: the amount is not exact, as prices hold tax; the answer then says so"],
        ] as const
      ).map(inQuery),
      IF_NONE_MATCH,
    ],
    responses: {
      200: answer("ShopView", "What the elements show; `gives` is there when the query names a cart"),
      304: { description: "The caller has this answer already.", headers: HEADERS },
      400: problem("A parameter cannot be read: `issues` names each, with its reason."),
      503: problem("No brand is applied yet."),
    },
  },
};

function table(id: string, summary: string, description: string, parameter?: Read["parameter"]) {
  const ok = {
    description,
    headers: HEADERS,
    content: { "text/csv": { schema: { type: "string" } } },
  };
  return read({ id, summary, ok, ...(parameter && { parameter }) });
}

/**
 * The public API as an OpenAPI 3.1 document, made from the schemas that the answers are typed by.
 * Figures in its examples are invented.
 */
export function openApi(): Readonly<Record<string, unknown>> {
  return {
    openapi: "3.1.1",
    info: {
      title: "Wellspring: what purchases gave",
      version: "1",
      description:
        "Amounts are integers in minor units of their ISO 4217 currency. Fundings and currencies are kept apart: " +
        "brand is the brand's own share, match its match pools, customer what customers added. Pending gifts are " +
        "within the return window, settled ones past it. A day is one of the brand's time zone. Nothing here is " +
        "about a person. All examples are invented. The same figures are tables for spreadsheets (RFC 4180): there an " +
        "amount is a decimal number with a point, and a text that a spreadsheet would run as a formula, or that begins " +
        "with an apostrophe, has an apostrophe before it.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    paths: {
      "/api/community": read({
        id: "readCommunity",
        summary: "What all purchases together gave",
        ok: answer("Community", "The community", EXAMPLE_COMMUNITY),
      }),
      "/api/causes": read({
        id: "readCauses",
        summary: "Every cause and what it was given",
        ok: answer("CauseList", "All causes that the brand states"),
      }),
      "/api/causes/{slug}": read({
        id: "readCause",
        summary: "One cause, with its last thirty days",
        ok: answer("CauseDetail", "The cause", EXAMPLE_CAUSE),
        parameter: { name: "slug", missing: "The brand states no such cause." },
      }),
      "/api/months/{year}": read({
        id: "readMonths",
        summary: "What each month of a year gave to each cause",
        ok: answer("MonthList", "The months in which something was given", EXAMPLE_MONTHS),
        parameter: YEAR,
      }),
      "/api/community.csv": table(
        "readCommunityTable",
        "What all purchases together gave, as a table",
        "A line for each funding and currency: funding, currency, pending, settled, takenBack, gifts",
      ),
      "/api/causes.csv": table(
        "readCausesTable",
        "What every cause was given, as a table",
        "A line for each cause, funding and currency in which it was given: cause, its name in each language, and the columns of the community",
      ),
      "/api/choices.csv": table(
        "readChoicesTable",
        "How many purchases gave to each cause, and how they came to it, as a table",
        "A line for each cause: its name in each language, purchases, returned, customers, and of the purchases those by order, customer, claimed, default, split",
      ),
      "/api/days.csv": table(
        "readDaysTable",
        "What was given on each of the last thirty days, as a table",
        "A line for each day, funding and currency: day, funding, currency, net",
      ),
      "/api/terms.csv": table(
        "readTermsTable",
        "The giving terms, those in force and former ones, as a table",
        "A line for each version of terms, with its names, dates, share, limits, split, default cause and days for returns",
      ),
      "/api/months/{year}.csv": table(
        "readMonthsTable",
        "What each month of a year gave to each cause, as a table",
        "A line for each month, cause, funding and currency: month, cause, funding, currency, net, takenBack, gifts",
        YEAR,
      ),
      "/api/shop/{source}/{connection}": SHOP,
      "/api/openapi.json": {
        get: {
          operationId: "readOpenApi",
          summary: "This document",
          responses: {
            200: {
              description: "OpenAPI 3.1",
              content: { "application/json": { schema: { type: "object" } } },
            },
          },
        },
      },
    },
    components: { schemas: schemas() },
  };
}
