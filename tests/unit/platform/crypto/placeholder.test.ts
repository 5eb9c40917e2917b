import { describe, expect, test } from "vitest";
import { isPlaceholderCard, isPlaceholderEmail } from "../../../../core/platform/crypto/placeholder.ts";

describe("an address in place of one", () => {
  test.each([
    "noreply@shop.example",
    "no-reply+17@shop.example",
    "do.not.reply@shop.example",
    "none@none.com",
    "x.y@none.com",
    "test@test.com",
    "test3@shop.example",
    "guest@shop.example",
    "guest0042@shop.example",
    "walk-in@shop.example",
    "unknown@shop.example",
    "keine-email@laden.example",
    "a@a.com",
    "aaa@bbb.com",
    "abc@abc.com",
    "asdf@mail.example",
    "ada@shop.invalid",
    "ada@till.local",
  ])("%s identifies nobody", (email) => {
    expect(isPlaceholderEmail(email)).toBe(true);
  });

  test.each([
    "ada@example.com",
    "till@schmidt.example",
    "guesthouse@example.com",
    "contest@example.com",
    "12345@qq.example",
    "a@lovelace.example",
    "jane@jane.example",
    "info@lovelace.example",
    "x7k2@marketplace.example",
    "ada@testing-ground.example",
  ])("%s is someone's own", (email) => {
    expect(isPlaceholderEmail(email)).toBe(false);
  });
});

describe("a card's token in place of one", () => {
  test.each(["", "none", "N/A", "cash", "0000000000000000", "xxxx-xxxx", "****"])(
    "%j identifies nobody",
    (token) => {
      expect(isPlaceholderCard(token)).toBe(true);
    },
  );
  test.each(["sq-1-x", "sq-1-0001sampleinstrument", "card_1AbC", "4929"])("%j is someone's own", (token) => {
    expect(isPlaceholderCard(token)).toBe(false);
  });
});
