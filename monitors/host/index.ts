import { cpu } from "./cpu";
import { disk } from "./disk";
import { diskForecast } from "./disk-forecast";
import { inodes } from "./inodes";
import { ioWait } from "./io-wait";
import { load } from "./load";
import { memory } from "./memory";

/** The monitors of the host, one line each. */
export const host = [
  ["cpu", cpu],
  ["load", load],
  ["ioWait", ioWait],
  ["memory", memory],
  ["disk", disk],
  ["diskForecast", diskForecast],
  ["inodes", inodes],
] as const;
