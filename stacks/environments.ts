import { dashboards } from "../dashboards";
import { environmentNames, readEnvironment, readEnvironments } from "../environments/load";
import type { Environment } from "../environments/schema";
import { monitors } from "../monitors";
import { slos } from "../slos";
import { listed } from "./listed";

/** What the files of environments may speak of. */
const known = () => ({
  monitors: namesIn("monitors/index.ts", monitors),
  slos: namesIn("slos/index.ts", slos),
  dashboards: namesIn("dashboards/index.ts", dashboards),
});

const namesIn = (...index: Parameters<typeof listed>) => listed(...index).map(({ name }) => name);

/**
 * Every environment of a folder, by name; their files may set what there is in monitors/.
 * @param folder @default environments/ of this project
 * @throws as {@link readEnvironments}
 */
export const loadEnvironments = (folder?: string): Environment[] => readEnvironments({ ...known(), folder });

/**
 * One environment, by name.
 * @param folder @default environments/ of this project
 * @throws as {@link readEnvironment}
 */
export const loadEnvironment = (name: string, folder?: string): Environment =>
  readEnvironment(name, { ...known(), folder });

export { environmentNames };
