-- Whether a flush that waits for the detectors has counts for rate policies: most have none, and they are not looked for then.

alter table signal_feed add column rates boolean not null default true;
