import { serviceCheckMonitor } from "../../datadog/definitions";
import { agentUp } from "../../metrics/checks";
import { documented, message } from "../documented";

/**
 * Alerts, host by host, when the agent no longer reports: nearly everything else is silent then.
 * @param settings `critical`: failed runs in a row
 */
export const agentGone = documented(
  {
    priority: 1,
    levels: { critical: 5 },
    source: {
      page: "https://github.com/claranet/terraform-datadog-monitors/blob/master/system/unreachable/inputs.tf",
      why: "Missing for 20 minutes; the critical threshold is from monitors-unreachable.tf in the same folder.",
    },
    meaning: "The agent or its whole host is down. Metrics, logs, and traces of the host no longer arrive.",
    steps: [
      "Check that the host answers, and that it has disk space and memory left.",
      "Look at the agent's container: docker logs datadog-agent, then docker exec datadog-agent agent status.",
      "Start the agent, and watch that data arrives. Until then, trust no other monitor of this host.",
    ],
    missingData: "notifies after 20 minutes: a dead agent sends nothing, not even CRITICAL.",
    trap: "An agent that restarts during an upgrade is back within minutes.",
    noDataAlerts: true,
  },
  ({ critical, warning }) =>
    serviceCheckMonitor({
      name: "Datadog Agent is gone",
      check: agentUp,
      by: ["host"],
      critical,
      warning,
      message: message(
        "The Datadog Agent on {{host.name}} has stopped reporting.",
        "The Datadog Agent on {{host.name}} reports again.",
      ),
      notifyNoData: true,
      noDataTimeframe: 20,
    }),
);
