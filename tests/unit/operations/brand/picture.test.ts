import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { pictureReader } from "../../../../core/giving/config/picture.store.ts";
import { PICTURE_FILES, PictureFileName, picturePath } from "../../../../core/model/picture.ts";
import type { BrandTexts } from "../../../../core/operations/brand/brand-draft.ts";
import { compileBrand } from "../../../../core/operations/brand/compile-brand.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import {
  encodePicture,
  readPicture,
  wrongInBytes,
} from "../../../../core/operations/brand/encode-picture.ts";
import { PICTURE_BYTES_MAX, pictureHash, wrongInSize } from "../../../../core/operations/brand/picture.ts";
import { servePicture } from "../../../../core/site/community/serve-picture.ts";
import { demoStatement, demoTexts } from "../../../support/demo-texts.ts";

/** A field of one colour, or of noise that hides every edge. */
function drawing(width: number, height: number, sigma = 0) {
  const background = "#3a7459";
  const noise = sigma === 0 ? {} : { noise: { type: "gaussian", mean: 128, sigma } as const };
  return sharp({ create: { width, height, channels: 3, background, ...noise } });
}

async function because(file: Uint8Array): Promise<string> {
  const read = await readPicture(file, async () => file);
  return read.outcome === "refused" ? read.because : "nothing is wrong";
}

