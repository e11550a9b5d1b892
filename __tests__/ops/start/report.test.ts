import { type Declared, startReport } from "../../../ops/start";
import { NO_COLORS } from "../../../ops/words";
import { loadEnvironments } from "../../../stacks/environments";
import { THREE_ENVIRONMENTS } from "../../environments/three";

const environments = loadEnvironments(THREE_ENVIRONMENTS);
const demo: Declared = {
  environment: environments[0]!,
  outdir: "cdktf.out",
  stacks: [
    { id: "demo-monitors", objects: "2 monitors", inOrg: true },
    { id: "demo-agent", objects: "1 container", inOrg: false },
    { id: "demo-logs", objects: "6 log pipelines, 1 logs metric", inOrg: true },
  ],
  monitors: [
    {
      name: "Pipeline failures",
      condition: "Alerts when the sum of pipeline.runs over 5 minutes is above 3.",
      behavior: ["Warning: none.", "Recovery: when no longer above 3."],
    },
    { name: "Long", condition: `Alerts when ${"a word and another ".repeat(8)}end.`, behavior: [] },
  ],
  dashboards: [{ title: "Overview", topics: Array.from({ length: 8 }, (_, i) => `Topic number ${i + 1}`) }],
  environments,
};

describe("startReport", () => {
  it("says what is declared, in lines that fit a terminal", () => {
    expect(startReport(demo)).toMatchInlineSnapshot(`
      "Environment demo: organization demo on datadoghq.com

      Stacks, loaded into a sandbox on this machine
        demo-monitors  2 monitors
        demo-agent     1 container (for Docker only)
        demo-logs      6 log pipelines, 1 logs metric

      Monitors
        Pipeline failures
          Alerts when the sum of pipeline.runs over 5 minutes is above 3.
          Warning: none. Recovery: when no longer above 3.
        Long
          Alerts when a word and another a word and another a word and another a word
          and another a word and another a word and another a word and another a word
          and another end.
          

      Dashboards
        Overview
          Topic number 1 · Topic number 2 · Topic number 3 · Topic number 4
          Topic number 5 · Topic number 6 · Topic number 7 · Topic number 8

      Differences between the environments
                            demo               production         staging
        organization        demo               acme               acme
        site                datadoghq.com      datadoghq.eu       datadoghq.eu
        namePrefix          –                  –                  [staging]
        notify.alert
          demo: –
          production: @pagerduty-data-platform @slack-data-pipeline
          staging: @slack-data-pipeline-staging
        notify.warning
          demo, staging: –
          production: @slack-data-pipeline
        notify.no_data
          demo, staging: –
          production: @slack-data-pipeline
        notify.recovery
          demo, staging: –
          production: @pagerduty-data-platform @slack-data-pipeline
        runbook
          demo: –
          production, staging: https://wiki.example.com/runbooks/data-pipeline
        monitors.failure    critical 3         critical 3,        critical 5
                                               warning 1
        monitors.slowStage  critical 300       critical 300,      critical 600
                                               warning 240,
                                               recovery 270
        monitors.errorRate  critical 0.1       critical 0.1,      as written in
                                               warning 0.05       monitors/
        metrics             on                 off                –
        logs                on                 on                 –
        traces              on                 on                 –
        protected           –                  yes                –
        state               local              s3                 gcs

      The JSON for Terraform is in cdktf.out/stacks."
    `);
  });

  it("gives the columns of a wide terminal to what differs", () => {
    const report = startReport(demo, 160);
    expect(report.slice(report.indexOf("Differences"))).toMatchInlineSnapshot(`
      "Differences between the environments
                            demo                                          production                                    staging
        organization        demo                                          acme                                          acme
        site                datadoghq.com                                 datadoghq.eu                                  datadoghq.eu
        namePrefix          –                                             –                                             [staging]
        notify.alert        –                                             @pagerduty-data-platform                      @slack-data-pipeline-staging
                                                                          @slack-data-pipeline
        notify.warning      –                                             @slack-data-pipeline                          –
        notify.no_data      –                                             @slack-data-pipeline                          –
        notify.recovery     –                                             @pagerduty-data-platform                      –
                                                                          @slack-data-pipeline
        runbook
          demo: –
          production, staging: https://wiki.example.com/runbooks/data-pipeline
        monitors.failure    critical 3                                    critical 3, warning 1                         critical 5
        monitors.slowStage  critical 300                                  critical 300, warning 240, recovery 270       critical 600
        monitors.errorRate  critical 0.1                                  critical 0.1, warning 0.05                    as written in monitors/
        metrics             on                                            off                                           –
        logs                on                                            on                                            –
        traces              on                                            on                                            –
        protected           –                                             yes                                           –
        state               local                                         s3                                            gcs

      The JSON for Terraform is in cdktf.out/stacks."
    `);
  });

  it.each([60, 80, 100, 160])("keeps to %d columns, and cuts no word", (width) => {
    const report = startReport(demo, width);
    expect(report.split("\n").filter((line) => line.length > width)).toEqual([]);
    expect(report).not.toContain("…");
    for (const word of ["@slack-data-pipeline-staging", "https://wiki.example.com/runbooks/data-pipeline"]) {
      expect(report).toContain(word);
    }
  });

  it("colours with what it is given, and with nothing by itself", () => {
    const mark = (text: string) => `<${text}>`;
    const coloured = startReport(demo, 80, { ...NO_COLORS, bold: mark });
    expect(coloured.split("\n")[0]).toBe("<Environment demo>: organization demo on datadoghq.com");
    expect(startReport(demo)).not.toContain("\u001b");
  });

  it("shows one environment alone without anything that differs", () => {
    const report = startReport({ ...demo, environments: [environments[0]!] });
    expect(report.split("Differences between the environments\n")[1]?.split("\n").filter(Boolean)).toEqual([
      expect.stringMatching(/^ +demo$/),
      "The JSON for Terraform is in cdktf.out/stacks.",
    ]);
  });
});
