import { categorize, grok, logPipeline, nested, remap } from "../datadog/definitions";
import { components } from "../metrics/components";
import { errorTypes } from "./error-type";
import { pipelineFields } from "./pipeline-fields";

/** `%m` or `%t`, and the process's id, with the number of its line if it has one. */
const start = '(?:%{date("yyyy-MM-dd HH:mm:ss.SSS z"):timestamp}|%{date("yyyy-MM-dd HH:mm:ss z"):timestamp})';

const helpers = {
  start,
  pid: String.raw`\[%{integer:process.pid}(?:-\d+)?\]:?`,
  // 00000 is "successful completion": no error.
  what: String.raw`%{regex("DEBUG[1-5]?|INFO|NOTICE|WARNING|ERROR|LOG|FATAL|PANIC|DETAIL|HINT|QUERY|CONTEXT|STATEMENT|LOCATION|BACKTRACE"):db.severity}:\s+(?:(?:00000|%{regex("(?:\\d[0-9A-Z]|F0|HV|P0|XX)[0-9A-Z]{3}"):error.kind}): +)?%{data:msg}`,
  database: String.raw`(?:%{regex("[^\\s@]+"):db.instance:nullIf("[unknown]")})?`,
  user: String.raw`(?:%{regex("[^\\s@]+"):db.user:nullIf("[unknown]")})?`,
};

/**
 * PostgreSQL's stderr log, with these values of `log_line_prefix`: the one that Datadog recommends and
 * `docker/compose.services.yaml` sets, `%m [%p] %d %a %u %h %c `; the one it comes with, `%m [%p] `; Debian's, which adds
 * `%q%u@%d `; and that of Amazon RDS. With `log_error_verbosity = verbose` each message starts with its SQLSTATE, which
 * becomes `error.kind`.
 *
 * https://www.postgresql.org/docs/current/runtime-config-logging.html · https://docs.datadoghq.com/integrations/postgres/
 */
const heads = grok({
  name: "log_line_prefix",
  helpers,
  rules: [
    {
      name: "default",
      pattern: "%{start} %{pid} (?:%{user}@%{database}(?:/%{notSpace:db.application})? )?%{what}",
      sample:
        '2024-05-12 10:11:12.123 UTC [57] app@pipeline ERROR:  23505: duplicate key value violates unique constraint "runs_pkey"',
    },
    {
      name: "recommended",
      pattern: String.raw`%{start} %{pid} %{database} (?:%{regex("[^\\n]*?"):db.application:nullIf("[unknown]")}) %{user} (?:%{regex("\\S+"):db.client})? %{regex("[0-9a-f]+\\.[0-9a-f]+"):db.session_id} %{what}`,
      sample:
        "2024-05-12 10:11:12.123 UTC [57] pipeline psycopg app 172.18.0.5 6b07d590.1019 LOG:  00000: duration: 1532.114 ms  statement: SELECT count(*) FROM runs",
    },
    {
      name: "rds",
      pattern: String.raw`%{start}:(?:%{regex("[^\\s:(]+"):db.client}(?:\(\d+\))?)?:%{user}@%{database}:%{pid}%{what}`,
      sample: '2024-05-12 10:11:12 UTC:172.18.0.5(51234):app@pipeline:[57]:ERROR:  relation "runs" does not exist',
    },
  ],
});

const sql = { sql: String.raw`\s*(?:/\*.*?\*/\s*)*(?:%{word:db.operation})?.*` };

const statements = grok({
  name: "Statements, durations, plans",
  source: "msg",
  helpers: sql,
  rules: [
    {
      name: "plan",
      pattern: String.raw`duration: %{number:duration:scale(1000000)} ms  plan:\s+%{data:db.plan}`,
      sample:
        "duration: 812.020 ms  plan:\n\tQuery Text: SELECT count(*) FROM runs\n\tAggregate  (cost=25.88..25.89 rows=1 width=8)",
    },
    {
      name: "duration",
      pattern: String.raw`duration: %{number:duration:scale(1000000)} ms(?:\s+(?:statement|parse|bind|execute|fastpath)[^:]*: %{sql:db.statement})?`,
      sample: "duration: 1532.114 ms  statement: SELECT count(*) FROM runs",
    },
    {
      name: "statement",
      pattern: "(?:statement|execute [^:]*): %{sql:db.statement}",
      sample: "statement: INSERT INTO runs VALUES (1) /*pipeline_id='orders-42'*/",
    },
  ],
});

