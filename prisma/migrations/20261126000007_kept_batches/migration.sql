-- Batch ids of imports are kept as long as their calls: by the project's retention, or for good when some are in an archive.

alter table ingest_batch add column archived boolean not null default false;
