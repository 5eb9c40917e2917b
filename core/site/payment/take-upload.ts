import type { HttpAnswer, HttpRequest } from "../../platform/lambda/http.ts";
import type { CharityFiles } from "../../settlement/charity-file.ts";
import { keepCharityStory, keepReceipt, type StoryProblem } from "../../settlement/keep-charity-file.ts";
import type { Payout } from "../../settlement/payout.ts";
import type { FormErrors } from "../ui/form.tsx";
import { linkTo } from "../ui/layout.tsx";
import type { AccountContext } from "../ui/page.ts";
import { seeOther } from "../ui/page-answer.ts";
import { noFormPage } from "../ui/status-page.tsx";
import { readUpload, UPLOAD_BYTES_MAX, type Upload } from "./read-upload.ts";
import {
  MAY_SHARE,
  RECEIPT,
  STORY,
  type StoryFilled,
  UPLOAD_FIELDS,
  UPLOAD_PARTS,
  uploadWordsOf,
} from "./upload-view.tsx";

/** Shows the page with what is wrong. */
type ShowRefused = (
  status: 413 | 422,
  errors: FormErrors,
  filled?: StoryFilled,
) => Promise<HttpAnswer> | HttpAnswer;

interface UploadTaken {
  readonly payout: Payout;
  readonly request: HttpRequest;
  readonly context: AccountContext;
  readonly path: string;
  readonly refused: ShowRefused;
}

const FIELD_OF: Readonly<Record<StoryProblem, string>> = {
  title: UPLOAD_FIELDS.title,
  text: UPLOAD_FIELDS.text,
  textTooLong: UPLOAD_FIELDS.text,
  picture: UPLOAD_FIELDS.picture,
  noPicture: UPLOAD_FIELDS.picture,
  alt: UPLOAD_FIELDS.alt,
  share: UPLOAD_FIELDS.share,
};

/** Keeps what a charity sends beside its word: a receipt or a story, whole, or nothing of it and what is wrong. */
export function takeUpload(files: CharityFiles) {
  return async (taken: UploadTaken): Promise<HttpAnswer> => {
    const { request, context, refused } = taken;
    const words = uploadWordsOf(context);
    if (request.body.byteLength > UPLOAD_BYTES_MAX)
      return refused(413, new Map([[UPLOAD_PARTS.all, words.tooLarge]]));
    const upload = await readUpload(request);
    const what = upload?.form.text(UPLOAD_FIELDS.what);
    if (upload !== undefined && what === RECEIPT) return takeReceipt(files, taken, upload);
    if (upload !== undefined && what === STORY) return takeStory(files, taken, upload);
    return noFormPage(context);
  };
}

async function takeReceipt(files: CharityFiles, taken: UploadTaken, upload: Upload): Promise<HttpAnswer> {
  const { payout, context, refused } = taken;
  const { receipt } = uploadWordsOf(context);
  const kept = await keepReceipt(files)(payout.id, upload.file(UPLOAD_FIELDS.receipt));
  if (kept === "full") return refused(422, new Map([[UPLOAD_PARTS.receipt, receipt.full(context.replyTo)]]));
  if (kept === "missing" || kept === "unknown")
    return refused(422, new Map([[UPLOAD_FIELDS.receipt, receipt[kept]]]));
  return thanks(taken, "payment.receipt", kept);
}

async function takeStory(files: CharityFiles, taken: UploadTaken, upload: Upload): Promise<HttpAnswer> {
  const { payout, context, refused } = taken;
  const { form, lines, file } = upload;
  const { story } = uploadWordsOf(context);
  const filled: StoryFilled = {
    title: form.text(UPLOAD_FIELDS.title),
    text: lines(UPLOAD_FIELDS.text),
    alt: form.text(UPLOAD_FIELDS.alt),
    mayShare: form.has(UPLOAD_FIELDS.share, MAY_SHARE),
  };
  const language = context.formatter.locale;
  const kept = await keepCharityStory(files)(payout.id, {
    ...filled,
    ...{ language, picture: file(UPLOAD_FIELDS.picture) },
  });
  if (kept.kind === "full")
    return refused(422, new Map([[UPLOAD_PARTS.story, story.full(context.replyTo)]]), filled);
  if (kept.kind === "refused") {
    const errors = kept.problems.map((one) => [FIELD_OF[one], story.problems[one]] as const);
    return refused(422, new Map(errors), filled);
  }
  return thanks(taken, "payment.story", kept.kind);
}

/** What is kept by now says the page itself. */
function thanks({ path, context }: UploadTaken, page: string, kept: "kept" | "same"): HttpAnswer {
  return seeOther(linkTo(path, context), { page, facts: { kept } });
}
