import { recoveredAfter } from './habits.ts'

/**
 * The habits that feeds drift from now, as a select: `feed`, `kind` ('nulls' or 'volume'), `column_name` (null of a
 * volume), `found`, `usual` and `files_before` of the newest file that shows it, its `path`, and `since`, when
 * the first of them was loaded (UTC). A feed has recovered after a few files without it.
 */
export const presentDrift = `
  select d.feed, d.kind, d.column_name, d.found, d.usual, d.files_before, l.path, d.since
  from (
    select *, max(file_number) over same as newest, max(began) over (same order by file_number) as since
    from (
      select d.*, case when is_new then l.loaded_at end as began
      from ledger.drift d join ledger.loads l using (file_number)
    )
    window same as (partition by feed, kind, column_name)
  ) d join ledger.loads l using (file_number) join (
    select file_number, row_number() over (partition by feed order by file_number desc) as files_back
    from ledger.fills
  ) using (file_number)
  where d.file_number = newest and files_back <= ${recoveredAfter}`
