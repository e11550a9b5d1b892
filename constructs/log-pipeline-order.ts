import { DataDatadogLogsPipelines } from "@cdktf/provider-datadog/lib/data-datadog-logs-pipelines";
import { LogsPipelineOrder, type LogsPipelineOrderConfig } from "@cdktf/provider-datadog/lib/logs-pipeline-order";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import type { LogPipeline } from "./log-pipeline";
import { ResourceConstruct, type ResourceSettings } from "./resource";

/**
 * The order of all log pipelines of an organization, `datadog_logs_pipeline_order.ID`: ours first, in the order given,
 * then all others in the order that they have. Of the pipelines that take a log the first one sets its status and date:
 * without an order that is Datadog's own pipeline, for a source that it knows (`postgresql`, `rabbitmq`).
 *
 * Datadog knows one order only, and it has to name every pipeline: this resource takes over those of other teams too, and
 * every pipeline that anybody adds shows up as a change in the next plan. The others are read before anything is changed,
 * so where a pipeline is taken away Terraform has to be applied twice.
 *
 * @see https://docs.datadoghq.com/api/latest/logs-pipelines/#update-pipeline-order
 */
export class LogPipelineOrder extends ResourceConstruct<LogsPipelineOrderConfig, LogsPipelineOrder> {
  constructor(
    scope: Construct,
    id: string,
    pipelines: readonly LogPipeline[],
    settings?: Omit<ResourceSettings<LogsPipelineOrderConfig>, "ignore">,
  ) {
    const config = (self: Construct) => {
      const existing = new DataDatadogLogsPipelines(self, "existing", {});
      existing.overrideLogicalId(id);
      const ours = pipelines.map(({ resource }) => `${resource.fqn}.id`).join(", ");
      // Read before ours are made or after, the list lacks them or has them: each is named once.
      const all = `\${distinct(concat([${ours}], ${existing.fqn}.logs_pipelines[*].id))}`;
      return { config: { name: id, pipelines: Token.asList(all) } };
    };
    super(scope, id, { Resource: LogsPipelineOrder, child: "order" }, config, settings);
  }
}