/** The SQL in a plan of auto_explain, as text or JSON. */
const planned = grok({
  name: "Statement of a plan",
  source: "db.plan",
  helpers: {
    one_line: String.raw`(?:%{word:db.operation})?[^\n]*`,
    several: "(?:%{word:db.operation})?.*?",
    in_json: String.raw`(?:%{word:db.operation})?(?:[^"\\]|\\.)*`,
  },
  rules: [
    {
      name: "json",
      pattern: String.raw`\{\s*"Query Text": "%{in_json:db.statement}".*`,
      sample:
        '{\n\t  "Query Text": "SELECT count(*) FROM runs",\n\t  "Plan": {\n\t    "Node Type": "Aggregate"\n\t  }\n\t}',
    },
    {
      name: "text",
      pattern: String.raw`Query Text: %{several:db.statement}\n\t[A-Z][^\n]*\(cost=.*`,
      sample: "Query Text: SELECT count(*)\n\t  FROM runs\n\tAggregate  (cost=25.88..25.89 rows=1 width=8)",
    },
    {
      name: "text_without_cost",
      pattern: String.raw`Query Text: %{one_line:db.statement}(?:\n.*)?`,
      sample: "Query Text: SELECT count(*) FROM runs\n\tAggregate",
    },
  ],
});

/**
 * Without `log_error_verbosity = verbose` there is no SQLSTATE: that of the errors that operators know by their words.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const knownErrors = nested("SQLSTATE of known errors", "-@error.kind:* @db.severity:(ERROR OR FATAL OR PANIC)", [
  grok({
    name: "Known errors",
    source: "msg",
    rules: [
      {
        name: "words",
        pattern:
          '.*%{regex("deadlock detected|could not serialize access|too many clients already|connection slots are reserved|statement timeout|lock timeout|idle-in-transaction timeout|due to user request|administrator command|unique constraint|foreign key constraint|not-null constraint|check constraint|password authentication failed|no pg_hba.conf entry|out of memory|No space left on device|out of shared memory|syntax error|division by zero|permission denied|conflict with recovery|the database system is starting up|the database system is shutting down"):db.condition}.*',
        sample: 'duplicate key value violates unique constraint "runs_pkey"',
      },
      {
        name: "missing",
        pattern: '%{regex("relation|column|function|database|role"):db.condition} .* does not exist.*',
        sample: 'relation "runs" does not exist at character 15',
      },
    ],
  }),
  categorize("error.kind", {
    "40P01": '@db.condition:"deadlock detected"',
    "40001": '@db.condition:("could not serialize access" OR "conflict with recovery")',
    "53300": '@db.condition:("too many clients already" OR "connection slots are reserved")',
    "57014": '@db.condition:("statement timeout" OR "due to user request")',
    "55P03": '@db.condition:"lock timeout"',
    "25P03": '@db.condition:"idle-in-transaction timeout"',
    "57P01": '@db.condition:"administrator command"',
    "57P03": '@db.condition:("the database system is starting up" OR "the database system is shutting down")',
    "23505": '@db.condition:"unique constraint"',
    "23503": '@db.condition:"foreign key constraint"',
    "23502": '@db.condition:"not-null constraint"',
    "23514": '@db.condition:"check constraint"',
    "28P01": '@db.condition:"password authentication failed"',
    "28000": '@db.condition:("no pg_hba.conf entry" OR role)',
    "53200": '@db.condition:("out of memory" OR "out of shared memory")',
    "53100": '@db.condition:"No space left on device"',
    "42601": '@db.condition:"syntax error"',
    "22012": '@db.condition:"division by zero"',
    "42501": '@db.condition:"permission denied"',
    "42P01": "@db.condition:relation",
    "42703": "@db.condition:column",
    "42883": "@db.condition:function",
    "3D000": "@db.condition:database",
  }),
]);

/** After an error, PostgreSQL writes the statement that had it as a line of its own. */
const failedStatement = nested("Statement of an error", "@db.severity:(STATEMENT OR QUERY)", [
  grok({
    name: "Statement of an error",
    source: "msg",
    helpers: sql,
    rules: [{ name: "failed", pattern: "%{sql:db.statement}", sample: "INSERT INTO runs VALUES (1)" }],
  }),
]);

const sessions = grok({
  name: "Connections",
  source: "msg",
  rules: [
    {
      name: "authorized",
      pattern: String.raw`(?:replication )?%{regex("connection authorized"):db.event}: user=%{regex("\\S+"):db.user}(?: database=%{regex("\\S+"):db.instance})?(?: application_name=%{regex("[^\\n]*?"):db.application})?(?: SSL enabled.*| GSS .*)?`,
      sample: "connection authorized: user=app database=pipeline application_name=psycopg",
    },
    {
      name: "disconnection",
      pattern: String.raw`%{regex("disconnection"):db.event}: session time: %{notSpace:db.session_time} user=%{regex("\\S*"):db.user} database=%{regex("\\S*"):db.instance} host=%{regex("\\S*"):db.client}(?: port=%{integer:network.client.port})?`,
      sample: "disconnection: session time: 0:00:01.807 user=app database=pipeline host=172.18.0.5 port=37994",
    },
    {
      name: "received",
      pattern: String.raw`%{regex("connection received"):db.event}: host=%{regex("\\S+"):db.client}(?: port=%{integer:network.client.port})?`,
      sample: "connection received: host=172.18.0.5 port=49782",
    },
    {
      name: "authenticated",
      pattern: String.raw`%{regex("connection authenticated"):db.event}: (?:identity|user)="%{regex("[^\"]*"):db.user}" method=%{notSpace:db.auth_method}.*`,
      sample: 'connection authenticated: identity="app" method=scram-sha-256 (/etc/postgresql/pg_hba.conf:97)',
    },
    {
      name: "refused",
      pattern: String.raw`.*authentication failed for user "%{regex("[^\"]*"):db.user}".*`,
      sample: 'password authentication failed for user "app"',
    },
  ],
});

