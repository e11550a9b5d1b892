/**
 * A URL or a path in its parts, as the URL parser names them; undefined for what is neither.
 * @param normalize whether slashes at the end of the path are dropped
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/url_parser/
 */
export function urlParts(text: string, normalize: boolean): Record<string, unknown> | undefined {
  const isPath = text.startsWith("/");
  let url: URL;
  try {
    url = new URL(text, isPath ? "http://path.invalid" : undefined);
  } catch {
    return undefined;
  }
  const query = Object.fromEntries(url.searchParams);
  const path = normalize ? url.pathname.replace(/\/+$/, "") : url.pathname;
  return {
    path,
    ...(isPath ? {} : { scheme: url.protocol.slice(0, -1), host: url.hostname }),
    ...(url.port === "" ? {} : { port: Number(url.port) }),
    ...(Object.keys(query).length === 0 ? {} : { queryString: query }),
    ...(url.hash === "" ? {} : { hash: url.hash.slice(1) }),
  };
}
