import type { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { literal } from '../../../warehouse/engine.ts'
import { printable } from '../../runner/printable.ts'
import type { Contract } from '../contract.ts'
import { looksPersonal } from '../looks_personal.ts'

/** Words in a choice column that the contract does not know, and that the files before did not have. */
export type WordDrift = {
  readonly feed: string
  readonly column: string
  readonly kind: 'words'
  /** Quarantined rows with one of the words. */
  readonly rows: number
  /** The most frequent of those that may be named. */
  readonly words: readonly { readonly word: string; readonly rows: number }[]
  /** How many words are not named. */
  readonly others: number
}

/** Once so many files came without it a word is told again. */
const recentFiles = 28
const mostNamed = 3
/** So many different words are no vocabulary, but values that do not belong here: none of them is named. */
const fewWords = 10
const mostCharacters = 40

/** The new words of the rows that a run quarantined. */
export async function wordDrift(
  warehouse: Warehouse,
  runId: string,
  contracts: ReadonlyMap<string, Contract>,
): Promise<WordDrift[]> {
  const ofFeed = new Map([...contracts.values()].map((contract) => [contract.feed.name, contract]))
  const broken = await warehouse.rows<{ feed: string; column: string }>(
    `select distinct feed, unnest(column_names) as "column" from ledger.quarantine
     where run_id = $1 and settled_as is null order by all`,
    [runId],
  )
  const drift: WordDrift[] = []
  for (const { feed, column } of broken) {
    const contract = ofFeed.get(feed)
    const facts = contract?.feed.columns[column]?.facts
    if (!contract || !facts?.choices || facts.personal) continue
    const words = await newWords(warehouse, runId, contract, column)
    if (words.length > 0) drift.push({ feed, column, kind: 'words', ...named(words) })
  }
  return drift
}

type Word = { readonly word: string; readonly rows: number }

/** The words that rows of the run's files have and those of the files shortly before had not, most frequent first. */
async function newWords(
  warehouse: Warehouse,
  runId: string,
  contract: Contract,
  column: string,
): Promise<Word[]> {
  const header = literal(contract.headerOf(column).toLowerCase())
  const key = `list_filter(json_keys(q.record), lambda name: lower(trim(name)) = ${header})[1]`
  const rows = await warehouse.rows<{ word: string; rows: string }>(
    `with loaded as (
       select file_number, feed as folder, run_id = $1 as is_new,
         row_number() over (partition by feed order by file_number) as nth
       from ledger.loads where outcome = 'loaded'
     ), near as (
       select file_number, is_new from loaded
       join (select folder, min(nth) as first from loaded where is_new group by folder) using (folder)
       where nth >= first - ${recentFiles}
     )
     select json_extract_string(q.record, '$."' || ${key} || '"') as word, count(*) as rows
     from ledger.quarantine q join near using (file_number)
     where q.feed = $2 and list_contains(q.column_names, $3) and json_type(q.record) = 'OBJECT'
     group by word having word <> '' and bool_and(is_new) order by count(*) desc, word`,
    [runId, contract.feed.name, column],
  )
  return rows.map((row) => ({ word: row.word, rows: Number(row.rows) }))
}

/** Words that are long, or may be somebody's, are counted and not named. */
function named(words: readonly Word[]): Pick<WordDrift, 'rows' | 'words' | 'others'> {
  const mayBeNamed = ({ word }: Word) =>
    words.length <= fewWords && !looksPersonal(word) && (word.match(/\d/g)?.length ?? 0) < 7
  const said = words.filter(mayBeNamed).slice(0, mostNamed)
  return {
    rows: words.reduce((sum, { rows }) => sum + rows, 0),
    words: said.map(({ word, rows }) => ({ word: printable(word, mostCharacters), rows })),
    others: words.length - said.length,
  }
}
