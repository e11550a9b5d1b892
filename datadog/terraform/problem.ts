/** What is wrong in Terraform JSON, with the place: `datadog_monitor.error_rate: query: …`. */
export class TerraformProblem extends Error {
  override readonly name = "TerraformProblem";

  constructor(
    /** `datadog_monitor.error_rate`, with the attribute where there is one. */
    readonly place: string,
    readonly problem: string,
  ) {
    super(`${place}: ${problem}`);
  }
}
