-- The role that the agent's check logs in with. The image runs this file when it creates the database, and at no other
-- time; for a database that exists, run it with psql (14 or later) as a superuser:
--   DATADOG_POSTGRES_PASSWORD=… psql -f datadog.sql
-- https://docs.datadoghq.com/integrations/postgres/
\set ON_ERROR_STOP on
\getenv password DATADOG_POSTGRES_PASSWORD
CREATE ROLE datadog LOGIN PASSWORD :'password';
GRANT pg_monitor TO datadog;

-- For Database Monitoring, in every database whose queries it shall explain. pg_stat_statements also has to be in
-- shared_preload_libraries.
-- https://docs.datadoghq.com/database_monitoring/setup_postgres/selfhosted/
CREATE SCHEMA datadog;
GRANT USAGE ON SCHEMA datadog, public TO datadog;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;

-- The plan of a statement, as the owner of this function sees it: the role itself may read no table.
CREATE FUNCTION datadog.explain_statement(l_query TEXT, OUT explain JSON) RETURNS SETOF JSON AS $$
DECLARE
  plan_cursor REFCURSOR;
  plan JSON;
BEGIN
  SET TRANSACTION READ ONLY;
  OPEN plan_cursor FOR EXECUTE pg_catalog.concat('EXPLAIN (FORMAT JSON) ', l_query);
  FETCH plan_cursor INTO plan;
  CLOSE plan_cursor;
  RETURN QUERY SELECT plan;
END;
$$ LANGUAGE plpgsql RETURNS NULL ON NULL INPUT SECURITY DEFINER;
