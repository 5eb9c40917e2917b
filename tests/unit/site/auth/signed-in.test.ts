import { expect, test } from "vitest";
import { CustomerId } from "../../../../core/model/customer.ts";
import { startSession } from "../../../../core/site/auth/signed-in.ts";

const ann = CustomerId.parse("cus_0000000000000000000000000a");

/** Tells in which order sessions end and begin. */
function recorded() {
  const done: string[] = [];
  const sessions = {
    start: async (customer: CustomerId) => {
      done.push(`start ${customer}`);
      return "new";
    },
    end: async (token: string) => {
      done.push(`end ${token}`);
    },
  };
  return { sessions, done };
}

test("a customer who signs in gets a new session, and the one that the browser showed has ended before", async () => {
  const { sessions, done } = recorded();
  const cookies = await startSession(sessions, ann, { cookies: ["other=1", "__Host-wellspring=old"] });
  expect(done).toEqual(["end old", `start ${ann}`]);
  expect(cookies[0]).toMatch(/^__Host-wellspring=new; /);
  expect(cookies[1]).toMatch(/^__Host-wellspring-letter=; Max-Age=0; /);
});

test("a sign-in from a browser without a session ends none, and starts a new one", async () => {
  const { sessions, done } = recorded();
  await startSession(sessions, ann, { cookies: [] });
  expect(done).toEqual([`start ${ann}`]);
});
