import { appendFileSync } from "node:fs";
import type { Notification } from "../../datadog/sandbox/alerting";

/** A notification as a line of the file. */
export interface NotificationLine extends Omit<Notification, "time" | "group" | "monitor"> {
  /** In ISO 8601. */
  readonly time: string;
  readonly monitor: { readonly id: number; readonly name: string };
  /** `stage:spark`; `*` for a monitor without groups. */
  readonly group: string;
}

/**
 * A file with a notification per line, as JSON; those that it has already stay.
 * @returns adds one; throws as below
 * @throws Error naming the file, where it cannot be written
 */
export function notificationsFile(path: string, nameOf: (id: string) => string): (notification: Notification) => void {
  // now, not only once there is something to notify of
  append(path, "");
  return (notification) => append(path, `${JSON.stringify(lineOf(notification, nameOf))}\n`);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  EISDIR: "it is a directory, not a file",
  EACCES: "you do not have permission to write it",
  ENOSPC: "the disk is full",
};

function append(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new Error(`${path}: notifications cannot be written: ${REASONS[code] ?? (code || error)}`);
  }
}

function lineOf(notification: Notification, nameOf: (id: string) => string): NotificationLine {
  const { time, monitor, group, ...rest } = notification;
  return {
    time: new Date(time * 1000).toISOString(),
    monitor: { id: Number(monitor), name: nameOf(monitor) },
    group: group.key,
    ...rest,
  };
}
