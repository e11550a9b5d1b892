import { gauge } from "../datadog/query";

/*
 * What the agent reports of each container on its host. A container's `service` tag comes from its
 * `com.datadoghq.tags.service` label.
 * https://docs.datadoghq.com/containers/docker/data_collected/
 */

const perContainer = ["container_name", "short_image", "image_name", "image_tag"] as const;

export const cpuUsage = gauge("container.cpu.usage", {
  reported: "agent",
  description: "CPU time that a container uses: 1e9 nanocores are one core",
  unit: "nanocore",
  tags: perContainer,
});

export const cpuThrottled = gauge("container.cpu.throttled", {
  reported: "agent",
  description: "CPU time for which a container was throttled by its limit",
  unit: "nanosecond",
  tags: perContainer,
});

export const memoryUsage = gauge("container.memory.usage", {
  reported: "agent",
  description: "Memory that a container uses",
  unit: "byte",
  tags: perContainer,
});

export const memoryLimit = gauge("container.memory.limit", {
  reported: "agent",
  description: "Memory that a container may use",
  unit: "byte",
  tags: perContainer,
});

export const networkReceived = gauge("container.net.rcvd", {
  reported: "agent",
  description: "Bytes that a container receives",
  unit: "byte",
  tags: [...perContainer, "interface"],
});

export const networkSent = gauge("container.net.sent", {
  reported: "agent",
  description: "Bytes that a container sends",
  unit: "byte",
  tags: [...perContainer, "interface"],
});

export const ioRead = gauge("container.io.read", {
  reported: "agent",
  description: "Bytes that a container reads from disk",
  unit: "byte",
  tags: [...perContainer, "device"],
});

export const ioWritten = gauge("container.io.write", {
  reported: "agent",
  description: "Bytes that a container writes to disk",
  unit: "byte",
  tags: [...perContainer, "device"],
});

export const restarts = gauge("container.restarts", {
  reported: "agent",
  description: "How often a container was restarted",
  tags: perContainer,
});
