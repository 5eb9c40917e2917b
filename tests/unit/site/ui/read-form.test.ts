import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyForm, formOf, readForm } from "../../../../core/site/ui/read-form.ts";

const headers = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };
const read = (text: string) => readForm({ headers, body: Buffer.from(text) });

describe("a field of several lines", () => {
  test("keeps its lines and the empty ones between, each without what nobody sees", () => {
    const form = formOf([["said", "  One\r\ntwo\u0000\r\r\nthree\u200b \n\n"]]);
    expect(form.lines("said")).toBe("One\ntwo\n\nthree");
    expect([form.text("said"), form.lines("other")]).toEqual(["One two three", ""]);
  });
});

describe("a form", () => {
  test("reads as it was filled in", () => {
    const form = read("name=+Zo%C3%AB%0D%0A&box=a&box=b&empty=");
    expect(form?.text("name")).toBe("Zoë");
    expect(form?.all("box")).toEqual(["a", "b"]);
    expect([form?.has("box", "b"), form?.has("box", "c")]).toEqual([true, false]);
    expect([form?.text("empty"), form?.text("missing"), emptyForm.text("name")]).toEqual(["", "", ""]);
  });

  test("has one form of each letter, and nothing that no keyboard types into one line", () => {
    expect(read("name=Zoe%CC%88%00%0Ax")?.text("name")).toBe("Zoë x");
  });

  test("holds nothing that cannot be seen, as comes along when an address is copied", () => {
    const copied = encodeURIComponent("\u202aada@exam\u200bple.com\u202c\ufeff");
    expect(read(`email=${copied}&name=${encodeURIComponent("\u3164\u200f")}`)?.text("email")).toBe(
      "ada@example.com",
    );
    expect(read(`name=${encodeURIComponent("\u3164\u200f\u200d")}`)?.text("name")).toBe("");
    expect(read(`name=${encodeURIComponent("👩\u200d🌾")}`)?.text("name")).toBe("👩\u200d🌾");
  });

  test("is never a failure, whatever is sent", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const form = readForm({ headers, body: Buffer.from(bytes) });
        expect(form?.text("name")).toBeTypeOf("string");
      }),
    );
  });
});
