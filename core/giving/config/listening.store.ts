import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { FeedbackForm } from "../../model/feedback-form.ts";
import { StatedStore } from "../../model/stated-store.ts";
import { queryAll } from "../../platform/aws/table.store.ts";
import { feedbackFormKey, LISTENING_PARTITION } from "./brand-config.keys.ts";
import type { Listening } from "./listening.ts";

/** 1 MB each: 500 stores with shelves are some 800 KB. */
const LISTENING_PAGES_MAX = 4;

export interface ListeningStore {
  /** The stores, by their ids, and the form of feedback as they were applied. A row that does not parse throws. */
  read(): Promise<Listening>;
}

export function listeningStore(dynamo: DynamoDBClient, table: string): ListeningStore {
  return {
    async read() {
      const rows = await queryAll(
        { dynamo, name: table },
        { what: "stores and the form of feedback", pk: LISTENING_PARTITION, pagesMax: LISTENING_PAGES_MAX },
      );
      const isForm = ({ sk }: { readonly sk?: unknown }) => sk === feedbackFormKey().sk;
      const [form] = rows.filter(isForm).map((row) => FeedbackForm.parse(row));
      const stores = rows.filter((row) => !isForm(row)).map((row) => StatedStore.parse(row));
      return { stores, ...(form && { form }) };
    },
  };
}
