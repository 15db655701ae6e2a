-- Calls that come with the name that a person gave an endpoint count as it.

create index endpoint_label on endpoint (project_id, method, label) where label is not null;
