import { categorize, copy, grok, type LogProcessor, nested } from "../datadog/definitions";

/** A class of an error in running text; the last one that a text names. */
const errorClass = String.raw`%{regex("(?:[A-Za-z_]\\w*\\.)*[A-Z]\\w*(?:Error|Exception|Exceeded|Timeout|Interrupt|Violation)"):error_type}`;

const before = String.raw`(?:%{data}[^\w.])?`;

/** Where nothing else told the class of an error, the text may. */
const errorInText = nested("Error in the text", "-@error.kind:* -@error_type:*", [
  grok({
    name: "Error in the text",
    helpers: { before },
    rules: [
      {
        name: "colon",
        pattern: `%{before}${errorClass}[:)] %{data}`,
        sample: "Stage 'load' failed: psycopg.errors.UniqueViolationError: duplicate key",
      },
      {
        name: "call",
        pattern: String.raw`%{before}${errorClass}\(%{data}`,
        sample: "Task run failed with exception: ValueError('row 17 has no order_id') - Retries are exhausted",
      },
      {
        name: "errno",
        pattern: String.raw`.*\[Errno %{integer:error.code}\] %{regex("[^\\n]*"):error.message}(?:\n.*)?`,
        sample: "[Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use",
      },
    ],
  }),
  // Only an OSError has an errno.
  categorize("error.kind", { OSError: "@error.code:*" }),
]);

/**
 * The steps after which `error_type`, which the pipeline's metrics are tagged with, and the standard `error.kind` name the
 * same thing. Where neither is known, the class of an error in the text is taken.
 * @param otherwise steps for the logs in which the text names none either; they set `error.kind`
 */
export const errorTypes = (...otherwise: readonly LogProcessor[]): LogProcessor[] => [
  errorInText,
  copy(["error_type"], "error.kind"),
  ...otherwise,
  copy(["error.kind"], "error_type"),
];
