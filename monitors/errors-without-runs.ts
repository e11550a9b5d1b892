import { metricMonitor } from "../datadog/definitions";
import { ratio, sum } from "../datadog/query";
import { errors, runs } from "../metrics/pipeline";
import { documented } from "./documented";

/**
 * Alerts when there are errors but no runs: the error rate has nothing to divide by then, and stays silent.
 * @param settings `critical`: share of the errors in all errors and runs; without runs it is 1
 */
export const errorsWithoutRuns = documented(
  {
    priority: 2,
    levels: { critical: 1 },
    source: { own: "Without runs, the share of errors in errors and runs is 1; any run makes it smaller." },
    meaning:
      "Runs fail before they are counted, or the metric of runs no longer arrives. The error rate is silent meanwhile.",
    steps: [
      "Check whether the scheduler starts runs at all.",
      "Open the error logs around the alert: what fails at the start of a run?",
      "Check that pipeline.runs still arrives from the host (Metrics Summary).",
    ],
    missingData: "default: neither errors nor runs is what noRuns alerts for.",
    trap: "An error at the end of a run that was counted up to an hour earlier.",
  },
  ({ critical, ...levels }) => {
    // An hour, so that an error at the end of a long run is not taken for one without a run.
    const share = ratio(errors.sum(), errors.sum().plus(runs.sum()));
    const condition = sum("last_1h", share).atOrAbove(critical, levels);
    return metricMonitor({
      name: "Pipeline errors without runs",
      condition,
      message: `The pipeline reports errors, but hardly any runs.

{{#is_alert}}
Of all errors and runs in the last ${condition.windowText}, {{eval "round(value * 100)"}}% were errors. Runs fail before they are counted, or their metric no longer arrives; the error rate cannot be computed.
{{/is_alert}}

{{#is_recovery}}
The pipeline reports runs again, or no more errors.
{{/is_recovery}}`,
      requireFullWindow: false, // Errors are sparse: most buckets of a window are empty.
      onMissingData: "default", // Neither errors nor runs: nothing is wrong here.
    });
  },
);
