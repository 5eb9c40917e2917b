import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSameSite } from "../../../../core/site/ui/same-site.ts";

const isOurs = (origin: string, host: string) => isSameSite({ headers: { origin, host } });

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const domain = fc
  .array(label, { minLength: 2, maxLength: 4 })
  .map((labels) => labels.join("."))
  .filter((name) => !name.endsWith(".localhost"));
const address = fc.oneof(
  domain,
  fc.ipV4().filter((ip) => !ip.startsWith("127.")),
  fc
    .ipV6()
    .filter((ip) => URL.canParse(`http://[${ip}]`) && new URL(`http://[${ip}]`).hostname !== "[::1]")
    .map((ip) => `[${ip}]`),
);
const onThisMachine = fc.oneof(
  fc.constantFrom("localhost", "127.0.0.1", "127.8.0.1", "[::1]"),
  label.map((name) => `${name}.localhost`),
);
const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined });
const withPort = (name: string, at: number | undefined) => (at === undefined ? name : `${name}:${at}`);
/** As browsers write it: the scheme's own port left out. */
const browserOrigin = (scheme: string, host: string) => new URL(`${scheme}://${host}`).origin;

describe("an origin, of a browser without Fetch Metadata", () => {
  test("is ours with our scheme, host and port, however the host is written", () => {
    fc.assert(
      fc.property(address, port, fc.boolean(), (name, at, capital) => {
        const host = withPort(capital ? name.toUpperCase() : name, at);
        expect(isOurs(browserOrigin("https", host), host)).toBe(true);
      }),
    );
  });

  test("is not ours over http, whatever its host and port", () => {
    fc.assert(
      fc.property(address, port, (name, at) => {
        const host = withPort(name, at);
        expect(isOurs(browserOrigin("http", host), host)).toBe(false);
      }),
    );
  });

  test("is not ours with another host or another port", () => {
    fc.assert(
      fc.property(
        address,
        port,
        address,
        port,
        fc.constantFrom("http", "https"),
        (name, at, other, elsewhere, scheme) => {
          const [ours, theirs] = [withPort(name, at), withPort(other, elsewhere)];
          fc.pre(browserOrigin("https", ours) !== browserOrigin("https", theirs));
          expect(isOurs(browserOrigin(scheme, theirs), ours)).toBe(false);
        },
      ),
    );
  });

  test("is ours over either scheme on this machine, with the same port alone", () => {
    fc.assert(
      fc.property(onThisMachine, fc.integer({ min: 1_024, max: 65_534 }), (name, at) => {
        expect(isOurs(`http://${name}:${at}`, `${name}:${at}`)).toBe(true);
        expect(isOurs(`https://${name}:${at}`, `${name}:${at}`)).toBe(true);
        expect(isOurs(`http://${name}:${at + 1}`, `${name}:${at}`)).toBe(false);
      }),
    );
  });

  test("is ours whether the host names the port of https or leaves it out", () => {
    expect(isOurs("https://site.example", "site.example:443")).toBe(true);
    expect(isOurs("https://site.example:443", "site.example")).toBe(true);
    expect(isOurs("https://site.example", "site.example:80")).toBe(false);
    expect(isOurs("https://site.example:80", "site.example")).toBe(false);
  });

  test.each([
    ["null", "site.example"],
    ["", "site.example"],
    ["site.example", "site.example"],
    ["//site.example", "site.example"],
    ["https:site.example", "site.example"],
    ["https:\\\\site.example", "site.example"],
    ["https://site.example/", "site.example"],
    ["https://site.example/join", "site.example"],
    ["https://site.example?x", "site.example"],
    ["https://ann@site.example", "site.example"],
    ["https://site.example, https://other.example", "site.example"],
    ["https://site.example https://other.example", "site.example"],
    ["https://site.example.", "site.example"],
    ["https://site.example", "site.example."],
    ["https://site.example", "other.example, site.example"],
    ["https://site.example", "other.example@site.example"],
    ["https://site.example", "site.example/other"],
    ["https://site.example", ""],
    ["https://site.example:0443.example", "site.example"],
    ["ftp://site.example", "site.example"],
    ["chrome-extension://site.example", "site.example"],
    ["http://localhost.example", "localhost.example"],
    ["http://notlocalhost", "notlocalhost"],
    ["http://127.0.0.1.example", "127.0.0.1.example"],
  ])("%j is not ours at %j", (origin, host) => {
    expect(isOurs(origin, host)).toBe(false);
  });

  test("with a dot at its end is ours where the host has it, too", () => {
    expect(isOurs("https://site.example.", "site.example.")).toBe(true);
  });

  test("never throws, whatever stands there", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (origin, host) => {
        expect([true, false]).toContain(isOurs(origin, host));
      }),
    );
  });
});

describe("Fetch Metadata", () => {
  test.each(["same-origin", "none"])("that says %s is believed, whatever the origin", (site) => {
    for (const origin of ["https://site.example", "http://site.example", "null"]) {
      expect(isSameSite({ headers: { "sec-fetch-site": site, origin, host: "site.example" } })).toBe(true);
    }
    expect(isSameSite({ headers: { "sec-fetch-site": site } })).toBe(true);
  });

  test.each(["same-site", "cross-site", "", "Same-Origin", "same-origin, cross-site", "same-origin;x"])(
    "that says %j is refused, whatever the origin",
    (site) => {
      const headers = { "sec-fetch-site": site, origin: "https://site.example", host: "site.example" };
      expect(isSameSite({ headers })).toBe(false);
    },
  );
});
