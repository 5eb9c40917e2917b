import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { beforeAll, describe, expect, test } from "vitest";
import { placeToken } from "../../../core/feedback/place.ts";
import { randomBytes } from "../../../core/platform/random.ts";
import { feedbackFields, newFeedbackId } from "../../../core/site/feedback/feedback-form.ts";
import { http } from "../../../local/http.ts";
import { secretsManager, stage, wellspring } from "../../support/deployed-stage.ts";
import { someoneAsked } from "../../support/fuzz-customer.ts";

const CONVERSATION = /cnv_[a-z0-9]+/g;

let path = "";
beforeAll(async () => {
  const secret = new GetSecretValueCommand({ SecretId: stage.output("ContactSecretArn") });
  const { SecretString: key = "" } = await secretsManager.send(secret);
  path = `/f/${placeToken(key, { store: "mill-lane" })}`;
});

/** Sends the form as a browser does, once more under the same id. */
async function says(fields: Readonly<Record<string, string>>, cookie = ""): Promise<void> {
  const body = new URLSearchParams({ [feedbackFields.id]: newFeedbackId(randomBytes), ...fields }).toString();
  const headers = {
    "sec-fetch-site": "same-origin",
    "accept-language": "en",
    "content-type": "application/x-www-form-urlencoded",
    ...(cookie !== "" && { cookie }),
  };
  for (const _ of ["once", "again"]) {
    const answer = await http(`${stage.siteUrl}${path}`, { method: "POST", headers, body });
    expect(answer.status, answer.body).toBe(303);
  }
}

async function conversations(): Promise<readonly string[]> {
  const { code, output } = await wellspring("conversations", "list");
  expect(code, output).toBe(0);
  return [...new Set(output.match(CONVERSATION))];
}

describe("feedback at the code of a store", () => {
  test("is answered with a page that asks for no name", async () => {
    const { status, body } = await http(`${stage.siteUrl}${path}`, { headers: { "accept-language": "en" } });
    expect(status).toBe(200);
    expect(body).toContain("Mill Lane");
    // The token of a receipt that nobody has.
    const unknown = await http(`${stage.siteUrl}/f/${"0".repeat(26)}`);
    expect(unknown.body).not.toContain("Mill Lane");
  });

  test("is kept without a conversation where nobody wants an answer, and opens one, once, where somebody does", async () => {
    const before = await conversations();
    await says({ [feedbackFields.words]: "The fitting room was bright and clean." });
    expect(await conversations()).toEqual(before);
    const { cookie } = await someoneAsked();
    await says(
      { [feedbackFields.words]: "Where do I find the rivers?", [feedbackFields.answer]: "answer" },
      cookie,
    );
    const opened = (await conversations()).filter((one) => !before.includes(one));
    expect(opened).toHaveLength(1);
    // A complaint of the same customer is due earlier: their conversation has another place at the desk now.
    await says({ [feedbackFields.score]: "1", [feedbackFields.answer]: "answer" }, cookie);
    expect((await conversations()).filter((one) => !before.includes(one))).toEqual(opened);
  });
});
