-- Calls of a trace are only ever asked for by the whole id, and ids are random: a hash index takes 8 instead of 11 bytes a call
-- where one call in five has a trace, and half of the time at writing. Calls of other projects with the same id are passed over.

drop index call_trace;
create index call_trace on call using hash (trace_id) where trace_id is not null;
