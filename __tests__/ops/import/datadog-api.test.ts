import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DatadogApi } from "../../../ops/import/datadog-api";

/** Answers with the status and the body that the test says, whatever is asked. */
let server: Server;
let answer = { status: 200, body: "" };
let api: DatadogApi;
let url: string;
beforeAll(async () => {
  server = createServer((_, response) => response.writeHead(answer.status).end(answer.body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = new DatadogApi({ DD_HOST: url, DD_API_KEY: "a", DD_APP_KEY: "b" });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

// https://docs.datadoghq.com/api/latest/monitors/#get-a-monitors-details (responses), /api/latest/rate-limits/
test.each([
  [500, '{"errors":["Internal error"]}', "answered 500 (Internal error)"],
  [500, '{"errors":["One","Two"]}', "answered 500 (One; Two)"],
  [500, '{"errors":[]}', "answered 500"],
  [502, "<html>Bad Gateway</html>", "answered 502"],
  [404, '{"errors":["Monitor not found"]}', "has no object with this ID"],
  [401, '{"errors":["Unauthorized"]}', "refused the API key: check DD_API_KEY, and that it belongs to this site"],
  [
    403,
    '{"errors":["Forbidden"]}',
    "refused the keys (Forbidden): check DD_API_KEY and DD_APP_KEY, and that the application key may read monitors (monitors_read) and dashboards (dashboards_read)",
  ],
  [429, "{}", "limits the rate of requests (429): try again in a minute"],
  [200, "<html>Sign in</html>", "did not answer with JSON: is it the address of the API?"],
  [200, "[]", "did not answer with an object"],
])("an answer %i %s: %s", async (status, body, why) => {
  answer = { status, body };
  await expect(api.monitor("1")).rejects.toThrow(new Error(`monitor 1: ${url} ${why}`));
});
