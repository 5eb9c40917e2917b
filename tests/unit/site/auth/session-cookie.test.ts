import { describe, expect, test } from "vitest";
import {
  endedCookie,
  readingCookie,
  readingTokenOf,
  sessionCookie,
  sessionTokenOf,
} from "../../../../core/site/auth/session-cookie.ts";

describe("the cookie of a session", () => {
  test("is for this host over https alone, out of reach of scripts and of other sites' forms, for an hour", () => {
    expect(sessionCookie("abc.def")).toBe(
      "__Host-wellspring=abc.def; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Lax",
    );
    expect(endedCookie).toMatch(/^__Host-wellspring=; Max-Age=0; Path=\/; Secure/);
  });

  test("of a letter's reader is never taken for a customer's, nor the other way round", () => {
    const reading = readingCookie("abc.def").split(";").slice(0, 1);
    expect([sessionTokenOf(reading), readingTokenOf(reading)]).toEqual([undefined, "abc.def"]);
    expect(readingTokenOf(sessionCookie("abc.def").split(";").slice(0, 1))).toBeUndefined();
  });

  test.each([
    [["__Host-wellspring=abc"], "abc"],
    [["other=1; __Host-wellspring=abc"], "abc"],
    [["other=1", " __Host-wellspring=a=b "], "a=b"],
    [["__Host-wellspring=first", "__Host-wellspring=second"], "first"],
    [["__host-wellspring=abc"], undefined],
    [["x__Host-wellspring=abc"], undefined],
    [["__Host-wellspring"], undefined],
    [[], undefined],
  ])("is found in %j", (cookies, token) => {
    expect(sessionTokenOf(cookies)).toBe(token);
  });
});
