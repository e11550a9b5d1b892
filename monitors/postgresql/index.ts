import { archiverFails } from "./archiver-fails";
import { postgresqlCannotConnect } from "./cannot-connect";
import { connections } from "./connections";
import { databaseGrowth } from "./database-growth";
import { deadlocks } from "./deadlocks";
import { idleInTransaction } from "./idle-in-transaction";
import { longTransaction } from "./long-transaction";
import { replicationDelay } from "./replication-delay";
import { replicationSlot } from "./replication-slot";
import { waitingQueries } from "./waiting-queries";
import { wraparound } from "./wraparound";

/** The monitors of PostgreSQL, one line each. */
export const postgresql = [
  ["cannotConnect", postgresqlCannotConnect],
  ["connections", connections],
  ["replicationDelay", replicationDelay],
  ["replicationSlot", replicationSlot],
  ["wraparound", wraparound],
  ["longTransaction", longTransaction],
  ["idleInTransaction", idleInTransaction],
  ["deadlocks", deadlocks],
  ["waitingQueries", waitingQueries],
  ["archiverFails", archiverFails],
  ["databaseGrowth", databaseGrowth],
] as const;
