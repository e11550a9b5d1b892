import { grok, logPipeline, remap } from "../datadog/definitions";
import { components } from "../metrics/components";

/**
 * RabbitMQ's log, `2024-05-12 10:11:12.123456+00:00 [info] <0.222.0> …`. A message of several lines has that head on
 * each of them. The broker knows no pipeline: its messages carry none of the pipeline's fields.
 *
 * https://www.rabbitmq.com/docs/logging
 */
const lines = grok({
  name: "Connections, exceptions, alarms, messages",
  helpers: {
    head: String.raw`%{date("yyyy-MM-dd HH:mm:ss.SSSSSSZZ"):timestamp} \[%{word:level}\] <%{regex("[\\d.]+"):rabbitmq.process}>`,
    endpoints:
      "%{ip:network.client.ip}:%{integer:network.client.port} -> %{ip:network.destination.ip}:%{integer:network.destination.port}",
  },
  rules: [
    {
      name: "connection",
      pattern: String.raw`%{head} %{word:rabbitmq.event} AMQP connection (?:<[\d.]+> )?\(?%{endpoints}(?:, vhost: '%{regex("[^']*"):rabbitmq.vhost}', user: '%{regex("[^']*"):usr.name}')?.*`,
      sample:
        "2024-05-12 10:11:12.123456+00:00 [info] <0.722.0> closing AMQP connection <0.722.0> (172.18.0.5:51234 -> 172.18.0.3:5672, vhost: '/', user: 'pipeline')",
    },
    {
      name: "exception",
      pattern:
        "%{head} operation %{notSpace:rabbitmq.operation} caused a (?:channel|connection) exception %{word:error.kind}: %{data:error.message}",
      sample:
        "2024-05-12 10:11:12.123456+00:00 [error] <0.730.0> operation basic.publish caused a channel exception not_found: no exchange 'orders' in vhost '/'",
    },
    {
      name: "alarm",
      pattern: String.raw`%{head} %{data:rabbitmq.alarm} resource limit alarm %{word:rabbitmq.alarm_state} on node '?%{regex("[^'\\s]+[^'\\s.]"):rabbitmq.node}'?\.?`,
      sample:
        "2024-05-12 10:11:12.123456+00:00 [warning] <0.480.0> memory resource limit alarm set on node rabbit@broker.",
    },
    {
      name: "message",
      pattern: "%{head} %{data:msg}",
      sample: "2024-05-12 10:11:12.123456+00:00 [info] <0.222.0> Server startup complete; 4 plugins started.",
    },
  ],
});

export const rabbitmqLogs = () =>
  logPipeline({
    name: `${components.rabbitmq.name} (data pipeline)`,
    description: "Connections, exceptions and alarms of the broker",
    filter: { query: `source:${components.rabbitmq.source}` },
    processors: [lines, remap("date", "timestamp"), remap("status", "level"), remap("message", "msg")],
  });
