import type { Cause, DiagnosisContext } from "./cause";

/**
 * What can be wrong with the place of the state. The words are those of Terraform's own backends.
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export const STATE_CAUSES: readonly Cause[] = [
  [/^Error acquiring the state lock (.*)$/, ([, details], context) => heldLock(details!, context)],
  [
    /writing "(gs:\/\/[^"]+\.tflock)" failed: googleapi: Error 412/,
    ([, file], { stack }) =>
      `${stack} is locked by another run: wait until it ends; if nothing is running, delete ${file}`,
  ],
  [
    /Backend configuration changed/,
    (_, { stack, folder }) =>
      `the state of ${stack} was moved to another place: run terraform -chdir=${folder} init -migrate-state to copy it there, or -reconfigure to start with what is there`,
  ],
  [
    /No valid credential sources found|failed to (?:refresh|get) .*(?:credentials|config profile)|ExpiredToken|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch/,
    (_, context) => `cannot sign in to AWS for the state of ${context.stack}: set AWS credentials${orChange(context)}`,
  ],
  [
    /could not find default credentials|oauth2: |storage\.NewClient|googleapi: Error 401/,
    (_, context) =>
      `cannot sign in to Google Cloud for the state of ${context.stack}: run gcloud auth application-default login${orChange(context)}`,
  ],
  [
    /NoSuchBucket|S3 bucket "[^"]*" does not exist|storage: bucket doesn't exist/,
    (_, context) => `the bucket for the state of ${context.stack} does not exist: create it${orChange(context)}`,
  ],
  [
    /api error (?:Forbidden|AccessDenied)|googleapi: Error 403/,
    (_, context) =>
      `the state of ${context.stack} cannot be accessed (403): give your cloud credentials access to the bucket${orChange(context)}`,
  ],
];

const orChange = ({ environment }: DiagnosisContext) => `, or change state in environments/${environment}.yaml`;

function heldLock(details: string, { stack, folder }: DiagnosisContext): string {
  const info = details.replace(/^.*?Lock Info:/, "");
  const field = (name: string) =>
    new RegExp(`${name}: +(\\S.*?) +(?:Path|Operation|Who|Version|Created|Info):`).exec(info)?.[1];
  const [id, who, created] = [field("ID"), field("Who"), field("Created")];
  if (id === undefined)
    return `cannot lock the state of ${stack}: ${details.replace(/^Error message: /, "").replace(/ Terraform acquires a state lock.*/, "")}`;
  const since = created === undefined ? "" : ` since ${created.replace(/\.\d+/, "").replace(" +0000 UTC", " UTC")}`;
  const locked = `${stack} is locked by ${who}${since}: wait until that run ends`;
  // The lock of a local file ends with the process that holds it, and force-unlock refuses it.
  if (LOCAL_LOCK.test(details)) return `${locked}, or end it`;
  return `${locked}; if nothing is running, run terraform -chdir=${folder} force-unlock ${id}`;
}

/** What the operating system says of a file that another process has locked: POSIX, Windows. */
const LOCAL_LOCK = /resource temporarily unavailable|another process has locked/;
