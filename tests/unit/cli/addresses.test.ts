import { expect, test } from "vitest";
import { addressTable, webhookAddress } from "../../../cli/pos/addresses.ts";
import { stageWith } from "../../../cli/stage.ts";
import { connectionName, outputName } from "../../../lib/stages.ts";
import { production } from "../../../stages.ts";
import { stacksOf } from "../../support/synthesis.ts";

const URL_OF_FUNCTION = "https://abc.lambda-url.eu-central-1.on.aws/";
const { connections } = production;

/** The outputs as a deployed stage has them. */
const outputs = new Map(
  [...stacksOf(production).outputs].map(([name, value]) => [
    name,
    String(value)
      .replace(/<receive-purchase[^>]*>/, URL_OF_FUNCTION)
      .replace(/<Site[^>]*>/, "https://site.example.com"),
  ]),
);

test("each connection's address is an output, whole, with one slash after the host", () => {
  for (const connection of connections) {
    const expected = `${URL_OF_FUNCTION}webhooks/${connectionName(connection)}`;
    expect(outputs.get(outputName("WebhookAddress", connection))).toBe(expected);
    expect(new URL(expected).pathname).not.toMatch(/^\/\//);
  }
});

test("the operator's program prints each of them, and where tills post consents", () => {
  const printed = addressTable(stageWith("production", {}, outputs), connections);
  for (const connection of connections)
    expect(printed).toContain(`${URL_OF_FUNCTION}webhooks/${connectionName(connection)}\n`);
  expect(printed).toMatch(
    /^standard\/pos +consents +https:\/\/site\.example\.com\/webhooks\/standard\/pos\/consents$/m,
  );
});

test("an address of the engine on this machine is where that engine answers for the function", () => {
  const engine = {
    endpoint: "http://127.0.0.1:4566",
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  };
  expect(webhookAddress(stageWith("local", engine, outputs), { source: "shopify", name: "web" })).toBe(
    "http://127.0.0.1:4566/_aws/lambda-url/abc/webhooks/shopify/web",
  );
});
