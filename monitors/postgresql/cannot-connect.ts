import { postgresCanConnect } from "../../metrics/checks";
import { components } from "../../metrics/components";
import { cannotConnect } from "../cannot-connect";

/** Alerts when the agent cannot connect to PostgreSQL. */
export const postgresqlCannotConnect = cannotConnect({
  component: components.postgresql.name,
  check: postgresCanConnect,
  meaning: "The database is down, full of connections, or refuses the agent's role. Most likely nothing can use it.",
  steps: [
    "Look at its container: is it running, and what are the last lines of its log?",
    "Try to connect by hand: psql says whether it is the network, the password, or the number of connections.",
    "Check that its disk is not full; PostgreSQL stops when it cannot write.",
  ],
});
