-- Endpoints that count as one which counts as another itself count as the last of them: lists showed such a one twice, and sums
-- missed its calls. Of two that count as each other the first counts for itself.

update endpoint e set counts_as = null, merged_into = null
  from endpoint r
 where r.project_id = e.project_id and r.id = e.counts_as and r.counts_as = e.id and e.id < r.id;

do $$
begin
  for _ in 1..20 loop
    update endpoint e set counts_as = r.counts_as
      from endpoint r
     where r.project_id = e.project_id and r.id = e.counts_as and r.counts_as <> e.id;
    exit when not found;
  end loop;
end $$;
