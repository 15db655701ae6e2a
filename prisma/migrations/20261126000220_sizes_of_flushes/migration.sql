-- How many signals and rates wait of a flush: the detectors find what they take at once without counting them. Flushes that a
-- process of the version before stores are taken for a thousand.

alter table signal_feed add column size int not null default 1000;
