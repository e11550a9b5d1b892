import { createConfiguration } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-common/configuration";
import { BaseServerConfiguration } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-common/servers";
import { createApi } from "../../../../datadog/sandbox/api/server";
import { Org } from "../../../../datadog/sandbox/org";
import { keys } from "../client";

/**
 * An org, and the configuration with which Datadog's own TypeScript client speaks to it, without a port. The client's parts
 * are imported one by one: the package as a whole takes seconds to load.
 * @param clock the org's time in milliseconds @default it stands still on 2026-01-05 at 08:30 UTC
 */
export function officialClient(clock: () => number = () => Date.UTC(2026, 0, 5, 8, 30)) {
  const org = new Org({ clock });
  const api = createApi(org, keys, () => {});
  const configuration = createConfiguration({
    fetch: (url: string, init: RequestInit) => api.request(url, init),
    baseServer: new BaseServerConfiguration("http://127.0.0.1", {}),
    authMethods: { apiKeyAuth: keys.apiKey, appKeyAuth: keys.appKey },
  });
  return { org, configuration };
}
