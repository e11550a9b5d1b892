import { z } from "zod";

const localState = z.strictObject({
  /** A folder, relative to the project. @default ".state" */
  path: z
    .string()
    .refine((path) => path !== "" && !/^([/~\\]|[A-Za-z]:)/.test(path) && !path.split(/[\\/]/).includes(".."), {
      error: "must be a relative path to a folder inside the project, such as .state",
    })
    .refine((path) => !/^(\.\/)*cdktf\.out(\/|$)/.test(path), {
      error: "is in cdktf.out, which can be deleted at any time: use another folder, such as .state",
    })
    .default(".state"),
});

const s3State = z.strictObject({
  bucket: z.string().min(1, { error: "must name a bucket" }),
  /** Each stack's state is stored as `KEY/STACK.tfstate`; a `.tfstate` extension is removed from the key. */
  key: z.string().min(1, { error: "must name an object, such as monitoring.tfstate" }),
  region: z.string().min(1, { error: "must name a region, such as eu-west-1" }),
  /** Whether S3 encrypts the state, which contains everything the provider knows about each resource. @default true */
  encrypt: z.boolean().default(true),
  /** A KMS key for the encryption. @default the bucket's */
  kmsKeyId: z.string().optional(),
  /** A DynamoDB table that locks the state. @default no lock */
  dynamodbTable: z.string().optional(),
  /** A role to assume, for the state only. @default none */
  roleArn: z.string().optional(),
  /** A profile in the AWS configuration. @default the profile of the process */
  profile: z.string().optional(),
});

const gcsState = z.strictObject({
  bucket: z.string().min(1, { error: "must name a bucket" }),
  /** Each stack's state is kept as `PREFIX/STACK/default.tfstate`. */
  prefix: z.string().min(1, { error: "must name a folder in the bucket, such as monitoring" }),
  /** A KMS key for the encryption. @default the bucket's */
  kmsEncryptionKey: z.string().optional(),
  /** A service account to impersonate, for the state only. @default none */
  impersonateServiceAccount: z.string().optional(),
});

/** Where Terraform keeps its state. */
export const stateSchema = z
  .strictObject({ local: localState.optional(), s3: s3State.optional(), gcs: gcsState.optional() })
  .superRefine((kinds, context) => {
    const named = Object.keys(kinds);
    if (named.length === 1) return;
    const got = named.length === 0 ? "none" : named.join(" and ");
    context.addIssue({ code: "custom", message: `must have exactly one of local, s3, or gcs; it has ${got}` });
  });

/** Where Terraform keeps the state of an environment's stacks. */
export type State = z.output<typeof stateSchema>;
