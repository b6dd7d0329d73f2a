import type { Sender, Unfold, Unfolded } from '../../sources/senders/sender.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { type CheckSettings, checkedSelect } from './check.ts'
import { documentsOf } from './documents.ts'
import type { Part } from './part.ts'
import { type FilesRead, leftOf, type ShapedFile, sentenceOfReadFault } from './read.ts'
import { sourceOfCells } from './source.ts'
import { TextRows } from './text_rows.ts'
import { documentColumns, takeUnknownDocuments } from './unknown_documents.ts'

/** Unfolds the documents of files into the checked tables of the records that they hold. */
export async function unfoldChecked(
  warehouse: Warehouse,
  parts: readonly Part[],
  unfolding: NonNullable<Sender['unfolding']>,
  files: readonly ShapedFile[],
  settings: CheckSettings,
): Promise<FilesRead> {
  const unreadable = new Map<number, string>()
  const landings = new Landings(warehouse, parts)
  await landings.open()
  try {
    for (const file of files) {
      const fault = await landings.unfold(file, unfolding()).then(() => undefined, sentenceOfReadFault)
      if (fault) unreadable.set(file.fileNumber, fault)
    }
  } finally {
    landings.close()
  }
  await landings.check(settings)
  return { columns: new Map(), unreadable, left: await leftOf(files) }
}

const landingOf = ({ contract }: Part): string => `load_unfolded_${contract.feed.name}`
const landingOfDocuments = 'load_unfolded_documents'

/** The temporary tables in which records stand as they were unfolded. */
class Landings {
  readonly #warehouse: Warehouse
  readonly #parts: readonly Part[]
  readonly #rows = new Map<string, TextRows>()

  constructor(warehouse: Warehouse, parts: readonly Part[]) {
    this.#warehouse = warehouse
    this.#parts = parts
  }

  async open(): Promise<void> {
    for (const part of this.#parts) await this.#open(landingOf(part), part.contract.sentColumns)
    await this.#open(landingOfDocuments, documentColumns)
  }

  async #open(table: string, columns: readonly string[]): Promise<void> {
    this.#rows.set(table, await TextRows.into(this.#warehouse, table, columns))
  }

  close(): void {
    for (const rows of this.#rows.values()) rows.close()
  }

  async unfold(file: ShapedFile, unfold: Unfold): Promise<void> {
    const [part] = this.#parts
    if (!part) return
    let place = 0
    for await (const text of documentsOf(this.#warehouse, part.contract, file)) {
      place += 1
      for (const found of unfolded(text, unfold)) {
        if ('fault' in found)
          this.#add(landingOfDocuments, file, { place, sentence: found.fault, record: text })
        else this.#add(`load_unfolded_${found.of.record.name}`, file, found.values)
      }
    }
  }

  #add(landing: string, { fileNumber }: ShapedFile, values: Readonly<Record<string, unknown>>): void {
    const rows = this.#rows.get(landing)
    if (!rows) throw new Error(`The sender declares no records for ${landing}.`)
    rows.add(fileNumber, values)
  }

  /** Applies the contracts to what was unfolded. */
  async check(settings: CheckSettings): Promise<void> {
    for (const part of this.#parts) {
      const { contract, stage } = part
      const rows = { from: `(from ${landingOf(part)} order by rowid)`, bound: [] }
      const source = sourceOfCells({ columns: contract.sentColumns }, contract, rows)
      await this.#warehouse.run(
        `insert into ${stage.checked} ${checkedSelect(contract, source, settings)}`,
        source.bound,
      )
    }
    await takeUnknownDocuments(this.#warehouse, landingOfDocuments)
    for (const landing of this.#rows.keys()) await this.#warehouse.run(`drop table ${landing}`)
  }
}

function* unfolded(text: string, unfold: Unfold): Generator<Unfolded> {
  const document = parsed(text)
  if (document === undefined) yield { fault: 'the document is not JSON' }
  else
    for (const found of unfold(document)) yield 'values' in found ? (inexact(found.values) ?? found) : found
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A whole number that JSON's reader may have rounded would name another record. */
function inexact(values: Readonly<Record<string, unknown>>): Unfolded | undefined {
  const rounded = Object.entries(values).find(
    ([, value]) => Number.isInteger(value) && !Number.isSafeInteger(value),
  )
  return (
    rounded && { fault: `${rounded[0]} is a whole number too large to be read exactly; send it as a text` }
  )
}
