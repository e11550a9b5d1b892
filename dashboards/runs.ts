import { defaultZero } from "../datadog/query";
import { errors, runs } from "../metrics/pipeline";

/* What the pipeline counts of its runs, as more than one dashboard shows it. */

export const allRuns = runs.sum().asCount();
export const failedRuns = runs.sum().where({ status: "failed" }).asCount();
export const allErrors = errors.sum().asCount();

/** Where nothing ever failed, there is no series of errors, which is 0 of them. */
export const errorsPerRun = defaultZero(allErrors).dividedBy(allRuns);
