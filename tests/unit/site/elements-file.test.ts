import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { elementsTags } from "../../../cli/elements/tags.ts";
import { contentCoding } from "../../../core/platform/lambda/content-coding.ts";
import { http } from "../../../core/platform/lambda/http.ts";
import { ELEMENTS, elementsFile } from "../../../core/site/elements-module/elements-file.ts";
import { ELEMENTS_MODULES } from "../../../core/site/elements-module/generated/module.ts";
import { elementsScript } from "../../../tools/generate/elements.ts";
import { context, httpEvent } from "../../support/http-event.ts";

const BYTES_MAX = 8_192;
const [{ text }] = ELEMENTS_MODULES;

describe("the module that shops load", () => {
  test("is at most 8 KB compressed, and imports nothing", () => {
    expect(gzipSync(text).byteLength).toBeLessThanOrEqual(BYTES_MAX);
    expect(text).not.toMatch(/\bimport\s*["'({*]|\bfrom\s*["']/);
  });

  test("is the same bytes each time that it is built", () => {
    expect(elementsScript()).toBe(elementsScript());
    expect(text).toBe(elementsScript());
  });

  test("uses nothing that a strict security policy refuses, and no cookie", () => {
    for (const refused of [
      "innerHTML",
      "outerHTML",
      "insertAdjacentHTML",
      "document.write",
      "eval(",
      "Function(",
      ".style",
      "cookie",
      'setTimeout("',
    ])
      expect(text).not.toContain(refused);
    expect(text).toContain('credentials:"omit"');
    expect(text.match(/localStorage/g)).toHaveLength(2);
  });

  test("is under an address of its own bytes, for ever, for pages of any origin", () => {
    for (const { hash, text: body, integrity } of ELEMENTS_MODULES) {
      expect(createHash("sha256").update(body).digest("hex")).toMatch(new RegExp(`^${hash}`));
      expect(`sha384-${createHash("sha384").update(body).digest("base64")}`).toBe(integrity);
      const answer = elementsFile(`/elements/${hash}/wellspring.js`);
      expect(answer?.body).toBe(body);
      expect(answer?.headers).toMatchObject({
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": "public, max-age=31536000, immutable",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
      });
    }
  });

  test("is under an address that moves, too, for five minutes; and nothing else is there", () => {
    expect(elementsFile(ELEMENTS.movingPath)?.headers?.["cache-control"]).toBe("public, max-age=300");
    for (const path of [
      "/elements",
      "/elements/",
      "/elements/0000000000000000/wellspring.js",
      "/elements/wellspring.css",
    ])
      expect(elementsFile(path), path).toBeUndefined();
  });

  test("is sent compressed, in bytes that give the same text", async () => {
    const handler = http((request) => elementsFile(request.path) ?? { status: 404 }, undefined, {
      coding: contentCoding,
    });
    const event = httpEvent({ route: `GET ${ELEMENTS.path}`, headers: { "accept-encoding": "gzip" } });
    const answer = await handler(event, context);
    expect(answer.headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
    expect(gunzipSync(Buffer.from(answer.body ?? "", "base64")).toString()).toBe(text);
  });

  test("is printed for a shop with its hash and its address", () => {
    const tags = elementsTags("https://give.tarnfell.example/", "shopify/web");
    expect(tags).toContain(`src="https://give.tarnfell.example${ELEMENTS.path}"`);
    expect(tags).toContain(`integrity="${ELEMENTS.integrity}" crossorigin="anonymous"`);
    expect(tags).toContain('<wellspring-causes shop="shopify/web" name="wellspring_cause">');
  });
});
