/**
 * SQL of a carrier’s scans, each event once. Of scans that are one event the one that says most of its place is it, then
 * the first by its words: that does not depend on which was loaded first.
 */
export const distinctEvents = (scans: string): string => `
  select * from (${scans}) scan qualify row_number() over (
    partition by carrier, tracking_number, occurred_at, status, facility
    order by (city is null)::int + (region is null)::int + (postal_code is null)::int + (country is null)::int,
      detail, scan
  ) = 1`