/** Who waits for whom: a line of `log_lock_waits`, and the detail of a deadlock. */
const locks = grok({
  name: "Locks and deadlocks",
  source: "msg",
  rules: [
    {
      name: "deadlock",
      pattern: String.raw`Process %{integer:db.lock.waiting_pid} waits for %{word:db.lock.mode} on %{regex("[^;\\n]+"):db.lock.target}; blocked by process %{integer:db.lock.blocking_pid}\..*`,
      sample:
        "Process 4129 waits for ShareLock on transaction 746; blocked by process 4130.\n\tProcess 4130 waits for ShareLock on transaction 745; blocked by process 4129.",
    },
    {
      name: "wait",
      pattern: String.raw`process %{integer:db.lock.waiting_pid} %{regex("still waiting for|acquired|detected deadlock while waiting for|avoided deadlock for"):db.lock.event} %{word:db.lock.mode} on %{regex("[^\\n]+"):db.lock.target} after %{number:duration:scale(1000000)} ms.*`,
      sample: "process 4129 still waiting for ShareLock on transaction 746 after 1000.123 ms",
    },
    {
      name: "holder",
      pattern: "Process(?:es)? holding the lock: %{integer:db.lock.blocking_pid}.*",
      sample: "Process holding the lock: 4130. Wait queue: 4129.",
    },
  ],
});

const housekeeping = grok({
  name: "Checkpoints, temporary files, vacuum",
  source: "msg",
  rules: [
    {
      name: "checkpoint",
      pattern:
        "(?:checkpoint|restartpoint) complete: wrote %{integer:db.checkpoint.buffers} buffers .*, total=%{number:duration:scale(1000000000)} s;.*",
      sample:
        "checkpoint complete: wrote 33 buffers (0.2%); 0 WAL file(s) added, 0 removed, 0 recycled; write=0.017 s, sync=0.114 s, total=0.159 s; sync files=30, longest=0.011 s, average=0.004 s",
    },
    {
      name: "temporary_file",
      pattern: String.raw`temporary file: path "%{regex("[^\"]*"):db.temporary_file}", size %{integer:db.temporary_bytes}`,
      sample: 'temporary file: path "base/pgsql_tmp/pgsql_tmp4179.0", size 2457600',
    },
    {
      name: "vacuum",
      pattern: String.raw`automatic (?:aggressive )?%{regex("vacuum|analyze"):db.operation}(?: to prevent wraparound)? of table "%{regex("[^\"]*"):db.table}".*`,
      sample: 'automatic vacuum of table "pipeline.public.runs": index scans: 0',
    },
  ],
});

/**
 * The trace of whoever sent the statement, in the comment that ddtrace adds with `DD_DBM_PROPAGATION_MODE=full`.
 * https://docs.datadoghq.com/database_monitoring/connect_dbm_and_apm/
 */
const trace = grok({
  name: "Trace in a comment of the statement",
  helpers: {
    caller: `(?:.*ddps='%{regex("[^']*"):db.calling_service}')?`,
  },
  rules: [
    {
      name: "traceparent",
      pattern: `%{caller}.*traceparent='[0-9a-f]{2}-%{regex("[0-9a-f]{32}"):dd.trace_id}-%{regex("[0-9a-f]{16}"):dd.span_id}-[0-9a-f]{2}'.*`,
      sample:
        "SELECT 1 /*dddbs='postgresql',dde='demo',ddps='fastapi',ddpv='1.4.2',traceparent='00-664094a000000000b8b4a12f3c5d7e90-112210f47de98115-01'*/",
    },
  ],
});

/** Datadog reads a status by its first letters: CONTEXT would be critical, STATEMENT would be OK, PANIC only info. */
const severity = categorize("level", {
  critical: "@db.severity:(FATAL OR PANIC)",
  error: "@db.severity:ERROR",
  warning: "@db.severity:WARNING",
  notice: "@db.severity:NOTICE",
  debug: "@db.severity:DEBUG*",
  info: "@db.severity:*",
});

export const postgresqlLogs = () =>
  logPipeline({
    name: `${components.postgresql.name} (data pipeline)`,
    description: "The server's log: statements, durations, connections, locks, errors",
    filter: { query: `source:${components.postgresql.source}` },
    processors: [
      heads,
      statements,
      planned,
      failedStatement,
      knownErrors,
      sessions,
      locks,
      housekeeping,
      trace,
      pipelineFields,
      ...errorTypes(),
      severity,
      remap("date", "timestamp"),
      remap("status", "level"),
      remap("message", "msg"),
      remap("trace-id", "dd.trace_id"),
      remap("span-id", "dd.span_id"),
    ],
  });