describe("the file of a picture", () => {
  test("is read as JPEG, PNG or WebP, and known by its size as it is looked at", async () => {
    for (const format of ["jpeg", "png", "webp"] as const)
      expect(await because(await drawing(960, 600).toFormat(format).toBuffer())).toBe("nothing is wrong");
    const lying = await drawing(1_200, 1_000).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const read = await readPicture(lying, async () => lying);
    expect(read).toMatchObject({ picture: { width: 1_000, height: 1_200, hash: pictureHash(lying) } });
  });

  test("is refused as no picture, cut off, moving, too small, too tall or too wide", async () => {
    const whole = await drawing(960, 600, 40).jpeg().toBuffer();
    const frames = await sharp(Buffer.alloc(960 * 1_200 * 3).fill(255, 960 * 600 * 3), {
      raw: { width: 960, height: 1_200, channels: 3, pageHeight: 600 },
    })
      .webp()
      .toBuffer();
    expect(await because(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"))).toMatch(/no JPEG/);
    expect(await because(Buffer.from("\x89PNG\r\n\x1a\n and then nothing", "latin1"))).toMatch(
      /cannot be read/,
    );
    expect(await because(whole.subarray(0, whole.length / 2))).toMatch(/cannot be read as a picture/);
    expect(await because(frames)).toMatch(/moves, in 2 frames/);
    expect(await because(await drawing(959, 600).png().toBuffer())).toMatch(/959 pixels wide/);
    expect(await because(await drawing(960, 1_300).png().toBuffer())).toMatch(/too tall/);
    expect(await because(await drawing(2_600, 1_000).png().toBuffer())).toMatch(/too wide/);
  });

  test("is refused for its bytes and its pixels before it is unfolded", () => {
    expect(wrongInBytes(PICTURE_BYTES_MAX)).toBeUndefined();
    expect(wrongInBytes(PICTURE_BYTES_MAX + 1)).toMatch(/more than 12 million/);
    expect(wrongInSize(10_000, 6_000, 1)).toBeUndefined();
    expect(wrongInSize(10_000, 6_001, 1)).toMatch(/more than 60 million/);
  });
});

describe("the files that are made of a picture", () => {
  test.each([
    ["noise that hides every edge", 960, 384, 80],
    ["one colour, tall", 1_200, 1_500, 0],
    ["grain", 1_000, 500, 15],
  ])(
    "have their format and size, and are within their limits: %s",
    async (_, width, height, sigma) => {
      const files = await encodePicture(await drawing(width, height, sigma).png().toBuffer());
      expect(files.map(({ name }) => name)).toEqual(PictureFileName.options);
      for (const { name, bytes } of files) {
        const { type, bytesMax } = PICTURE_FILES[name];
        const { format, mediaType, width: wide } = await sharp(bytes).metadata();
        expect(bytes.length).toBeLessThanOrEqual(bytesMax);
        expect(mediaType ?? `image/${format}`).toBe(type);
        expect(wide).toBe({ "card.jpg": 1_200, "small.webp": 96 }[String(name)] ?? Number.parseInt(name, 10));
      }
    },
    60_000,
  );

  test("stand as the camera was held, and hold nothing of where it was", async () => {
    const source = await drawing(1_200, 1_000)
      .withExif({
        IFD0: { Artist: "A. Nybody" },
        IFD3: { GPSLatitudeRef: "N", GPSLatitude: "47/1 24/1 0/1" },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(source).metadata()).exif).toBeDefined();
    for (const { name, bytes } of await encodePicture(source)) {
      const { exif, orientation, icc, xmp, width, height } = await sharp(bytes).metadata();
      expect([exif, icc, xmp, orientation ?? 1]).toEqual([undefined, undefined, undefined, 1]);
      if (name === "960.jpg") expect([width, height]).toEqual([960, 1_152]);
    }
  }, 60_000);
});

describe("a cause's picture", () => {
  const problemsOf = (texts: BrandTexts) => {
    const compiled = compileBrand(texts);
    return compiled.outcome === "refused" ? compiled.problems.map(describeProblem) : [];
  };

  test("is named by its file's hash, and its file is kept apart", () => {
    const { causes, pictures } = demoStatement();
    expect(causes.map(({ picture }) => picture?.hash)).toEqual(pictures.map(({ hash }) => hash));
    expect(causes[0]?.picture).toMatchObject({ width: 1_600, height: 1_000 });
    expect(causes[0]?.picture).not.toHaveProperty("file");
  });

  test.each([
    [
      "file: clean-rivers.webp",
      "file: ../secret.webp",
      "name a .jpg, .png or .webp file in the folder pictures",
    ],
    ["file: clean-rivers.webp", "file: gone.jpg", "gone.jpg is not there: put it into the folder pictures"],
    [
      "file: clean-rivers.webp\n      alt:",
      "file: clean-rivers.webp\n      seen:",
      "say in a sentence for each",
    ],
  ])("is refused with its place: %s → %s", (from, to, message) => {
    const problems = problemsOf(demoTexts(["causes", from, to]));
    expect(problems.join("\n")).toMatch(/causes\.yaml:\d+:\d+/);
    expect(problems.join("\n")).toContain(message);
  });

  test("is refused with what is wrong with its file", () => {
    const texts = demoTexts();
    const refused = { outcome: "refused", because: "moves, in 3 frames" } as const;
    const pictures = new Map([...(texts.pictures ?? []), ["clean-rivers.webp", refused]]);
    expect(problemsOf({ ...texts, pictures })).toEqual([
      expect.stringMatching(/causes\.yaml:.*clean-rivers\.webp moves, in 3 frames\.$/),
    ]);
  });
});

describe("the address of a picture", () => {
  const hash = "0123456789abcdef0123456789abcdef";
  const dynamo = mockClient(DynamoDBClient);
  const bytes = Buffer.from("a picture");
  const read = pictureReader(new DynamoDBClient({}), "ledger");

  test("answers its bytes for good, also to other sites, and reads each once", async () => {
    dynamo.on(QueryCommand).resolves({ Items: [marshall({ pk: `picture#${hash}`, sk: "960.avif", bytes })] });
    for (const _ of [1, 2])
      expect(await servePicture(picturePath(hash, "960.avif"), read)).toMatchObject({
        status: 200,
        isBase64: true,
        body: bytes.toString("base64"),
        headers: {
          "content-type": "image/avif",
          "cache-control": "public, max-age=31536000, immutable",
          "cross-origin-resource-policy": "cross-origin",
        },
      });
    expect(dynamo.commandCalls(QueryCommand)).toHaveLength(1);
  });

  test("of a logo in letters is a PNG", async () => {
    dynamo.on(QueryCommand).resolves({ Items: [marshall({ pk: `picture#${hash}`, sk: "logo.png", bytes })] });
    expect(await servePicture(picturePath(hash, "logo.png"), read)).toMatchObject({
      status: 200,
      headers: { "content-type": "image/png" },
    });
  });

  test("of none is a 404 that nobody keeps; another path is none of a picture's", async () => {
    dynamo.on(QueryCommand).resolves({ Items: [] });
    expect(await servePicture(picturePath(hash, "card.jpg"), read)).toMatchObject({ status: 404 });
    for (const path of ["/pictures/x/960.jpg", `/pictures/${hash}/961.jpg`, `/pictures/${hash}/960.jpg/x`])
      expect(servePicture(path, read)).toBeUndefined();
  });
});
