import { expect, test } from "vitest";
import { contactSecret } from "../../../../core/platform/crypto/contact-key.ts";

test("the key of addresses is read once, and again after a failure", async () => {
  const answers = [() => Promise.reject(new Error("down")), () => Promise.resolve("k".repeat(32))];
  let reads = 0;
  const key = contactSecret(() => answers[reads++]?.() ?? Promise.reject(new Error("read again")), "arn");
  await expect(key()).rejects.toMatchObject({ name: "SecretUnavailableError" });
  expect(await key()).toBe("k".repeat(32));
  expect(await key()).toBe("k".repeat(32));
});

test("a short key of addresses is refused", async () => {
  await expect(contactSecret(async () => "short", "arn")()).rejects.toMatchObject({
    name: "SecretUnavailableError",
  });
});
