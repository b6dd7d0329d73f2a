import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'

/** The temporary table of documents that nobody can make records of. It has what the loader asks of checked rows. */
export const unknownDocuments = 'load_documents_checked'

/** A document's place in its file, from 1, why no record can be made of it, and its text. */
export const documentColumns = ['place', 'sentence', 'record'] as const

export const prepareUnknownDocuments = (warehouse: Warehouse): Promise<void> =>
  warehouse.run(
    `create or replace temp table ${unknownDocuments} (file_number bigint, place bigint, local_times bigint,
      faults struct(column_name varchar, sentence varchar)[], record varchar)`,
  )

/** Takes the documents from a table that has the columns above as its cells. */
export const takeUnknownDocuments = (warehouse: Warehouse, landing: string): Promise<void> =>
  warehouse.run(
    `insert into ${unknownDocuments}
     select file_number, c0::bigint, 0, [{'column_name': '(the document)', 'sentence': c1}],
       case when json_valid(c2) then c2 else to_json(c2)::varchar end
     from ${landing}`,
  )

/** Holds them in quarantine under the name of their sender. */
export const holdUnknownDocuments = (warehouse: Warehouse, sender: string, runId: string): Promise<void> =>
  warehouse.run(
    `insert into ledger.quarantine by name
     select file_number, $1 as feed, place as row_number, [faults[1].column_name] as column_names,
       list_transform(faults, lambda fault: fault.sentence) as faults, record, $2 as run_id
     from ${unknownDocuments}`,
    [sender, runId],
  )
