import type { FeedbackForm } from "../../model/feedback-form.ts";
import type { StatedStore } from "../../model/stated-store.ts";

/** Where a brand's customers buy in person, and what it asks them. `form` is missing where it asks nothing. */
export interface Listening {
  readonly stores: readonly StatedStore[];
  readonly form?: FeedbackForm;
}
