import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createApi } from "../../../datadog/sandbox/api/server";
import type { Org } from "../../../datadog/sandbox/org";

/** What a server answers in place of what it would: a status, and a body as JSON. */
export interface Fault {
  readonly status: number;
  readonly body: unknown;
}
/** Whether a request is answered in another way; nothing where it is not. */
export type Faults = (method: string, path: string) => Fault | undefined;

/** An org's API that answers some requests as Datadog does on a bad day. */
export class FaultyDatadog {
  /** @default none */
  faults: Faults = () => undefined;
  /** Milliseconds that it takes over each request that writes. @default 0 */
  delay = 0;
  private readonly server: Server;

  constructor(org: Org, keys: { readonly apiKey: string; readonly appKey: string }) {
    const api = createApi(org, keys, () => undefined);
    const fetch = async (request: Request) => {
      if (request.method !== "GET" && this.delay > 0) await new Promise((done) => setTimeout(done, this.delay));
      const fault = this.faults(request.method, new URL(request.url).pathname);
      return fault ? Response.json(fault.body, { status: fault.status }) : api.fetch(request);
    };
    this.server = createAdaptorServer({ fetch }) as Server;
  }

  start = () => started(this.server);
  stop = () => stopped(this.server);
}

/** How the cloud that has the states answers: what is wrong there. */
export type CloudFault = "refused credentials" | "no bucket" | "no access" | "locked";

const XML = "application/xml";
const JSON_TYPE = "application/json";

/** The parts of AWS and of Google Cloud that Terraform's backends ask, with one thing wrong. */
export class FaultyCloud {
  fault: CloudFault = "no bucket";
  private readonly server = createServer((request, response) => void this.respond(request, response));

  start = () => started(this.server);
  stop = () => stopped(this.server);

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const part of request) body += part;
    const isGoogle = /\/storage\/v1\//.test(request.url ?? "");
    const answer = isGoogle ? this.google(request) : this.aws(request, body);
    const [status, type, text] = answer;
    response.writeHead(status, { "Content-Type": type }).end(text);
  }

  /** @see https://cloud.google.com/storage/docs/json_api/v1/status-codes */
  private google({ method }: IncomingMessage): readonly [number, string, string] {
    const error = (code: number, message: string) =>
      [code, JSON_TYPE, JSON.stringify({ error: { code, message, errors: [{ message }] } })] as const;
    if (this.fault === "refused credentials") return error(401, "Invalid Credentials");
    if (this.fault === "no bucket") return error(404, "The specified bucket does not exist.");
    if (this.fault === "no access") return error(403, "The caller does not have storage.objects.list access.");
    // The lock's file is there already, which the condition "generation 0" excludes.
    return method === "POST"
      ? error(412, "At least one of the pre-conditions you specified did not hold.")
      : [200, JSON_TYPE, '{"items":[]}'];
  }

  /** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
  private aws({ headers, url = "" }: IncomingMessage, body: string): readonly [number, string, string] {
    const error = (status: number, code: string) =>
      [
        status,
        XML,
        `<ErrorResponse><Error><Code>${code}</Code><Message>${code}</Message></Error></ErrorResponse>`,
      ] as const;
    const s3Error = (status: number, code: string) => [status, XML, `<Error><Code>${code}</Code></Error>`] as const;
    const operation = String(headers["x-amz-target"] ?? "");
    if (body.includes("GetCallerIdentity")) {
      if (this.fault === "refused credentials") return error(403, "InvalidClientTokenId");
      const result = "<Arn>arn:aws:iam::123456789012:user/ann</Arn><Account>123456789012</Account>";
      return [200, XML, `<R><GetCallerIdentityResult>${result}</GetCallerIdentityResult></R>`];
    }
    if (operation.endsWith("PutItem")) {
      return [400, JSON_TYPE, '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}'];
    }
    if (operation.endsWith("GetItem")) return [200, JSON_TYPE, JSON.stringify(body.includes("-md5") ? {} : LOCK_ITEM)];
    if (this.fault === "no bucket") return s3Error(404, "NoSuchBucket");
    if (this.fault === "no access") return s3Error(403, "AccessDenied");
    return url.includes("list-type") ? [200, XML, "<ListBucketResult/>"] : s3Error(404, "NoSuchKey");
  }
}

const LOCK_ITEM = {
  Item: {
    Info: {
      S: JSON.stringify({
        ID: "11111111-2222-3333-4444-555555555555",
        Operation: "OperationTypeApply",
        Who: "ann@laptop",
        Version: "1.11.4",
        Created: "2026-11-26T07:00:00.123456Z",
        Path: "mill-terraform/north-mill.tfstate",
      }),
    },
  },
};

/** A server that never answers a POST of a monitor, and all else as if it were well. */
export class SilentDatadog {
  private readonly server = createServer((request, response) => {
    if (request.method === "POST" && request.url === "/api/v1/monitor") return;
    response.writeHead(200, { "Content-Type": JSON_TYPE });
    response.end(request.url?.startsWith("/api/v1/validate") ? '{"valid":true}' : "{}");
  });

  start = () => started(this.server);
  stop = () => stopped(this.server);
}

/** Listens on a free port of loopback; returns the address. */
function started(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function stopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
