import {
  area,
  bars,
  compared,
  line,
  size,
  thresholdFormats,
  thresholdMarkers,
  timeseries,
  toplist,
} from "../../datadog/definitions";
import { monotonicDiff } from "../../datadog/query";
import * as containers from "../../metrics/containers";
import * as measures from "../../metrics/measures";
import * as system from "../../metrics/system";
import { monitored } from "../monitored";
import type { DashboardSettings } from "../settings";
import { percent } from "../styles";
import { topic } from "../topic";
import type { Pages } from "./pages";

/** How full hosts and containers are. */
export const hostsTopic = (settings: DashboardSettings, { links }: Pages) =>
  topic(
    "Hosts and containers",
    {
      means:
        "**Which host or container is full?** The kernel ends a container at its memory limit: it restarts, and its task is " +
        "delivered again. One that is throttled by its CPU limit is slow and looks idle.\nA full disk stops databases and queues: " +
        "delete logs and images first. Lines are the monitors' thresholds, and show what the monitors compare.",
      links,
      color: "vivid_orange",
    },
    [...ofContainers(settings), ...ofHosts(settings)],
  );

function ofContainers({ monitors = {} }: DashboardSettings) {
  const { "containers.memory": memory, "containers.throttled": throttled } = monitors;
  return [
    toplist("Containers: memory of their limit", measures.containerMemory, {
      ...{ size: size.half, unit: "percent", aggregator: "last" },
      formats: thresholdFormats(memory),
    }),
    timeseries("Memory of containers", line(containers.memoryUsage.avg().by("container_name"))),
    timeseries("Containers: CPU", area(containers.cpuUsage.sum().by("container_name"))),
    monitored("Containers: throttled by their CPU limit", throttled, measures.containerThrottling, {
      style: percent,
      yaxis: { label: "percent of a core" },
    }),
    timeseries("Containers: restarts", bars(monotonicDiff(containers.restarts.max().by("container_name")))),
    timeseries("Containers: network and disk", [
      line({
        received: containers.networkReceived.sum().by("container_name"),
        sent: containers.networkSent.sum().by("container_name"),
      }),
      line(
        {
          read: containers.ioRead.sum().by("container_name"),
          written: containers.ioWritten.sum().by("container_name"),
        },
        { lineType: "dashed" },
      ),
    ]),
  ];
}

function ofHosts({ monitors = {} }: DashboardSettings) {
  const { "host.cpu": cpu, "host.load": load, "host.memory": memory, "host.disk": disk } = monitors;
  return [
    timeseries(
      "Hosts: CPU in use",
      [
        line(compared(cpu, measures.hostCpu), percent),
        line(
          { programs: system.cpuUser.avg().by("host"), "waiting for disks": system.cpuWaiting.avg().by("host") },
          { ...percent, lineType: "dotted" },
        ),
      ],
      { markers: thresholdMarkers(cpu) },
    ),
    timeseries(
      "Hosts: load per core",
      [
        line(compared(load, system.loadPerCore.avg().by("host"))),
        line(
          { "load, not per core": system.load1.avg().by("host") },
          { lineType: "dashed", palette: "gray", onRightYaxis: true },
        ),
      ],
      { markers: thresholdMarkers(load) },
    ),
    monitored("Hosts: memory that is left", memory, measures.hostMemoryLeft, { style: percent }),
    timeseries(
      "Hosts: disk and inodes in use",
      [
        line({ disk: compared(disk, measures.diskSpace) }, percent),
        line({ inodes: measures.diskInodes }, { ...percent, lineType: "dashed" }),
      ],
      { markers: thresholdMarkers(disk) },
    ),
    timeseries(
      "Hosts: network",
      line({ received: system.networkReceived.sum().by("host"), sent: system.networkSent.sum().by("host") }),
    ),
    timeseries("Hosts: disk space left", line(system.diskFree.min().by("host", "device"))),
  ];
}
