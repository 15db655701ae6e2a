/** Locks in the database that asks: `pg_locks` tells those of all, and clones of a template have tables of the same numbers. */
export const OWN_LOCKS = `(select l.* from pg_locks l join pg_database d on d.oid = l.database where d.datname = current_database()) own`;
