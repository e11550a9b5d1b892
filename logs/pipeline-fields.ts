import { type GrokRuleSpec, grok, nested } from "../datadog/definitions";

/*
 * What the pipeline's own messages say, whichever component writes them: the pipeline's id, the stage, the type of an
 * error and how many records. They stand as `key=value` anywhere in a message and in any order, or in a sentence. The
 * attributes have the names that the same things have as tags of the pipeline's metrics.
 *
 * A grok parser applies one rule to a line, so each field has a parser of its own.
 */

/** What may stand before a field: nothing, or anything that ends a word. */
const before = String.raw`(?:%{data}[^\w.])?`;

const keyValue = (key: string, value: string, sample: string): GrokRuleSpec => ({
  name: "key_value",
  pattern: String.raw`%{before}${key}=["']?${value}\b%{data}`,
  sample,
});

const sentence = (pattern: string, sample: string): GrokRuleSpec => ({ name: "sentence", pattern, sample });

const pipelineId = grok({
  name: "Pipeline id",
  helpers: { before },
  rules: [
    keyValue(
      "pipeline_id",
      String.raw`%{regex("[\\w.:-]+"):pipeline_id}`,
      "Run accepted pipeline_id=orders-42 stage=ingest",
    ),
    sentence(
      String.raw`%{before}[Pp]ipeline '%{regex("[^'\\n]+"):pipeline_id}'%{data}`,
      "Pipeline 'orders-42' finished in 312 s",
    ),
  ],
});

const stageName = grok({
  name: "Stage name",
  helpers: { before },
  rules: [
    keyValue("stage", String.raw`%{regex("[\\w.:-]+"):stage}`, "Run accepted pipeline_id=orders-42 stage=ingest"),
    // Quotes are asked for: Spark's own "in stage 7.0" is no stage of the pipeline.
    sentence(String.raw`%{before}[Ss]tage '%{regex("[^'\\n]+"):stage}'%{data}`, "Stage 'transform' failed after 41 s"),
  ],
});

const errorType = grok({
  name: "Error type",
  helpers: { before },
  rules: [
    keyValue("error_type", String.raw`%{regex("[\\w.]+"):error_type}`, "Stage failed error_type=timeout stage=load"),
  ],
});

const recordCount = grok({
  name: "Record count",
  helpers: { before },
  rules: [
    keyValue("records", "%{integer:records}", "Stage done stage=load records=1250"),
    sentence(String.raw`(?:%{data}[^\w.,-])?%{integer:records} (?:records|rows)\b%{data}`, "Wrote 1250 rows to orders"),
  ],
});

/** The steps that read these fields. */
export const pipelineFields = nested("Pipeline id, stage, error type, records", "*", [
  pipelineId,
  stageName,
  errorType,
  recordCount,
]);
