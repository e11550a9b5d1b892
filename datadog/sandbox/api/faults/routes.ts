import { readJson } from "../body";
import { answer, noContent, type Routes } from "../routes";
import { type Faults, faultsIn } from "./fault";

/** Turns faults on and off while the sandbox runs. Datadog has no such endpoint. */
export function faultRoutes(faults: Faults): Routes {
  return {
    "/sandbox/faults": {
      get: (context) => answer(context, { faults: faults.list() }),
      post: async (context) => {
        faults.add(faultsIn(await readJson(context)));
        return answer(context, { faults: faults.list() });
      },
      put: async (context) => {
        const texts = faultsIn(await readJson(context));
        faults.replace(texts);
        return answer(context, { faults: faults.list() });
      },
      delete: (context) => {
        faults.clear();
        return noContent(context);
      },
    },
  };
}
