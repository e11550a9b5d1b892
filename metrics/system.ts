import { gauge } from "../datadog/query";

/*
 * What the agent reports of its host.
 * https://docs.datadoghq.com/integrations/system/
 */

export const cpuIdle = gauge("system.cpu.idle", {
  reported: "agent",
  description: "CPU time without work",
  unit: "percent",
});

export const cpuUser = gauge("system.cpu.user", {
  reported: "agent",
  description: "CPU time in programs",
  unit: "percent",
});

export const load1 = gauge("system.load.1", {
  reported: "agent",
  description: "Processes that ran or waited, averaged over a minute",
});

export const memoryTotal = gauge("system.mem.total", {
  reported: "agent",
  description: "Memory that the host has",
  unit: "byte",
});

export const memoryUsable = gauge("system.mem.usable", {
  reported: "agent",
  description: "Memory that is free or can be freed at once",
  unit: "byte",
});

export const diskInUse = gauge("system.disk.in_use", {
  reported: "agent",
  description: "Disk space in use, as a fraction",
  unit: "fraction",
  tags: ["device", "device_name"],
});

export const diskFree = gauge("system.disk.free", {
  reported: "agent",
  description: "Disk space that is left",
  unit: "byte",
  tags: ["device", "device_name"],
});

export const networkReceived = gauge("system.net.bytes_rcvd", {
  reported: "agent",
  description: "Bytes that the host receives",
  unit: "byte",
  perUnit: "second",
  tags: ["device"],
});

export const networkSent = gauge("system.net.bytes_sent", {
  reported: "agent",
  description: "Bytes that the host sends",
  unit: "byte",
  perUnit: "second",
  tags: ["device"],
});

export const cpuWaiting = gauge("system.cpu.iowait", {
  reported: "agent",
  description: "CPU time that waits for disks",
  unit: "percent",
});

export const loadPerCore = gauge("system.load.norm.5", {
  reported: "agent",
  description: "Processes that ran or waited, averaged over 5 minutes, per core",
});

export const inodesInUse = gauge("system.fs.inodes.in_use", {
  reported: "agent",
  description: "Inodes in use, as a fraction",
  unit: "fraction",
  tags: ["device", "device_name"],
});
