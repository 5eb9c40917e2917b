import { describe, expect, test } from "vitest";
import { MessageName, messages } from "../../../../core/messaging/content/catalog.ts";
import { countSend } from "../../../../core/messaging/delivery/count-send.ts";
import { dayBoundsFor } from "../../../../lib/day-bounds.ts";

function counting(full: (name: string) => boolean = () => false) {
  const counted: string[] = [];
  const reported: string[] = [];
  const count = countSend({
    limits: {
      async consume({ name }, subject) {
        counted.push(`${name} ${subject}`);
        return full(name) ? "exceeded" : "allowed";
      },
    },
    dayBounds: dayBoundsFor(50),
    countFull: (bound) => reported.push(bound),
  });
  const to = (channel: "email" | "sms") => ({
    channel,
    hmac: "h".repeat(43),
    address: channel === "sms" ? "+14165550142" : "ann@example.com",
    confirmed: true,
  });
  return { counted, reported, count, to };
}

describe("a message that is about to be sent", () => {
  test("is counted by who can cause it: anybody a question, anybody a customer's link, customers all else", async () => {
    const kinds = new Map<string, string[]>();
    for (const name of Object.keys(messages).map((one) => MessageName.parse(one))) {
      for (const channel of messages[name].channels) {
        const { counted, count, to } = counting();
        expect(await count(name, to(channel))).toBe("counted");
        kinds.set(`${name}.${channel}`, counted);
      }
    }
    expect(kinds.get("confirm-phone.sms")).toEqual(["day.questions.sms.country CA", "day.questions.sms all"]);
    expect(kinds.get("confirm-email.email")).toEqual(["day.questions.email all"]);
    expect(kinds.get("sign-in-link.email")).toEqual(["day.links.email all"]);
    expect(kinds.get("sign-in-link.sms")).toEqual(["day.links.sms.country CA", "day.links.sms all"]);
    expect(kinds.get("change-address.email")).toEqual(["day.questions.email all"]);
    expect(kinds.get("change-address.sms")).toEqual([
      "day.questions.sms.country CA",
      "day.questions.sms all",
    ]);
    const asking = ["confirm-phone", "confirm-email", "sign-in-link", "change-address"];
    const others = [...kinds.keys()].filter((name) => asking.includes(name.split(".")[0] ?? ""));
    for (const [name, counted] of kinds) {
      if (others.includes(name)) continue;
      expect(counted, name).toEqual(
        name.endsWith(".sms") ? ["day.customers.sms.country CA", "day.customers.sms all"] : [],
      );
    }
  });

  test("is not sent once a bound is reached, which is counted for the alarm by its name", async () => {
    const { reported, count, to } = counting((name) => name.endsWith("country"));
    expect(await count("confirm-phone", to("sms"))).toBe("full");
    expect(await count("impact-update", to("email"))).toBe("counted");
    expect(reported).toEqual(["day.questions.sms.country"]);
  });
});
