/** As SQL: a time that lies further ahead than this was told by a clock that was wrong; those of processes differ by less. */
export const BEYOND = "interval '1 minute'";
