import { AT, type Line } from "./table";

const debian = (text: string) => `2024-05-12 10:11:12.123 UTC [57] app@pipeline ${text}`;
const plain = (text: string) => `2024-05-12 10:11:12.123 UTC [57] ${text}`;
/** `%m [%p] %d %a %u %h %c `, with log_error_verbosity = verbose. */
const full = (text: string, who = "pipeline my app app 172.18.0.5") =>
  `2024-05-12 10:11:12.123 UTC [57] ${who} 6b07d590.1019 ${text}`;
const who = { "db.instance": "pipeline", "db.user": "app" };
const comment =
  "/*dddbs='postgresql',dde='demo',ddps='fastapi',ddpv='1.4.2',traceparent='00-664094a000000000b8b4a12f3c5d7e90-112210f47de98115-01'*/";

// The words are PostgreSQL's own; the SQLSTATEs: https://www.postgresql.org/docs/current/errcodes-appendix.html
export const postgresqlLines: readonly Line[] = [
  [
    debian("LOG:  duration: 1532.114 ms  statement: SELECT count(*) FROM runs"),
    {
      ...who,
      date: AT,
      "process.pid": 57,
      "db.operation": "SELECT",
      "db.statement": "SELECT count(*) FROM runs",
      duration: 1532114000,
      status: "info",
    },
  ],
  [
    "2024-05-12 12:11:12.123 CEST [57] LOG:  duration: 0.031 ms  execute <unnamed>: insert into runs\n\t  values ($1)",
    { date: AT, "db.operation": "insert", duration: 31000 },
  ],
  [
    full("LOG:  00000: duration: 1532 ms  statement: SELECT 1"),
    {
      ...who,
      "db.application": "my app",
      "db.client": "172.18.0.5",
      "db.session_id": "6b07d590.1019",
      duration: 1532000000,
      kind: undefined,
      status: "info",
    },
  ],
  [
    full("LOG:  00000: connection received: host=[local]", "[unknown] [unknown] [unknown] [local]"),
    { "db.instance": undefined, "db.user": undefined, "db.client": "[local]", status: "info" },
  ],
  // A process of the server itself has no database, application, user or host.
  [
    full("LOG:  00000: received SIGHUP, reloading configuration files", "   "),
    {
      "db.instance": undefined,
      "db.session_id": "6b07d590.1019",
      message: "received SIGHUP, reloading configuration files",
    },
  ],
  [
    debian("LOG:  duration: 12.3 ms  bind S_1: /* a comment */ update runs set t = $1"),
    { "db.operation": "update", duration: 12300000 },
  ],
  [
    debian(`LOG:  statement: INSERT INTO runs VALUES (1) /*pipeline_id='orders-42'*/`),
    { "db.operation": "INSERT", pipeline_id: "orders-42" },
  ],
  [
    debian(
      "LOG:  duration: 812.02 ms  plan:\n\tQuery Text: SELECT count(*) FROM runs\n\tAggregate  (cost=25.88..25.89 rows=1 width=8)",
    ),
    { "db.statement": "SELECT count(*) FROM runs", "db.operation": "SELECT", duration: 812020000 },
  ],
  [
    debian(
      'LOG:  duration: 1 ms  plan:\n\t{\n\t  "Query Text": "DELETE FROM runs",\n\t  "Plan": {\n\t    "Node Type": "ModifyTable"\n\t  }\n\t}',
    ),
    { "db.statement": "DELETE FROM runs", "db.operation": "DELETE" },
  ],
  [
    full('ERROR:  23505: duplicate key value violates unique constraint "runs_pkey"'),
    { ...who, kind: "23505", message: 'duplicate key value violates unique constraint "runs_pkey"', status: "error" },
  ],
  [full("ERROR:  XX000: cache lookup failed for relation 16384"), { kind: "XX000", status: "error" }],
  [full("ERROR:  P0001: stage load failed"), { kind: "P0001" }],
  [debian("ERROR:  deadlock detected"), { kind: "40P01", status: "error" }],
  [debian("FATAL:  sorry, too many clients already"), { kind: "53300", status: "critical" }],
  [debian("FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute"), { kind: "53300" }],
  [debian("ERROR:  canceling statement due to statement timeout"), { kind: "57014" }],
  [debian('ERROR:  relation "runs" does not exist at character 15'), { kind: "42P01" }],
  [
    plain('FATAL:  password authentication failed for user "app"'),
    { kind: "28P01", "db.user": "app", status: "critical" },
  ],
  [
    plain('PANIC:  could not write to file "pg_wal/xlogtemp.1": No space left on device'),
    { kind: "53100", status: "critical" },
  ],
  [plain("WARNING:  there is no transaction in progress"), { kind: undefined, status: "warn" }],
  [plain('NOTICE:  relation "runs" already exists, skipping'), { kind: undefined, status: "notice" }],
  [plain("DEBUG2:  checkpoint skipped"), { status: "debug" }],
  [debian('CONTEXT:  while updating tuple (0,2) in relation "runs"'), { status: "info" }],
  [debian("DETAIL:  Key (id)=(1) already exists."), { status: "info", kind: undefined }],
  [
    debian(`STATEMENT:  select *\n\t  from runs ${comment}`),
    {
      "db.operation": "select",
      "db.statement": `select *\n\t  from runs ${comment}`,
      "db.calling_service": "fastapi",
      trace: "664094a000000000b8b4a12f3c5d7e90",
      span: "112210f47de98115",
      status: "info",
    },
  ],
  [full("LOCATION:  _bt_check_unique, nbtinsert.c:664"), { "db.severity": "LOCATION", status: "info" }],
  [
    debian(
      "DETAIL:  Process 4129 waits for ShareLock on transaction 746; blocked by process 4130.\n\tProcess 4130 waits for ShareLock on transaction 745; blocked by process 4129.",
    ),
    {
      "db.lock.waiting_pid": 4129,
      "db.lock.blocking_pid": 4130,
      "db.lock.mode": "ShareLock",
      "db.lock.target": "transaction 746",
    },
  ],
  [
    debian("LOG:  process 4129 still waiting for ShareLock on transaction 746 after 1000.123 ms"),
    { "db.lock.waiting_pid": 4129, "db.lock.event": "still waiting for", duration: 1000123000 },
  ],
  [debian("DETAIL:  Process holding the lock: 4130. Wait queue: 4129."), { "db.lock.blocking_pid": 4130 }],
  [
    plain(
      "LOG:  connection authorized: user=app database=pipeline application_name=my app SSL enabled (protocol=TLSv1.3, cipher=TLS_AES_256_GCM_SHA384, bits=256)",
    ),
    { ...who, "db.application": "my app" },
  ],
  [
    plain("LOG:  disconnection: session time: 0:00:01.807 user=app database=pipeline host=172.18.0.5 port=37994"),
    { ...who, "db.session_time": "0:00:01.807", "db.client": "172.18.0.5" },
  ],
  [
    plain(
      "LOG:  checkpoint complete: wrote 33 buffers (0.2%); 0 WAL file(s) added, 0 removed, 0 recycled; write=0.017 s, sync=0.114 s, total=0.159 s; sync files=30, longest=0.011 s, average=0.004 s",
    ),
    { "db.checkpoint.buffers": 33, duration: 159000000 },
  ],
  [
    debian('LOG:  temporary file: path "base/pgsql_tmp/pgsql_tmp4179.0", size 2457600'),
    { "db.temporary_bytes": 2457600 },
  ],
  [
    plain('LOG:  automatic vacuum of table "pipeline.public.runs": index scans: 0\n\tpages: 0 removed'),
    { "db.table": "pipeline.public.runs" },
  ],
  [
    "2024-05-12 10:11:12 UTC:172.18.0.5(51234):app@pipeline:[57]:ERROR:  division by zero",
    { ...who, date: AT - 123, "db.client": "172.18.0.5", kind: "22012" },
  ],
  [
    plain("LOG:  database system is ready to accept connections"),
    { message: "database system is ready to accept connections", kind: undefined, status: "info" },
  ],
];
