/** One process and one synth per stage for all tests that read templates: loading the CDK takes longer than they do. */
import "./bundles.ts";
import "./permissions.ts";
import "./rules.ts";
import "../contracts/environment.ts";
import "../contracts/events.ts";
import "../contracts/limits.ts";
import "../contracts/operations.ts";
import "../contracts/stream-filters.ts";
import "../contracts/workflow.ts";
